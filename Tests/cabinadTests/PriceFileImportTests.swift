import BoothControl
import Dispatch
import Ledger
import OwnerPanel
import Rating
import Synchronization
import Testing

@testable import cabinad

/// A whole list out of a file that a browser sent.
@Suite final class PriceFileImportTests {
  private let folder: TemporaryFolder
  private let ledger: Ledger
  private let keeper: PriceKeeper
  private let book = Held()

  private final class Held: Sendable {
    let book = Mutex<TariffBook?>(nil)
  }

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/ledger"
    ledger = try Ledger(path: path) { _ in }
    let reader = try LedgerReader(path: path)
    let book = book
    keeper = PriceKeeper(
      ledger: ledger, reader: reader,
      book: try reader.tariffBook(rounding: Rounding(mode: .halfUp, decimals: 0)),
      currency: .chileanPeso, plan: .chile
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

  private func ask(_ request: LedgerRequest) -> LedgerAnswer {
    let answered = DispatchSemaphore(value: 0)
    let answer = Mutex<LedgerAnswer?>(nil)
    keeper.ask(request, by: "web 127.0.0.1") { given in
      answer.withLock { $0 = given }
      answered.signal()
    }
    answered.wait()
    return answer.withLock { $0 } ?? .refused(.noSuchImport)
  }

  private func send(
    _ text: String, _ format: PriceFileFormat = .csv, to list: PriceRowsQuery.List = .prefixes,
    change: (inout PriceFileImport) -> Void = { _ in }
  ) -> LedgerAnswer {
    var file = PriceFileImport(list: list, format: format, bytes: Array(text.utf8)[...])
    change(&file)
    return ask(.importFile(file))
  }

  private func report(_ answer: LedgerAnswer) throws -> PriceImportReport {
    guard case .imported(let report) = answer else {
      Issue.record("\(answer)")
      throw LedgerRefusal.noSuchImport
    }
    return report
  }

  private func price(of number: String) -> Money? {
    book.book.withLock { $0?.price(of: number)?.charge.shownPrice.price }
  }

  private let pesos200 = Money(micros: 200_000_000)

  @Test func `a spreadsheet's list holds for the next number that is dialled`() throws {
    let text =
      "\u{feff}Prefijo;Descripción;Valor;Unidad\r\n100;INTERNAS 01;100;minuto\r\n"
      + "1006;INTERNAS 02;200,0;minuto\r\n"
    let first = try report(send(text))
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

  @Test func `a look through changes nothing`() throws {
    let found = try report(send("prefix,price,unit\n1006,200,minute\n") { $0.isCheck = true })
    #expect((found.rows, found.isStored) == (1, false))
    #expect(price(of: "1006") == nil)
    #expect(try keeper.reader.audit(before: nil, since: nil, limit: 9).isEmpty)
  }

  @Test func `a provider's list is read as the command line reads it`() throws {
    let text = "prefix,description,price\n56,CHILE,10\n562,SANTIAGO,20\n52,MEXICO,30\n"
    guard case .refused(.badContent(let reason)) = send(text, to: .deck) else {
      Issue.record("a price without a unit was taken")
      return
    }
    #expect(reason.contains("no column says what a price is for"))
    #expect(!reason.contains("/proc"))
    let found = try report(
      send("prefix,description,price\n562,SANTIAGO,20\n52,MEXICO,30\n", to: .deck) {
        ($0.unit, $0.prepended, $0.home) = (.minute, "00", "56=0")
      })
    #expect(found.isStored)
    #expect(price(of: "02123") == Money(micros: 20_000_000))
    #expect(price(of: "0052123") == Money(micros: 30_000_000))
    // And what may be meant otherwise is said.
    let doubted = try report(
      send("prefix,price,unit\n52,30,minute\n", to: .deck) { $0.isCheck = true })
    #expect(doubted.warnings.contains { $0.contains("none of 1 prefixes begins with 00") })
    #expect(send("x", to: .deck) { $0.home = "chile" }.isBadContent)
  }

  @Test func `a tariff file comes with all that it says`() throws {
    let text = """
      {currency: {code: "CLP", symbol: "$", decimals: 0, rounding: "up"}, tariffs: [
       {prefix: "0044", unit: "minute", price: "24", connectionFee: "20", graceSeconds: 3}]}
      """
    let found = try report(send(text, .json5))
    #expect((found.rows, found.isStored) == (1, true))
    #expect(found.warnings == ["the rounding stays half-up; the file says up"])
    let tariff = try keeper.reader.tariff(of: "0044", in: .prefixes)
    #expect(tariff?.graceSeconds == 3)
    // Of the other list, of another currency, and what is no such file.
    #expect(send(text, .json5, to: .deck).isBadContent)
    #expect(
      send(text.replacing("CLP", with: "USD"), .json5).isBadContent)
    #expect(send("{tariffs: [", .json5).isBadContent)
    #expect(send("", .json5).isBadContent)
    #expect(try keeper.reader.prices(.prefixes, PriceListQuery(), limit: 9).total == 1)
  }

  @Test func `pages and changes come in between, and a second import waits its turn`() throws {
    let rows = (0..<20_000).map { "\(100_000 + $0),x,\($0 % 900 + 1),minute\n" }.joined()
    let text = "prefix,description,price,unit\n" + rows
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<LedgerAnswer?>(nil)
    let file = PriceFileImport(list: .deck, format: .csv, bytes: Array(text.utf8)[...])
    keeper.ask(.importFile(file), by: "web 127.0.0.1") { given in
      answer.withLock { $0 = given }
      done.signal()
    }
    var asked = 0
    while answer.withLock({ $0 == nil }) {
      guard case .prices = ask(.prices(PriceRowsQuery(list: .prefixes))) else { break }
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
    guard case .importBegun(let id) = ask(.beginImport(.deck)) else { return }
    guard case .refused(.importRunning) = send("prefix,price,unit\n1,2,minute\n") else {
      Issue.record("two imports at once")
      return
    }
    #expect(ask(.abandonImport(id)) == .done)
    #expect(try report(send("prefix,price,unit\n1,2,minute\n")).isStored)
  }
}

extension LedgerAnswer {
  fileprivate var isBadContent: Bool {
    if case .refused(.badContent) = self { return true }
    return false
  }
}
