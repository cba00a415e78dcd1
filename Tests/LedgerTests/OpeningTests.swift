import BoothControl
import Glibc
import Ledger
import Notation
import Testing

@Suite struct OpeningTests {
  let scratch = Scratch()

  private func open(_ path: String) throws -> Ledger { try Ledger(path: path) { _ in } }

  private func error(opening path: String) -> LedgerOpenError? {
    do {
      _ = try open(path)
      return nil
    } catch {
      return error as? LedgerOpenError
    }
  }

  /// The folder of `scratch.ledger`, which opening a ledger would have made.
  private func makeFolder() { mkdir(scratch.path("shop"), 0o700) }

  @Test func `a first start makes folder and file for its user only`() throws {
    let ledger = try open(scratch.ledger)
    #expect(permissions(of: scratch.path("shop")) == 0o700)
    #expect(permissions(of: scratch.ledger) == 0o600)
    #expect(permissions(of: scratch.ledger + "-wal") == 0o600)
    #expect(try ledger.write { try $0.integer("PRAGMA page_size") } == 512)
    #expect(try ledger.write { try $0.integer("PRAGMA synchronous") } == 2)
    #expect(try ledger.write { try $0.integer("PRAGMA foreign_keys") } == 1)
    let mode = try ledger.write { try $0.row("PRAGMA journal_mode", [], { try $0.text(0) }) }
    #expect(mode == "wal")
  }

  @Test func `every table holds values of its columns' types only`() throws {
    let lax = try open(scratch.ledger).write {
      try $0.rows(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0", [],
        { try $0.text(0) })
    }
    #expect(lax.filter { !$0.hasPrefix("sqlite_") } == [])
  }

  @Test func `a folder is not made in a folder that is not there`() {
    let path = scratch.path("disk/shop/cabina.db")
    #expect(
      error(opening: path) == .folderMissing(path: path, folder: scratch.path("disk")))
    #expect(access(scratch.path("disk"), F_OK) != 0)
  }

  @Test func `where no file can be made it says so`() {
    // A file system that lets nobody make a file, not even root.
    guard case .readOnly(let path, _) = error(opening: "/proc/cabina.db") else {
      Issue.record("not refused")
      return
    }
    #expect(path == "/proc/cabina.db.lock")
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `a file that cannot be written is refused`() throws {
    try open(scratch.ledger).close()
    chmod(scratch.ledger, 0o400)
    guard case .readOnly = error(opening: scratch.ledger) else {
      Issue.record("not refused")
      return
    }
  }

  @Test(
    arguments: [
      ([], Words("es un archivo vacío", "an empty file")),
      (Array("telephone numbers of the neighbours\n".utf8), .notSQLite),
      (Array(repeating: 0, count: 8192), .notSQLite),
    ] as [([UInt8], Words)])
  func `a file that is something else is left as it is`(contents: [UInt8], found: Words) {
    makeFolder()
    write(contents, to: scratch.ledger)
    #expect(
      error(opening: scratch.ledger) == .notALedger(path: scratch.ledger, found: found))
    #expect(bytes(of: scratch.ledger) == contents)
    #expect(throws: LedgerOpenError.self) { try LedgerReader(path: scratch.ledger) }
    #expect(bytes(of: scratch.ledger) == contents)
  }

  @Test func `a folder is not taken for a ledger`() {
    makeFolder()
    let path = scratch.path("shop")
    #expect(
      error(opening: path)
        == .notALedger(path: path, found: Words("no es un archivo", "not a file")))
  }

  @Test func `another program's SQLite file is left as it is`() throws {
    makeFolder()
    do {
      let other = try Database(path: scratch.ledger, access: .createOrReadWrite)
      try other.execute("CREATE TABLE songs (title TEXT); PRAGMA user_version = 1")
    }
    let before = bytes(of: scratch.ledger)
    #expect(
      error(opening: scratch.ledger)
        == .notALedger(path: scratch.ledger, found: .otherProgram))
    #expect(bytes(of: scratch.ledger) == before)
  }

  @Test func `a newer version's file is left as it is`() throws {
    do {
      let ledger = try open(scratch.ledger)
      try ledger.write { try $0.execute("PRAGMA user_version = 99") }
      ledger.close()
    }
    let before = bytes(of: scratch.ledger)
    #expect(
      error(opening: scratch.ledger)
        == .newerSchema(path: scratch.ledger, found: 99, known: Schema.current.version))
    #expect(bytes(of: scratch.ledger) == before)
  }

  @Test func `a version below nothing is no ledger's`() throws {
    do {
      let ledger = try open(scratch.ledger)
      try ledger.write { try $0.execute("PRAGMA user_version = -1") }
      ledger.close()
    }
    #expect(
      error(opening: scratch.ledger)
        == .notALedger(
          path: scratch.ledger, found: Words("es de la versión -1", "it is of version -1")))
  }

  @Test func `two daemons do not hold one ledger`() throws {
    let ledger = try open(scratch.ledger)
    #expect(
      error(opening: scratch.ledger) == .inUse(path: scratch.ledger, process: getpid()))
    #expect(ledger.close())
    #expect(error(opening: scratch.ledger) == nil)
  }

  @Test func `a closed ledger is free though a child being started still has its files`() throws {
    let ledger = try open(scratch.ledger)
    let lockPath = scratch.ledger + ".lock"
    let copies = descriptors(of: lockPath).map { dup($0) }
    defer { for copy in copies { close(copy) } }
    #expect(copies.count == 1)
    ledger.close()
    #expect(error(opening: scratch.ledger) == nil)
  }

  /// This process's descriptors that have a file open.
  private func descriptors(of path: String) -> [Int32] {
    (0..<Int32(4096)).filter { descriptor in
      var (mine, named) = (stat(), stat())
      return fstat(descriptor, &mine) == 0 && stat(path, &named) == 0
        && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino
    }
  }

  @Test func `a ledger whose reader is gone is still locked by its writer`() throws {
    let ledger = try open(scratch.ledger)
    #expect(locks() > 0)
    let held = locks()
    for _ in 0..<3 { _ = try LedgerReader(path: scratch.ledger).count(CallQuery()) }
    #expect(locks() == held)
    ledger.close()
    #expect(locks() == 0)
  }

  /// Locks of processes on the ledger's file itself, as the kernel tells.
  private func locks() -> Int {
    var status = stat()
    stat(scratch.ledger, &status)
    return String(decoding: bytes(of: "/proc/locks"), as: UTF8.self)
      .split(separator: "\n")
      .count { $0.contains("POSIX") && $0.contains(":\(status.st_ino) ") }
  }

  @Test func `a file cut short is damaged`() throws {
    try open(scratch.ledger).close()
    let whole = bytes(of: scratch.ledger)
    write(Array(whole[..<(whole.count - 512)]), to: scratch.ledger)
    guard case .damaged = error(opening: scratch.ledger) else {
      Issue.record("not refused: \(String(describing: error(opening: scratch.ledger)))")
      return
    }
  }

  @Test func `a file whose small tables are overwritten is damaged`() throws {
    let ledger = try open(scratch.ledger)
    let page = try ledger.write {
      try $0.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'")
    }
    ledger.close()
    var contents = bytes(of: scratch.ledger)
    for offset in 0..<512 { contents[Int(page - 1) * 512 + offset] = 0xa5 }
    write(contents, to: scratch.ledger)
    guard case .damaged = error(opening: scratch.ledger) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `a file with rows that break its rules is damaged`() throws {
    let ledger = try open(scratch.ledger)
    try ledger.write {
      try $0.execute(
        "PRAGMA ignore_check_constraints = ON; INSERT INTO boards (uid) VALUES (x'00')")
    }
    ledger.close()
    #expect(
      error(opening: scratch.ledger)
        == .damaged(path: scratch.ledger, found: .asItIs("CHECK constraint failed in boards")))
  }

  @Test func `a write-ahead log without its file is not taken for a first start`() throws {
    makeFolder()
    write([1, 2, 3], to: scratch.ledger + "-wal")
    guard case .damaged = error(opening: scratch.ledger) else {
      Issue.record("not refused")
      return
    }
    #expect(bytes(of: scratch.ledger + "-wal") == [1, 2, 3])
  }

  @Test func `a link to a file that is not there is not taken for a first start`() throws {
    makeFolder()
    #expect(symlink("/nowhere/ledger.sqlite", scratch.ledger) == 0)
    let words = try #require(error(opening: scratch.ledger)).description
    #expect(words.hasPrefix("\(scratch.ledger): "))
    #expect(words.contains("/nowhere/ledger.sqlite"))
    var status = stat()
    #expect(lstat(scratch.ledger, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func `a link to a ledger is one, and its file is watched`() throws {
    try open(scratch.ledger).close()
    let link = scratch.path("link")
    #expect(symlink(scratch.ledger, link) == 0)
    let ledger = try open(link)
    try ledger.setMarkup(7, by: owner)
    #expect(ledger.close())
  }

  @Test func `a creation that was interrupted is begun anew`() throws {
    makeFolder()
    write(Array(repeating: 7, count: 3000), to: scratch.ledger + ".creating")
    write([1], to: scratch.ledger + ".creating-journal")
    #expect(error(opening: scratch.ledger) == nil)
    #expect(access(scratch.ledger + ".creating", F_OK) != 0)
  }

  @Test func `a closed ledger takes nothing and is one file`() throws {
    let shop = try Shop(scratch)
    #expect(shop.store(payment(100)))
    #expect(shop.ledger.close())
    #expect(shop.ledger.submit(.init(number: 2, entries: [])) == .closed)
    #expect(throws: DatabaseError.self) { try shop.ledger.restore() }
    #expect(access(scratch.ledger + "-wal", F_OK) != 0)
  }

  @Test func `what waits is written before a ledger closes`() throws {
    let shop = try Shop(scratch)
    for number in 1...500 { shop.submit(payment(1, "\(number)")) }
    #expect(shop.ledger.close())
    #expect(try Shop(scratch).ledger.restore().balance == pesos(500))
  }

  @Test func `every refusal names the file and what to do`() {
    let refusals: [LedgerOpenError] = [
      .folderMissing(path: "/a/b", folder: "/a"),
      .cannotCreate(path: "/a/b", reason: .asItIs("why")),
      .readOnly(path: "/a/b", reason: .asItIs("why")), .inUse(path: "/a/b", process: 12),
      .inUse(path: "/a/b", process: nil), .notALedger(path: "/a/b", found: .asItIs("what")),
      .newerSchema(path: "/a/b", found: 2, known: 1),
      .olderSchema(path: "/a/b", found: 1, known: 2),
      .damaged(path: "/a/b", found: .asItIs("what")),
      .notReadable(path: "/a/b", reason: .asItIs("why")),
      .logMissing(path: "/a/b", log: "/a/b-wal", since: "2012-02-02 17:30:00"),
      .logMissing(path: "/a/b", log: "/a/b-wal", since: nil),
    ]
    for refusal in refusals {
      #expect(refusal.description.hasPrefix("/a/b: "))
      #expect(refusal.description.hasSuffix("."))
    }
  }
}

extension Words {
  static let notSQLite = Words("no es un archivo SQLite", "not an SQLite file")
  static let otherProgram = Words(
    "es un archivo SQLite de otro programa", "another program's SQLite file")

  /// Of what has no Spanish.
  static func asItIs(_ text: String) -> Words { Words(text, text) }
}
