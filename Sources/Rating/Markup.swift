/// The owner's gain over the provider's cost. Every amount of a deck entry is raised by it and
/// rounded half-up to six decimals; that is then the price that is shown, stored and billed.
package struct Markup: Hashable, Sendable {
  /// 10,000 %: what an owner may add at most.
  package static let largestPercent = Money(micros: 10_000_000_000)

  /// Millionths of a per cent: 10 % is 10,000,000. Not negative.
  package let percentMicros: Int64

  package init(percentMicros: Int64) { self.percentMicros = percentMicros }

  /// `12.5`, without the sign.
  package var percent: Money { Money(micros: percentMicros) }

  package func raise(_ tariff: Tariff) -> Tariff {
    var raised = tariff
    raised.plan = raise(tariff.plan)
    for index in raised.bands.indices { raised.bands[index].plan = raise(raised.bands[index].plan) }
    raised.maximumCharge = tariff.maximumCharge.map(raise)
    raised.shownPrice =
      tariff.shownPrice == UnitPrice(of: tariff.plan, in: tariff.shownPrice.unit)
      ? UnitPrice(of: raised.plan, in: tariff.shownPrice.unit)
      : UnitPrice(price: raise(tariff.shownPrice.price), unit: tariff.shownPrice.unit)
    return raised
  }

  private func raise(_ plan: RatePlan) -> RatePlan {
    RatePlan(
      connectionFee: raise(plan.connectionFee),
      steps: plan.steps.map { step in
        var raised = step
        raised.price = raise(step.price)
        return raised
      })
  }

  /// What does not fit in `Money` becomes the largest there is.
  package func raise(_ money: Money) -> Money {
    let whole: Int128 = 100_000_000
    let raised = Int128(money.micros) * (whole + Int128(percentMicros))
    return Money(micros: Int64(clamping: (raised + whole / 2) / whole))
  }
}
