import Dispatch
import Foundation
import Notation
import OwnerPanel
import Rating
import Synchronization
import Testing

@testable import Ledger
@testable import cabinad

/// A file that was looked through waits for its owner's word, and for nobody else's, nor for ever.
extension PriceFileImportTests {
  @Test func `it is imported once, however often that is asked for`() throws {
    let key = try #require(try report(check(Self.list)).key)
    let first = try report(ask(.importFile(.prefixes, key: key, for: Self.holder)))
    #expect((first.rows, first.before, first.isStored) == (1, 0, true))
    #expect(price(of: "1006") == pesos200)
    #expect(ask(.deletePrefixes(["1006"])) == .done)
    #expect(try report(ask(.importFile(.prefixes, key: key, for: Self.holder))) == first)
    #expect(price(of: "1006") == nil)
  }

  @Test func `a file that is bad, another's, of the other list, or too old is not there`() throws {
    let bad = try #require(try report(check("prefix,price,unit\nx,1,minute\n")).key)
    #expect(ask(.importFile(.prefixes, key: bad, for: Self.holder)) == .refused(.fileForgotten))
    let key = try #require(try report(check(Self.list)).key)
    let forgotten = LedgerAnswer.refused(.fileForgotten)
    #expect(ask(.importFile(.prefixes, key: key, for: "pedro")) == forgotten)
    #expect(ask(.importFile(.deck, key: key, for: Self.holder)) == forgotten)
    #expect(ask(.importFile(.prefixes, key: key + "0", for: Self.holder)) == forgotten)
    // One of each, the last; and none of who has gone.
    let next = try #require(try report(check(Self.list)).key)
    #expect(ask(.importFile(.prefixes, key: key, for: Self.holder)) == forgotten)
    let other = try #require(try report(check(Self.list, by: "pedro")).key)
    #expect(ask(.forgetFile(of: "pedro")) == .done)
    #expect(ask(.importFile(.prefixes, key: other, for: "pedro")) == forgotten)
    clock.milliseconds.withLock { $0 = 10 * 60_000 }
    #expect(ask(.importFile(.prefixes, key: next, for: Self.holder)) == forgotten)
    #expect(price(of: "1006") == nil)
  }

  /// The file that was sent before, read as the form says now.
  private func checkAgain(
    _ key: String?, _ format: PriceFileFormat = .csv, to list: PriceRowsQuery.List = .prefixes,
    change: (inout PriceFileImport) -> Void = { _ in }
  ) throws -> LedgerAnswer {
    let key = try #require(key)
    return check("", format, to: list) {
      $0.kept = key
      change(&$0)
    }
  }

  @Test func `a file that another answer to the form mends need not be sent again`() throws {
    let fault = try #require(check("prefijo;valor\n+52;40\n1006;200\n", to: .deck).fileFault)
    #expect(fault.field == .unit)
    // A unit that is no longer missing, and then what is dialled for the +.
    let minute = try report(checkAgain(fault.key, to: .deck) { $0.unit = .minute })
    #expect((minute.rows, minute.faultCount) == (1, 1))
    let found = try report(
      checkAgain(minute.key, to: .deck) { ($0.unit, $0.prepended) = (.minute, "00") })
    #expect((found.rows, found.faultCount) == (2, 0))
    #expect(found.key != minute.key)
    // Each of them takes the place of the one before.
    #expect(try checkAgain(minute.key, to: .deck) == .refused(.fileForgotten))
    let key = try #require(found.key)
    #expect(try report(ask(.importFile(.deck, key: key, for: Self.holder))).isStored)
    #expect(price(of: "0052") == Money(micros: 40_000_000))
    // What is imported is no file any more.
    #expect(try checkAgain(key, to: .deck) == .refused(.fileForgotten))
  }

  @Test func `prices as the service writes them are read once it is said what their comma is`()
    throws
  {
    let text = "prefijo;valor;unidad\n032;55,000;minuto\n1006;200,000;minuto\n2;80,5;minuto\n"
    let doubtful = try report(check(text))
    #expect(doubtful.faultCount == 3)
    for fault in doubtful.faults {
      #expect(fault.reason.spanish.contains("elija los decimales abajo: «Coma»"))
      #expect(fault.reason.english.contains("choose the decimals below: «Comma»"))
      for words in ["punto", "uno de los dos"] { #expect(!fault.reason.spanish.contains(words)) }
    }
    #expect(doubtful.faults.first?.reason.spanish.contains("¿55,00 o 55000?") == true)
    let pointed = try report(checkAgain(doubtful.key) { $0.decimals = .point })
    #expect(pointed.faultCount == 3)
    let found = try report(checkAgain(pointed.key) { $0.decimals = .comma })
    #expect((found.rows, found.faultCount) == (3, 0))
    let key = try #require(found.key)
    #expect(try report(ask(.importFile(.prefixes, key: key, for: Self.holder))).isStored)
    let prices = ["032", "1006", "2"].map { price(of: $0)?.micros }
    #expect(prices == [55_000_000, 200_000_000, 80_500_000])
  }

  @Test func `a point is that of decimals once it is said, whatever the file looks like`() throws {
    let text = "prefijo;valor;unidad\n1006;150.000;minuto\n"
    let doubtful = try report(check(text))
    #expect(doubtful.faults.first?.reason.spanish.contains("abajo: «Punto»") == true)
    #expect(try report(checkAgain(doubtful.key) { $0.decimals = .point }).faultCount == 0)
    let comma = try report(check(text + "2;1,5;minuto\n") { $0.decimals = .point })
    #expect(comma.faults.map(\.line) == [3])
    let told = comma.faults.first?.reason.spanish
    #expect(told == "precio «1,5»: elija los decimales abajo: «Coma»")
    #expect(try report(check(text) { $0.decimals = .comma }).faultCount == 1)
  }

  @Test func `of nobody else, and not when nothing can come of it`() throws {
    let fault = try #require(send("prefix,price\n1,2\n").fileFault)
    let key = try #require(fault.key)
    var asked = PriceFileImport(list: .prefixes, format: .csv, bytes: [])
    (asked.kept, asked.unit) = (key, .minute)
    #expect(ask(.checkFile(asked, for: "pedro")) == .refused(.fileForgotten))
    #expect(send("hola\nchao\n").fileFault?.key == nil)
    // Taken to be something else by mistake, it is still there.
    let mistaken = try #require(try checkAgain(key, .json5).fileFault)
    #expect(try report(checkAgain(mistaken.key) { $0.unit = .second }).rows == 1)
  }

  @Test func `what a killed daemon left of a file is gone when the next one starts`() throws {
    let left = folder.path + "/.sent-Ab12cd"
    #expect(FileManager.default.createFile(atPath: left, contents: Data()))
    let book = try keeper.reader.tariffBook(rounding: Rounding(mode: .halfUp, decimals: 0))
    let next = PriceKeeper(
      ledger: ledger, reader: try LedgerReader(path: folder.path + "/ledger"), book: book
    ) { _, then in then() }
    next.close()
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  /// It took room on the disk that money is booked on.
  @Test func `a list that cannot be stored is not kept`() throws {
    let key = try #require(try report(check(Self.list)).key)
    ledger.close()
    let answer = ask(.importFile(.prefixes, key: key, for: Self.holder))
    guard case .refused(.notStored) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(
      ask(.importFile(.prefixes, key: key, for: Self.holder)) == .refused(.fileForgotten))
  }

  @Test func `of many files the oldest makes room`() throws {
    var keys: [String] = []
    for turn in 0..<5 {
      clock.milliseconds.withLock { $0 = Int64(turn) }
      keys.append(try #require(try report(check(Self.list, by: "user \(turn)")).key))
    }
    #expect(Set(keys).count == 5)
    #expect(
      ask(.importFile(.prefixes, key: keys[0], for: "user 0")) == .refused(.fileForgotten))
    #expect(try report(ask(.importFile(.prefixes, key: keys[1], for: "user 1"))).isStored)
  }

  @Test func `a disk that refused, or another import, leaves it for the next try`() throws {
    let key = try #require(try report(check(Self.list)).key)
    let id = try beginImport()
    guard case .refused(.importRunning) = ask(.importFile(.prefixes, key: key, for: Self.holder))
    else {
      Issue.record("two imports at once")
      return
    }
    #expect(ask(.abandonImport(id)) == .done)
    #expect(try report(ask(.importFile(.prefixes, key: key, for: Self.holder))).isStored)
  }
}
