import BoothControl
import BoothProtocol
import Dispatch
import Glibc
import Ledger
import Rating
import Testing

@Suite struct QueueTests {
  let scratch = Scratch()

  /// Commits in a write-ahead log: frames that carry the size of the file after a transaction
  /// (SQLite's file format, § 4.1).
  private func commits(inLogOf path: String) -> Int {
    let log = bytes(of: path + "-wal")
    let frame = 24 + 512
    return stride(from: 32, to: log.count - frame + 1, by: frame)
      .count { log[($0 + 4)..<($0 + 8)].contains { $0 != 0 } }
  }

  /// Keeps the ledger's queue busy until the closure is done.
  private func whileBusy(_ ledger: Ledger, _ body: () throws -> Void) throws {
    let isBusy = DispatchSemaphore(value: 0)
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      try? ledger.write { _ in
        isBusy.signal()
        isDone.wait()
      }
    }
    isBusy.wait()
    defer { isDone.signal() }
    try body()
  }

  @Test func `batches that wait share a transaction`() throws {
    let shop = try Shop(scratch)
    #expect(shop.store(payment(1, "first")))
    let before = commits(inLogOf: shop.path)
    try whileBusy(shop.ledger) {
      for number in 1...200 { shop.submit(payment(1, "\(number)")) }
      // Nobody waited for the disk.
      #expect(shop.ledger.statistics.waiting == 200)
    }
    #expect(shop.notices.wait(forCommit: 201))
    #expect(commits(inLogOf: shop.path) - before == 1)
    #expect(shop.ledger.statistics.commits == 2)
    #expect(shop.ledger.statistics.mostWaiting == 200)
    #expect(shop.notices.ofBatches == [.committed(upTo: 1), .committed(upTo: 201)])
    #expect(try shop.ledger.restore().balance == pesos(201))
  }

  @Test func `a transaction has no more batches than its limit`() throws {
    var options = LedgerOptions()
    options.groupLimit = 10
    let shop = try Shop(scratch, options)
    try whileBusy(shop.ledger) {
      for number in 1...25 { shop.submit(payment(1, "\(number)")) }
    }
    #expect(shop.notices.wait(forCommit: 25))
    #expect(
      shop.notices.ofBatches == [.committed(upTo: 10), .committed(upTo: 20), .committed(upTo: 25)])
  }

  @Test func `batches are on disk in the order they were handed in`() throws {
    let shop = try Shop(scratch)
    for number in 1...2000 as ClosedRange<UInt32> {
      shop.submit(.callAuthorised(authorisation(number)))
      shop.submit(.callEnded(callEnd(number, charge: 0, cost: 1)))
    }
    #expect(shop.notices.wait(forCommit: 4000))
    #expect(shop.rejections == [])
    #expect(try shop.ledger.restore().balance == pesos(-2000))
    let committed = shop.notices.ofBatches.map { notice in
      if case .committed(let number) = notice { number } else { UInt64(0) }
    }
    #expect(committed == committed.sorted())
  }

  @Test func `a full disk loses nothing and keeps the order`() throws {
    var options = LedgerOptions()
    options.shortestRetryMilliseconds = 2
    options.longestRetryMilliseconds = 20
    let shop = try Shop(scratch, options)
    #expect(shop.store(payment(1000)))
    // The file may not grow by a single page from here on.
    try shop.ledger.write { database in
      let pages = try database.integer("PRAGMA page_count")
      try database.execute("PRAGMA max_page_count = \(pages)")
    }
    for number in 1...300 as ClosedRange<UInt32> {
      shop.submit(.callAuthorised(authorisation(number)))
      shop.submit(releasedEvent(number, number), .callEnded(callEnd(number)))
    }
    #expect(
      shop.notices.wait { notices in
        notices.contains {
          if case .storageFailed(let text) = $0 { text.contains("full") } else { false }
        }
      })
    #expect(shop.notices.wait { _ in shop.ledger.statistics.failures > 2 })
    let stuck = shop.ledger.statistics
    #expect(stuck.waiting > 0)
    #expect(shop.notices.committed < 601)
    // What was told of as committed is there, whole, and nothing else.
    let calls = try shop.reader().count(CallQuery())
    #expect(UInt64(calls) == shop.notices.committed / 2)

    try shop.ledger.write { try $0.execute("PRAGMA max_page_count = 1000000") }
    #expect(shop.notices.wait(forCommit: 601))
    let notices = shop.notices.ofBatches
    let failures = notices.filter { if case .storageFailed = $0 { true } else { false } }
    #expect(failures.count == notices.count { $0 == .storageRecovered })
    #expect(notices.last == .committed(upTo: 601))
    #expect(try shop.ledger.restore().balance == pesos(1000 - 300 * 113))
    #expect(try shop.reader().count(CallQuery()) == 300)
    #expect(try shop.reader().verify().complaints == [])
    #expect(shop.rejections == [])
  }

  @Test func `when no more can wait every later batch is refused`() throws {
    var options = LedgerOptions()
    options.waitingBatchLimit = 3
    let shop = try Shop(scratch, options)
    try whileBusy(shop.ledger) {
      let answers = (1...5).map {
        shop.ledger.submit(LedgerBatch(number: $0, entries: [payment(1, "\($0)")]))
      }
      #expect(answers == [.accepted, .accepted, .accepted, .full, .full])
    }
    #expect(shop.notices.wait(forCommit: 3))
    // There is room again, but batch 6 without 4 and 5 would be another story.
    #expect(shop.ledger.submit(LedgerBatch(number: 6, entries: [])) == .full)
    #expect(try shop.ledger.restore().balance == pesos(3))
  }

  @Test func `another program's lock is waited out`() throws {
    var options = LedgerOptions()
    options.busyMilliseconds = 10
    options.shortestRetryMilliseconds = 2
    let shop = try Shop(scratch, options)
    #expect(shop.store(payment(1)))
    let intruder = try Database(path: shop.path, access: .readWrite)
    try intruder.execute("BEGIN IMMEDIATE")
    shop.submit(payment(2, "b"))
    #expect(
      shop.notices.wait { $0.contains { if case .storageFailed = $0 { true } else { false } } })
    try intruder.execute("COMMIT")
    #expect(shop.notices.wait(forCommit: 2))
    #expect(shop.notices.ofBatches.suffix(2) == [.storageRecovered, .committed(upTo: 2)])
    #expect(try shop.ledger.restore().balance == pesos(3))
  }

  @Test func `closing under a full disk says that something was not written`() throws {
    let shop = try Shop(scratch)
    #expect(shop.store(payment(1)))
    try shop.ledger.write { database in
      let pages = try database.integer("PRAGMA page_count")
      try database.execute("PRAGMA max_page_count = \(pages)")
    }
    for number in 1...300 as ClosedRange<UInt32> {
      shop.submit(.callAuthorised(authorisation(number)))
    }
    #expect(!shop.ledger.close())
  }
}
