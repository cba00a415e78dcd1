package import BoothControl

/// What the ledger has to say to the core; given on the ledger's queue, in order.
package enum LedgerNotice: Hashable, Sendable {
  /// Every batch up to and including this one is on disk, or was before, or has been told of as
  /// rejected.
  case committed(upTo: UInt64)
  /// A batch contradicts what is written and never will fit. It is kept in the table
  /// `rejected_batches` for a person to judge; the others go on.
  case rejected(batch: UInt64, reason: String)
  /// What an owner asked for was done before under its key, or is too late: this is his answer, and
  /// nothing was changed.
  case declined(batch: UInt64, OwnerActionResult, reason: String)
  /// Nothing can be written now. What was submitted waits, in order, and is tried again; nothing
  /// may be promised meanwhile.
  case storageFailed(String)
  /// What waited is being written.
  case storageRecovered
  /// The audit has grown up to this record, which is on disk. For the journal: an audit whose end is
  /// cut off is told by it.
  case audited(AuditHead)
}

/// How an older ledger is brought up to date while it is opened; for the journal, for of years of calls
/// it takes a while.
package enum UpgradeNotice: Hashable, Sendable {
  case begins(version: Int, title: String)
  case ends(version: Int)
}

/// The answer to a batch handed in.
package enum Admission: Hashable, Sendable {
  /// It will be written, and `committed(upTo:)` will say so.
  case accepted
  /// The disk has been failing for so long that nothing more can wait. Neither this batch nor any
  /// later one of this ledger will be written, for they would be without what went before. Stop the
  /// daemon: the boards keep their events and deny their lines.
  case full
  /// The ledger is closed.
  case closed
}

/// What a ledger has done since it was opened.
package struct LedgerStatistics: Hashable, Sendable {
  package var commits: UInt64 = 0
  package var batches: UInt64 = 0
  /// Batches whose events were written before.
  package var duplicates: UInt64 = 0
  package var rejections: UInt64 = 0
  /// Transactions that the disk or the file refused.
  package var failures: UInt64 = 0
  /// Batches that wait for the disk.
  package var waiting = 0
  package var mostWaiting = 0
}
