import BoothControl
import Ledger
import Rating
import Testing

/// Whole lists that are loaded beside the one that holds.
@Suite struct GenerationTests {
  let shop: Shop
  let reader: LedgerReader

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  private func rows() throws -> Int64 {
    try shop.ledger.write { try $0.integer("SELECT count(*) FROM tariffs") }
  }

  private func deck(_ count: Int, price: Int64 = 1) -> [Tariff] {
    (0..<count).map { tariff("\(100_000 + $0)", "destino \($0)", price) }
  }

  @Test func `a list that is half loaded changes nothing, and is rubbish after a crash`() throws {
    try shop.ledger.replacePrefixes(PriceTests.manual, by: owner)
    let half = try shop.ledger.beginGeneration(of: .prefixes)
    for start in 0..<3 {
      try shop.ledger.add(deck(1500)[(500 * start)..<(500 * start + 500)], to: half)
    }
    #expect(try reader.prefixes() == PriceTests.manual)
    // It is being loaded: it stays.
    #expect(try shop.ledger.removeStaleTariffs(sparing: half) == false)
    #expect(try rows() == 1506)
    reader.close()
    shop.ledger.close()
    let ledger = try Ledger(path: shop.path) { _ in }
    var transactions = 0
    while try ledger.removeStaleTariffs() { transactions += 1 }
    #expect(transactions == 3)
    #expect(try ledger.write { try $0.integer("SELECT count(*) FROM tariffs") } == 6)
    #expect(try LedgerReader(path: shop.path).prefixes() == PriceTests.manual)
  }

  @Test func `a new list never has the number of one that is there`() throws {
    try shop.ledger.replaceDeck(Deck(tariffs: deck(3), markupPercentMicros: 0), by: owner)
    let first = try shop.ledger.beginGeneration(of: .deck)
    try shop.ledger.add(deck(1), to: first)
    let second = try shop.ledger.beginGeneration(of: .deck)
    try shop.ledger.add(deck(2), to: second)
    #expect(first != second)
    #expect(try reader.cursor(first).facts().rows == 1)
    #expect(try reader.cursor(second).facts().rows == 2)
    #expect(try reader.deck().tariffs.count == 3)
  }

  @Test func `a prefix that comes again is refused with its part, and the rest stays`() throws {
    let list = try shop.ledger.beginGeneration(of: .deck)
    try shop.ledger.add([tariff("1", "a", 1)], to: list)
    #expect(throws: PriceListError.prefixTwice("1")) {
      try shop.ledger.add([tariff("2", "b", 1), tariff("1", "c", 1)], to: list)
    }
    try shop.ledger.add([tariff("2", "b", 1)], to: list)
    #expect(try reader.cursor(list).map(\.prefix) == ["1", "2"])
  }

  @Test func `lists, markup and rounding take their place together, or none does`() throws {
    let before = TariffFile(
      currency: .chileanPeso, rounding: Rounding(mode: .halfUp, decimals: 0),
      markupPercentMicros: 10_000_000, tariffs: PriceTests.manual, deck: deck(2))
    try shop.ledger.replacePrices(before, by: owner)
    var bad = before
    bad.tariffs = [tariff("1", "uno", 1)]
    bad.deck += [bad.deck[0]]
    bad.markupPercentMicros = 0
    #expect(throws: PriceListError.prefixTwice("100000")) {
      try shop.ledger.replacePrices(bad, by: owner)
    }
    #expect(try reader.prefixes() == PriceTests.manual)
    #expect(try reader.deck() == Deck(tariffs: deck(2), markupPercentMicros: 10_000_000))
    let empty = TariffFile(
      currency: .chileanPeso, rounding: Rounding(mode: .up, decimals: 0), markupPercentMicros: 0,
      tariffs: [], deck: [])
    try shop.ledger.replacePrices(empty, by: owner)
    #expect(try reader.prefixes().isEmpty)
    #expect(try reader.deck() == Deck(tariffs: [], markupPercentMicros: 0))
    while try shop.ledger.removeStaleTariffs() {}
    // The lists before are kept, what was loaded in vain is not.
    #expect(try rows() == 8)
    #expect(try reader.rounding() == Rounding(mode: .up, decimals: 0))
  }

  @Test func `a ledger knows whether it ever had prices`() throws {
    #expect(try reader.hasPrices() == false)
    try shop.ledger.savePrefix(tariff("1", "uno", 1), by: owner)
    #expect(try reader.hasPrices())
    try shop.ledger.deletePrefixes(["1"], by: owner)
    // An owner who has deleted all does not get the first ones back.
    #expect(try reader.hasPrices())
    #expect(try Shop().reader().hasPrices() == false)
  }

  @Test func `a ledger has one currency`() throws {
    #expect(try shop.ledger.otherCurrency(than: .chileanPeso, by: owner) == nil)
    #expect(try shop.ledger.otherCurrency(than: .chileanPeso, by: owner) == nil)
    let dollars = AmountFormat(code: "USD", symbol: "US$", decimals: 2)
    #expect(try shop.ledger.otherCurrency(than: dollars, by: owner) == "CLP 0")
  }

  @Test(arguments: [
    (PriceListQuery(), ["02", "032", "099", "100", "1006", "4375"]),
    (PriceListQuery(prefix: "0"), ["02", "032", "099"]),
    (PriceListQuery(prefix: "100"), ["100", "1006"]),
    (PriceListQuery(prefix: "1006"), ["1006"]), (PriceListQuery(prefix: "10060"), []),
    (PriceListQuery(text: "internas"), ["100", "1006"]), (PriceListQuery(text: "%"), []),
    (PriceListQuery(text: "*"), []),
    (PriceListQuery(text: "INTÉRNAS"), ["100", "1006"]),
    (PriceListQuery(prefix: "1", text: "02"), ["1006"]),
  ])
  func `a list is looked through by prefix and by description`(
    query: PriceListQuery, found: [String]
  ) throws {
    try shop.ledger.replacePrefixes(PriceTests.manual, by: owner)
    let page = try reader.prices(.prefixes, query, limit: 100)
    #expect(page.tariffs.map(\.prefix) == found)
    #expect(page.total == found.count)
    #expect(page.next == nil)
    #expect(try reader.prices(.deck, query, limit: 100).tariffs.isEmpty)
  }

  @Test func `pages follow each other, the empty prefix first`() throws {
    let list = [tariff("", "todo", 1)] + PriceTests.manual
    try shop.ledger.replacePrefixes(list, by: owner)
    var found: [Tariff] = []
    var query = PriceListQuery()
    while true {
      let page = try reader.prices(.prefixes, query, limit: 3)
      #expect(page.total == 7)
      found += page.tariffs
      guard let next = page.next else { break }
      query.after = next
    }
    #expect(found == list)
    query = PriceListQuery(prefix: "1", after: "02")
    #expect(try reader.prices(.prefixes, query, limit: 9).tariffs.map(\.prefix) == ["100", "1006"])
    let version = try reader.prices(.prefixes, query, limit: 1).version
    try shop.ledger.deletePrefixes(["02"], by: owner)
    #expect(try reader.prices(.prefixes, query, limit: 1).version > version)
  }

  @Test(arguments: [PriceListQuery(), PriceListQuery(prefix: "1"), PriceListQuery(text: "a")])
  func `pages lead back as they lead on, and know their place`(asked: PriceListQuery) throws {
    let list = (0..<40).map { tariff("\($0 + 80)", $0 % 3 == 0 ? "ana" : "x", 1) }
      .sorted { $0.prefix < $1.prefix }
    try shop.ledger.replacePrefixes(list, by: owner)
    var query = asked
    query.isPlaced = true
    var pages: [PriceListPage] = []
    while true {
      let page = try reader.prices(.prefixes, query, limit: 4)
      #expect(page.place == pages.reduce(0) { $0 + $1.tariffs.count })
      #expect((page.previous == nil) == pages.isEmpty)
      pages.append(page)
      guard let next = page.next else { break }
      query.after = next
    }
    #expect(pages.count > 2)
    // Back again: the same pages.
    query.after = nil
    for page in pages.dropLast().reversed() {
      query.before = page.next.map { $0 + "0" }
      let again = try reader.prices(.prefixes, query, limit: 4)
      #expect(again == page)
    }
    // Before there is a whole page of others, the first one is shown.
    query.before = pages[0].tariffs[2].prefix
    let first = try reader.prices(.prefixes, query, limit: 4)
    #expect(first == pages[0])
    #expect((first.previous, first.place) == (nil, 0))
    query.before = nil
    query.after = "99999"
    let none = try reader.prices(.prefixes, query, limit: 4)
    #expect(none.tariffs.isEmpty)
    #expect((none.next, none.previous, none.place) == (nil, nil, none.total))
    // Nobody asked for its place.
    #expect(try reader.prices(.prefixes, asked, limit: 4).place == nil)
  }

  @Test func `a list is read piece by piece, and some of it by name`() throws {
    try shop.ledger.replacePrefixes(PriceTests.manual, by: owner)
    var found: [Tariff] = []
    var after: String?
    while true {
      let piece = try reader.piece(of: .prefixes, after: after, limit: 4)
      found += piece.tariffs
      #expect(piece.version == 1)
      guard piece.tariffs.count == 4, let last = piece.tariffs.last else { break }
      after = last.prefix
    }
    #expect(found == PriceTests.manual)
    #expect(
      try reader.tariffs(of: ["1006", "7", "02"], in: .prefixes).tariffs.map(\.prefix)
        == ["1006", "02"])
  }

  @Test func `calls are written between the parts of a list`() throws {
    // A batch that is handed in while a list is loaded waits for one part at most.
    let ledger = shop.ledger
    let list = try ledger.beginGeneration(of: .deck)
    let all = deck(5_000)
    #expect(shop.store(.callAuthorised(authorisation(1))))
    for start in stride(from: 0, to: all.count, by: Ledger.rowsAtOnce) {
      let number = shop.submit(.callAuthorised(authorisation(UInt32(start + 2))))
      try ledger.add(all[start..<(start + Ledger.rowsAtOnce)], to: list)
      try ledger.add(
        [tariff("9\(start)", "x", 1)], to: list)
      // It was handed in before the parts, so it is on disk before the second of them.
      #expect(shop.notices.committed >= number)
    }
  }

  @Test func `price lists of a ledger of version 3 are still there`() throws {
    let scratch = Scratch()
    var third = Schema.current
    third.migrations.removeLast(third.migrations.count - 3)
    try Ledger(path: scratch.ledger, schema: third) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO prefixes VALUES ('1006', 'INTERNAS 02', 200000000, 60, 1, NULL);
      INSERT INTO deck VALUES ('56', 'CHILE', 40000000, 60, 1, NULL);
      INSERT INTO settings VALUES ('markup_percent_micros', '10000000');
      """)
    try Ledger(path: scratch.ledger) { _ in }.close()
    let reader = try LedgerReader(path: scratch.ledger)
    #expect(try reader.prefixes() == [tariff("1006", "INTERNAS 02", 200)])
    #expect(
      try reader.deck()
        == Deck(tariffs: [tariff("56", "CHILE", 40)], markupPercentMicros: 10_000_000))
    #expect(try reader.hasPrices())
    #expect(try reader.verify().complaints == [])
  }
}
