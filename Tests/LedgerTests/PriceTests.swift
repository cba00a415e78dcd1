import BoothControl
import Ledger
import Rating
import Testing

@Suite struct PriceTests {
  let shop: Shop
  let reader: LedgerReader

  /// The manual's list.
  static let manual = [
    tariff("02", "SANTIAGO CHILE", 50), tariff("032", "Valparaiso", 200),
    tariff("099", "CHILE CELULARES", 150), tariff("100", "INTERNAS 01", 100),
    tariff("1006", "INTERNAS 02", 200), tariff("4375", "por segundo", 0, .second),
  ]

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  @Test func `the manual's list comes back by prefix`() throws {
    try shop.ledger.replacePrefixes(Self.manual.reversed(), by: owner)
    #expect(try reader.prefixes() == Self.manual)
    #expect(try reader.deck() == Deck(tariffs: [], markupPercentMicros: 0))
  }

  @Test func `tariffs with more than a price come back whole`() throws {
    var mexico = tariff("52", "MEXICO", 120, increment: 60)
    mexico.plan.steps.append(
      RateStep(afterSeconds: 60, price: pesos(120), perSeconds: 60, incrementSeconds: 10))
    var shownOtherwise = tariff("53", "CUBA", 120)
    shownOtherwise.shownPrice = UnitPrice(price: pesos(2), unit: .second)
    let list = [richTariff, mexico, shownOtherwise, tariff("56", "entero", 60, increment: 60)]
    try shop.ledger.replacePrefixes(list, by: owner)
    #expect(try reader.prefixes() == list)
    // The plain one needs no JSON, and every one has the columns that the list shows.
    let rows = try shop.ledger.write {
      try $0.rows("SELECT prefix, advanced IS NULL, price_micros FROM tariffs ORDER BY prefix") {
        "\(try $0.text(0)) \(try $0.flag(1)) \(try $0.integer(2))"
      }
    }
    #expect(
      rows == ["44 false 24000000", "52 false 120000000", "53 false 2000000", "56 true 60000000"])
  }

  @Test func `a list takes the place of the one before, or nothing is changed`() throws {
    try shop.ledger.replacePrefixes(Self.manual, by: owner)
    #expect(throws: PriceListError.prefixTwice("7")) {
      try shop.ledger.replacePrefixes(
        [tariff("7", "a", 1), tariff("8", "b", 1), tariff("7", "c", 1)], by: owner)
    }
    #expect(try reader.prefixes() == Self.manual)
    try shop.ledger.replacePrefixes([tariff("", "todo", 1)], by: owner)
    #expect(try reader.prefixes() == [tariff("", "todo", 1)])
  }

  @Test func `what cannot be billed is neither written nor read`() throws {
    try shop.ledger.replacePrefixes(Self.manual, by: owner)
    for bad in [tariff("1x", "x", 1), tariff("1", "x", -1), tariff("1", "x", 1, increment: 0)] {
      #expect(throws: PriceListError.self) { try shop.ledger.savePrefix(bad, by: owner) }
      #expect(throws: PriceListError.self) { try shop.ledger.replacePrefixes([bad], by: owner) }
      #expect(throws: PriceListError.self) {
        try shop.ledger.replaceDeck(Deck(tariffs: [bad], markupPercentMicros: 0), by: owner)
      }
    }
    #expect(try reader.prefixes() == Self.manual)
    try shop.ledger.write { _ = try $0.run("UPDATE tariffs SET price_micros = -1") }
    let error = #expect(throws: DatabaseError.self) { try reader.prefixes() }
    #expect(error?.message.contains("tariff of prefix 02") == true)
  }

  @Test func `one prefix is saved, saved over, and deleted`() throws {
    try shop.ledger.replacePrefixes(Self.manual, by: owner)
    try shop.ledger.savePrefix(tariff("100", "INTERNAS 01", 111), by: owner)
    try shop.ledger.savePrefix(tariff("101", "NUEVO", 5), by: owner)
    try shop.ledger.deletePrefixes(["02", "032", "4375", "099"], by: owner)
    #expect(
      try reader.prefixes() == [
        tariff("100", "INTERNAS 01", 111), tariff("1006", "INTERNAS 02", 200),
        tariff("101", "NUEVO", 5),
      ])
  }

  @Test func `deck and markup come back`() throws {
    let deck = Deck(
      tariffs: [tariff("", "nacional", 100), richTariff], markupPercentMicros: 10_000_000)
    try shop.ledger.replaceDeck(deck, by: owner)
    #expect(try reader.deck() == deck)
    try shop.ledger.setMarkup(-500_000, by: owner)
    #expect(try reader.deck().markupPercentMicros == -500_000)
    #expect(try reader.deck().tariffs == deck.tariffs)
  }

  @Test func `a call keeps its price when the list changes`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1))))
    try shop.ledger.replacePrefixes([tariff("1006", "INTERNAS 02", 999)], by: owner)
    #expect(try reader.price(ofCall: 1) == internal02)
    #expect(try reader.call(key: 1)?.price == UnitPrice(price: pesos(200), unit: .minute))
  }

  @Test func `a large deck is stored and read`() throws {
    #if DEBUG
      let count = 10_000
    #else
      let count = 100_000
    #endif
    let deck = Deck(
      tariffs: (0..<count).map { tariff("\(100_000 + $0)", "destino \($0)", Int64($0)) },
      markupPercentMicros: 1)
    let clock = ContinuousClock()
    let stored = try clock.measure { try shop.ledger.replaceDeck(deck, by: owner) }
    var read: Deck?
    let reading = try clock.measure { read = try reader.deck() }
    #expect(read == deck)
    print("a deck of \(count) prefixes: stored in \(stored), read in \(reading)")
  }
}
