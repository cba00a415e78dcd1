package import Notation

/// What became of a check.
package enum Verdict: Hashable, Sendable {
  case passed
  case failed(Failure)
  /// It was not tried, and why: nothing is known of the board.
  case skipped(Words)
  /// The board does not have what it speaks of, and says so.
  case notApplicable(Words)
}

package struct CheckResult: Sendable {
  package var check: Check
  package var verdict: Verdict
  /// Of a failure: the last that went over the wire.
  package var evidence = Evidence()
}

/// What was found out about a board.
package struct ConformanceReport: Sendable {
  package var results: [CheckResult] = []
  /// There is nothing to find out without one; then there are no results.
  package var noSession: NoSession?
  /// What was left out, since it was not asked for.
  package var isPartial: Bool

  package struct Count: Hashable, Sendable {
    package var passed = 0
    package var failed = 0
    package var skipped = 0
    package var notApplicable = 0

    package var total: Int { passed + failed + skipped + notApplicable }
  }

  package enum LevelVerdict: String, Sendable {
    case passed
    case failed
    /// Something of it was skipped: nobody knows.
    case undecided
    case notApplicable = "not applicable"
  }

  package func count(of level: ConformanceLevel? = nil) -> Count {
    var count = Count()
    for result in results where level == nil || result.check.level == level {
      switch result.verdict {
      case .passed: count.passed += 1
      case .failed: count.failed += 1
      case .skipped: count.skipped += 1
      case .notApplicable: count.notApplicable += 1
      }
    }
    return count
  }

  /// A level is passed when nothing of it failed and nothing was skipped, and the same is true of
  /// the minimum.
  package func verdict(of level: ConformanceLevel) -> LevelVerdict {
    let own = count(of: level)
    if own.failed > 0 { return .failed }
    if level != .minimum {
      if own.passed + own.skipped == 0 {
        return own.notApplicable > 0 ? .notApplicable : .undecided
      }
      let minimum = verdict(of: .minimum)
      guard minimum == .passed else { return minimum }
    }
    return own.skipped > 0 || isPartial || own.passed == 0 ? .undecided : .passed
  }
}
