import LineRecord
import Notation

/// What crosses the daemon's ports while somebody looks on.
struct DaemonTraffic: LiveTraffic {
  let ports: [String]
  private let desk: Desk
  /// nil: of all.
  private let port: String?
  private var after: Int64?

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

  init(_ desk: Desk, ports: [String], only port: String?) {
    self.desk = desk
    self.ports = ports
    self.port = port
  }

  mutating func next() throws(CommandError) -> (runs: [TrafficRun], lost: Int64?) {
    let isFirst = after == nil
    let answer = try desk.ask("GET", "traffic", query, as: Answer.self)
    after = answer.next
    return (answer.runs.map(Self.run), isFirst ? 0 : answer.lost)
  }

  private var query: [Desk.Parameter] {
    var query: [Desk.Parameter] = []
    if let after {
      query += [("after", "\(after)"), ("wait", "\(Self.waitSeconds)")]
    }
    if let port { query.append(("port", port)) }
    return query
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
