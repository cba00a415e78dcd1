import BoothProtocol
import Dispatch
import OwnerPanel

/// What crosses the ports, told to whoever looks on.
extension Core {
  /// Somebody who waits for something to cross.
  struct Onlooker {
    let query: TrafficQuery
    let until: Moment
    let answer: @Sendable (TechnicianAnswer) -> Void
  }

  /// More are answered at once: each has a place of the command line's.
  private static let onlookerLimit = 4
  /// What comes within this time goes with one answer.
  private static let gatherMilliseconds = 20

  func traffic(
    _ query: TrafficQuery, then answer: @escaping @Sendable (TechnicianAnswer) -> Void
  ) {
    let now = SystemClock.moment
    dropTapIfForgotten(at: now)
    guard tap != nil else {
      tap = TrafficTap(after: lastRun, at: now)
      // Whatever crossed since they asked last, nobody has kept.
      let lost: Int64? = query.after == nil ? 0 : nil
      return answer(.traffic(TrafficReport(runs: [], next: lastRun, lost: lost)))
    }
    tap?.wasAsked(at: now)
    guard let report = tap?.report(query) else { return }
    let mayWait = query.after != nil && report.lost != nil && query.waitSeconds > 0
    guard report.runs.isEmpty, mayWait, onlookers.count < Self.onlookerLimit else {
      return answer(.traffic(report))
    }
    let wait = query.waitSeconds * 1000
    onlookers.append(
      Onlooker(
        query: query, until: now.advanced(byMilliseconds: Int64(wait)), answer: answer))
    queue.asyncAfter(deadline: .now() + .milliseconds(wait)) { self.tellOnlookers() }
  }

  /// Called for what was read or written while there is a tap.
  func tapTakes(_ bytes: [UInt8], port: String, isFromBoard: Bool) {
    let now = SystemClock.moment
    dropTapIfForgotten(at: now)
    guard tap != nil else { return }
    tap?.take(
      bytes, port: port, isFromBoard: isFromBoard,
      atMicroseconds: SystemClock.wallMicroseconds)
    guard !onlookers.isEmpty, !isTellingPlanned else { return }
    isTellingPlanned = true
    queue.asyncAfter(deadline: .now() + .milliseconds(Self.gatherMilliseconds)) {
      self.isTellingPlanned = false
      self.tellOnlookers()
    }
  }

  private func tellOnlookers() {
    let now = SystemClock.moment
    tap?.wasAsked(at: now)
    onlookers.removeAll { onlooker in
      guard let report = tap?.report(onlooker.query) else { return true }
      guard !report.runs.isEmpty || onlooker.until <= now else { return false }
      onlooker.answer(.traffic(report))
      return true
    }
  }

  private func dropTapIfForgotten(at now: Moment) {
    guard let tap, onlookers.isEmpty, tap.isForgotten(at: now) else { return }
    lastRun = tap.last
    self.tap = nil
  }
}
