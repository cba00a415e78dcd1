import BoothProtocol
import LineRecord
import Notation

/// The commands that the host of a recording gave its board, each once, with what it was answered.
struct PlayScript: Hashable {
  struct Step: Hashable {
    /// Microseconds since the first of them.
    var offset: Int64
    var command: Command
    /// nil: no answer is in the recording.
    var recorded: CommandResult?
  }

  private(set) var steps: [Step] = []

  /// Commands that a host's half of a session asks for itself are left out: another session asks
  /// them anew.
  init(_ recording: LineRecording) throws(PlayFault) {
    var decoders = [LineDecoder](repeating: LineDecoder(), count: recording.lines.count)
    var line: Int?
    var first: Int64?
    var asked: [Key: Int] = [:]
    var isSurveying = true
    for record in recording.records {
      guard case .frame(let frame, let message?) = decoders[record.line].take(record.run) else {
        continue
      }
      let key = Key(session: frame.session, sequence: frame.sequence)
      switch message {
      case .helloAcknowledgement:
        asked = [:]
        isSurveying = true
      case .command(let command):
        guard line ?? record.line == record.line else { throw .severalLines }
        line = record.line
        if case .readLines = command, isSurveying { continue }
        isSurveying = false
        // The same number at once again is the same command, sent again.
        if let index = asked[key], steps[index].command == command { continue }
        let start = first ?? record.run.microseconds
        first = start
        asked[key] = steps.count
        steps.append(
          Step(offset: max(0, record.run.microseconds - start), command: command, recorded: nil))
      case .response(_, let response):
        if let index = asked[key], steps[index].recorded == nil {
          steps[index].recorded = response.result
        }
      default: break
      }
    }
    guard !steps.isEmpty else { throw .noCommands }
  }

  private struct Key: Hashable {
    var session: UInt8
    var sequence: UInt8
  }

  /// What of it a person must have allowed: names of commands that bear on callers or on the board
  /// itself.
  var dangers: [String] {
    let names = steps.filter { $0.command.isDangerous }.map { $0.command.name }
    return Set(names).sorted()
  }
}

enum PlayFault: Error, Hashable {
  case noCommands
  case severalLines

  var words: Words {
    switch self {
    case .noCommands:
      Words(
        "no hay en ella ninguna orden a una placa", "there is no command to a board in it")
    case .severalLines:
      Words(
        "hay en ella órdenes por varios puertos; se espera uno",
        "commands on several ports are in it; one is expected")
    }
  }
}

extension Command {
  /// As it is when a person sends it.
  fileprivate var isDangerous: Bool { NamedCommand.named(name)?.isDangerous ?? true }

  /// As the specification has it.
  var name: String { type.name }

  /// The same for a board whose log has other numbers: the events that the recorded host had not
  /// read are none of this board's, and nothing that it has logged keeps a call from being made.
  var forAnotherLog: Command {
    guard case .connect(let line, let call, let digits, let grant, _) = self else { return self }
    return .connect(line: line, call: call, digits: digits, grant: grant, nextEvent: .max)
  }
}
