import Rating
import Testing

/// The example rows of the manual's screens.
struct ManualRows {
  static let book = TariffBook(
    rounding: Rounding(mode: .halfUp, decimals: 0),
    tariffs: [
      perMinute("099", "CHILE CELULARES", 150), perMinute("100", "INTERNAS 01", 100),
      perMinute("1006", "INTERNAS 02", 200), perMinute("02", "SANTIAGO CHILE", 50),
      perMinute("032", "Valparaiso", 200), perSecond("4375", "CABINA", 0),
    ],
    deck: [], markupPercentMicros: 0)

  static let morning = CivilTime(weekday: 5, millisecondsIntoDay: 36_000_000)

  @Test(
    arguments: [
      ("0322768005", 0, "$ 200,00 x min", "$ 0"), ("025854205", 0, "$ 50,00 x min", "$ 0"),
      ("1005", 0, "$ 100,00 x min", "$ 0"), ("1006", 3, "$ 200,00 x min", "$ 10"),
      ("1006", 68, "$ 200,00 x min", "$ 227"), ("4375", 0, "$ 0,00 x seg", "$ 0"),
    ] as [(String, Int64, String, String)])
  func `a row of the manual comes out as printed`(
    number: String, seconds: Int64, price: String, charge: String
  ) throws {
    let destination = try #require(ManualRows.book.price(of: number))
    let quote = Quote(
      tariff: destination.charge, rounding: destination.rounding, answered: ManualRows.morning)
    #expect(AmountFormat.chileanPeso.price(destination.charge.shownPrice) == price)
    #expect(AmountFormat.chileanPeso.amount(quote.charge(at: .seconds(seconds))) == charge)
  }
}

func perMinute(_ prefix: String, _ description: String, _ units: Int64) -> Tariff {
  simple(prefix, description, units, .minute)
}

func perSecond(_ prefix: String, _ description: String, _ units: Int64) -> Tariff {
  simple(prefix, description, units, .second)
}

private func simple(
  _ prefix: String, _ description: String, _ units: Int64, _ unit: PriceUnit
) -> Tariff {
  let price = Money(micros: units * 1_000_000)
  let step = RateStep(
    afterSeconds: 0, price: price, perSeconds: unit.seconds, incrementSeconds: 1)
  return Tariff(
    prefix: prefix, description: description, shownPrice: UnitPrice(price: price, unit: unit),
    plan: RatePlan(connectionFee: .zero, steps: [step]))
}
