import Dispatch
import OwnerPanel

/// What crosses the ports, told to whoever looks on.
extension Core {
  /// What comes within this time goes with one answer.
  private static let gatherMilliseconds = 20

  func traffic(_ query: TrafficQuery, then answer: @escaping TrafficDesk.Answer) {
    trafficDesk.ask(query, at: SystemClock.moment, then: answer)
    guard query.waitSeconds > 0, trafficDesk.hasWaiters else { return }
    tellTrafficWaiters(inMilliseconds: query.waitSeconds * 1000)
  }

  /// Called for what was read or written while somebody looks on.
  func tapTakes(_ bytes: [UInt8], port: String, isFromBoard: Bool) {
    trafficDesk.take(
      bytes, port: port, isFromBoard: isFromBoard, atMicroseconds: SystemClock.wallMicroseconds,
      at: SystemClock.moment)
    guard !isTellingPlanned, trafficDesk.hasWaiters else { return }
    isTellingPlanned = true
    tellTrafficWaiters(inMilliseconds: Self.gatherMilliseconds)
  }

  private func tellTrafficWaiters(inMilliseconds wait: Int) {
    queue.asyncAfter(deadline: .now() + .milliseconds(wait)) {
      self.isTellingPlanned = false
      self.trafficDesk.tellWaiters(at: SystemClock.moment)
    }
  }
}
