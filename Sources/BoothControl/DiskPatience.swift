package import BoothProtocol

/// How long the disk has kept the ledger waiting. A disk that says no is heard of; one that hangs
/// says nothing at all, and behind an event that cannot be acknowledged everything else waits, an
/// emergency number's digits too.
package struct DiskPatience: Sendable {
  package enum Verdict: Equatable {
    /// Nothing has changed.
    case same
    /// It has neither written nor refused for as long as can be waited.
    case hangs
    /// It wrote again what it had hung on.
    case writesAgain
  }

  package static let milliseconds: Int64 = 2000

  private var lastSubmitted: UInt64 = 0
  private var lastWritten: UInt64 = 0
  /// Since when what was submitted waits without any progress.
  private var waitingSince: Moment?
  package private(set) var isHanging = false

  package init() {}

  package mutating func submitted(_ batch: UInt64, at now: Moment) {
    lastSubmitted = max(lastSubmitted, batch)
    if waitingSince == nil { waitingSince = now }
  }

  package mutating func written(upTo batch: UInt64, at now: Moment) -> Verdict {
    lastWritten = max(lastWritten, batch)
    waitingSince = lastWritten >= lastSubmitted ? nil : now
    guard isHanging else { return .same }
    isHanging = false
    return .writesAgain
  }

  /// When `check` is due; nil: nothing waits, or it is known to hang.
  package var deadline: Moment? {
    isHanging ? nil : waitingSince?.advanced(byMilliseconds: Self.milliseconds)
  }

  package mutating func check(at now: Moment) -> Verdict {
    guard let deadline, deadline <= now else { return .same }
    isHanging = true
    return .hangs
  }
}
