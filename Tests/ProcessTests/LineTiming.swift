import BoothProtocol
import Foundation
import LineRecord
import Testing

/// How punctual the daemon was to one board: read from what the board recorded of its line, so that
/// neither the daemon's clock nor its word has a part in it. All in milliseconds.
struct LineTiming: CustomStringConvertible {
  /// From the last digit of a number to its CONNECT.
  private(set) var connect: [Int64] = []
  /// From one PING to the next: 1000 when nothing is late.
  private(set) var heartbeat: [Int64] = []
  /// From one LEASE of a line to the next: 5000 at most when nothing is late.
  private(set) var lease: [Int64] = []
  /// From one text on the display of a line that talks to the next: 1000 when nothing is late.
  private(set) var display: [Int64] = []
  /// From an event to what first acknowledges it. Not of the handshake, when the daemon cannot yet.
  private(set) var acknowledgement: [Int64] = []

  private var lastDigit: [Int: Int64] = [:]
  private var lastPing: Int64?
  private var lastLease: [Int: Int64] = [:]
  private var lastDisplay: [Int: Int64] = [:]
  private var talking: Set<Int> = []
  private var unacknowledged: [(number: UInt8, at: Int64)] = []

  /// - Parameter path: a recording (pcapng) of a simulated board.
  init(recording path: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let (recording, fault) = PcapngReader.read(bytes)
    try #require(fault == nil, "\(path): \(String(describing: fault))")
    var decoder = LineDecoder()
    for record in recording.records {
      guard case .frame(let frame, let message?) = decoder.take(record.run) else { continue }
      take(message, frame, at: record.run.microseconds / 1000)
    }
  }

  private mutating func take(_ message: Message, _ frame: Frame, at now: Int64) {
    if frame.direction == .hostToBoard, frame.session > 0 {
      while let first = unacknowledged.first,
        (1...127).contains(frame.acknowledgement &- first.number)
      {
        if !connect.isEmpty { acknowledgement.append(now - first.at) }
        unacknowledged.removeFirst()
      }
    }
    switch message {
    case .event(let event): take(event.kind, frame.sequence, at: now)
    case .ping:
      if let lastPing { heartbeat.append(now - lastPing) }
      lastPing = now
    case .command(.connect(let line, _, _, _, _)):
      if let digit = lastDigit.removeValue(forKey: line) { connect.append(now - digit) }
      lastLease[line] = now
    case .command(.lease(let renewals)):
      for renewal in renewals {
        if let last = lastLease.updateValue(now, forKey: renewal.line) { lease.append(now - last) }
      }
    case .command(.display(let line, _, _, _, _)):
      if talking.contains(line), let last = lastDisplay[line] { display.append(now - last) }
      lastDisplay[line] = now
    default: break
    }
  }

  private mutating func take(_ kind: BoardEvent.Kind, _ number: UInt8, at now: Int64) {
    if !unacknowledged.contains(where: { $0.number == number }) {
      unacknowledged.append((number, now))
    }
    switch kind {
    case .digit(let line, _, _): lastDigit[line] = now
    case .answered(let line, _, _):
      talking.insert(line)
      lastDisplay[line] = now
    case .released(let line, _, _, _):
      talking.remove(line)
      lastLease[line] = nil
    default: break
    }
  }

  /// Long before a board gives its host up (5 s without a word) or a lease ends (20 s, renewed each
  /// 5 s), and before a caller thinks that nothing happens.
  func expectPunctual(
    lateMilliseconds late: Int64 = 0, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(Self.worst(connect) < 1500 + late, "\(self)", sourceLocation: location)
    #expect(Self.worst(heartbeat) < 2500 + late, "\(self)", sourceLocation: location)
    #expect(Self.worst(lease) < 8000 + late, "\(self)", sourceLocation: location)
    #expect(Self.worst(display) < 2500 + late, "\(self)", sourceLocation: location)
    #expect(Self.worst(acknowledgement) < 1500 + late, "\(self)", sourceLocation: location)
  }

  var description: String {
    [
      "connect \(Self.spread(connect))", "heartbeat \(Self.spread(heartbeat))",
      "lease \(Self.spread(lease))",
      "display \(Self.spread(display))", "acknowledgement \(Self.spread(acknowledgement))",
    ].joined(separator: "; ")
  }

  /// The longest; of none, more than any.
  static func worst(_ times: [Int64]) -> Int64 { times.max() ?? .max / 2 }

  /// Median, 99th in a hundred and the longest.
  static func spread(_ times: [Int64]) -> String {
    guard !times.isEmpty else { return "none" }
    let sorted = times.sorted()
    let high = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
    return "\(sorted[sorted.count / 2])/\(high)/\(sorted[sorted.count - 1]) ms of \(sorted.count)"
  }
}
