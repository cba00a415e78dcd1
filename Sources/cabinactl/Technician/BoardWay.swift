import BoothProtocol
import LineRecord
import Notation
import SerialLine

/// The way to a board: through the daemon that has it, or straight on its port while none does. A
/// verb takes the one there is, says which, and never fights for a port.
protocol BoardWay {
  /// The path of the port.
  var port: String { get }
  var isThroughDaemon: Bool { get }
  /// Who the board is and how its lines are now.
  func facts() throws(CommandError) -> BoardDescription
  /// Has it done what a person named, and waits for the answer.
  func send(_ order: BoardOrder) throws(CommandError) -> BoardReply
  /// Waits so many microseconds; false: it is wished that the verb end. For whoever has a board for long:
  /// straight on a port, somebody who lifts ends it.
  func rest(microseconds: Int64, _ interrupt: Interrupt) throws(CommandError) -> Bool
  /// Gives the port back.
  func close()
}

/// A command by name, checked.
struct BoardOrder {
  var command: Command
  var named: NamedCommand
  var fields: [String: String]
  /// Whatever calls it may end.
  var isForced = false

  /// It only asks.
  var isReading: Bool {
    switch command {
    case .readLines, .statistics: true
    default: false
    }
  }

  init(
    _ name: String, _ fields: [String: String] = [:], isForced: Bool = false
  ) throws(CommandError) {
    do throws(CommandFault) {
      command = try Command(named: name, fields: fields)
    } catch { throw CommandError(error.words, status: .usage) }
    guard let named = NamedCommand.named(name) else {
      throw CommandError(CommandFault.unknownCommand(given: name).words, status: .usage)
    }
    self.named = named
    self.fields = fields
    self.isForced = isForced
  }
}

struct BoardReply: Decodable, Hashable {
  /// What became of it, as recordings have it: `done`, `wrong state`.
  var result: String
  var answer: [String: FactValue]
  var microseconds: Int64
  var sendings: Int

  var isDone: Bool { result == CommandResult.done.name }

  init(_ answer: BoardSession.Answer) {
    result = answer.response.result.name
    self.answer = FactValue.record(answer.response.namedFields.filter { $0.name != "result" })
    microseconds = answer.roundTripMicroseconds
    sendings = answer.sendings
  }

  func json(_ order: BoardOrder) -> JSON {
    [
      "command": .text(order.named.name), "result": .text(result),
      "answer": FactValue.record(answer).json,
      "microseconds": .integer(microseconds), "sendings": .integer(Int64(sendings)),
    ]
  }
}

/// A board of the daemon's.
struct DaemonWay: BoardWay {
  let desk: Desk
  let port: String
  let uid: String
  var isThroughDaemon: Bool { true }

  func facts() throws(CommandError) -> BoardDescription {
    let ports = try desk.ask("GET", "boards", as: DaemonPorts.self).ports
    guard let board = ports.compactMap(\.board).first(where: { $0.uid == uid }) else {
      throw CommandError("la placa se fue", "the board has gone").about(port)
    }
    return board
  }

  func send(_ order: BoardOrder) throws(CommandError) -> BoardReply {
    let fields = order.fields.sorted { $0.key < $1.key }
      .map { JSON.Member(name: $0.key, value: .text($0.value)) }
    let body: JSON = [
      "command": .text(order.named.name), "fields": .object(fields),
      "force": .bool(order.isForced),
    ]
    return try desk.ask("POST", "boards/\(uid)/commands", body: body, as: BoardReply.self)
  }

  /// The daemon connects emergencies itself.
  func rest(microseconds: Int64, _ interrupt: Interrupt) -> Bool {
    interrupt.wait(microseconds: microseconds)
  }

  func close() {}
}

/// A port that no process has.
struct PortWay: BoardWay {
  let session: BoardSession
  private let handsets: HandsetWatch
  private let console: Console
  private static let waiting = Words("esperando a la placa", "waiting for the board")
  var port: String { session.path }
  var isThroughDaemon: Bool { false }

  init(
    _ path: String, speed: BaudRate = .baud115200, isDespiteCallers: Bool = false,
    _ console: Console
  ) throws(BoardSessionError) {
    self.console = console
    session = try console.waiting(Self.waiting) { () throws(BoardSessionError) in
      try BoardSession.open(path, speed: speed)
    }
    handsets = HandsetWatch(session, isDespiteCallers: isDespiteCallers)
  }

  func rest(microseconds: Int64, _ interrupt: Interrupt) throws(CommandError) -> Bool {
    try handsets.rest(microseconds: microseconds, interrupt)
  }

  func facts() throws(CommandError) -> BoardDescription {
    do throws(BoardSessionError) {
      return try session.description()
    } catch { throw CommandError(error.words) }
  }

  func send(_ order: BoardOrder) throws(CommandError) -> BoardReply {
    if (0..<BoardIdentity.maximumLines).contains(where: { order.command.disturbs(callOn: $0) }) {
      let lines: [LineReport]
      do throws(BoardSessionError) { lines = try session.readLines() } catch {
        throw CommandError(error.words)
      }
      try Self.expectNoCallForHelp(order.command, lines)
    }
    if case .reset = order.command, !order.isForced {
      let lines = try facts().lines
      let calls = lines.count(where: \.isInCall)
      if calls == 0, let line = lines.first(where: { $0.offHook == true })?.line {
        throw CommandError(
          "alguien descolgó en la línea \(line), y un reinicio pierde lo que marque: --force",
          "somebody has lifted on line \(line), and a restart loses what is dialled: --force")
      }
      guard calls == 0 else {
        throw CommandError(
          "la placa tiene llamadas en curso (\(calls)), que un reinicio termina: --force",
          "the board has calls in progress (\(calls)), which a restart ends: --force")
      }
    }
    do throws(BoardSessionError) {
      return try console.waiting(Self.waiting) { () throws(BoardSessionError) in
        BoardReply(try session.send(order.command))
      }
    } catch { throw CommandError(error.words) }
  }

  /// Whatever is forced: a call for help is nobody's to end. `lines`: all of the board.
  static func expectNoCallForHelp(
    _ command: Command, _ lines: [LineReport]
  ) throws(CommandError) {
    guard let line = lines.filter({ command.disturbs(callOn: $0.line) }).forHelp else { return }
    throw CommandError(
      "en la línea \(line) hay una llamada de emergencia, que nadie corta; nada se hizo",
      "an emergency call is on line \(line), which is nobody's to end; nothing was done")
  }

  func close() { session.close() }
}
