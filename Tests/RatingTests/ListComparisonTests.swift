import Rating
import Testing

/// What becomes of a list, and which prices of the owner's are below the provider's.
struct ListComparisonTests {
  private func table(_ tariffs: [Tariff]) -> TariffTable {
    var builder = TariffTable.Builder()
    for tariff in tariffs { builder.add(tariff) }
    return TariffTable(builder)
  }

  private let old = [
    perMinute("", "todo", 7), perMinute("100", "INTERNAS 01", 100),
    perMinute("1006", "INTERNAS 02", 200), perMinute("2", "dos", 50), perMinute("9", "nueve", 60),
  ]

  @Test func `each prefix is new, gone, changed or the same`() {
    let new = [
      perMinute("9", "nueve", 60), perMinute("100", "INTERNAS 01", 110),
      perMinute("1006", "INTERNAS 2", 200), perMinute("3", "tres", 1), perMinute("30", "otro", 1),
      perMinute("", "todo", 7),
    ]
    let found = ListComparison(of: table(old), and: table(new), limit: 9)
    #expect((found.added, found.changed, found.removed, found.unchanged) == (2, 2, 1, 2))
    #expect(found.firstAdded.map(\.prefix) == ["3", "30"])
    #expect(found.firstRemoved == [old[3]])
    #expect(found.firstChanged.map(\.before) == [old[1], old[2]])
    #expect(found.firstChanged.map(\.after) == [new[1], new[2]])
    let few = ListComparison(of: table(old), and: table(new), limit: 1)
    #expect((few.added, few.changed, few.firstAdded.count, few.firstChanged.count) == (2, 2, 1, 1))
  }

  @Test func `of no list all is new, and of the same nothing`() {
    let all = ListComparison(of: table([]), and: table(old), limit: 9)
    #expect((all.added, all.changed, all.removed, all.unchanged) == (5, 0, 0, 0))
    #expect(all.firstAdded == old)
    let none = ListComparison(of: table(old), and: table([]), limit: 9)
    #expect((none.added, none.removed) == (0, 5))
    let same = ListComparison(of: table(old), and: table(old.reversed()), limit: 9)
    #expect((same.added, same.changed, same.removed, same.unchanged) == (0, 0, 0, 5))
  }

  /// All that a tariff is, whatever prefixes share it.
  @Test func `any condition is a change`() {
    var fee = old[1]
    fee.plan.connectionFee = money("1")
    let found = ListComparison(of: table(old), and: table([fee] + old.dropFirst(2)), limit: 9)
    #expect((found.changed, found.removed, found.unchanged) == (1, 1, 3))
    #expect(found.firstChanged.first?.after == fee)
  }

  // MARK: Below the cost

  private let deck = [
    perMinute("00", "mundo", 90), perMinute("0053", "CUBA", 900), perMinute("00537", "HABANA", 950),
    perMinute("9", "celulares", 60),
  ]

  private func losses(_ own: [Tariff], limit: Int = 9) -> BelowCost {
    BelowCost(of: table(own), against: table(deck), limit: limit)
  }

  @Test func `a price is held to the dearest of the numbers that it prices`() {
    let own = [
      perMinute("00", "mundo", 100), perMinute("0053", "Cuba", 940), perMinute("9", "móvil", 60),
      perMinute("91", "otros", 59), perMinute("2", "zona", 1),
    ]
    let found = losses(own)
    #expect(found.count == 2)
    // Of Havana, and not of Cuba, whose numbers have a prefix of the owner's.
    #expect(found.first.map(\.own.prefix) == ["0053", "91"])
    #expect(found.first.map(\.cost.prefix) == ["00537", "9"])
    #expect(losses(own, limit: 1).first.count == 1)
    #expect(losses([perMinute("00", "mundo", 100)]).first.map(\.cost.prefix) == ["00537"])
    #expect(BelowCost(of: table(own), against: table([]), limit: 9).count == 0)
  }

  @Test func `a minute is compared with a minute`() {
    let second = Tariff.plain(
      prefix: "9", description: "", price: UnitPrice(price: money("1"), unit: .second))
    #expect(losses([second]).count == 0)
    let cheap = Tariff.plain(
      prefix: "9", description: "", price: UnitPrice(price: money("0.99"), unit: .second))
    #expect(losses([cheap]).count == 1)
  }

  @Test func `so is one price, before or after it is in the list`() {
    let book = TariffBook(
      rounding: TariffBookTests.pesos, tariffs: [perMinute("0053", "Cuba", 960)], deck: deck,
      markupPercentMicros: 0)
    #expect(book.cost(above: perMinute("0053", "Cuba", 940))?.prefix == "00537")
    #expect(book.cost(above: perMinute("0053", "Cuba", 950)) == nil)
    #expect(book.cost(above: perMinute("00", "mundo", 90)) == nil)
    #expect(book.cost(above: perMinute("00", "mundo", 89))?.prefix == "00")
    #expect(book.cost(above: perMinute("", "todo", 80))?.prefix == "00")
    #expect(book.cost(above: perMinute("005371", "x", 1))?.prefix == "00537")
    #expect(book.cost(above: perMinute("2", "zona", 1)) == nil)
  }
}
