import BoothControl
import BoothProtocol
import Ledger

/// What is written, and what is done while that cannot be.
extension Core {
  /// A ledger that takes no more has lost its disk for good: the boards keep their events and deny
  /// their lines, which is safer than going on.
  func submit(_ batch: LedgerBatch) {
    diskPatience.submitted(batch.number, at: SystemClock.moment)
    for line in callJournal.lines(for: batch.entries) { journal(.information, line) }
    switch ledger.submit(batch) {
    case .accepted, .closed: break
    case .full: ExitCode.ledger.leave("the disk has refused for too long; stopping")
    }
  }

  func take(_ notice: LedgerNotice) {
    switch notice {
    case .committed(let batch):
      work(.exchange(.committed(upTo: batch)))
      if diskPatience.written(upTo: batch, at: SystemClock.moment) == .writesAgain {
        take(.storageRecovered)
      }
    case .rejected(let batch, let reason):
      Journal.write(.error, "batch \(batch) contradicts the ledger and was set aside: \(reason)")
      work(.exchange(.rejected(batch: batch, reason)))
    case .declined(let batch, let answer, let reason):
      Journal.write(.notice, "a request moves nothing: \(reason)")
      work(.exchange(.declined(batch: batch, answer)))
    case .storageFailed(let message):
      Journal.write(.error, "the ledger cannot be written: \(message)")
      storageIs(message)
      diskFailedAt = diskFailedAt ?? SystemClock.moment
      work(.exchange(.storageFailed(message)))
    case .audited(let head): Journal.write(.notice, "audit \(head)", about: "audit")
    case .storageRecovered:
      // Ledger and patience each find out that the disk is well again.
      guard diskFailedAt != nil else { break }
      storageIs(nil)
      Journal.write(.notice, "the ledger is written again")
      work(.exchange(.storageRecovered))
      resume()
    }
  }

  /// While the disk refuses, no event that bears on money can be acknowledged, and behind the first
  /// of them everything else waits, an emergency number's digits too. Without a session the boards
  /// keep their events and connect emergency calls by themselves; calls in progress end with their
  /// lease.
  func suspendIfDiskFails() {
    if diskPatience.check(at: SystemClock.moment) == .hangs {
      // One that refuses has said why already.
      if diskFailedAt == nil {
        take(.storageFailed("the disk has not answered for \(DiskPatience.milliseconds) ms"))
      }
      // It has had its time.
      return suspend()
    }
    guard let diskFailedAt,
      SystemClock.moment.milliseconds(since: diskFailedAt) >= DiskPatience.milliseconds
    else { return }
    suspend()
  }

  func suspend() {
    guard !isSuspended else { return }
    isSuspended = true
    Journal.write(
      .error, "the disk refuses: the boards are left to themselves, for emergency calls only")
    for link in links { work(.link(link.id, .closed)) }
  }

  func resume() {
    diskFailedAt = nil
    guard isSuspended else { return }
    isSuspended = false
    for link in links { greet(link.id) }
  }
}
