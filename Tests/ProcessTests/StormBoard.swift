import BoothSimulator
import Foundation
import Testing

/// The simulated board with somebody in every booth who lifts, dials, talks and hangs up without
/// rest, at any moment of what goes on, whether a daemon is there or not.
final class StormBoard {
  static let boothCount = 8
  /// With what a minute costs, in pesos. Nobody pays for an emergency; 4001 has no price.
  static let prices = ["1006": 200, "1005": 100, "025854205": 50, "133": 0]
  private static let numbers = ["1006", "133", "1005", "1006", "025854205", "133", "4001"]

  let program: Program
  private(set) var truth = TrueCalls()
  /// Trunks that were seized for another number than the one that was pressed.
  private(set) var misdialled: [TrueCall] = []
  private var draws: SplitMix64
  private var people = [Int: Person]()
  private var taken = 0

  /// What the one in a booth does next, and when.
  private struct Person {
    enum Deed { case lift, dial, end }
    var next = Deed.lift
    var due: Date
    var number = ""
  }

  init(link: String, seed: UInt64) throws {
    program = try Program(
      "cabina-sim",
      [
        "board", "--lines", "\(Self.boothCount)", "--link", link, "--log", "--answer", "polarity",
        "--answer-after", "200", "--seed", "\(seed)",
      ])
    _ = try program.outputLine()
    draws = SplitMix64(seed: seed)
    for booth in 1...Self.boothCount {
      people[booth] = Person(due: Date().addingTimeInterval(Double(booth) * 0.15))
    }
  }

  /// Everyone does what is due. `isOpen`: nobody lifts any more unless.
  /// - Returns: what has happened in booths since the last time, each in a word.
  func live(isOpen: Bool = true) throws -> [Substring] {
    for booth in 1...Self.boothCount {
      guard var person = people[booth], person.due <= Date() else { continue }
      if person.next == .lift && !isOpen { continue }
      try act(booth, &person)
      people[booth] = person
    }
    // Its answer has all before it that happened.
    try program.ask("tick")
    let new = program.events[taken...]
    taken += new.count
    return new.compactMap { line in
      let count = truth.calls.count
      let word = truth.take(line)
      if truth.calls.count > count, let call = truth.calls.last,
        call.digits != people[call.booth]?.number
      {
        misdialled.append(call)
      }
      return word
    }
  }

  private func act(_ booth: Int, _ person: inout Person) throws {
    switch person.next {
    case .lift:
      try program.ask("lift \(booth)")
      person.next = .dial
      person.number = Self.numbers.randomElement(using: &draws) ?? ""
      person.due += .random(in: 0.05...0.3, using: &draws)
    case .dial:
      try program.ask("dial \(booth) \(person.number)")
      person.next = .end
      person.due += .random(in: 0.3...3, using: &draws)
    case .end:
      // Refused where there is no call any more: then only the handset goes down.
      if Bool.random(using: &draws) { try program.ask("far-hangup \(booth)") }
      try program.ask("hangup \(booth)")
      person.next = .lift
      // Lifted sooner it would be a flash of the hook.
      person.due = Date().addingTimeInterval(.random(in: 1.1...1.8, using: &draws))
    }
  }

  /// Whether nobody holds a trunk, all handsets are down, and a daemon has taken all that was told.
  func isQuiet() throws -> Bool {
    guard people.values.allSatisfy({ $0.next == .lift }), truth.areOver else { return false }
    return try program.ask("status").contains("events-held=0 ")
  }
}
