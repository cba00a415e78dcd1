import Rating

/// A fraction of a millionth, written down the way it is taught.
struct Fraction: Equatable {
  var top: Int128
  var bottom: Int128

  static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.bottom % right.bottom == 0 {
      let top = left.top + left.bottom / right.bottom * right.top
      return Fraction(top: top, bottom: left.bottom)
    }
    let top = left.top * right.bottom + right.top * left.bottom
    let bottom = left.bottom * right.bottom
    var (a, b) = (top, bottom)
    while b != 0 { (a, b) = (b, a % b) }
    return Fraction(top: top / a, bottom: bottom / a)
  }
}

/// What every second of a call costs, told second by second from the rules alone: it shares nothing
/// with the code it judges, and has no idea of stretches, weeks or common denominators.
struct SlowReference {
  /// charges[n]: what n seconds cost; in millionths.
  private(set) var charges: [Int] = [0]
  /// billed[n]: the seconds that n seconds of talk are billed as.
  private(set) var billed: [Int] = [0]

  init(tariff: Tariff, rounding: Rounding, answered: CivilTime, seconds: Int) {
    // Where the blocks opened by the first n seconds end, and what the first n seconds would cost.
    var billedTo = [0]
    var price = [Fraction(top: 0, bottom: 1)]
    for second in 0..<seconds {
      let end = SlowReference.blockEnd(tariff, answered, second)
      billedTo.append(max(billedTo[second], end))
    }
    for second in 0..<billedTo[seconds] {
      let step = SlowReference.step(tariff, answered, second)
      let one = Fraction(top: Int128(step.price.micros), bottom: Int128(step.perSeconds))
      price.append(price[second] + one)
    }
    let fee = Int(SlowReference.plan(tariff, answered, 0).connectionFee.micros)
    for count in 1...seconds {
      guard count > tariff.graceSeconds else {
        charges.append(0)
        billed.append(0)
        continue
      }
      var sum = price[billedTo[count]]
      if let cap = tariff.maximumCharge, sum.top > Int128(cap.micros) * sum.bottom {
        sum = Fraction(top: Int128(cap.micros), bottom: 1)
      }
      charges.append(SlowReference.rounded(sum, rounding) + fee)
      billed.append(billedTo[count])
    }
  }

  /// The fewest seconds that cost more than `amount`; nil: more than were asked about. Charges only
  /// grow, so that seconds which cost no more need not be looked at again.
  func firstSecond(above amount: Int, from start: Int) -> Int? {
    var count = charges[start] <= amount ? start : 0
    while count < charges.count {
      if charges[count] > amount { return count }
      count += 1
    }
    return nil
  }

  /// To whole amounts of the smallest there is, by what is left over.
  private static func rounded(_ sum: Fraction, _ rounding: Rounding) -> Int {
    let unit = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1][rounding.decimals]
    let below = Int(sum.top / sum.bottom) / unit * unit
    let rest = sum.top - Int128(below) * sum.bottom
    if rest == 0 { return below }
    switch rounding.mode {
    case .down: return below
    case .up: return below + unit
    case .halfUp: return rest * 2 >= Int128(unit) * sum.bottom ? below + unit : below
    }
  }

  private static func blockEnd(_ tariff: Tariff, _ answered: CivilTime, _ second: Int) -> Int {
    let step = step(tariff, answered, second)
    var end = Int(step.afterSeconds)
    while end <= second { end += Int(step.incrementSeconds) }
    return end
  }

  private static func step(_ tariff: Tariff, _ answered: CivilTime, _ second: Int) -> RateStep {
    var last: RateStep?
    for step in plan(tariff, answered, second).steps where step.afterSeconds <= second {
      last = step
    }
    guard let last else { fatalError("no step begins with the call") }
    return last
  }

  private static func plan(_ tariff: Tariff, _ answered: CivilTime, _ second: Int) -> RatePlan {
    let talked = second * 1000
    var clock = Int(answered.millisecondsIntoDay) + talked
    if let shift = answered.shifts.last(where: { $0.after.milliseconds <= talked }) {
      clock += Int(shift.shiftSeconds) * 1000
    }
    var weekday = answered.weekday
    while clock >= 86_400_000 {
      clock -= 86_400_000
      weekday = weekday == 7 ? 1 : weekday + 1
    }
    while clock < 0 {
      clock += 86_400_000
      weekday = weekday == 1 ? 7 : weekday - 1
    }
    let time = clock / 1000
    for band in tariff.bands where band.weekdays.contains(weekday) {
      if band.fromSecond <= time, time < band.toSecond { return band.plan }
    }
    return tariff.plan
  }
}
