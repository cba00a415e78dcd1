/// What in a tariff cannot be billed.
package struct TariffFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where, in the words of the tariff file: `bands[1].steps[0].per`.
  package var key: String
  /// What stands there.
  package var value: String
  package var expected: String

  package init(key: String, value: String, expected: String) {
    self.key = key
    self.value = value
    self.expected = expected
  }

  package var description: String { "\(key): «\(value)»: expected \(expected)" }
}

/// Within these limits no charge overflows, and nothing the owner writes takes long to bill.
package enum TariffLimits {
  package static let prefixDigits = DigitKey.longest
  package static let descriptionBytes = 200
  /// One day; of an increment, a first block and the time a price is for.
  package static let blockSeconds: ClosedRange<Int64> = 1...86_400
  /// The longest call: 2^32 ms.
  package static let afterSeconds: ClosedRange<Int64> = 0...4_294_967
  package static let graceSeconds: ClosedRange<Int64> = 0...86_400
  package static let steps = 1...32
  package static let bands = 0...64
  /// Of the least common multiple of a tariff's `perSeconds`, in which its sums are kept.
  package static let commonSeconds: Int64 = 1_000_000_000
}

extension Tariff {
  /// Throws what is wrong with the tariff, the first of it. What comes from a file, a form or a
  /// database passes through here before it is billed.
  package func check() throws(TariffFault) {
    guard prefix.utf8.count <= TariffLimits.prefixDigits,
      prefix.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else {
      throw TariffFault(
        key: "prefix", value: prefix, expected: "0 to \(TariffLimits.prefixDigits) digits")
    }
    guard description.utf8.count <= TariffLimits.descriptionBytes else {
      throw TariffFault(
        key: "description", value: description,
        expected: "at most \(TariffLimits.descriptionBytes) bytes")
    }
    try check(shownPrice.price, .zero ... .largestPrice, "price")
    try check(graceSeconds, TariffLimits.graceSeconds, "graceSeconds")
    if let maximumCharge {
      try check(maximumCharge, .zero ... .largestAmount, "maximumCharge")
    }
    try check(Int64(bands.count), TariffLimits.bands, "bands")
    try check(plan, "")
    for (index, band) in bands.enumerated() { try check(band, "bands[\(index)].") }
    try checkCommonSeconds()
  }

  private func check(_ band: Band, _ place: String) throws(TariffFault) {
    guard !band.weekdays.isEmpty, band.weekdays.allSatisfy((1...7).contains),
      zip(band.weekdays, band.weekdays.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw TariffFault(
        key: "\(place)days", value: "\(band.weekdays)",
        expected: "weekdays from 1 to 7, ascending, at least one")
    }
    try check(band.fromSecond, 0...(Quote.day - 1), "\(place)from")
    try check(band.toSecond, (band.fromSecond + 1)...Quote.day, "\(place)to")
    try check(band.plan, place)
  }

  private func check(_ plan: RatePlan, _ place: String) throws(TariffFault) {
    try check(plan.connectionFee, .zero ... .largestPrice, "\(place)connectionFee")
    try check(Int64(plan.steps.count), TariffLimits.steps, "\(place)steps")
    for (index, step) in plan.steps.enumerated() {
      let stepPlace = "\(place)steps[\(index)]."
      // The first step starts the call, each other one later than the one before it.
      guard index > 0 || step.afterSeconds == 0 else {
        throw TariffFault(
          key: "\(stepPlace)after", value: "\(step.afterSeconds)",
          expected: "0: the first step begins with the call")
      }
      if index > 0 {
        let least = plan.steps[index - 1].afterSeconds + 1
        let most = max(least, TariffLimits.afterSeconds.upperBound)
        try check(step.afterSeconds, least...most, "\(stepPlace)after")
      }
      try check(step.afterSeconds, TariffLimits.afterSeconds, "\(stepPlace)after")
      try check(step.price, .zero ... .largestPrice, "\(stepPlace)price")
      try check(step.perSeconds, TariffLimits.blockSeconds, "\(stepPlace)per")
      try check(step.incrementSeconds, TariffLimits.blockSeconds, "\(stepPlace)increment")
    }
  }

  private func checkCommonSeconds() throws(TariffFault) {
    var common: Int64 = 1
    for plan in plans {
      for step in plan.steps {
        common = leastCommonMultiple(common, step.perSeconds)
        guard common <= TariffLimits.commonSeconds else {
          throw TariffFault(
            key: "per", value: "\(step.perSeconds)",
            expected: "times whose least common multiple is at most "
              + "\(TariffLimits.commonSeconds) seconds")
        }
      }
    }
  }

  private func check(
    _ money: Money, _ range: ClosedRange<Money>, _ key: String
  ) throws(TariffFault) {
    guard !range.contains(money) else { return }
    let expected = "\(range.lowerBound.decimalText) to \(range.upperBound.decimalText)"
    throw TariffFault(key: key, value: money.decimalText, expected: expected)
  }

  private func check<Bound: FixedWidthInteger>(
    _ number: Int64, _ range: ClosedRange<Bound>, _ key: String
  ) throws(TariffFault) {
    guard number < range.lowerBound || number > range.upperBound else { return }
    throw TariffFault(
      key: key, value: "\(number)", expected: "\(range.lowerBound) to \(range.upperBound)")
  }
}
