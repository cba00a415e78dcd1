import Rating

/// A call that another rating system publishes with its price. Where that system's own value
/// carries a rounding error, the exact value stands here.
struct PublishedCase: Sendable, CustomStringConvertible {
  var name: String
  var tariff: Tariff
  var rounding = Rounding(mode: .halfUp, decimals: 4)
  /// Thursday noon where the case does not say.
  var answered = CivilTime(weekday: 4, millisecondsIntoDay: 43_200_000)
  var milliseconds: Int64
  var charge: String

  var description: String { name }
}

/// Steps as the cases list them: from a second on, a price for so many seconds, billed by so many.
func steps(_ list: (after: Int64, price: String, per: Int64, by: Int64)...) -> [RateStep] {
  list.map { step in
    RateStep(
      afterSeconds: step.after, price: money(step.price), perSeconds: step.per,
      incrementSeconds: step.by)
  }
}

func tariff(
  fee: String = "0", _ steps: [RateStep], bands: [Band] = [], grace: Int64 = 0, cap: String? = nil
) -> Tariff {
  let plan = RatePlan(connectionFee: money(fee), steps: steps)
  return Tariff(
    prefix: "", description: "", shownPrice: UnitPrice(of: plan, in: .minute), plan: plan,
    bands: bands, graceSeconds: grace, maximumCharge: cap.map(money))
}

/// Only for amounts written in the tests.
func money(_ text: String) -> Money {
  guard let money = try? Money(amount: text) else { fatalError("not an amount: \(text)") }
  return money
}

enum PublishedCases {
  /// Working days by the second at 1, with a fee of 1; from 18:00 and at weekends at 0.5.
  private static let peakAndOffPeak = tariff(
    fee: "1", steps((0, "1", 1, 1)),
    bands: [
      Band(
        weekdays: [1, 2, 3, 4, 5], fromSecond: 64_800, toSecond: 86_400,
        plan: RatePlan(connectionFee: .zero, steps: steps((0, "0.5", 1, 1)))),
      Band(
        weekdays: [6, 7], fromSecond: 0, toSecond: 86_400,
        plan: RatePlan(connectionFee: .zero, steps: steps((0, "0.5", 1, 1)))),
    ])
  private static let thursdayHalfPastFive = CivilTime(weekday: 4, millisecondsIntoDay: 63_000_000)
  private static let tuesdayBeforeMidnight = CivilTime(weekday: 2, millisecondsIntoDay: 85_800_000)
  private static let up4 = Rounding(mode: .up, decimals: 4)
  private static let exact = Rounding(mode: .halfUp, decimals: 6)

  static let all: [PublishedCase] = [
    PublishedCase(
      name: "an hour across the end of the peak, with the fee of the peak", tariff: peakAndOffPeak,
      answered: thursdayHalfPastFive, milliseconds: 3_600_000, charge: "2701"),
    PublishedCase(
      name: "no talk, no fee", tariff: peakAndOffPeak, answered: thursdayHalfPastFive,
      milliseconds: 0, charge: "0"),
    PublishedCase(
      name: "over midnight into the peak, without its fee", tariff: peakAndOffPeak,
      answered: tuesdayBeforeMidnight, milliseconds: 2_400_000, charge: "2100"),
    PublishedCase(
      name: "60/1 after 132 s", tariff: tariff(steps((0, "1", 1, 60), (60, "1", 1, 1))),
      milliseconds: 132_000, charge: "132"),
    PublishedCase(
      name: "60/1 after 1 s", tariff: tariff(steps((0, "1", 1, 60), (60, "1", 1, 1))),
      milliseconds: 1000, charge: "60"),
    PublishedCase(
      name: "half a minute by the second, then minutes",
      tariff: tariff(
        steps((0, "2", 1, 1), (30, "1", 1, 60))), rounding: exact, milliseconds: 60_000,
      charge: "120"),
    PublishedCase(
      name: "a fee and 24 s, rounded up to cents",
      tariff: tariff(
        fee: "0.15", steps((0, "0.05", 60, 1))), rounding: Rounding(mode: .up, decimals: 2),
      milliseconds: 24_000, charge: "0.17"),
    PublishedCase(
      name: "0.33 rounded down to tenths", tariff: tariff(steps((0, "0.033", 1, 1))),
      rounding: Rounding(mode: .down, decimals: 1), milliseconds: 10_000, charge: "0.3"),
    PublishedCase(
      name: "10 a minute for 10 s, rounded up", tariff: tariff(steps((0, "10", 60, 1))),
      rounding: up4, milliseconds: 10_000, charge: "1.6667"),
    PublishedCase(
      name: "a fee and a first minute",
      tariff: tariff(
        fee: "0.2", steps((0, "1.2", 60, 60), (60, "1.2", 60, 1))), rounding: up4,
      milliseconds: 45_000, charge: "1.4"),
    PublishedCase(
      name: "free beyond the maximum", tariff: tariff(steps((0, "0.01", 1, 1)), cap: "0.62"),
      rounding: up4, milliseconds: 70_000, charge: "0.62"),
    PublishedCase(
      name: "a fee and two minutes of two prices",
      tariff: tariff(
        fee: "0.2", steps((0, "0.1", 60, 60), (60, "0.05", 60, 1))), rounding: up4,
      milliseconds: 120_000, charge: "0.35"),
    PublishedCase(
      name: "a twentieth of a second opens the next block",
      tariff: tariff(
        fee: "0.8", steps((0, "0.4", 60, 30), (60, "0.2", 60, 10))), rounding: up4,
      milliseconds: 150_050, charge: "1.5334"),
    PublishedCase(
      name: "30/6 after 32 s", tariff: tariff(steps((0, "0.006", 60, 30), (30, "0.006", 60, 6))),
      rounding: exact, milliseconds: 32_000, charge: "0.0036"),
    PublishedCase(
      name: "three minutes at 0.10 are not 0.3001", tariff: tariff(steps((0, "0.1", 60, 1))),
      rounding: up4, milliseconds: 180_000, charge: "0.3"),
  ]
}
