import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// Prices, lists and audit of a shop that runs.
@Suite(.waiting) struct `Prices of a running shop` {
  #if DEBUG
    /// A debug build takes 2,000 rows a second; `swift test -c release` takes a whole deck.
    private static let rows = 20_000
  #else
    private static let rows = 100_000
  #endif

  /// A provider's list as one comes: semicolons, decimal commas, words of its own for the columns.
  private static func deck(rows: Int, pesos: Int) -> String {
    "prefijo;destino;valor;unidad\r\n"
      + (0..<rows).map { "\(5_000_000 + $0);\"DESTINO \($0 % 900)\";\(pesos),50;min\r\n" }.joined()
  }

  @Test func `a price holds from the next number dialled on, and after a restart`() throws {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    let set = try shop.command(
      "prefixes", "set", "1006", "--description", "DEAR", "--price", "100", "--unit", "second")
    #expect(set.status == 0, "\(set)")
    try shop.talk(2, to: "1006")
    #expect(try shop.page("/api/v1/booths/4312").contains(#""price":"200","unit":"minute""#))
    #expect(try shop.page("/api/v1/booths/4313").contains(#""price":"100","unit":"second""#))
    for booth in 1...2 { try shop.board.ask("hangup \(booth)") }
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    let calls = try shop.calls()
    #expect(calls.map(\.price?.unit) == [.minute, .second])
    // The tariff file still says what it said; a start does not read it again.
    try shop.startDaemon()
    let list = try shop.command("prefixes", "--text", "dear")
    #expect(list.output.contains { $0.contains("1006") && $0.contains("$ 100,00") }, "\(list)")
    #expect(try shop.command("prefixes", "delete", "1006").status == 0)
    #expect(try shop.command("prefixes", "delete", "1006").status == 1)
    try shop.talk(1, to: "1006")
    #expect(try shop.page("/api/v1/booths/4312").contains("INTERNAS 01"))
  }

  @Test func `a deck is imported while calls are authorised`() throws {
    let shop = try RunningShop()
    let file = try shop.folder.write(
      Self.deck(rows: Self.rows, pesos: 10), to: "provider.csv")
    try shop.board.ask("log on")
    var quiet: [Int64] = []
    for _ in 0..<3 { quiet.append(try authorise(shop)) }
    let memory = try residentKilobytes(shop.daemon)
    let importing = try Program(
      "cabinactl",
      ["deck", "import", file, "--decimal-comma", "--socket", shop.folder.path + "/cabina.sock"])
    var busy: [Int64] = []
    let start = ContinuousClock.now
    repeat { busy.append(try authorise(shop)) } while importing.isRunning
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(try importing.status() == 0)
    let said = importing.restOfOutput()
    #expect(said.first == "deck: \(Self.rows) rows", "\(said) \(importing.restOfErrors())")
    #expect(said.contains { $0.contains("dearest") && $0.contains("$ 10,50 per min") })
    print(
      "figure: \(Self.rows) prefixes imported in \(seconds) s; a call waited at most",
      "\(busy.max() ?? 0) ms in \(busy.count) calls meanwhile, \(quiet.max() ?? 0) ms before;",
      "resident before \(memory) kB, after \(try residentKilobytes(shop.daemon)) kB, peak",
      "\(try residentKilobytes(shop.daemon, "VmHWM")) kB")
    // A part of a list holds the disk for some milliseconds; what a busy machine adds, it adds to
    // quiet calls too.
    #expect(try #require(busy.max()) < 500 + 3 * (quiet.max() ?? 0))
    #expect(try shop.command("deck", "--size", "1").output.last?.hasPrefix("\(Self.rows) ") == true)
    // No prefix of the owner's fits, so the deck's price holds.
    #expect(try shop.command("markup", "10").status == 0)
    try shop.stopDaemon()
    let book = try LedgerReader(path: shop.ledgerPath)
      .tariffBook(rounding: Rounding(mode: .halfUp, decimals: 0))
    #expect(book.price(of: "5000001")?.charge.shownPrice.price == Money(micros: 11_550_000))
  }

  /// Milliseconds on the board's clock from the last digit to the trunk.
  private func authorise(_ shop: RunningShop) throws -> Int64 {
    let before = shop.board.events.count
    try shop.board.ask("lift 1")
    try shop.board.ask("dial 1 1006")
    #expect(
      try shop.wait {
        try shop.board.ask("status")
        return shop.board.events[before...].contains { $0.contains("seized") }
      })
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForBoard("on-hook", 1))
    let events = shop.board.events[before...]
    func tick(_ text: String) throws -> Int64 {
      let line = try #require(events.last { $0.contains(text) }, "no «\(text)» in \(events)")
      return try #require(Int64(line.split(separator: " ")[1]))
    }
    return try tick("seized") - tick("digit 6")
  }

  private func residentKilobytes(_ program: Program, _ key: String = "VmRSS") throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(program.identifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(key) })
    return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
  }

  @Test func `a daemon that is killed in the middle of an import has the old list, whole`() throws {
    let shop = try RunningShop()
    let old = try shop.folder.write(Self.deck(rows: 700, pesos: 10), to: "old.csv")
    let new = try shop.folder.write(Self.deck(rows: 6_000, pesos: 99), to: "new.csv")
    #expect(try shop.command("deck", "import", old, "--decimal-comma").status == 0)
    let importing = try Program(
      "cabinactl",
      ["deck", "import", new, "--decimal-comma", "--socket", shop.folder.path + "/cabina.sock"])
    #expect(try shop.wait { try rows(shop) > 1_700 })
    // Nobody else may import meanwhile, and is told who does.
    let second = try shop.command("prefixes", "import", old, "--decimal-comma")
    #expect(second.status == 1)
    #expect(second.errors.contains("another import is under way: deck, uid \(getuid())"))
    try shop.daemon.killAtOnce()
    #expect(try importing.status() == 1)
    #expect(importing.restOfErrors().joined().contains("nothing was changed"))
    try shop.startDaemon()
    let list = try shop.command("deck", "--size", "1")
    #expect(list.output.last?.hasPrefix("700 prefixes") == true, "\(list)")
    #expect(list.output.contains { $0.contains("$ 10,50") }, "\(list)")
    // What was half loaded goes by itself: the owner's three prefixes and the old deck stay.
    #expect(try shop.wait { try rows(shop) == 703 })
    #expect(try shop.command("deck", "import", new, "--decimal-comma").status == 0)
    // What an import has replaced is kept, and what it changed is told.
    #expect(try rows(shop) == 6_703)
    #expect(try shop.command("audit", "verify").status == 0)
    let audit = try shop.command("audit")
    let line = try #require(audit.output.first { $0.contains("Provider: import") })
    let number = String(try #require(line.split(separator: " ").first))
    let shown = try shop.command("audit", "show", number, "--size", "1")
    #expect(shown.status == 0, "\(shown)")
    #expect(shown.output.last?.hasSuffix("of them are not shown") == true, "\(shown)")
    // And is had again.
    let export = try shop.command("deck", "export", "--before", number)
    let before = try shop.folder.write(
      export.output.joined(separator: "\n"), to: "before.json5")
    let again = try shop.command("deck", "import", before)
    #expect(again.status == 0, "\(again)")
    #expect(again.output.contains { $0.hasPrefix("in place of 6000 prefixes: ") }, "\(again)")
    #expect(try shop.command("deck").output.last?.hasPrefix("700 prefixes") == true)
    #expect(try Program("cabinactl", ["verify", "--ledger", shop.ledgerPath]).status() == 0)
  }

  /// In all lists, whether they hold or not.
  private func rows(_ shop: RunningShop) throws -> Int64 {
    try Database(path: shop.ledgerPath, access: .readOnly).integer("SELECT count(*) FROM tariffs")
  }

  @Test func `another rounding holds from the next call on, and an export has it`() throws {
    let shop = try RunningShop()
    #expect(
      try shop.command("rounding").output == ["half-up, to the nearest (½ up), with 0 decimals"])
    try shop.talk(1, to: "1006")
    #expect(try shop.command("rounding", "up").status == 0)
    #expect(try shop.command("rounding").output == ["up, always up, with 0 decimals"])
    try shop.talk(2, to: "1006")
    let export = try shop.command("prefixes", "export").output.joined(separator: "\n")
    let file = try TariffFile(json5: Array(export.utf8))
    #expect(file.rounding == Rounding(mode: .up, decimals: 0))
    for booth in 1...2 { try shop.board.ask("hangup \(booth)") }
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    // The call that ran when it was changed keeps its own.
    let promised = try Database(path: shop.ledgerPath, access: .readOnly).rows(
      "SELECT quotes.record FROM calls JOIN quotes ON quotes.id = calls.quote ORDER BY calls.booth",
      [], { try $0.text(0) })
    #expect(promised.map { $0.contains(#""rounding":"half-up""#) } == [true, false])
    #expect(promised.last?.contains(#""rounding":"up""#) == true)
    try shop.startDaemon()
    #expect(try shop.command("rounding").output == ["up, always up, with 0 decimals"])
  }

  @Test func `the audit says who changed what, and whether it was altered since`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    #expect(try shop.command("disable", "4312").status == 0)
    #expect(try shop.command("markup", "12.5").status == 0)
    let late = try shop.command("payment", "5", "--date", "9999-12-31")
    #expect(late.status == 1)
    #expect(
      late.errors.contains("date «9999-12-31»: expected a day from 2000-01-01 to "), "\(late)")
    #expect(try shop.command("payment", "5", "late", "--date", "2006-10-26").status == 0)
    #expect(try shop.command("payments").output.contains { $0.contains("  2006-10-26  ") })
    let who = "uid \(getuid())"
    let audit = try shop.command("audit", "--since", "2001-01-01")
    for words in [
      "Payment to the provider", "12,5 %", "disabled, next call charged", "[booth 4313] line",
      "paid $ 5 on 26-10-2006 «late»",
    ] {
      #expect(audit.output.contains { $0.contains(words) }, "no «\(words)» in \(audit.output)")
    }
    #expect(audit.output.count { $0.contains(who) } == 4)
    let head = try #require(
      shop.daemon.everything.split(separator: "\n").last { $0.contains("audit ") })
    let known = String(try #require(head.split(separator: " ").last))
    #expect(try shop.command("audit", "verify", "--head", known).status == 0)
    try shop.stopDaemon()
    // Without a daemon, on the file.
    let file = ["audit", "verify", "--ledger", shop.ledgerPath]
    #expect(try Program("cabinactl", file).status() == 0)
    let number = try #require(known.split(separator: ":").first)
    try Database(path: shop.ledgerPath, access: .readWrite).execute(
      "DROP TRIGGER audit_is_not_removed; DELETE FROM audit WHERE number = \(number)")
    #expect(try Program("cabinactl", file).status() == 0)
    let cut = try Program("cabinactl", file + ["--head", known])
    #expect(try cut.status() == 1)
    #expect(cut.restOfErrors().joined().contains("record \(number) is not there"))
  }
}
