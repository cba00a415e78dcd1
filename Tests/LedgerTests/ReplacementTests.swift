import BoothControl
import Glibc
import Ledger
import Rating
import Synchronization
import Testing

/// A copy that takes the place of a ledger.
@Suite struct ReplacementTests {
  private static let endings = ["", "-wal", ".lock"]

  /// What a daemon leaves that is killed after many payments, and a copy from after the first.
  private func left() throws -> (files: [String: [UInt8]], copy: Scratch, sum: Money) {
    let shop = try Shop()
    #expect(shop.store(payment(5)))
    let copy = Scratch()
    try shop.reader().backup(to: copy.path("copy"))
    for number in 6...40 { #expect(shop.store(payment(1, "\(number)"))) }
    let files = Self.endings.map { ($0, bytes(of: shop.path + $0)) }
    return (Dictionary(files) { first, _ in first }, copy, pesos(40))
  }

  private func place(_ files: [String: [UInt8]]) -> Scratch {
    let scratch = Scratch()
    mkdir(scratch.path("shop"), 0o700)
    for (ending, content) in files { write(content, to: scratch.ledger + ending) }
    return scratch
  }

  private func balance(_ path: String) throws -> Money? {
    let ledger = try Ledger(path: path) { _ in }
    defer { ledger.close() }
    return try ledger.restore().balance
  }

  private func replace(
    _ ledger: String, by copy: Scratch, options: LedgerOptions = LedgerOptions()
  ) throws {
    let replacement = try LedgerReplacement(of: ledger, options: options)
    _ = try replacement.replace(by: LedgerReader(path: copy.path("copy")), stamp: "1")
  }

  private func kept(_ scratch: Scratch) -> [String] {
    guard let folder = opendir(scratch.path("shop")) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix("replaced-") { names.append(scratch.path("shop/\(name)/cabina.db")) }
    }
    return names
  }

  @Test func `nobody gets between, and what was there is whole where it is kept`() throws {
    let (files, copy, sum) = try left()
    let scratch = place(files)
    do {
      let replacement = try LedgerReplacement(of: scratch.ledger)
      #expect(replacement.found == ["cabina.db", "cabina.db-wal"])
      #expect(throws: LedgerOpenError.inUse(path: scratch.ledger, process: getpid())) {
        try Ledger(path: scratch.ledger) { _ in }
      }
      let aside = try replacement.replace(
        by: LedgerReader(path: copy.path("copy")), stamp: "20120202-173000")
      #expect(aside == scratch.path("shop/replaced-20120202-173000"))
    }
    #expect(try balance(scratch.ledger) == pesos(5))
    let old = try #require(kept(scratch).first)
    #expect(try balance(old) == sum)
    // Once more in the same second.
    let again = try LedgerReplacement(of: scratch.ledger)
    #expect(
      try again.replace(by: LedgerReader(path: copy.path("copy")), stamp: "20120202-173000")
        == scratch.path("shop/replaced-20120202-173000-2"))
  }

  @Test func `while a ledger is open it is refused`() throws {
    let shop = try Shop()
    #expect(throws: LedgerOpenError.inUse(path: shop.path, process: getpid())) {
      try LedgerReplacement(of: shop.path)
    }
  }

  @Test func `a cut before any of its steps loses nothing, and it can be asked for again`() throws {
    let (files, copy, sum) = try left()
    var stop = 0
    var isWhole = false
    while !isWhole, stop < 100 {
      let scratch = place(files)
      let count = Mutex(0)
      var options = LedgerOptions()
      let limit = stop
      options.beforeFileStep = { _ throws(SystemError) in
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number > limit { throw SystemError(number: EIO) }
      }
      do {
        try replace(scratch.ledger, by: copy, options: options)
        isWhole = true
      } catch is SystemError {}
      do {
        // As it was, or the copy; and never another one.
        let found = try balance(scratch.ledger)
        #expect(found == sum || found == pesos(5), "after \(stop) steps")
      } catch let refused as LedgerOpenError {
        #expect(refused.isLasting, "after \(stop) steps: \(refused)")
        try replace(scratch.ledger, by: copy)
        #expect(try balance(scratch.ledger) == pesos(5))
      }
      let places = kept(scratch) + [scratch.ledger]
      let isWholeSomewhere =
        places.contains { bytes(of: $0) == files[""] }
        && places.contains { bytes(of: $0 + "-wal") == files["-wal"] }
      // What was opened as it was before has its log merged by now.
      #expect(
        try isWholeSomewhere || balance(scratch.ledger) == sum, "after \(stop) steps")
      stop += 1
    }
    #expect(isWhole && stop > 6)
  }
}
