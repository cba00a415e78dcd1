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
      after += random.pick([
        Int64.random(in: 0...200_000, using: &random),
        Int64.random(in: 0...200, using: &random) * 1000,
      ])
      shifts.append(
        CivilTime.Shift(
          after: TalkTime(milliseconds: after),
          shiftSeconds: random.pick([3600, -3600, 1800, -1800, 0, 40, -40, 86_400])))
    }
    answered = CivilTime(
      weekday: Int.random(in: 1...7, using: &random), millisecondsIntoDay: time, shifts: shifts)
    rounding = Rounding(
      mode: random.pick(Rounding.Mode.allCases), decimals: Int.random(in: 0...6, using: &random))
    // One in twenty tariffs has prices about the largest there are.
    let isDear = random.chance(20)
    tariff = Tariff(
      prefix: "56", description: "", shownPrice: UnitPrice(price: .zero, unit: .minute),
      plan: RandomCall.plan(isDear, using: &random),
      bands: RandomCall.bands(
        around: time / 1000, shifts.map(\.shiftSeconds), isDear, using: &random),
      graceSeconds: random.pick([0, 0, 0, 1, 3, 10, 60, 100]),
      maximumCharge: random.chance(4) ? RandomCall.maximum(isDear, using: &random) : nil)
  }

  /// Borders near the answer by the clock before or after one of its shifts; past midnight they are
  /// the next day's.
  private static func bands(
    around time: Int64, _ shifts: [Int64], _ isDear: Bool, using random: inout SeededRandom
  ) -> [Band] {
    (0..<random.pick([0, 0, 1, 1, 2, 3])).map { _ in
      let borders = (0..<2).map { _ in
        let near = time + random.pick([0] + shifts) + random.pick([-30, 0, 1, 45, 60, 61, 150])
        return random.pick([0, 86_400, (near + 2 * 86_400) % 86_400])
      }
      let from = min(borders[0], borders[1], 86_399)
      let weekdays = (1...7).filter { _ in !random.chance(3) }
      return Band(
        weekdays: weekdays.isEmpty ? [3] : weekdays, fromSecond: from,
        toSecond: max(borders[0], borders[1], from + 1), plan: plan(isDear, using: &random))
    }
  }

  private static func plan(_ isDear: Bool, using random: inout SeededRandom) -> RatePlan {
    RatePlan(
      connectionFee: random.chance(3) ? price(isDear, using: &random) : .zero,
      steps: random.chance(4)
        ? firstBlock(isDear, using: &random) : steps(isDear, using: &random))
  }

  /// A price with a first block, and increments anchored at its end.
  private static func firstBlock(
    _ isDear: Bool, using random: inout SeededRandom
  ) -> [RateStep] {
    let price = price(isDear, using: &random)
    let perSeconds: Int64 = random.pick([1, 60])
    let firstBlock: Int64 = random.pick([1, 6, 30, 60, 90])
    let increment: Int64 = random.pick([1, 6, 10, 60])
    return [(0, firstBlock), (firstBlock, increment)].map { after, increment in
      RateStep(
        afterSeconds: after, price: price, perSeconds: perSeconds, incrementSeconds: increment)
    }
  }

  private static func steps(_ isDear: Bool, using random: inout SeededRandom) -> [RateStep] {
    var after: Int64 = 0
    return (0..<random.pick([1, 1, 2, 3, 5])).map { index in
      if index > 0 { after += random.pick([1, 10, 30, 45, 60, 90]) }
      return RateStep(
        afterSeconds: after, price: price(isDear, using: &random),
        perSeconds: random.pick([1, 1, 60, 60, 60, 30, 7, 3600]),
        incrementSeconds: random.pick([1, 1, 1, 6, 7, 10, 30, 60, 60, 90, 250]))
    }
  }

  private static func price(_ isDear: Bool, using random: inout SeededRandom) -> Money {
    if isDear {
      let below = Money(micros: Int64.random(in: 0...2_000_000, using: &random))
      return random.pick([.largestPrice, .largestPrice - below])
    }
    return Money(
      micros: random.pick([
        0, 1, 200_000_000, 1_000_000, 50_000, 33_000,
        Int64.random(in: 0...2_000_000, using: &random),
        Int64.random(in: 0...300, using: &random) * 1_000_000,
      ]))
  }

  private static func maximum(_ isDear: Bool, using random: inout SeededRandom) -> Money {
    isDear ? random.pick([.largestAmount, .largestPrice]) : price(false, using: &random)
  }
}
