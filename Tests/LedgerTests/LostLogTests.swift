import BoothControl
import Dispatch
import Glibc
import Ledger
import Rating
import Testing

/// A write-ahead log that is gone when a ledger is opened again: SQLite takes the file for whole.
@Suite struct LostLogTests {
  private static let names = ["shop/cabina.db", "shop/cabina.db-wal", "shop/cabina.db.lock"]

  /// What a process leaves that is killed now, by names relative to the folder.
  private static func left(in folder: String) -> [String: [UInt8]] {
    var left: [String: [UInt8]] = [:]
    for name in names where access("\(folder)/\(name)", F_OK) == 0 {
      left[name] = bytes(of: "\(folder)/\(name)")
    }
    return left
  }

  private func left(in scratch: Scratch) -> [String: [UInt8]] { Self.left(in: scratch.folder) }

  private func left(by shop: Shop) -> [String: [UInt8]] { left(in: shop.scratch) }

  /// What a start says; nil: it starts, and closes again.
  private func refusal(_ scratch: Scratch) throws -> LedgerOpenError? {
    do {
      try Ledger(path: scratch.ledger) { _ in }.close()
      return nil
    } catch let error as LedgerOpenError { return error }
  }

  private func balance(_ scratch: Scratch) throws -> Money? {
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    defer { ledger.close() }
    return try ledger.restore().balance
  }

  // MARK: It is noticed

  @Test func `a copy beside the log of the file before it is refused, and neither is touched`()
    throws
  {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let backup = shop.scratch.path("copy")
    try shop.reader().backup(to: backup)
    for number in 6...40 { #expect(shop.store(payment(Int64(number), "\(number)"))) }
    for lock in [true, false] {
      var contents = left(by: shop)
      contents["shop/cabina.db"] = bytes(of: backup)
      if !lock { contents["shop/cabina.db.lock"] = nil }
      let scratch = Scratch(contents)
      let refused = LedgerOpenError.foreignLog(path: scratch.ledger, log: scratch.ledger + "-wal")
      #expect(try refusal(scratch) == refused)
      #expect(throws: refused) { try LedgerReader(path: scratch.ledger) }
      #expect(bytes(of: scratch.ledger) == bytes(of: backup))
      #expect(bytes(of: scratch.ledger + "-wal") == contents["shop/cabina.db-wal"])
      unlink(scratch.ledger + "-wal")
      unlink(scratch.ledger + ".lock")
      #expect(try balance(scratch) == pesos(5))
    }
  }

  @Test(arguments: [nil, [], [UInt8](repeating: 0, count: 567)] as [[UInt8]?])
  func `a log that is gone or empty is noticed, and nothing is touched`(log: [UInt8]?) throws {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    var contents = left(by: shop)
    contents["shop/cabina.db-wal"] = log
    let scratch = Scratch(contents)
    var written = timespec(tv_sec: 1_328_203_800, tv_nsec: 0)
    utimensat(AT_FDCWD, scratch.ledger, [written, written], 0)
    let error = try #require(try refusal(scratch))
    var local = tm()
    localtime_r(&written.tv_sec, &local)
    #expect(
      error.description.hasPrefix(
        "\(scratch.ledger): the write-ahead log that belongs to it, \(scratch.ledger)-wal, is gone: "
          + "calls and payments since about 2012-02-0"))
    #expect(error.description.contains(" may be missing. Put the log back; or "))
    #expect(error.description.hasSuffix(", remove \(scratch.ledger).lock."))
    #expect(error.isLasting)
    // Who reads would make a new log, and the next start would notice nothing.
    let reading = #expect(throws: LedgerOpenError.self) { try LedgerReader(path: scratch.ledger) }
    #expect(reading == error)
    contents["shop/cabina.db.lock"] = bytes(of: scratch.ledger + ".lock")
    #expect(left(in: scratch) == contents)
    #expect(try refusal(scratch) == error)
    // Both ways on.
    write(bytes(of: shop.path + "-wal"), to: scratch.ledger + "-wal")
    #expect(try balance(scratch) == pesos(5))
    let other = Scratch(contents)
    unlink(other.ledger + ".lock")
    #expect(try refusal(other) == nil)
  }

  @Test func `a log that is gone with its ledger is noticed, and there is no new one`() throws {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let contents = left(by: shop).filter { $0.key.hasSuffix(".lock") }
    let scratch = Scratch(contents)
    #expect(
      try refusal(scratch)
        == .logMissing(path: scratch.ledger, log: scratch.ledger + "-wal", since: nil))
    #expect(left(in: scratch).keys.sorted() == contents.keys.sorted())
  }

  /// `isMarked`: the mark of the first one is still there.
  @Test(arguments: [true, false])
  func `a log that was there when the next start was killed is noticed`(isMarked: Bool) throws {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let scratch = Scratch(left(by: shop))
    if !isMarked { unlink(scratch.ledger + ".lock") }
    // Killed before it has written anything.
    let second = try Ledger(path: scratch.ledger) { _ in }
    var contents = left(in: scratch)
    second.close()
    contents["shop/cabina.db-wal"] = nil
    guard case .logMissing = try refusal(Scratch(contents)) else {
      Issue.record("not noticed")
      return
    }
  }

  @Test func `a log beside what a link leads to is looked for there`() throws {
    let scratch = Scratch(["disk/real.db": newLedger])
    mkdir(scratch.path("shop"), 0o700)
    #expect(symlink(scratch.path("disk/real.db"), scratch.ledger) == 0)
    var ledger: Ledger? = try Ledger(path: scratch.ledger) { _ in }
    try ledger?.setMarkup(7, by: owner)
    // Let go of without being closed, it is as after a kill.
    ledger = nil
    #expect(size(of: scratch.path("disk/real.db-wal")) > 0)
    #expect(try refusal(scratch) == nil)
    ledger = try Ledger(path: scratch.ledger) { _ in }
    try ledger?.setMarkup(8, by: owner)
    ledger = nil
    unlink(scratch.path("disk/real.db-wal"))
    #expect(
      try refusal(scratch)
        == .logMissing(
          path: scratch.ledger, log: scratch.path("disk/real.db-wal"),
          since: clock(of: scratch.path("disk/real.db"))))
  }

  private func clock(of path: String) -> String {
    var (status, local) = (stat(), tm())
    stat(path, &status)
    localtime_r(&status.st_mtim.tv_sec, &local)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &local)
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // MARK: Nothing is wrong

  /// What is in the folder before each step of a life, and at its end.
  private func lifetime(_ contents: [String: [UInt8]]) throws -> [[String: [UInt8]]] {
    let scratch = Scratch(contents)
    let (seen, path) = (Seen(), scratch.folder)
    var options = LedgerOptions()
    options.beforeFileStep = { _ in seen.add(Self.left(in: path)) }
    let shop = try Shop(scratch, options)
    seen.add(left(in: scratch))
    #expect(shop.store(payment(1)))
    seen.add(left(in: scratch))
    shop.ledger.close()
    return seen.all + [left(in: scratch)]
  }

  private final class Seen: @unchecked Sendable {
    private let guardQueue = DispatchQueue(label: "seen")
    private var folders: [[String: [UInt8]]] = []

    func add(_ folder: [String: [UInt8]]) { guardQueue.sync { folders.append(folder) } }

    var all: [[String: [UInt8]]] { guardQueue.sync { folders } }
  }

  @Test(arguments: [[:], ["shop/cabina.db": newLedger], ["shop/cabina.db": oldLedger]])
  func `a process killed at any step leaves a ledger that starts`(
    contents: [String: [UInt8]]
  ) throws {
    let folders = try lifetime(contents)
    #expect(folders.count > 9)
    for (step, folder) in folders.enumerated() {
      #expect(try refusal(Scratch(folder)) == nil, "step \(step)")
    }
    // As killed before its first commit, when the log is empty and counts for nothing.
    let mark = Array("\nopen\n".utf8)
    for folder in folders where folder["shop/cabina.db-wal"]?.isEmpty ?? true {
      #expect(folder["shop/cabina.db.lock"]?.suffix(mark.count) != mark[...])
    }
    let marked = folders.filter { $0["shop/cabina.db.lock"]?.suffix(mark.count) == mark[...] }
    #expect(!marked.isEmpty)
  }

  @Test func `a log that a closed ledger left behind may go, whoever reads it`() throws {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let reader = try shop.reader()
    _ = try reader.payments(limit: 1)
    #expect(shop.ledger.close())
    #expect(shop.ledger.mergeFault == nil)
    #expect(size(of: shop.path + "-wal") == 0)
    var contents = left(by: shop)
    contents["shop/cabina.db-wal"] = nil
    reader.close()
    #expect(try balance(Scratch(contents)) == pesos(5))
  }

  @Test func `a log that could not be merged at the end is still noticed to be gone`() throws {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let other = try Database(path: shop.path, access: .readOnly)
    try other.execute("BEGIN; SELECT count(*) FROM movements")
    #expect(shop.store(payment(6, "b")))
    #expect(shop.ledger.close())
    #expect(shop.ledger.mergeFault != nil)
    var contents = left(by: shop)
    #expect(try balance(Scratch(contents)) == pesos(11))
    contents["shop/cabina.db-wal"] = nil
    guard case .logMissing = try refusal(Scratch(contents)) else {
      Issue.record("not noticed")
      return
    }
    try other.execute("COMMIT")
  }

  @Test func `a log that was rescued before a kill is not asked for`() throws {
    var options = LedgerOptions()
    options.shortestRetryMilliseconds = 2
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(5)))
    unlink(shop.path + "-wal")
    shop.submit(payment(6, "b"))
    #expect(
      shop.notices.wait { $0.contains { if case .storageFailed = $0 { true } else { false } } })
    #expect(try balance(Scratch(left(by: shop))) == pesos(5))
  }

  @Test func `a log that could not be rescued is noticed to be gone`() throws {
    var options = LedgerOptions()
    options.shortestRetryMilliseconds = 2
    options.busyMilliseconds = 20
    options.mergeMilliseconds = 20
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(5)))
    // Whoever reads what was before keeps the log from being emptied.
    let other = try Database(path: shop.path, access: .readOnly)
    try other.execute("BEGIN; SELECT count(*) FROM movements")
    #expect(shop.store(payment(6, "b")))
    unlink(shop.path + "-wal")
    shop.submit(payment(7, "c"))
    func isTold(_ text: String) -> Bool {
      shop.notices.wait {
        $0.contains { if case .storageFailed(let why) = $0 { why.contains(text) } else { false } }
      }
    }
    #expect(isTold("which is not to be done yet: what was written before is not merged"))
    guard case .logMissing = try refusal(Scratch(left(by: shop))) else {
      Issue.record("not noticed")
      return
    }
    // It is tried until it works.
    try other.execute("COMMIT")
    #expect(isTold("; what was written before is merged into \(shop.path)"))
    #expect(try balance(Scratch(left(by: shop))) == pesos(11))
  }

  @Test func `a disk on which the mark stays keeps the log too`() throws {
    let isFailing = Failing()
    var options = LedgerOptions()
    options.beforeFileStep = { step throws(SystemError) in
      if isFailing.isSo, case .overwrite = step { throw SystemError(number: EIO) }
    }
    let shop = try Shop(Scratch(), options)
    #expect(shop.store(payment(5)))
    isFailing.isSo = true
    #expect(shop.ledger.close())
    let fault = try #require(shop.ledger.mergeFault)
    #expect(fault.contains("\(shop.path).lock cannot be written: "))
    #expect(size(of: shop.path + "-wal") > 0)
    #expect(try balance(Scratch(left(by: shop))) == pesos(5))
  }

  private final class Failing: @unchecked Sendable {
    private let guardQueue = DispatchQueue(label: "failing")
    private var value = false

    var isSo: Bool {
      get { guardQueue.sync { value } }
      set { guardQueue.sync { value = newValue } }
    }
  }
}
