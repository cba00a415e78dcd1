import BoothSimulator

/// One command, understood. Booths count from 0 here.
enum Instruction {
  case lift(Int)
  case hangUp(Int)
  /// A person goes in and does this.
  case act(Int, CallerScript)
  case answer(Int)
  case farHangUp(Int)
  case metering(Int)
  case trunkFault(Int)
  case lineFault(Int, UInt8)
  case power(UInt8, UInt16)
  case display(Int)
  case tone(Int)
  case lines
  case status
  case tick
  case path
  case mishap(Mishap)
  case plug
  case fault(WireFault, Int)
  case heal
  case wait(Int64)
  /// Until a host has a session, at most so many milliseconds.
  case awaitSession(Int64)
  case awaitState(Int, SimulatedBoard.LineState, Int64)
  case log(Bool)
  case help
  case quit

  /// How long `await` waits unless told otherwise, in milliseconds.
  private static let patience: Int64 = 10_000

  init(_ text: String, lineCount: Int) throws(CommandError) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard let name = parts.first else { throw .missing("a command") }
    var words = CommandWords(parts.dropFirst(), lineCount: lineCount)
    var instruction = try Self.booth(name, &words)
    if instruction == nil { instruction = try Self.trouble(name, &words) }
    if instruction == nil { instruction = try Self.other(name, &words) }
    guard let instruction else { throw .unknown(String(name)) }
    try words.finish()
    self = instruction
  }

  private static func booth(
    _ name: Substring, _ words: inout CommandWords
  ) throws(CommandError) -> Instruction? {
    switch name {
    case "lift": return .lift(try words.line())
    case "hangup": return .hangUp(try words.line())
    case "flash":
      let line = try words.line()
      let milliseconds = try words.optionalMilliseconds() ?? 300
      return .act(line, CallerScript([.flash(milliseconds: milliseconds)]))
    case "dial":
      let line = try words.line()
      let digits = try words.digits()
      let dialling = try words.choice(
        "dialling",
        ["keypad": .keypad, "rotary": .rotary, "redial": CallerScript.Dialling.redial],
        usual: .redial)
      return .act(line, CallerScript([.dial(digits, dialling)]))
    case "call":
      let line = try words.line()
      let digits = try words.digits()
      let talk = try words.optionalMilliseconds() ?? 30_000
      return .act(line, .call(digits, talking: talk...talk))
    case "answer": return .answer(try words.line())
    case "far-hangup": return .farHangUp(try words.line())
    case "metering": return .metering(try words.line())
    case "display": return .display(try words.line())
    case "tone": return .tone(try words.line())
    default: return nil
    }
  }

  private static func trouble(
    _ name: Substring, _ words: inout CommandWords
  ) throws(CommandError) -> Instruction? {
    switch name {
    case "trunk-fault": return .trunkFault(try words.line())
    case "line-fault":
      let line = try words.line()
      let kinds: KeyValuePairs<String, UInt8> = [
        "cleared": 0, "no-loop-power": 1, "short": 2, "too-hot": 3,
      ]
      return .lineFault(line, try words.choice("fault", kinds))
    case "power":
      let state: UInt8 = try words.choice("power", ["good": 0, "low": 1, "battery": 2])
      return .power(state, try words.optionalNumber("millivolts", 0...65_535) ?? 12_000)
    case "unplug": return .mishap(.unplug(milliseconds: try words.optionalMilliseconds()))
    case "stall": return .mishap(.stall(milliseconds: try words.milliseconds()))
    case "silence": return .mishap(.silence(milliseconds: try words.optionalMilliseconds()))
    case "provider":
      let troubles: KeyValuePairs<String, TelephoneNetwork.Trouble> = [
        "no-trunk": .noTrunkFree, "never-answers": .neverAnswers,
        "unsignalled": .answersUnsignalled,
      ]
      let trouble = try words.choice("trouble", troubles)
      return .mishap(.provider(trouble, milliseconds: try words.optionalMilliseconds()))
    case "reset":
      let causes: KeyValuePairs<String, ResetCause> = [
        "power-on": .powerOn, "brown-out": .brownOut, "watchdog": .watchdog, "pin": .resetPin,
        "firmware": .firmwareFault,
      ]
      return .mishap(.reset(try words.choice("cause", causes, usual: .resetPin)))
    case "fault":
      let kinds: KeyValuePairs<String, WireFault> = [
        "drop": .drop, "flip": .flip, "duplicate": .duplicate, "insert": .insert,
        "lose-acks": .loseAcks,
      ]
      let fault = try words.choice("fault", kinds)
      return .fault(fault, try words.number("permille", 0...1000))
    default: return nil
    }
  }

  private static func other(
    _ name: Substring, _ words: inout CommandWords
  ) throws(CommandError) -> Instruction? {
    switch name {
    case "lines": .lines
    case "status": .status
    case "tick": .tick
    case "path": .path
    case "plug": .plug
    case "heal": .heal
    case "wait": .wait(try words.milliseconds())
    case "await-session":
      .awaitSession(try words.optionalMilliseconds() ?? Self.patience)
    case "await":
      .awaitState(
        try words.line(), try words.choice("state", SimulatedBoard.LineState.names),
        try words.optionalMilliseconds() ?? Self.patience)
    case "log": .log(try words.choice("log", ["on": true, "off": false]))
    case "help": .help
    case "quit": .quit
    default: nil
    }
  }
}
