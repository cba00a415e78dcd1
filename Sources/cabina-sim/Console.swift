import BoothSimulator
import Glibc

/// Reads commands, does them and answers each with one line.
final class Console {
  private let port: BoardOnPort
  private let log: EventLog
  private let lineCount: Int
  /// The faults set by `fault`, on top of those of the command line.
  private var misbehaviour: Misbehaviour
  private var hasFailed = false

  enum End {
    /// Someone said `quit`.
    case quit
    /// There are no more commands.
    case outOfCommands(hasFailed: Bool)
  }

  init(port: BoardOnPort, log: EventLog, options: SimulatedShop.Options) {
    self.port = port
    self.log = log
    lineCount = options.board.lines
    misbehaviour = options.misbehaviour
  }

  /// Until `quit` or the end of the commands. Empty lines and those that begin with # are passed
  /// over.
  func run(_ commands: CommandSource) -> End {
    var commands = commands
    while let line = commands.next() {
      let text = line.drop(while: \.isWhitespace)
      if text.isEmpty || text.hasPrefix("#") { continue }
      do throws(CommandError) {
        let instruction = try Instruction(String(text), lineCount: lineCount)
        let answer = try perform(instruction)
        Standard.output(answer.isEmpty ? "ok" : "ok \(answer)")
        if case .quit = instruction { return .quit }
      } catch {
        hasFailed = true
        Standard.output("error: \(error)")
      }
    }
    return .outOfCommands(hasFailed: hasFailed)
  }

  private func perform(_ instruction: Instruction) throws(CommandError) -> String {
    switch instruction {
    case .wait(let milliseconds):
      Self.sleep(milliseconds)
      return ""
    case .awaitSession(let limit):
      try wait(atMost: limit, for: { $0.board.hasSession }, or: { _ in "no host has a session" })
      return ""
    case .awaitState(let line, let state, let limit):
      try wait(
        atMost: limit, for: { $0.board.state(line: line) == state },
        or: { "booth \(line + 1) is \($0.board.state(line: line).name)" })
      return ""
    case .log(let isOn):
      log.setOn(isOn)
      return ""
    case .path: return port.place
    case .help: return CommandHelp.forms
    case .quit: return ""
    case .fault(let fault, let permille):
      fault.set(permille, in: &misbehaviour)
      let misbehaviour = misbehaviour
      port.perform { $0.setWireFaults(misbehaviour) }
      return ""
    case .heal:
      misbehaviour = Misbehaviour()
      port.perform { $0.heal() }
      return ""
    default:
      // The shop answers within its own queue, so that state and answer belong together.
      let result = port.perform { shop in
        Result { () throws(CommandError) in try instruction.perform(in: shop) }
      }
      return try result.get()
    }
  }
}

extension Console {
  /// Looks again and again, for as long as somebody waits for the answer.
  private func wait(
    atMost limit: Int64, for isTrue: @Sendable (SimulatedShop) -> Bool,
    or reason: @Sendable (SimulatedShop) -> String
  ) throws(CommandError) {
    var waited: Int64 = 0
    while !port.perform(isTrue) {
      guard waited < limit else {
        throw .refused("after \(limit) ms \(port.perform(reason))")
      }
      Self.sleep(Self.lookMilliseconds)
      waited += Self.lookMilliseconds
    }
  }

  private static let lookMilliseconds: Int64 = 10

  private static func sleep(_ milliseconds: Int64) {
    var left = timespec()
    var asked = timespec(
      tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    while nanosleep(&asked, &left) != 0 && errno == EINTR { asked = left }
  }
}

extension BoardOnPort {
  /// The terminal, and the link to it if there is one.
  var place: String { [device ?? "unplugged", link].compactMap(\.self).joined(separator: " ") }
}
