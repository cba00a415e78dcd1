import BoothSimulator

/// A command: what it is called, how its words are written and read, and what it does. This is the
/// one list of them.
struct Command: Sendable {
  typealias Reader =
    @Sendable (inout CommandWords) throws(CommandError) -> Instruction

  let name: String
  /// `N` a booth, `[MS]` milliseconds that may be left out.
  let arguments: String
  let meaning: String
  let read: Reader

  init(_ name: String, _ arguments: String, _ meaning: String, _ read: @escaping Reader) {
    self.name = name
    self.arguments = arguments
    self.meaning = meaning
    self.read = read
  }

  /// One that takes no words.
  init(_ name: String, _ meaning: String, _ read: @escaping Reader) {
    self.init(name, "", meaning, read)
  }

  static let all = people + looks + troubles + run

  /// How long `await` waits unless told otherwise, in milliseconds.
  private static let patience: Int64 = 10_000
}

extension Command {
  private static let people = [
    Command("lift", "N", "lifts the handset of booth N") { words throws(CommandError) in
      .lift(try words.line())
    },
    Command("hangup", "N", "puts it back") { words throws(CommandError) in
      .hangUp(try words.line())
    },
    Command("flash", "N [MS]", "hangs up and lifts again after 300 ms, or MS") {
      words throws(CommandError) in
      let line = try words.line()
      let milliseconds = try words.optionalMilliseconds() ?? 300
      return .act(line, CallerScript([.flash(milliseconds: milliseconds)]))
    },
    Command("dial", "N DIGITS [HOW]", "keypad, rotary, redial (ten digits a second; redial)") {
      words throws(CommandError) in
      let line = try words.line()
      let digits = try words.digits()
      let dialling = try words.choice(
        "dialling",
        ["keypad": .keypad, "rotary": .rotary, "redial": CallerScript.Dialling.redial],
        usual: .redial)
      return .act(line, CallerScript([.dial(digits, dialling)]))
    },
    Command("call", "N DIGITS [MS]", "a whole call that talks MS (30000), at a human pace") {
      words throws(CommandError) in
      let line = try words.line()
      let digits = try words.digits()
      let talk = try words.optionalMilliseconds() ?? 30_000
      return .act(line, .call(digits, talking: talk...talk))
    },
    Command("answer", "N", "the far end of its call picks up") { words throws(CommandError) in
      .answer(try words.line())
    },
    Command("far-hangup", "N", "the far end of its call hangs up") {
      words throws(CommandError) in
      .farHangUp(try words.line())
    },
    Command("metering", "N", "a metering pulse on its call") { words throws(CommandError) in
      .metering(try words.line())
    },
  ]

  private static let looks = [
    Command("display", "N", "what booth N shows") { words throws(CommandError) in
      .display(try words.line())
    },
    Command("tone", "N", "what the board plays to it") { words throws(CommandError) in
      .tone(try words.line())
    },
    Command("talked", "N", "how long its present or last call talked, by the board's clock") {
      words throws(CommandError) in
      .talked(try words.line())
    },
    Command("lines", "state, handset, sound, call and trunk of each") { _ in .lines },
    Command("status", "session, boot, events held, frames and errors") { _ in .status },
    Command("tick", "the board's clock") { _ in .tick },
    Command("path", "terminal and link") { _ in .path },
  ]

  private static let run = [
    Command("wait", "MS", "before the next command") { words throws(CommandError) in
      .wait(try words.milliseconds())
    },
    Command(
      "await", "N STATE [MS]",
      "\(SimulatedBoard.LineState.names.map(\.key).joined(separator: ", ")); \(patience)"
    ) { words throws(CommandError) in
      .awaitState(
        try words.line(), try words.choice("state", SimulatedBoard.LineState.names),
        try words.optionalMilliseconds() ?? patience)
    },
    Command("await-session", "[MS]", "a host that talks to the board; \(patience)") {
      words throws(CommandError) in
      .awaitSession(try words.optionalMilliseconds() ?? patience)
    },
    Command("log", "on|off", "«event …» lines") { words throws(CommandError) in
      .log(try words.choice("log", ["on": true, "off": false]))
    },
    Command("help", "all of these on one line") { _ in .help },
    Command("quit", "ends the board") { _ in .quit },
  ]
}
