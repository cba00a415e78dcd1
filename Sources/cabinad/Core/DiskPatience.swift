import BoothProtocol

/// How long the disk has kept the ledger waiting. A disk that says no is heard of; one that hangs
/// says nothing at all, and behind an event that cannot be acknowledged everything else waits, an
/// emergency number's digits too.
struct DiskPatience {
  enum Verdict: Equatable {
    /// Nothing has changed.
    case same
    /// It has neither written nor refused for as long as can be waited.
    case hangs
    /// It wrote again what it had hung on.
    case writesAgain
  }

  static let milliseconds: Int64 = 2000

  private var lastSubmitted: UInt64 = 0
  private var lastWritten: UInt64 = 0
  /// Since when what was submitted waits without any progress.
  private var waitingSince: Moment?
  private(set) var isHanging = false

  mutating func submitted(_ batch: UInt64, at now: Moment) {
    lastSubmitted = max(lastSubmitted, batch)
    if waitingSince == nil { waitingSince = now }
  }

  mutating func written(upTo batch: UInt64, at now: Moment) -> Verdict {
    lastWritten = max(lastWritten, batch)
    waitingSince = lastWritten >= lastSubmitted ? nil : now
    guard isHanging else { return .same }
    isHanging = false
    return .writesAgain
  }

  /// When `check` is due; nil: nothing waits, or it is known to hang.
  var deadline: Moment? {
    isHanging ? nil : waitingSince?.advanced(byMilliseconds: Self.milliseconds)
  }

  mutating func check(at now: Moment) -> Verdict {
    guard let deadline, deadline <= now else { return .same }
    isHanging = true
    return .hangs
  }
}
