import Foundation
import Ledger
import Testing

/// `cabinactl restore`, beside what `WayBackTests` has of a whole shop that comes back.
@Suite(.waiting) struct `A copy that is put back` {
  private let folder = TemporaryFolder()
  private var ledger: String { folder.path + "/cabina.sqlite" }
  private var copy: String { folder.path + "/copy.sqlite" }

  /// A shop's ledger, and a copy of how it was before a payment.
  private func shop() throws -> RunningShop {
    let shop = try RunningShop(balancePesos: 1000)
    let made = try Child.run(["cabinactl", "backup", copy, "--ledger", shop.ledgerPath])
    try #require(made.status == 0, "\(made)")
    #expect(try shop.command("payment", "7").status == 0)
    return shop
  }

  private func balance(_ path: String) throws -> Int {
    try LedgerReader(path: path).payments(limit: 10).count
  }

  private func kept(_ shop: RunningShop) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
      .filter { $0.hasPrefix("replaced-") }.map { shop.folder.path + "/" + $0 }
  }

  private func restore(
    _ shop: RunningShop, _ words: String...
  ) throws -> (
    status: Int32, output: String
  ) {
    let made = try Child.run(["cabinactl", "restore"] + words + ["--ledger", shop.ledgerPath])
    return (made.status, made.output)
  }

  @Test func `is refused while a daemon has the ledger, and takes its place afterwards`() throws {
    let shop = try shop()
    let held = try restore(shop, copy, "--yes")
    #expect(held.status == 1 && held.output.contains("in use by process"), "\(held)")
    #expect(try kept(shop) == [])
    try shop.daemon.killAtOnce()
    if geteuid() == 0 { try #require(chown(shop.ledgerPath, 4711, 4712) == 0) }
    try #require(chmod(shop.ledgerPath, 0o640) == 0)
    let before = try #require(FileManager.default.contents(atPath: shop.ledgerPath))
    let log = FileManager.default.contents(atPath: shop.ledgerPath + "-wal")
    let done = try restore(shop, copy, "--yes")
    #expect(done.status == 0, "\(done)")
    #expect(try balance(shop.ledgerPath) == 1)
    var facts = stat()
    try #require(stat(shop.ledgerPath, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o640)
    if geteuid() == 0 { #expect(facts.st_uid == 4711 && facts.st_gid == 4712) }
    let aside = try #require(try kept(shop).first)
    #expect(done.output.contains(aside))
    #expect(FileManager.default.contents(atPath: aside + "/cabina.sqlite") == before)
    #expect(FileManager.default.contents(atPath: aside + "/cabina.sqlite-wal") == log)
    #expect(!FileManager.default.fileExists(atPath: shop.ledgerPath + "-wal"))
    // What was there is whole where it is kept now: with its log, and the mark that it has one.
    #expect(try balance(aside + "/cabina.sqlite") == 2)
    if geteuid() == 0 { try #require(chown(shop.ledgerPath, 0, 0) == 0) }
    try shop.startDaemon()
    #expect(try shop.page("/api/v1/shop").contains(#""balance":"1000""#))
    try shop.stopDaemon()
  }

  @Test func `that is not well, or is none, changes nothing`() throws {
    let shop = try shop()
    try shop.stopDaemon()
    let whole = try #require(FileManager.default.contents(atPath: copy))
    let ledger = FileManager.default.contents(atPath: shop.ledgerPath)
    for (words, content) in [
      ("damaged", whole.prefix(2048) + Data(repeating: 0x55, count: whole.count - 2048)),
      ("not a ledger", Data("poem".utf8)),
    ] {
      try content.write(to: URL(fileURLWithPath: copy))
      let refused = try restore(shop, copy, "--yes")
      #expect(refused.status == 1 && refused.output.contains(words), "\(refused)")
    }
    // Whole, and somebody has made a payment larger.
    try whole.write(to: URL(fileURLWithPath: copy))
    try Database(path: copy, access: .readWrite).execute(
      "UPDATE movements SET amount_micros = amount_micros + 1")
    let altered = try restore(shop, copy, "--yes")
    #expect(altered.status == 1 && altered.output.contains("the copy is not well"), "\(altered)")
    for (words, complaint) in [
      ([folder.path + "/none"], "No such file"), ([folder.path], "directory"),
      ([shop.ledgerPath], "is the ledger itself"),
    ] {
      let refused = try Child.run(
        ["cabinactl", "restore"] + words + ["--yes", "--ledger", shop.ledgerPath])
      #expect(refused.status == 1 && refused.output.contains(complaint), "\(refused)")
    }
    #expect(FileManager.default.contents(atPath: shop.ledgerPath) == ledger)
    #expect(try kept(shop) == [])
    let nowhere = try Child.run(
      ["cabinactl", "restore", copy, "--yes", "--ledger", folder.path + "/no/cabina.sqlite"])
    #expect(nowhere.status == 1 && nowhere.output.contains("there is no folder"), "\(nowhere)")
  }

  @Test func `is asked about first, and where nobody can answer --yes is wanted`() throws {
    let shop = try shop()
    try shop.stopDaemon()
    let silent = try restore(shop, copy)
    #expect(silent.status == 2 && silent.output.contains("--yes"), "\(silent)")
    for (answer, status) in [("n", 1 as Int32), ("", 1), ("y", 0)] {
      let terminal = try TypedTerminal()
      let child = try Child(
        ["cabinactl", "restore", copy, "--ledger", shop.ledgerPath],
        input: .descriptor(terminal.slave), output: .descriptor(terminal.slave))
      #expect(terminal.waits(for: "put the copy in its place?"))
      #expect(terminal.seen.contains("cabina.sqlite"))
      #expect(try balance(shop.ledgerPath) == 2)
      terminal.type(answer + "\n")
      #expect(try shop.wait { !child.isRunning })
      #expect(try child.status() == status)
    }
    #expect(try balance(shop.ledgerPath) == 1)
  }

  @Test func `takes an empty place too`() throws {
    let shop = try shop()
    try shop.stopDaemon()
    let place = folder.path + "/new/cabina.sqlite"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/new", withIntermediateDirectories: false)
    let done = try Child.run(["cabinactl", "restore", copy, "--yes", "--json", "--ledger", place])
    #expect(
      done.output
        == #"{"file":"\#(copy)","ledger":"\#(place)","calls":0,"kept":null}"# + "\n", "\(done)")
    #expect(try balance(place) == 1)
  }
}
