import LineRecord
import Notation

/// What crosses the daemon's ports while somebody looks on.
struct DaemonTraffic: LiveTraffic {
  let ports: [String]
  private let desk: Desk
  /// nil: of all.
  private let port: String?
  private var after: Int64?
  private let interrupt: Interrupt
  /// Until the next question: what crosses meanwhile comes with one answer.
  private var pause: Int64?

  private static let usualPause: Int64 = 50_000
  /// While too many others wait at the daemon, so that it answers at once.
  private static let longPause: Int64 = 250_000

  private struct Answer: Decodable {
    struct Run: Decodable {
      var time: Int64
      var port: String
      var from: String
      var bytes: String
    }

    var runs: [Run]
    var next: Int64
    var lost: Int64?
  }

  static let waitSeconds = 1

  init(_ desk: Desk, ports: [String], only port: String?, _ interrupt: Interrupt) {
    self.desk = desk
    self.interrupt = interrupt
    self.ports = ports
    self.port = port
  }

  mutating func next() throws(CommandError) -> (runs: [TrafficRun], lost: Int64?) {
    if let pause { _ = interrupt.wait(microseconds: pause) }
    let isFirst = after == nil
    let answer = try ask()
    after = answer.next
    return (answer.runs.map(Self.run), isFirst ? 0 : answer.lost)
  }

  private mutating func ask() throws(CommandError) -> Answer {
    var query: [Desk.Parameter] = []
    if let after { query.append(("after", "\(after)")) }
    if let port { query.append(("port", port)) }
    do throws(CommandError) {
      pause = Self.usualPause
      let wait: [Desk.Parameter] = after == nil ? [] : [("wait", "\(Self.waitSeconds)")]
      return try desk.ask("GET", "traffic", query + wait, as: Answer.self)
    } catch {
      guard error.name == "too_many_waiting" else { throw error }
      pause = Self.longPause
      return try desk.ask("GET", "traffic", query, as: Answer.self)
    }
  }

  private static func run(_ run: Answer.Run) -> TrafficRun {
    let digits = Array(run.bytes.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    return TrafficRun(
      microseconds: run.time, port: run.port, direction: run.from == "board" ? .toHost : .toBoard,
      bytes: bytes)
  }
}
