import BoothControl
import BoothProtocol
import Glibc
import Ledger
import Rating
import Testing

/// A daemon killed at any instant leaves the file and its write-ahead log as they are at that
/// instant. Copies of the two are what the next start finds.
@Suite struct CrashTests {
  /// The next start, on a copy: what it must find is every batch that was told of as committed, and
  /// of each batch all or nothing.
  private func check(_ copy: Scratch, committed: UInt64) throws {
    let survivor = try Ledger(path: copy.ledger) { _ in }
    let restored = try survivor.restore()
    let reader = try LedgerReader(path: copy.ledger)
    let found = try reader.count(CallQuery())
    // Batch 1 pays; then each call has two: authorised, ended.
    #expect(UInt64(found) >= committed / 2)
    #expect(UInt64(found - restored.openCalls.count) >= (max(committed, 1) - 1) / 2)
    let ended = found - restored.openCalls.count
    #expect(restored.balance == pesos(1_000_000 - 113 * Int64(ended)))
    #expect(restored.durableEvents.first?.event ?? 0 == UInt32(ended))
    #expect(restored.lastCallID == CallID(rawValue: UInt32(found)))
    #expect(try reader.verify().complaints == [])
  }

  private func copyOf(_ shop: Shop) -> Scratch {
    let copy = Scratch()
    mkdir(copy.path("shop"), 0o700)
    // The file first: what the log adds in the meantime only makes the copy newer.
    write(bytes(of: shop.path), to: copy.ledger)
    let log = bytes(of: shop.path + "-wal")
    if !log.isEmpty { write(log, to: copy.ledger + "-wal") }
    return copy
  }

  private func submitCall(_ number: UInt32, to shop: Shop) {
    shop.submit(.callAuthorised(authorisation(number)))
    shop.submit(releasedEvent(number, number), .callEnded(callEnd(number)))
  }

  @Test func `a copy taken while batches are written has every committed one`() throws {
    // No checkpoint, so the file stays as it is and only the log grows under the copying.
    var options = LedgerOptions()
    options.checkpointPages = 1_000_000
    options.groupLimit = 3
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(1_000_000)))
    var next: UInt32 = 1
    for round in 1...12 {
      for _ in 0..<40 {
        submitCall(next, to: shop)
        next += 1
      }
      #expect(shop.notices.wait(forCommit: UInt64(round * 20)))
      let committed = shop.notices.committed
      try check(copyOf(shop), committed: committed)
    }
  }

  @Test func `a copy taken between checkpoints has every committed one`() throws {
    // The log is copied into the file every few transactions; copies are taken between two of them,
    // on the ledger's queue.
    var options = LedgerOptions()
    options.checkpointPages = 40
    options.groupLimit = 3
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(1_000_000)))
    var next: UInt32 = 1
    for _ in 1...12 {
      for _ in 0..<17 {
        submitCall(next, to: shop)
        next += 1
      }
      let (copy, committed) = try shop.ledger.write { _ in (copyOf(shop), shop.notices.committed) }
      try check(copy, committed: committed)
    }
    #expect(shop.notices.wait(forCommit: UInt64(2 * next - 1)))
    #expect(size(of: shop.path) > 40_000)
  }

  @Test func `a log cut anywhere in its last transaction loses that one and no other`() throws {
    var options = LedgerOptions()
    options.checkpointPages = 1_000_000
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(1_000_000)))
    for number in 1...3 as ClosedRange<UInt32> { submitCall(number, to: shop) }
    #expect(shop.notices.wait(forCommit: 7))
    let before = size(of: shop.path + "-wal")
    #expect(shop.store(.callAuthorised(authorisation(4))))
    let log = bytes(of: shop.path + "-wal")
    for end in stride(from: before, to: log.count, by: 97) {
      let copy = copyOf(shop)
      write(Array(log[..<end]), to: copy.ledger + "-wal")
      let survivor = try Ledger(path: copy.ledger) { _ in }
      #expect(try survivor.restore().lastCallID == CallID(rawValue: 3))
    }
    try check(copyOf(shop), committed: 7)
  }
}
