import BoothControl
import Dispatch
import Glibc
import Ledger
import Notation
import Rating
import Synchronization
import Testing

@Suite struct BackupTests {
  let shop: Shop
  let reader: LedgerReader
  let destination: String

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
    destination = shop.scratch.path("backup.db")
  }

  @Test func `a backup is one file that opens as a ledger`() throws {
    #expect(shop.store(payment(1000), .callAuthorised(authorisation(1))))
    try shop.ledger.replacePrefixes(PriceTests.manual, by: owner)
    try reader.backup(to: destination)
    #expect(permissions(of: destination) == 0o600)
    #expect(try namesBesideBackup() == ["backup.db"])
    let restored = try Ledger(path: destination) { _ in }
    #expect(try restored.restore() == shop.ledger.restore())
    let reader = try LedgerReader(path: destination)
    #expect(try reader.verify().complaints == [])
    #expect(try reader.prefixes() == PriceTests.manual)
    #expect(try restored.write { try $0.integer("PRAGMA page_size") } == 512)
  }

  @Test func `a backup takes the place of the one before`() throws {
    for amount in 1...3 {
      #expect(shop.store(payment(1, "\(amount)")))
      try reader.backup(to: destination)
      let copy = try LedgerReader(path: destination)
      #expect(try copy.payments(limit: 10).count == amount)
    }
  }

  @Test func `nothing else is overwritten`() throws {
    write(Array("poem".utf8), to: destination)
    #expect(
      throws: BackupError.wouldOverwrite(path: destination, found: .notSQLite)
    ) { try reader.backup(to: destination) }
    #expect(bytes(of: destination) == Array("poem".utf8))
    #expect(throws: BackupError.ontoItself(path: shop.path)) { try reader.backup(to: shop.path) }
    let other = try Shop()
    #expect(
      throws: BackupError.wouldOverwrite(
        path: other.path, found: Words("es un libro en uso", "a ledger in use"))
    ) { try reader.backup(to: other.path) }
  }

  /// What stands in its folder and is named like it.
  private func namesBesideBackup() throws -> [String] {
    let folder = try #require(opendir(shop.scratch.path("")))
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix("backup.db") { names.append(name) }
    }
    return names.sorted()
  }

  @Test func `a file that is named like a draft is nobody's to remove`() throws {
    let neighbour = destination + ".partial"
    try reader.backup(to: neighbour)
    let ledger = try LedgerReader(path: neighbour)
    try ledger.backup(to: destination)
    #expect(try namesBesideBackup() == ["backup.db", "backup.db.partial"])
  }

  @Test func `backups to one name at once are each whole`() throws {
    #expect(shop.store(payment(1000)))
    let readers = try (0..<4).map { _ in try shop.reader() }
    let failures = Mutex<[String]>([])
    let destination = destination
    DispatchQueue.concurrentPerform(iterations: readers.count) { index in
      do { try readers[index].backup(to: destination) } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try namesBesideBackup() == ["backup.db"])
    #expect(try LedgerReader(path: destination).payments(limit: 10).count == 1)
  }

  @Test func `through a link its target is replaced, and what is no file is not waited for`() throws
  {
    let link = shop.scratch.path("link.db")
    #expect(symlink(destination, link) == 0)
    #expect(throws: BackupError.self) { try reader.backup(to: link) }
    try reader.backup(to: destination)
    try reader.backup(to: link)
    var status = stat()
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    let pipe = shop.scratch.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(
      throws: BackupError.wouldOverwrite(
        path: pipe, found: Words("no es un archivo común", "not a regular file"))
    ) {
      try reader.backup(to: pipe)
    }
  }

  @Test func `a folder that is not there is named`() {
    let path = shop.scratch.path("nowhere/backup.db")
    #expect(
      throws: BackupError.cannotWrite(
        path: path, reason: Words("no existe", "No such file or directory"))
    ) {
      try reader.backup(to: path)
    }
  }

  @Test func `a damaged ledger does not replace a good backup`() throws {
    for number in 1...100 as ClosedRange<UInt32> {
      shop.submit(.callAuthorised(authorisation(number)))
    }
    #expect(shop.notices.wait(forCommit: 100))
    try reader.backup(to: destination)
    let good = bytes(of: destination)
    let root = try shop.ledger.write { database in
      try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
      return try database.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'calls_in_time'")
    }
    #expect(shop.ledger.close())
    var contents = bytes(of: shop.path)
    for offset in 0..<512 { contents[Int(root - 1) * 512 + offset] = 0xa5 }
    write(contents, to: shop.path)

    let damaged = try LedgerReader(path: shop.path)
    #expect(try damaged.verify().complaints != [])
    do {
      try damaged.backup(to: destination)
      Issue.record("not refused")
    } catch BackupError.damaged {
    }
    #expect(bytes(of: destination) == good)
    #expect(try namesBesideBackup() == ["backup.db"])
  }

  @Test func `a backup made while calls are written is the state at one instant`() throws {
    #expect(shop.store(payment(1_000_000)))
    for round in 1...5 {
      for number in 1...200 {
        let call = UInt32(200 * (round - 1) + number)
        shop.submit(
          .callAuthorised(authorisation(call)), .callEnded(callEnd(call)))
      }
      try reader.backup(to: destination)
      let copy = try LedgerReader(path: destination)
      #expect(try copy.verify().complaints == [])
      let count = try copy.count(CallQuery())
      #expect(try copy.totals(CallQuery()).cost == pesos(113 * Int64(count)))
    }
  }

  @Test func `verifying finds a balance that is not the sum of its movements`() throws {
    #expect(
      shop.store(payment(1000), .callAuthorised(authorisation(1)), .callEnded(callEnd(1))))
    #expect(try reader.verify().complaints == [])
    try shop.ledger.write { _ = try $0.run("UPDATE accounts SET balance_micros = 1") }
    #expect(
      try reader.verify().complaints
        == ["the balance of provider is 1 millionths, its movements sum up to 887000000"])
    try shop.ledger.write { _ = try $0.run("UPDATE calls SET cost_micros = 5") }
    let complaints = try reader.verify().complaints
    #expect(complaints.count == 4, "\(complaints)")
  }
}
