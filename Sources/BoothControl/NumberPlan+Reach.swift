/// Which beginnings of numbers can be dialled in a shop at all: a price for another is never looked
/// up.
package struct DialReach: Sendable {
  private let plan: NumberPlan
  /// Of all carriers.
  private let codes: [String]
  /// Plain numbers first, then those behind each carrier's code.
  private var ways: [Way]
  /// Digits that may still be followed: a list of 100,000 prefixes takes some two million.
  private var digitsLeft: Int

  package static let mostDigits = 5_000_000

  package init(_ plan: NumberPlan, digits: Int = mostDigits) {
    self.plan = plan
    codes = plan.carrierCodes + plan.refusedCarrierCodes
    ways =
      [Way(NumberPlan.Walk(plan))]
      + plan.carrierCodes.filter(NumberPlan.isNumber).map { code in
        var walk = NumberPlan.Walk(plan)
        for digit in code.utf8 where !walk.isOver { walk.take(digit) }
        return Way(walk)
      }
    digitsLeft = digits
  }

  /// Whether some number that the digit map takes begins so, as it is rated; nil: that would take
  /// too long to find out. Cheapest in the order of the prefixes.
  package mutating func reaches(_ prefix: String) -> Bool? {
    if prefix.isEmpty || reachesPlainly(prefix) { return true }
    let replaced = plan.carrierReplaces
    guard prefix.utf8.starts(with: replaced.utf8) || replaced.utf8.starts(with: prefix.utf8) else {
      return digitsLeft > 0 ? false : nil
    }
    let chosen = String(prefix.dropFirst(replaced.utf8.count))
    for way in ways.indices.dropFirst() where isOnTheWay(progress(chosen, way)) { return true }
    return digitsLeft > 0 ? false : nil
  }

  /// As it is dialled. Behind a carrier's code a number is rated without it, or refused; the code by
  /// itself may be a service.
  private mutating func reachesPlainly(_ prefix: String) -> Bool {
    let progress = progress(prefix, 0)
    guard let code = codes.first(where: { prefix.utf8.starts(with: $0.utf8) }) else {
      return isOnTheWay(progress)
    }
    return code == prefix && (progress == .complete || progress == .completeMayGrow)
  }

  private func isOnTheWay(_ progress: DialProgress) -> Bool {
    switch progress {
    case .incomplete, .completeMayGrow, .complete: true
    case .emergency, .impossible: false
    }
  }

  private mutating func progress(_ digits: String, _ way: Int) -> DialProgress {
    ways[way].follow(Array(digits.utf8), &digitsLeft)
  }

  /// A walk through the map, with all the places on the way of the last prefix: the next one often
  /// begins like it.
  private struct Way: Sendable {
    private var digits: [UInt8] = []
    /// One more than digits.
    private var walks: [NumberPlan.Walk]

    init(_ start: NumberPlan.Walk) { walks = [start] }

    mutating func follow(_ prefix: [UInt8], _ digitsLeft: inout Int) -> DialProgress {
      let shared = zip(digits, prefix).prefix { $0 == $1 }.count
      digits.removeLast(digits.count - shared)
      walks.removeLast(walks.count - 1 - shared)
      while digits.count < prefix.count {
        // A number that is over takes no further digit, and a free one has no price.
        guard digitsLeft > 0, var walk = walks.last, !walk.isOver else { return .impossible }
        digitsLeft -= 1
        walk.take(prefix[digits.count])
        digits.append(prefix[digits.count])
        walks.append(walk)
      }
      return walks.last?.progress ?? .impossible
    }
  }
}
