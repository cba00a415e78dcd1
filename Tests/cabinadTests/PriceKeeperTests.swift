import BoothControl
import BoothProtocol
import Dispatch
import Glibc
import Ledger
import Notation
import OwnerPanel
import Rating
import Synchronization
import Testing

@testable import cabinad

/// Prices on their way from a request to the disk and to the core.
@Suite final class PriceKeeperTests {
  private let folder: TemporaryFolder
  private let ledger: Ledger
  private let keeper: PriceKeeper
  private let core = CoreOfBooks()
  private let clock = StandingClock()

  /// Stands still but where a test moves it.
  private final class StandingClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_000)
    var moment: Moment { Moment(milliseconds: milliseconds.withLock { $0 }) }
    func pass(_ time: Int64) { milliseconds.withLock { $0 += time } }
  }

  /// Holds the book that it was given last, as the core does.
  private final class CoreOfBooks: Sendable {
    let book = Mutex<TariffBook?>(nil)
  }

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/ledger"
    ledger = try Ledger(path: path) { _ in }
    let rounding = Rounding(mode: .halfUp, decimals: 0)
    let reader = try LedgerReader(path: path)
    let core = core
    let clock = clock
    keeper = PriceKeeper(
      ledger: ledger, reader: reader, book: try reader.tariffBook(rounding: rounding),
      clock: { clock.moment }
    ) { book, then in
      core.book.withLock { $0 = book }
      then()
    }
  }

  deinit {
    keeper.close()
    ledger.close()
    folder.remove()
  }

  private func ask(_ request: LedgerRequest, by actor: String = "uid 1 (ana)") -> LedgerAnswer {
    let answered = DispatchSemaphore(value: 0)
    let answer = Mutex<LedgerAnswer?>(nil)
    keeper.ask(request, by: actor) { given in
      answer.withLock { $0 = given }
      answered.signal()
    }
    answered.wait()
    return answer.withLock { $0 } ?? .refused(.noSuchImport)
  }

  private func price(of number: String) -> Money? {
    core.book.withLock { $0?.price(of: number)?.charge.shownPrice.price }
  }

  private func finish(_ id: String, _ rows: Int) -> LedgerRequest {
    .finishImport(importID: id, rows: rows, markupPercent: nil)
  }

  private func begin(_ list: PriceRowsQuery.List) throws -> String {
    guard case .importBegun(let id) = ask(.beginImport(list)) else {
      throw LedgerRefusal.noSuchImport
    }
    return id
  }

  private func rows(_ prefixes: [String], _ price: String = "40") -> [UInt8] {
    let records = prefixes.map {
      "{\"prefix\":\"\($0)\",\"unit\":\"minute\",\"price\":\"\(price)\"}"
    }
    return Array("[\(records.joined(separator: ","))]".utf8)
  }

  private func record(_ prefix: String, _ price: String) -> [UInt8] {
    Array(rows([prefix], price).dropFirst().dropLast())
  }

  @Test func `a price is with the core when it is answered, and on disk`() throws {
    #expect(ask(.addPrefix(body: record("100", "1.5"))) == .done)
    #expect(price(of: "1005") == Money(micros: 1_500_000))
    #expect(ask(.addPrefix(body: record("100", "2"))) == .refused(.prefixTaken("100")))
    #expect(ask(.setPrefix("100", body: record("100", "3"))) == .done)
    #expect(price(of: "1005") == Money(micros: 3_000_000))
    #expect(keeper.inForce.price(of: "1005")?.charge.shownPrice.price == Money(micros: 3_000_000))
    #expect(
      try keeper.reader.cursor(.prefixes).map(\.shownPrice.price) == [Money(micros: 3_000_000)])
    #expect(ask(.deletePrefixes(["100", "101"])) == .refused(.noSuchPrefix("101")))
    #expect(price(of: "1005") != nil)
    #expect(ask(.deletePrefixes(["100"])) == .done)
    #expect(price(of: "1005") == nil)
    guard case .refused(.badContent(let fault)) = ask(.setPrefix("7", body: record("8", "3")))
    else {
      Issue.record("a prefix that is not the path's was taken")
      return
    }
    #expect(fault.contains("expected «7»"))
  }

  @Test func `what was changed meanwhile is not changed unseen, nor brought back`() throws {
    #expect(ask(.addPrefix(body: record("100", "1"))) == .done)
    guard case .prices(let page) = ask(.tariffs(["100"], of: .prefixes)) else {
      Issue.record("the prefix cannot be read")
      return
    }
    let was = try #require(page.rows.first).record
    #expect(ask(.changePrefix("100", was: was, body: record("100", "2"))) == .done)
    #expect(price(of: "100") == Money(micros: 2_000_000))
    // The page of the other owner is from before that.
    guard
      case .refused(.prefixChanged(let now)) = ask(
        .changePrefix("100", was: was, body: record("100", "3")))
    else {
      Issue.record("a newer price was written over")
      return
    }
    #expect(now.tariff.shownPrice.price == Money(micros: 2_000_000))
    #expect(price(of: "100") == Money(micros: 2_000_000))
    #expect(ask(.changePrefix("100", was: "", body: record("100", "3"))) != .done)
    // He has seen it now.
    #expect(ask(.changePrefix("100", was: now.record, body: record("100", "3"))) == .done)
    #expect(price(of: "100") == Money(micros: 3_000_000))
    guard case .refused(.badContent) = ask(.changePrefix("100", was: was, body: record("7", "3")))
    else {
      Issue.record("another prefix was changed")
      return
    }
    #expect(ask(.deletePrefixes(["100"])) == .done)
    #expect(
      ask(.changePrefix("100", was: was, body: record("100", "4")))
        == .refused(.noSuchPrefix("100")))
    #expect(price(of: "100") == nil)
  }

  @Test func `an import changes nothing until it is finished, and then all of it`() throws {
    #expect(ask(.addPrefix(body: record("100", "1"))) == .done)
    let id = try begin(.prefixes)
    #expect(ask(.addRows(importID: id, body: rows(["56", "57"]))) == .importHas(rows: 2))
    #expect(ask(.addRows(importID: id, body: rows(["58"]))) == .importHas(rows: 3))
    #expect(price(of: "56") == nil)
    #expect(
      ask(.finishImport(importID: id, rows: 4, markupPercent: nil))
        == .refused(.wrongRowCount(found: 3, expected: 4)))
    #expect(ask(finish(id, 3)) == .importFinished(warnings: []))
    #expect(price(of: "56") == Money(micros: 40_000_000))
    #expect(price(of: "100") == nil)
    #expect(
      ask(.finishImport(importID: id, rows: 3, markupPercent: nil)) == .refused(.noSuchImport))
    // What the list before had is kept for the audit, which tells what the import changed.
    #expect(try storedRows() == 4)
    guard case .auditRecord(let record, changes: let changes?) = ask(.auditRecord(2, limit: 2))
    else {
      Issue.record("the import's changes were not told")
      return
    }
    #expect(record.action == "prefixes import")
    #expect([changes.added, changes.removed, changes.changed] == [3, 1, 0])
    #expect(changes.first.map(\.prefix) == ["100", "56"])
    #expect(changes.first.map { $0.before == nil } == [false, true])
    #expect(changes.first.map { $0.after == nil } == [true, false])
    guard case .auditRecord(_, changes: nil) = ask(.auditRecord(1, limit: 2)) else {
      Issue.record("a single change was told as an import")
      return
    }
    #expect(ask(.auditRecord(9, limit: 1)) == .refused(.noSuchRecord))
  }

  @Test func `a price does not wait for a check of the audit`() throws {
    keeper.checks.suspend()
    let checked = Mutex(false)
    let answered = DispatchSemaphore(value: 0)
    keeper.ask(.verifyAudit(head: nil), by: "") { _ in
      checked.withLock { $0 = true }
      answered.signal()
    }
    let isDone = ask(.addPrefix(body: record("100", "1"))) == .done
    let wasFirst = checked.withLock { !$0 }
    keeper.checks.resume()
    answered.wait()
    #expect(isDone)
    #expect(wasFirst)
  }

  @Test func `a list of nothing takes the place of none`() throws {
    #expect(ask(.addPrefix(body: record("100", "1"))) == .done)
    let id = try begin(.prefixes)
    guard
      case .refused(.badContent(let reason)) = ask(
        .finishImport(importID: id, rows: 0, markupPercent: nil))
    else {
      Issue.record("the owner's list was emptied")
      return
    }
    #expect(reason.contains("0"))
    #expect(price(of: "100") == Money(micros: 1_000_000))
  }

  private func storedRows() throws -> Int64 {
    try ledger.write { try $0.integer("SELECT count(*) FROM tariffs") }
  }

  @Test func `a row with a fault is named, and its part can be sent again`() throws {
    let id = try begin(.deck)
    #expect(ask(.addRows(importID: id, body: rows(["56", "57"]))) == .importHas(rows: 2))
    let bad = Array(String(decoding: rows(["58", "5x"]), as: UTF8.self).utf8)
    guard case .refused(.badContent(let fault)) = ask(.addRows(importID: id, body: bad)) else {
      Issue.record("a row with a fault was taken")
      return
    }
    #expect(fault == "row 4: prefix (prefix «5x»): «5x»: expected 0 to 16 digits")
    for twice in [rows(["58", "56"]), rows(["58", "58"])] {
      guard case .refused(.badContent(let fault)) = ask(.addRows(importID: id, body: twice)) else {
        Issue.record("a prefix was taken twice")
        return
      }
      #expect(fault.contains("is in the list twice"))
    }
    #expect(ask(.addRows(importID: id, body: rows(["58"]))) == .importHas(rows: 3))
    let many = rows((0..<501).map { "\(1000 + $0)" })
    guard case .refused(.badContent(let much)) = ask(.addRows(importID: id, body: many)) else {
      Issue.record("501 rows were taken at once")
      return
    }
    #expect(much == "«501 rows»: expected at most 500 at once")
    #expect(ask(finish(id, 3)) == .importFinished(warnings: []))
  }

  @Test func `a price of the deck is set and deleted like one of the owner's`() throws {
    #expect(ask(.setMarkup(percent: Money(micros: 10_000_000))) == .done)
    #expect(ask(.setPrefix("56", body: record("56", "100"), in: .deck)) == .done)
    #expect(price(of: "561") == Money(micros: 110_000_000))
    #expect(ask(.addPrefix(body: record("56", "1"), to: .deck)) == .refused(.prefixTaken("56")))
    #expect(try Array(keeper.reader.cursor(.prefixes)).isEmpty)
    #expect(ask(.deletePrefixes(["57"], from: .deck)) == .refused(.noSuchPrefix("57")))
    // What cannot be billed with the markup on it is not taken.
    guard
      case .refused(.tooHighWithMarkup(prefix: "57", let words)) = ask(
        .setPrefix("57", body: record("57", "1000000"), in: .deck))
    else {
      Issue.record("a price that is too high with its markup was taken")
      return
    }
    #expect(
      words.spanish.hasPrefix("Con 10 % de ganancia, el precio del prefijo «57» sería 1100000"))
    #expect(ask(.deletePrefixes(["56"], from: .deck)) == .done)
    #expect(price(of: "561") == nil)
    #expect(
      try keeper.reader.audit(before: nil, since: nil, limit: 9).map {
        "\($0.action) \($0.subject)"
      }
        == ["deck delete 56", "deck set 56", "markup deck"])
  }

  @Test func `the price of every number is set and taken away like any other`() throws {
    let any = Array(#"{"prefix":"","unit":"minute","price":"60"}"#.utf8)
    for list in [PriceRowsQuery.List.prefixes, .deck] {
      #expect(ask(.setPrefix("", body: any, in: list)) == .done)
      #expect(price(of: "99") == Money(micros: 60_000_000))
      #expect(ask(.deletePrefixes([""], from: list)) == .done)
      #expect(price(of: "99") == nil)
    }
  }

  @Test func `what would act on a terminal is not taken`() throws {
    let record = #"{"prefix":"5","description":"\u001b[31m","unit":"minute","price":"1"}"#
    let reason = "description (prefix «5»): «…»: expected no control characters"
    guard case .refused(.badContent(let said)) = ask(.addPrefix(body: Array(record.utf8))) else {
      Issue.record("it was taken")
      return
    }
    #expect(said.hasPrefix(reason), "\(said)")
    let id = try begin(.deck)
    let rows = ask(.addRows(importID: id, body: Array("[\(record)]".utf8)))
    #expect(rows == .refused(.badContent("row 1: \(reason)")))
  }

  @Test func `an import that fell silent gives way to the next, and to a single change`() throws {
    let dead = try begin(.deck)
    clock.pass(RunningImport.silenceMilliseconds)
    let next = try begin(.prefixes)
    #expect(ask(.addRows(importID: dead, body: rows(["56"]))) == .refused(.noSuchImport))
    clock.pass(RunningImport.silenceMilliseconds - 1)
    #expect(ask(.addRows(importID: next, body: rows(["56"]))) == .importHas(rows: 1))
    clock.pass(RunningImport.silenceMilliseconds - 1)
    #expect(ask(.addPrefix(body: record("7", "1"))) != .done)
    clock.pass(1)
    #expect(ask(.addPrefix(body: record("7", "1"))) == .done)
    #expect(ask(.abandonImport(next)) == .refused(.noSuchImport))
  }

  @Test(arguments: [(0, "5 s"), (1, "5 s"), (3_999, "2 s"), (4_000, "1 s"), (4_999, "1 s")])
  func `one import at a time; the second is told whose the first is`(
    silence: Int64, wait: String
  ) throws {
    let id = try begin(.prefixes)
    _ = ask(.addRows(importID: id, body: rows(["56"])))
    clock.pass(silence)
    // A single change of that list would be lost.
    for request in [.beginImport(.deck), .addPrefix(body: record("7", "1"))] as [LedgerRequest] {
      #expect(
        ask(request, by: "uid 2 (eva)")
          == .refused(
            .importRunning(
              Words(
                "el listado de prefijos, por uid 1 (ana), 1 filas hasta ahora; espere \(wait) y pruebe "
                  + "de nuevo.",
                "prefixes, uid 1 (ana), 1 rows; if nothing more comes of it, it gives way in \(wait)"
              ))))
    }
    #expect(ask(.setMarkup(percent: Money(micros: 1))) == .done)
    #expect(ask(.abandonImport("7f")) == .refused(.noSuchImport))
    #expect(ask(.addRows(importID: "7f", body: rows(["57"]))) == .refused(.noSuchImport))
    #expect(ask(.abandonImport(id)) == .done)
    #expect(ask(.addPrefix(body: record("7", "1"))) == .done)
    _ = try begin(.deck)
  }

  @Test func `an import has so many rows and no more`() throws {
    let id = try begin(.deck)
    keeper.queue.sync { keeper.running?.rows = RunningImport.rowLimit - 1 }
    #expect(ask(.addRows(importID: id, body: rows(["56"]))) == .importHas(rows: 2_000_000))
    guard
      case .refused(.badContent(let fault)) = ask(.addRows(importID: id, body: rows(["57"])))
    else {
      Issue.record("one row too many was taken")
      return
    }
    #expect(fault == "2000001 rows: expected at most 2000000")
  }

  @Test func `deck and markup come together, and every price with it can be billed`() throws {
    let id = try begin(.deck)
    _ = ask(.addRows(importID: id, body: rows(["56"], "900000")))
    let percent = Money(micros: 20_000_000)
    guard
      case .refused(.tooHighWithMarkup(prefix: "56", let fault)) = ask(
        .finishImport(importID: id, rows: 1, markupPercent: percent))
    else {
      Issue.record("a price beyond what can be billed was taken")
      return
    }
    #expect(fault.english.contains("prefix «56»"))
    #expect(fault.english.contains("with the markup of 20 %"))
    #expect(price(of: "56") == nil)
    #expect(
      ask(.finishImport(importID: id, rows: 1, markupPercent: Money(micros: 10_000_000)))
        == .importFinished(warnings: []))
    #expect(price(of: "56") == Money(micros: 990_000_000_000))
    guard case .refused(.tooHighWithMarkup) = ask(.setMarkup(percent: percent)) else {
      Issue.record("a markup was taken with which a price cannot be billed")
      return
    }
    #expect(ask(.markup) == .markup(percent: Money(micros: 10_000_000)))
    #expect(ask(.setMarkup(percent: .zero)) == .done)
    #expect(price(of: "56") == Money(micros: 900_000_000_000))
    let prefixes = try begin(.prefixes)
    #expect(ask(.addRows(importID: prefixes, body: rows(["57"]))) == .importHas(rows: 1))
    guard
      case .refused(.badContent) = ask(
        .finishImport(importID: prefixes, rows: 1, markupPercent: percent))
    else {
      Issue.record("a markup was taken with the owner's list")
      return
    }
  }

  @Test func `amounts are rounded otherwise from the next call on, and after a restart`() throws {
    #expect(ask(.rounding) == .rounding(Rounding(mode: .halfUp, decimals: 0)))
    #expect(ask(.addPrefix(body: record("100", "1.5"))) == .done)
    let running = try #require(keeper.inForce.price(of: "1005"))
    #expect(ask(.setRounding(.up)) == .done)
    let up = Rounding(mode: .up, decimals: 0)
    #expect(ask(.rounding) == .rounding(up))
    #expect(core.book.withLock { $0?.price(of: "1005")?.rounding } == up)
    #expect(keeper.inForce.price(of: "1005")?.rounding == up)
    #expect(running.rounding.mode == .halfUp)
    #expect(try keeper.reader.rounding() == up)
    #expect(ask(.setRounding(.down)) == .done)
    // What else changes leaves it as it is.
    #expect(ask(.setMarkup(percent: Money(micros: 1))) == .done)
    let id = try begin(.prefixes)
    _ = ask(.addRows(importID: id, body: rows(["56"])))
    #expect(ask(finish(id, 1)) == .importFinished(warnings: []))
    #expect(core.book.withLock { $0?.price(of: "56")?.rounding.mode } == .down)
    let audit = try keeper.reader.audit(limit: 100).filter { $0.action == "rounding" }
    #expect(audit.map(\.after) == ["down, 0 decimals", "up, 0 decimals"])
    #expect(audit.map(\.before) == ["up, 0 decimals", nil])
    #expect(audit.map(\.actor) == ["uid 1 (ana)", "uid 1 (ana)"])
    let again = try keeper.reader.tariffBook(rounding: Rounding(mode: .halfUp, decimals: 0))
    #expect(again.rounding.mode == .down)
  }

  @Test func `a page of prices ends where it is long enough`() throws {
    let bands = (0..<40).map {
      "{\"from\":\"\($0 / 2 < 10 ? "0" : "")\($0 / 2):\($0 % 2 == 0 ? "00" : "30")\","
        + "\"to\":\"\($0 / 2 < 10 ? "0" : "")\($0 / 2):\($0 % 2 == 0 ? "29" : "59")\","
        + "\"unit\":\"minute\",\"price\":\"1\",\"connectionFee\":\"2\"}"
    }.joined(separator: ",")
    let many = (0..<100).map { 1000 + $0 }
    let tariffs = try many.map { prefix in
      try TariffRecord(
        json: "{\"prefix\":\"\(prefix)\",\"unit\":\"minute\",\"price\":\"1\",\"bands\":[\(bands)]}"
      ).tariff
    }
    try ledger.replacePrefixes(tariffs, by: AuditOrigin(actor: "x", at: SystemClock.wall))
    var query = PriceRowsQuery(list: .prefixes, size: 500)
    var found: [String] = []
    var pages = 0
    while true {
      guard case .prices(let page) = ask(.prices(query)) else {
        Issue.record("page \(pages) cannot be read")
        break
      }
      pages += 1
      found += page.rows.map(\.tariff.prefix)
      #expect(page.total == 100)
      guard let next = page.next else { break }
      query.after = next
    }
    #expect(found == many.map(String.init))
    #expect(pages > 1)
  }

  @Test func `a head that is none is refused, one that fits is not`() throws {
    #expect(ask(.setMarkup(percent: Money(micros: 1))) == .done)
    #expect(ask(.verifyAudit(head: "1:xy")) == .refused(.notAHead("1:xy")))
    let head = try #require(try keeper.reader.auditHead()).description
    #expect(
      ask(.verifyAudit(head: head))
        == .auditVerdict(AuditCheck(records: 1, head: head, fault: nil)))
    guard case .audit(let rows, next: nil) = ask(.audit(AuditRowsQuery(limit: 1))) else {
      Issue.record("the audit was not told")
      return
    }
    #expect(rows.map(\.actor) == ["uid 1 (ana)"])
  }

  @Test func `names are on disk and then with the core before who asked has an answer`() throws {
    let named = Mutex<[OwnNames]>([])
    let other = PriceKeeper(
      ledger: ledger, reader: keeper.reader, book: keeper.inForce,
      rename: { names, then in
        named.withLock { $0.append(names) }
        then()
      }, publish: { _, then in then() })
    let answered = DispatchSemaphore(value: 0)
    let booth = BoothNumber("4312")
    other.ask(
      .set([.shopName("SUR"), .boothName(booth, "MESÓN"), .language(.english)]), by: "ana"
    ) { answer in
      #expect(answer == .done)
      #expect(named.withLock { $0.last } == OwnNames(shop: "SUR", booths: [booth: "MESÓN"]))
      answered.signal()
    }
    answered.wait()
    let settings = OwnSettings(try keeper.reader.ownSettings())
    #expect(settings == other.own.withLock { $0 })
    #expect(settings.language == .english)
    #expect(try keeper.reader.audit(limit: 9).map(\.actor) == ["ana", "ana", "ana"])
  }

  @Test func `each part of a search of the audit holds`() throws {
    func change(_ pesos: Int64?, by actor: String, at milliseconds: Int64) throws {
      let origin = AuditOrigin(actor: actor, at: WallTime(milliseconds: milliseconds))
      if let pesos {
        try ledger.setBalanceWarning(Money(micros: pesos * 1_000_000), by: origin)
      } else {
        try ledger.setMarkup(milliseconds, by: origin)
      }
    }
    try change(5_000, by: "ana", at: 100)
    try change(nil, by: "pedro", at: 200)
    try change(6_000, by: "pedro", at: 300)
    try change(nil, by: "ana", at: 400)
    func found(_ query: AuditRowsQuery) throws -> [Int64] {
      guard case .audit(let rows, _) = ask(.audit(query)) else { return [-1] }
      return rows.map(\.number)
    }
    #expect(try found(AuditRowsQuery()) == [4, 3, 2, 1])
    #expect(try found(AuditRowsQuery(before: 3)) == [2, 1])
    #expect(try found(AuditRowsQuery(after: 1)) == [4, 3, 2])
    #expect(try found(AuditRowsQuery(after: 1, limit: 2)) == [3, 2])
    #expect(try found(AuditRowsQuery(since: WallTime(milliseconds: 200))) == [4, 3, 2])
    #expect(try found(AuditRowsQuery(until: WallTime(milliseconds: 300))) == [2, 1])
    #expect(try found(AuditRowsQuery(actor: "ped")) == [3, 2])
    #expect(try found(AuditRowsQuery(action: "warning")) == [3, 1])
    #expect(try found(AuditRowsQuery(subject: "deck")) == [4, 2])
    #expect(try found(AuditRowsQuery(limit: 2)) == [4, 3])
  }
}
