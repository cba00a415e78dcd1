import BoothControl
import BoothProtocol
import Dispatch
import Foundation
import Notation
import OwnerPanel
import Rating
import Synchronization
import Testing

@testable import Ledger
@testable import cabinad

/// A whole list out of a file that a browser sent.
@Suite final class PriceFileImportTests {
  let folder: TemporaryFolder
  let ledger: Ledger
  let keeper: PriceKeeper
  private let book = Held()
  let clock = Clock()

  final class Clock: Sendable {
    let milliseconds = Mutex<Int64>(0)
  }

  private final class Held: Sendable {
    let book = Mutex<TariffBook?>(nil)
  }

  convenience init() throws { try self.init(plan: .chile) }

  private init(plan: NumberPlan) throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/ledger"
    ledger = try Ledger(path: path) { _ in }
    let reader = try LedgerReader(path: path)
    let (book, clock) = (book, clock)
    keeper = PriceKeeper(
      ledger: ledger, reader: reader,
      book: try reader.tariffBook(rounding: Rounding(mode: .halfUp, decimals: 0)),
      currency: .chileanPeso, plan: plan,
      clock: { Moment(milliseconds: clock.milliseconds.withLock { $0 }) }
    ) { changed, then in
      book.book.withLock { $0 = changed }
      then()
    }
  }

  deinit {
    keeper.close()
    ledger.close()
    folder.remove()
  }

  func ask(_ request: LedgerRequest) -> LedgerAnswer {
    let answered = DispatchSemaphore(value: 0)
    let answer = Mutex<LedgerAnswer?>(nil)
    keeper.ask(request, by: "web 127.0.0.1") { given in
      answer.withLock { $0 = given }
      answered.signal()
    }
    answered.wait()
    return answer.withLock { $0 } ?? .refused(.noSuchImport)
  }

  static let holder = "web 127.0.0.1"

  func check(
    _ text: String, _ format: PriceFileFormat = .csv, to list: PriceRowsQuery.List = .prefixes,
    by holder: String = holder, change: (inout PriceFileImport) -> Void = { _ in }
  ) -> LedgerAnswer {
    var file = PriceFileImport(list: list, format: format, bytes: Array(text.utf8)[...])
    change(&file)
    return ask(.checkFile(file, for: holder))
  }

  /// Both steps, if the first finds nothing bad.
  func send(
    _ text: String, _ format: PriceFileFormat = .csv, to list: PriceRowsQuery.List = .prefixes,
    change: (inout PriceFileImport) -> Void = { _ in }
  ) -> LedgerAnswer {
    let found = check(text, format, to: list, change: change)
    guard case .imported(let report) = found, report.faultCount == 0, let key = report.key
    else { return found }
    return ask(.importFile(list, key: key, for: Self.holder))
  }

  func report(_ answer: LedgerAnswer) throws -> PriceImportReport {
    guard case .imported(let report) = answer else {
      Issue.record("\(answer)")
      throw LedgerRefusal.noSuchImport
    }
    return report
  }

  /// As a program does it.
  func beginImport(of list: PriceRowsQuery.List = .deck) throws -> String {
    let answer = ask(.beginImport(list))
    guard case .importBegun(let id) = answer else {
      Issue.record("\(answer)")
      throw LedgerRefusal.noSuchImport
    }
    return id
  }

  func price(of number: String) -> Money? {
    book.book.withLock { $0?.price(of: number)?.charge.shownPrice.price }
  }

  let pesos200 = Money(micros: 200_000_000)

  @Test func `a spreadsheet's list holds for the next number that is dialled`() throws {
    let text =
      "\u{feff}Prefijo;Descripción;Valor;Unidad\r\n100;INTERNAS 01;100;minuto\r\n"
      + "1006;INTERNAS 02;200,0;minuto\r\n"
    let first = try report(send(text))
    #expect(first.notes.map(\.spanish) == ["sus precios tienen coma decimal, y así se leen"])
    #expect((first.rows, first.before, first.isStored, first.faultCount) == (2, 0, true, 0))
    #expect(first.examples.map(\.prefix) == ["100", "1006"])
    #expect(price(of: "1006") == pesos200)
    let again = try report(send(text))
    #expect((again.before, again.isStored) == (2, true))
    let audit = try keeper.reader.audit(before: nil, since: nil, limit: 9)
    #expect(audit.map(\.action).contains("prefixes import"))
    #expect(audit.first?.actor == "web 127.0.0.1")
  }

  @Test func `bad lines are named, and nothing is changed`() throws {
    _ = try report(send("prefix,price,unit\n1006,200,minute\n"))
    let bad = (0..<30).map { "x\($0),1,minute\n" }.joined()
    let found = try report(send("prefix,price,unit\n7,1,minute\n7,2,minute\n" + bad))
    #expect((found.isStored, found.faultCount, found.rows) == (false, 31, 1))
    #expect(found.faults.count == 20)
    #expect(
      found.faults[0]
        == PriceImportReport.Fault(
          line: 3,
          reason: Words(
            "prefijo «7»: está también en la línea 2",
            "prefix «7»: expected each once; line 2 has it too"), text: "7,2,minute"))
    #expect(found.faults[1].line == 4)
    #expect(found.faults[1].reason.spanish == "prefijo «x0»: se esperan cifras")
    #expect(found.faults[1].reason.english == "prefix «x0»: expected digits")
    #expect(price(of: "1006") == pesos200)
    #expect(price(of: "7") == nil)
  }

  static let list = "prefix,price,unit\n1006,200,minute\n"

  @Test func `the owner's list may leave calls abroad to the provider's`() throws {
    let own = "prefix,price,unit\n2,50,minute\n9,60,minute\n"
    let advice = "ningún prefijo de la lista"
    #expect(try report(check(own)).warnings.contains { $0.spanish.contains(advice) })
    for abroad in ["0051", "0"] {
      _ = try report(send("prefix,price,unit\n\(abroad),40,minute\n", to: .deck))
      #expect(try report(check(own)).warnings == [], "\(abroad)")
      #expect(try report(check(own, to: .deck)).warnings.contains { $0.spanish.contains(advice) })
    }
  }

  @Test func `what becomes of the list in force is told before it is imported`() throws {
    _ = try report(send("prefix,price,unit\n2,50,minute\n9,60,minute\n32,70,minute\n"))
    let next = "prefix,price,unit\n2,55,minute\n9,60,minute\n0051,80,minute\n0052,80,minute\n"
    let found = try report(check(next))
    let changes = try #require(found.changes)
    #expect(
      (changes.added, changes.changed, changes.removed, changes.unchanged) == (2, 1, 1, 1))
    #expect(changes.firstRemoved.map(\.prefix) == ["32"])
    #expect(changes.firstChanged.first?.before.shownPrice.price == Money(micros: 50_000_000))
    #expect(changes.firstChanged.first?.after.shownPrice.price == Money(micros: 55_000_000))
    // Of a file with bad lines it cannot be said.
    #expect(try report(check(next + "x,1,minute\n")).changes == nil)
    let many = (0..<200).map { "\(1000 + $0),1,minute\n" }.joined()
    let long = try #require(try report(check("prefix,price,unit\n" + many)).changes)
    #expect((long.added, long.firstAdded.count, long.removed) == (200, 50, 3))
  }

  @Test func `prices below the provider's cost are counted, whichever list comes`() throws {
    let deck = "prefix,price,unit\n00,40,minute\n0053,900,minute\n9,60,minute\n"
    _ = try report(send(deck, to: .deck))
    let own = "prefix,price,unit\n9,59,minute\n0053,950,minute\n0051,40,minute\n"
    let found = try report(check(own))
    #expect(found.belowCost?.count == 1)
    #expect(found.belowCost?.first.first?.own.prefix == "9")
    let told = "1 precio suyo queda por debajo del costo del proveedor"
    #expect(found.warnings.map(\.spanish) == [told])
    _ = try report(send(own))
    let dearer = try report(check(deck.replacing("900", with: "960"), to: .deck))
    #expect(dearer.belowCost?.first.map(\.own.prefix) == ["0053", "9"])
    #expect(dearer.warnings.contains { $0.spanish.hasPrefix("2 precios suyos quedan") })
  }

  @Test func `a look through changes nothing`() throws {
    let found = try report(check(Self.list))
    #expect((found.rows, found.isStored) == (1, false))
    #expect(price(of: "1006") == nil)
    #expect(try keeper.reader.audit(before: nil, since: nil, limit: 9).isEmpty)
    // And leaves nothing in the folder.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.hasPrefix(".sent") }, "\(names)")
  }

  /// Both ways into a list: a file, and rows of a program.
  @Test func `a prefix that prices calls abroad beside those at home is told of`() throws {
    let shop = try PriceFileImportTests(plan: .chile2006)
    let list = "prefix,price,unit\n0,48,minute\n09,96,minute\n0051,88,minute\n"
    let found = try report(shop.check(list))
    #expect(found.warnings.count == 1)
    let told = try #require(found.warnings.first?.spanish)
    #expect(told.contains("se cobran por el prefijo 0: 0052, 0054"))
    let id = try shop.beginImport()
    for (rows, prefix) in ["0", "09", "0051"].enumerated() {
      let row = "[{\"prefix\":\"\(prefix)\",\"unit\":\"minute\",\"price\":\"48\"}]"
      #expect(shop.ask(.addRows(importID: id, body: Array(row.utf8))) == .importHas(rows: rows + 1))
    }
    #expect(
      shop.ask(.finishImport(importID: id, rows: 3, markupPercent: nil))
        == .importFinished(warnings: found.warnings))
  }

  /// A bad line's prefix is in the list of whoever mends the line.
  @Test func `no advice is given by what is missing on bad lines alone`() throws {
    let shop = try PriceFileImportTests(plan: .chile2006)
    let list = "prefix,price,unit\n52,30,minute\n"
    let advice = "ningún prefijo de la lista"
    let without = try report(shop.check(list, to: .deck))
    #expect(without.warnings.contains { $0.spanish.contains(advice) })
    let bad = try report(shop.check(list + "0051,1.500.2,minute\n", to: .deck))
    #expect(bad.faultCount == 1)
    #expect(!bad.warnings.contains { $0.spanish.contains(advice) }, "\(bad.warnings)")
    // And none at all of a file that is bad for the most part.
    let worse = try report(shop.check(list + "x,1,minute\ny,1,minute\n", to: .deck))
    #expect(worse.faultCount == 2 && worse.warnings == [])
  }

  @Test(arguments: 1...20)
  func `of a list some rows are shown, none of them twice`(count: Int) throws {
    let rows = (0..<count).map { "\(100 + $0),1,minute\n" }.joined()
    let shown = try report(check("prefix,price,unit\n" + rows)).examples.map(\.prefix)
    #expect(shown.count == min(count, 3))
    #expect(Set(shown).count == shown.count, "\(shown)")
    #expect(shown.first == "100" && shown.last == "\(99 + count)")
  }

  @Test func `a provider's list is read as the command line reads it`() throws {
    let text = "prefix,description,price\n56,CHILE,10\n562,SANTIAGO,20\n52,MEXICO,30\n"
    let fault = try #require(send(text, to: .deck).fileFault, "a price without a unit was taken")
    #expect(fault.field == .unit)
    #expect(
      fault.reasons == [
        Words(
          "Ninguna columna dice si el precio es por minuto o por segundo: elíjalo aquí.",
          "No column says whether a price is for a minute or a second: choose it here.")
      ])
    let found = try report(
      send("prefix,description,price\n562,SANTIAGO,20\n52,MEXICO,30\n", to: .deck) {
        ($0.unit, $0.prepended, $0.home) = (.minute, "00", "56=0")
      })
    #expect(found.isStored)
    #expect(price(of: "02123") == Money(micros: 20_000_000))
    #expect(price(of: "0052123") == Money(micros: 30_000_000))
    // And what may be meant otherwise is said.
    let doubted = try report(
      check("prefix,price,unit\n52,30,minute\n", to: .deck))
    let doubt = "no prefix of the list (1) begins with 00"
    #expect(doubted.warnings.contains { $0.english.contains(doubt) })
    #expect(send("x", to: .deck) { $0.home = "chile" }.fileFault?.field == .home)
    for home in ["=", "5656", "56=x", "56=" + String(repeating: "0", count: 17)] {
      #expect(send("x", to: .deck) { $0.home = home }.fileFault?.field == .home, "\(home)")
    }
    for prepended in ["x", "0x"] {
      let fault = try #require(send("x", to: .deck) { $0.prepended = prepended }.fileFault)
      #expect(fault.field == .prepend && fault.key != nil)
      #expect(fault.reasons.map(\.spanish) == ["«\(prepended)»: se esperan cifras, hasta 16."])
    }
    // They stand before each prefix of the list.
    let long = try #require(
      send("x", to: .deck) { $0.prepended = String(repeating: "0", count: 17) }.fileFault)
    #expect(long.field == .prepend)
    let longest = String(repeating: "0", count: 16)
    #expect(
      send("prefix,price,unit\n,30,minute\n", to: .deck) { $0.prepended = longest }
        .fileFault?.field != .prepend)
  }

  @Test func `a tariff file comes with all that it says`() throws {
    let text = """
      {currency: {code: "CLP", symbol: "$", decimals: 0, rounding: "up"}, tariffs: [
       {prefix: "0044", unit: "minute", price: "24", connectionFee: "20", graceSeconds: 3}]}
      """
    let found = try report(send(text, .json5))
    #expect((found.rows, found.isStored) == (1, true))
    #expect(
      found.warnings == [
        Words(
          "el redondeo de cada llamada sigue como está («al más cercano (½ arriba)»); el "
            + "archivo dice «siempre hacia arriba»",
          "the rounding of each call stays as it is («to the nearest (½ up)»); the file says "
            + "«always up»")
      ])
    let tariff = try keeper.reader.tariff(of: "0044", in: .prefixes)
    #expect(tariff?.graceSeconds == 3)
    // Of the other list, of another currency, and what is no such file.
    #expect(send(text, .json5, to: .deck).fileFault != nil)
    let dollars = send(text.replacing("CLP", with: "USD"), .json5).fileFault
    #expect(dollars?.reasons.first?.spanish.contains("USD") == true)
    #expect(send("{tariffs: [", .json5).fileFault != nil)
    #expect(send("", .json5).fileFault != nil)
    #expect(try keeper.reader.prices(.prefixes, PriceListQuery(), limit: 9).total == 1)
  }

  @Test func `pages and changes come in between, and a second import waits its turn`() throws {
    let rows = (0..<20_000).map { "\(100_000 + $0),x,\($0 % 900 + 1),minute\n" }.joined()
    let text = "prefix,description,price,unit\n" + rows
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<LedgerAnswer?>(nil)
    let key = try #require(try report(check(text, to: .deck)).key)
    keeper.ask(.importFile(.deck, key: key, for: Self.holder), by: Self.holder) { given in
      answer.withLock { $0 = given }
      done.signal()
    }
    var asked = 0
    while answer.withLock({ $0 == nil }) {
      guard case .prices = ask(.prices(PriceRowsQuery(list: .prefixes))) else {
        Issue.record("a page waited, or was refused")
        break
      }
      asked += 1
      if asked == 3 {
        let body = #"{"prefix":"7","unit":"minute","price":"5"}"#
        #expect(ask(.addPrefix(body: Array(body.utf8))) == .done)
      }
    }
    done.wait()
    #expect(asked > 3)
    let report = try report(answer.withLock { $0 ?? .done })
    #expect((report.rows, report.isStored) == (20_000, true))
    #expect(price(of: "100899") == Money(micros: 900_000_000))
    #expect(price(of: "7") == Money(micros: 5_000_000))
  }

  @Test func `an import by a program keeps a file out, and the file changes nothing`() throws {
    let id = try beginImport()
    guard case .refused(.importRunning) = send("prefix,price,unit\n1,2,minute\n") else {
      Issue.record("two imports at once")
      return
    }
    #expect(ask(.abandonImport(id)) == .done)
    #expect(try report(send("prefix,price,unit\n1,2,minute\n")).isStored)
  }
}

extension PriceFileImportTests {
  /// Files that no list can be made of, and what their owner should read in them, where.
  @Test(arguments: [
    ("prefix;price;unit\n", PriceFileFormat.csv, "no tiene líneas bajo sus títulos"),
    ("hola\nchao\n", .csv, "ninguna coma, punto y coma o tabulación"),
    ("a;b\n1;2\n", .csv, "línea 1, «a;b»: se esperan los títulos"),
    ("prefijo;nombre\n1;2\n", .csv, "falta la columna precio"),
    ("prefijo;valor;precio\n1;2;3\n", .csv, "la columna precio está dos veces"),
    (
      "prefijo;valor;unidad;conexon\n1;2;minuto;3\n", .csv,
      "línea 1: la columna «conexon» no se conoce: ¿es «conexión»?"
    ),
    ("prefijo;valor (USD);unidad\n1;2;minuto\n", .csv, "Sus precios están en USD"),
    ("prefijo;tarifa por segundo\n1;2\n", .csv, "la columna dice que el precio es por segundo"),
    (
      "{tariffs: [\n{prefix: \"1\", unit: \"hora\", price: \"2\"}]}", .json5,
      "línea 2, tariffs[0].unit"
    ),
    (
      "{tariffs: [{prefix: \"1\", unit: \"minute\", price: \"1,5\"}]}", .json5,
      "con punto en vez de coma"
    ),
    ("{tariffs: []}", .json5, "No dice en qué moneda están sus precios"),
    (
      "{currency: {code: 'CLP', symbol: '$', decimals: 0}, tariffs: []}", .json5,
      "No hay ninguna fila"
    ),
  ])
  func `a whole file's faults are told in the owner's language`(
    text: String, format: PriceFileFormat, part: String
  ) throws {
    let fault = try #require(
      send(text, format) { if text.contains("por segundo") { $0.unit = .minute } }.fileFault)
    #expect(fault.reasons.contains { $0.spanish.contains(part) }, "\(fault.reasons)")
    for reason in fault.reasons {
      for word in ["--", "expected", "/proc", " there is ", " the "] {
        #expect(!reason.spanish.contains(word), "\(reason.spanish)")
      }
      #expect(!reason.english.contains("--"), "\(reason.english)")
      #expect(!reason.english.contains("/proc"))
    }
    #expect(try keeper.reader.prices(.prefixes, PriceListQuery(), limit: 9).total == 0)
  }

  @Test func `each fault of a tariff file is told with its line`() throws {
    let text =
      "{tariffs: [\n{prefix: \"x\", unit: \"minute\", price: \"1\"},\n"
      + "{prefix: \"2\", unit: \"hour\", price: \"1\"}]}"
    let reasons = try #require(send(text, .json5).fileFault).reasons.map(\.spanish)
    #expect(reasons.count == 2)
    #expect(reasons.first?.hasPrefix("línea 2, tariffs[0].prefix") == true, "\(reasons)")
    #expect(reasons.last?.contains("«hour»: se espera una de minute, second") == true, "\(reasons)")
  }

  @Test func `no fault of a line names an option of the command line`() throws {
    let lines = [
      "+53;1;minuto", "52;1,500.5;minuto", "53;1.500;minuto", "54;1,5,0;minuto", "x;1;minuto",
      ";1;minuto", "55;;minuto", "57;1;hora", "58;1;minuto;9", "\"59;1;minuto",
    ]
    let found = try report(send("prefijo;valor;unidad\n" + lines.joined(separator: "\n")))
    #expect(found.faultCount == lines.count, "\(found.faults)")
    for fault in found.faults {
      #expect(!fault.reason.english.contains("--"), "\(fault.reason)")
      #expect(!fault.reason.spanish.contains("--"), "\(fault.reason)")
      #expect(!fault.reason.spanish.contains("expected"), "\(fault.reason)")
    }
  }

  /// While a list comes out of a file, changes of the same list are done whole before it, or refused;
  /// what is answered after it is done to the new list.
  @Test func `nothing is half done while a file takes the place of the list`() throws {
    let kept = (0..<300).map { "\(200 + $0)" }
    let record = { (prefix: String, price: Int) in
      Array("{\"prefix\":\"\(prefix)\",\"unit\":\"minute\",\"price\":\"\(price)\"}".utf8)
    }
    for prefix in kept { #expect(ask(.addPrefix(body: record(prefix, 1))) == .done) }
    let rows = (0..<8_000).map { "\(100_000 + $0),x,\($0 % 900 + 1),minute\n" }.joined()
    let key = try #require(try report(check("prefix,description,price,unit\n" + rows)).key)
    let answer = Mutex<LedgerAnswer?>(nil)
    let done = DispatchSemaphore(value: 0)
    keeper.ask(.importFile(.prefixes, key: key, for: Self.holder), by: Self.holder) { given in
      answer.withLock { $0 = given }
      done.signal()
    }
    var refusals = 0
    var turn = 0
    while answer.withLock({ $0 == nil }) {
      let prefix = kept[turn % kept.count]
      turn += 1
      guard case .prices(let page) = ask(.tariffs([prefix], of: .prefixes)) else {
        Issue.record("a prefix cannot be read")
        break
      }
      let request: LedgerRequest =
        switch (turn % 2, page.rows.first) {
        case (0, let row?): .changePrefix(prefix, was: row.record, body: record(prefix, 7))
        default: .deletePrefixes([prefix, kept[(turn + 150) % kept.count]])
        }
      switch ask(request) {
      case .done, .refused(.noSuchPrefix), .refused(.prefixChanged): break
      case .refused(.importRunning): refusals += 1
      case let other: Issue.record("\(other)")
      }
    }
    done.wait()
    #expect(try report(answer.withLock { $0 ?? .done }).isStored)
    #expect(refusals > 0)
    // Exactly the file's rows, in the book as on the disk.
    let stored = try Array(keeper.reader.cursor(.prefixes).map(\.prefix))
    #expect(stored == (0..<8_000).map { "\(100_000 + $0)" })
    #expect(kept.allSatisfy { price(of: $0) == nil })
    #expect(ask(.deletePrefixes(["100000"])) == .done)
    #expect(price(of: "100000") == nil)
  }

  @Test func `a list that is being replaced is not changed beside it`() throws {
    let record = Array(#"{"prefix":"100","unit":"minute","price":"5"}"#.utf8)
    #expect(ask(.addPrefix(body: record)) == .done)
    guard case .prices(let page) = ask(.tariffs(["100"], of: .prefixes)),
      case .importBegun(let id) = ask(.beginImport(.prefixes))
    else {
      Issue.record("nothing was begun")
      return
    }
    let was = try #require(page.rows.first).record
    let changes: [LedgerRequest] = [
      .deletePrefixes(["100"]), .changePrefix("100", was: was, body: record),
      .setPrefix("100", body: record), .addPrefix(body: record),
    ]
    for change in changes {
      guard case .refused(.importRunning(let holder)) = ask(change) else {
        Issue.record("\(change) was done beside an import")
        continue
      }
      #expect(holder.spanish.contains("el listado de prefijos, por web 127.0.0.1"))
    }
    #expect(price(of: "100") == Money(micros: 5_000_000))
    #expect(ask(.abandonImport(id)) == .done)
    #expect(ask(.deletePrefixes(["100"])) == .done)
  }

  @Test func `a list for Chile's spreadsheets comes back the same, with no doubt`() throws {
    let amounts: [(Int64, PriceUnit)] = [
      (1_500_000, .minute), (1_234_000, .minute), (150_000_000, .minute), (12_345_000, .second),
      (500_000, .minute), (999_999_000, .minute), (1, .second), (1_150_500_000, .minute),
    ]
    for (index, amount) in amounts.enumerated() {
      var tariff = Tariff.plain(
        prefix: "0\(index)", description: "Máx; 1,5 «=1»",
        price: UnitPrice(price: Money(micros: amount.0), unit: amount.1))
      tariff.plan.connectionFee = Money(micros: amount.0)
      #expect(ask(.addPrefix(body: Array(TariffRecord(tariff).json.utf8))) == .done)
    }
    let before = try Array(keeper.reader.cursor(.prefixes))
    let csv =
      TariffColumnsText.spanishHeading
      + before.compactMap(TariffColumnsText.spanishLine).joined()
    #expect(csv.contains("01;\"Máx; 1,5 «=1»\";1,2340;minuto;1;1;1,2340\r\n"))
    let found = try report(check("\u{feff}" + csv))
    #expect((found.faultCount, found.changes?.unchanged) == (0, amounts.count), "\(found)")
    #expect(
      (found.changes?.added, found.changes?.changed, found.changes?.removed) == (0, 0, 0))
    #expect(try report(send("\u{feff}" + csv)).isStored)
    #expect(try Array(keeper.reader.cursor(.prefixes)) == before)
  }

  @Test func `an exported list with texts that look like formulas comes back the same`() throws {
    let texts = [
      "=1+1", "+56 9", "-", "@x", "'=1", "''=1", " =1", "\u{a0}=1", "\u{FF1D}1", "\u{FF0B}1",
      "\u{FF0D}1", "\u{FF20}1", "a,=1", "a;=1", "a, =1", "a|@x", "a,'=1", "\"=1\"", "a;\"=1\"",
      "\"", ",\u{301}=1", "\"\u{301}", "Mex, DF", "'CHILE'", "O'Higgins; -x", ",,=", "ñ, -á",
    ]
    for (index, text) in texts.enumerated() {
      let tariff = Tariff.plain(
        prefix: "\(100 + index)", description: text,
        price: UnitPrice(price: Money(micros: 1_500_000), unit: .minute))
      #expect(ask(.addPrefix(body: Array(TariffRecord(tariff).json.utf8))) == .done, "\(text)")
    }
    let before = try Array(keeper.reader.cursor(.prefixes))
    let csv = TariffColumnsText.heading + before.compactMap(TariffColumnsText.line).joined()
    #expect(try report(send("\u{feff}" + csv)).isStored)
    #expect(try Array(keeper.reader.cursor(.prefixes)) == before)
    // Whichever way a spreadsheet splits it, no cell begins a formula.
    for separator in ",;|\t" {
      for cell in csv.split(whereSeparator: { $0 == separator || $0 == "\n" }) {
        let start = cell.unicodeScalars.first {
          $0 != "\"" && !$0.properties.isWhitespace
        }
        #expect(
          !(start.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) }
            ?? false), "\(cell)")
      }
    }
  }
}

extension LedgerAnswer {
  var fileFault: PriceFileFault? {
    if case .refused(.badFile(let fault)) = self { return fault }
    return nil
  }
}
