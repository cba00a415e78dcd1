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
  /// nil: all trunks.
  case trunk(Int?, isOut: Bool)
  case lineFault(Int, UInt8)
  case power(UInt8, UInt16)
  case display(Int)
  case tone(Int)
  case talked(Int)
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

  init(_ text: String, lineCount: Int) throws(CommandError) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard let name = parts.first else { throw .missing("a command") }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      throw .unknown(String(name))
    }
    var words = CommandWords(parts.dropFirst(), lineCount: lineCount)
    self = try command.read(&words)
    try words.finish()
  }
}
