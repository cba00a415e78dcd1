/// Lets whoever can read the box's journal set the first password: nobody has one yet who could be
/// asked for it.
struct SetupCode: Equatable {
  /// Tries after which another takes its place.
  static let wrongLimit = 10

  /// `XKQD-HWBM`.
  let text: String
  private(set) var wrong = 0

  /// Another each time, by the system's random generator.
  static func drawn() -> SetupCode {
    let letters = (0..<8).map { _ in Self.letters[Int.random(in: Self.letters.indices)] }
    return SetupCode(text: String(letters[..<4]) + "-" + String(letters[4...]))
  }

  /// Without those that are taken for digits or for one another. Eight of them are guessed in some
  /// hundred years by ten tries a second, which is as fast as they are answered.
  private static let letters = Array("ABCDEFGHJKMNPQRSTUVWXYZ")

  var isWornOut: Bool { wrong >= Self.wrongLimit }

  /// Whether it was typed, in whatever letters and groups. Counts what is wrong.
  mutating func admits(_ typed: String) -> Bool {
    let isSame = Self.plain(typed).isSame(as: Self.plain(text))
    if !isSame { wrong += 1 }
    return isSame
  }

  private static func plain(_ text: String) -> String {
    String(text.uppercased().filter { $0 != "-" && !$0.isWhitespace })
  }
}
