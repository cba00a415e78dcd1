import Rating

/// A call to be rated, with everything that can meet in one: chosen so that borders of steps,
/// bands, blocks, days and the clock's shifts fall close together.
struct RandomCall {
  let tariff: Tariff
  let rounding: Rounding
  let answered: CivilTime

  init(using random: inout SeededRandom) {
    let time = random.pick([
      Int64.random(in: 0..<86_400_000, using: &random), 0, 86_340_000, 86_399_999, 64_770_500,
    ])
    var after: Int64 = 0
    var shifts: [CivilTime.Shift] = []
    for _ in 0..<random.pick([0, 0, 0, 1, 2]) {
      after += Int64.random(in: 0...200_000, using: &random)
      shifts.append(
        CivilTime.Shift(
          after: TalkTime(milliseconds: after),
          shiftSeconds: random.pick([3600, -3600, 0, 40, -40, 86_400])))
    }
    answered = CivilTime(
      weekday: Int.random(in: 1...7, using: &random), millisecondsIntoDay: time, shifts: shifts)
    rounding = Rounding(
      mode: random.pick(Rounding.Mode.allCases), decimals: Int.random(in: 0...6, using: &random))
    tariff = Tariff(
      prefix: "56", description: "", shownPrice: UnitPrice(price: .zero, unit: .minute),
      plan: RandomCall.plan(using: &random),
      bands: RandomCall.bands(around: time / 1000, using: &random),
      graceSeconds: random.pick([0, 0, 0, 1, 3, 10, 100]),
      maximumCharge: random.chance(4) ? RandomCall.price(using: &random) : nil)
  }

  private static func bands(around time: Int64, using random: inout SeededRandom) -> [Band] {
    (0..<random.pick([0, 0, 1, 2, 3])).map { _ in
      let near = [time - 30, time, time + 1, time + 45, time + 60, time + 150, 0, 86_400]
      let borders = [random.pick(near), random.pick(near)].map { min(max($0, 0), 86_400) }
      let from = min(borders[0], borders[1], 86_399)
      let weekdays = (1...7).filter { _ in !random.chance(3) }
      return Band(
        weekdays: weekdays.isEmpty ? [3] : weekdays, fromSecond: from,
        toSecond: max(borders[0], borders[1], from + 1), plan: plan(using: &random))
    }
  }

  private static func plan(using random: inout SeededRandom) -> RatePlan {
    var after: Int64 = 0
    let steps = (0..<random.pick([1, 1, 2, 3])).map { index in
      if index > 0 { after += random.pick([1, 10, 30, 45, 60, 90]) }
      return RateStep(
        afterSeconds: after, price: price(using: &random),
        perSeconds: random.pick([1, 1, 60, 60, 60, 30, 7, 3600]),
        incrementSeconds: random.pick([1, 1, 1, 6, 7, 10, 30, 60, 60, 90, 250]))
    }
    return RatePlan(
      connectionFee: random.chance(3) ? price(using: &random) : .zero, steps: steps)
  }

  private static func price(using random: inout SeededRandom) -> Money {
    Money(
      micros: random.pick([
        0, 1, 200_000_000, 1_000_000, 50_000, 33_000,
        Int64.random(in: 0...2_000_000, using: &random),
        Int64.random(in: 0...300, using: &random) * 1_000_000,
      ]))
  }
}
