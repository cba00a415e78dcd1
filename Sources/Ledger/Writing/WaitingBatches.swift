internal import BoothControl
internal import Dispatch

/// The batches between the core's queue and the disk's, in order, and the count of what was done
/// with them. Safe from any queue; nothing in it waits for anything longer than an append.
final class WaitingBatches: @unchecked Sendable {
  /// Guards everything below.
  private let guardQueue = DispatchQueue(label: "cabina.ledger.waiting")
  private let limit: Int
  private var batches: [LedgerBatch] = []
  private var refusal: Admission?
  private var counts = LedgerStatistics()

  init(limit: Int) { self.limit = limit }

  /// `isFirst`: nothing waited, so nobody is on the way to fetch it.
  func append(_ batch: LedgerBatch) -> (admission: Admission, isFirst: Bool) {
    guardQueue.sync {
      if refusal == nil, batches.count >= limit { refusal = .full }
      if let refusal { return (refusal, false) }
      batches.append(batch)
      counts.mostWaiting = max(counts.mostWaiting, batches.count)
      return (.accepted, batches.count == 1)
    }
  }

  /// The oldest ones; they stay until `remove`.
  func oldest(_ count: Int) -> [LedgerBatch] {
    guardQueue.sync { Array(batches.prefix(count)) }
  }

  /// Takes away the oldest ones, which are on disk; true when others wait.
  func remove(_ outcomes: [BatchOutcome]) -> Bool {
    guardQueue.sync {
      batches.removeFirst(outcomes.count)
      counts.commits += 1
      counts.batches += UInt64(outcomes.count)
      for outcome in outcomes {
        switch outcome {
        case .applied, .declined: break
        case .appliedBefore: counts.duplicates += 1
        case .rejected: counts.rejections += 1
        }
      }
      return !batches.isEmpty
    }
  }

  func countFailure() { guardQueue.sync { counts.failures += 1 } }

  func close() { guardQueue.sync { refusal = refusal ?? .closed } }

  var statistics: LedgerStatistics {
    guardQueue.sync {
      var statistics = counts
      statistics.waiting = batches.count
      return statistics
    }
  }
}
