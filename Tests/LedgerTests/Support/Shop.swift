import BoothControl
import BoothProtocol
import Dispatch
import Glibc
import Ledger
import Rating

/// What the ledger said, in order.
final class Notices: @unchecked Sendable {
  private let guardQueue = DispatchQueue(label: "notices")
  private var notices: [LedgerNotice] = []

  func add(_ notice: LedgerNotice) { guardQueue.sync { notices.append(notice) } }

  var all: [LedgerNotice] { guardQueue.sync { notices } }

  /// Without what is told of the audit.
  var ofBatches: [LedgerNotice] {
    all.filter { if case .audited = $0 { false } else { true } }
  }

  var committed: UInt64 {
    all.reduce(0) { last, notice in
      if case .committed(let number) = notice { max(last, number) } else { last }
    }
  }

  /// False when it has not come true after a minute.
  func wait(until condition: ([LedgerNotice]) -> Bool) -> Bool {
    for _ in 0..<120_000 {
      if condition(all) { return true }
      usleep(500)
    }
    return false
  }

  func wait(forCommit number: UInt64) -> Bool {
    wait { notices in
      notices.contains { if case .committed(let upTo) = $0 { upTo >= number } else { false } }
    }
  }
}

/// A ledger in a folder of its own, with someone who listens to it.
final class Shop {
  let scratch: Scratch
  let notices = Notices()
  let ledger: Ledger
  private var lastBatch: UInt64 = 0

  init(_ scratch: Scratch = Scratch(), _ options: LedgerOptions = LedgerOptions()) throws {
    self.scratch = scratch
    let notices = notices
    ledger = try Ledger(path: scratch.ledger, options: options) { notices.add($0) }
  }

  var path: String { scratch.ledger }

  func reader() throws -> LedgerReader { try LedgerReader(path: path) }

  /// Hands in a batch without waiting; its number.
  @discardableResult
  func submit(_ entries: LedgerEntry...) -> UInt64 { submit(entries) }

  @discardableResult
  func submit(_ entries: [LedgerEntry]) -> UInt64 {
    lastBatch += 1
    _ = ledger.submit(LedgerBatch(number: lastBatch, entries: entries))
    return lastBatch
  }

  /// Hands in a batch and waits until it is on disk; false when that does not happen.
  func store(_ entries: LedgerEntry...) -> Bool { store(entries) }

  @discardableResult
  func store(_ entries: [LedgerEntry]) -> Bool { notices.wait(forCommit: submit(entries)) }

  /// What owners were answered whose requests could not be done, and why.
  var declined: [(answer: OwnerActionResult, reason: String)] {
    notices.all.compactMap {
      if case .declined(_, let answer, let reason) = $0 { (answer, reason) } else { nil }
    }
  }

  /// The reason of every rejection there was.
  var rejections: [String] {
    notices.all.compactMap { if case .rejected(_, let reason) = $0 { reason } else { nil } }
  }
}
