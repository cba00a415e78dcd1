import BoothControl
import Glibc
import Ledger
import Rating
import Testing

/// A ledger whose files are taken away, and one that is left to itself.
@Suite struct LostFileTests {
  let shop: Shop

  init() throws {
    var options = LedgerOptions()
    options.shortestRetryMilliseconds = 2
    options.longestRetryMilliseconds = 20
    shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(1)))
  }

  /// The words in which the ledger refuses; nil: it does not.
  private func refusal() -> String? {
    var words: String?
    _ = shop.notices.wait { notices in
      for case .storageFailed(let text) in notices { words = text }
      return words != nil || notices.contains(.committed(upTo: 2))
    }
    return words
  }

  @Test func `a ledger that is removed takes nothing until it is back`() throws {
    rename(shop.path, shop.path + ".away")
    shop.submit(payment(2, "b"))
    let words = try #require(refusal())
    #expect(words.hasPrefix("\(shop.path) was removed while the daemon has it open"))
    #expect(words.contains("calls are refused until"))
    #expect(throws: DatabaseError.self) { try shop.ledger.setMarkup(1, by: owner) }
    #expect(shop.notices.committed == 1)
    rename(shop.path + ".away", shop.path)
    #expect(shop.notices.wait(forCommit: 2))
    #expect(try shop.ledger.restore().balance == pesos(3))
  }

  @Test func `a ledger in whose place another file is takes nothing`() throws {
    rename(shop.path, shop.path + ".away")
    write(bytes(of: shop.path + ".away"), to: shop.path)
    shop.submit(payment(2, "b"))
    #expect(refusal()?.hasPrefix("\(shop.path) was replaced while") == true)
    write([7], to: shop.path + "-wal.other")
    rename(shop.path + "-wal.other", shop.path + "-wal")
    #expect(!shop.ledger.close())
    // What is a stranger's is left alone.
    #expect(bytes(of: shop.path + "-wal") == [7])
  }

  @Test func `a ledger whose write-ahead log is removed takes nothing, and is whole afterwards`()
    throws
  {
    unlink(shop.path + "-wal")
    shop.submit(payment(2, "b"))
    let words = try #require(refusal())
    #expect(words.hasPrefix("\(shop.path)-wal was removed while the daemon has it open"))
    #expect(words.contains("restart"))
    // What was told of as written is in the file by now, whatever becomes of the daemon.
    write(bytes(of: shop.path), to: shop.scratch.path("copy"))
    #expect(try LedgerReader(path: shop.scratch.path("copy")).payments(limit: 9).count == 1)
    #expect(!shop.ledger.close())
    #expect(try Shop(shop.scratch).ledger.restore().balance == pesos(1))
  }

  @Test func `a closed ledger is whole in one file`() throws {
    let reader = try shop.reader()
    #expect(shop.store(.callAuthorised(authorisation(1)), .callEnded(callEnd(1))))
    reader.close()
    #expect(shop.ledger.close())
    #expect(shop.ledger.mergeFault == nil)
    write(bytes(of: shop.path), to: shop.scratch.path("copy"))
    #expect(try LedgerReader(path: shop.scratch.path("copy")).count(CallQuery()) == 1)
    #expect(throws: DatabaseError.self) { try reader.count(CallQuery()) }
  }

  @Test func `a log that another program reads is left, and that is said`() throws {
    let other = try Database(path: shop.path, access: .readOnly)
    try other.execute("BEGIN; SELECT count(*) FROM movements")
    #expect(shop.store(payment(2, "b")))
    #expect(shop.ledger.close())
    #expect(shop.ledger.mergeFault?.contains("\(shop.path)-wal") == true)
    try other.execute("COMMIT")
  }
}
