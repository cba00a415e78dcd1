/// The unit a price is quoted for on the panel and in the list of prefixes (the manual's «Unidad»:
/// minutos, segundos).
package enum PriceUnit: UInt8, Hashable, Sendable {
  case second = 1
  case minute = 60

  package var seconds: Int64 { Int64(rawValue) }
}

/// A price as people read it: `$ 200,00 x min`.
package struct UnitPrice: Hashable, Sendable {
  /// At most six decimals.
  package var price: Money
  package var unit: PriceUnit

  package init(price: Money, unit: PriceUnit) {
    self.price = price
    self.unit = unit
  }

  /// What a plan begins with, for each unit; rounded half-up to six decimals.
  package init(of plan: RatePlan, in unit: PriceUnit) {
    guard let step = plan.steps.first else {
      self.init(price: .zero, unit: unit)
      return
    }
    let micros = Int128(step.price.micros) * Int128(unit.seconds)
    let per = Int128(step.perSeconds)
    self.init(price: Money(micros: Int64(clamping: (2 * micros + per) / (2 * per))), unit: unit)
  }
}

/// The owner's price for a prefix, or what was derived from the provider's deck: everything a
/// charge follows from.
package struct Tariff: Hashable, Sendable {
  /// Digits; the longest one that matches wins. Empty: every number.
  package var prefix: String
  package var description: String
  /// What the list and the panel show.
  package var shownPrice: UnitPrice
  /// Holds whenever no band does.
  package var plan: RatePlan
  /// The first band that covers a second overrides the plan for that second.
  package var bands: [Band]
  /// A call that ends within this time is free; seconds.
  package var graceSeconds: Int64
  /// The charge stops growing here; nil: never. The connection fee is added after it.
  package var maximumCharge: Money?

  package init(
    prefix: String, description: String, shownPrice: UnitPrice, plan: RatePlan, bands: [Band] = [],
    graceSeconds: Int64 = 0, maximumCharge: Money? = nil
  ) {
    self.prefix = prefix
    self.description = description
    self.shownPrice = shownPrice
    self.plan = plan
    self.bands = bands
    self.graceSeconds = graceSeconds
    self.maximumCharge = maximumCharge
  }

  /// That of the plan and of each band.
  var plans: [RatePlan] { [plan] + bands.map(\.plan) }
}

/// A connection fee and the steps of a price.
package struct RatePlan: Hashable, Sendable {
  /// Brought by the plan or band in which the call is answered; nothing for zero talk time.
  package var connectionFee: Money
  /// In order of `afterSeconds`; the first is 0.
  package var steps: [RateStep]

  package init(connectionFee: Money, steps: [RateStep]) {
    self.connectionFee = connectionFee
    self.steps = steps
  }
}

/// From `afterSeconds` on: `price` for each `perSeconds`, billed in whole increments anchored at
/// the start of the step.
package struct RateStep: Hashable, Sendable {
  package var afterSeconds: Int64
  package var price: Money
  package var perSeconds: Int64
  package var incrementSeconds: Int64

  package init(afterSeconds: Int64, price: Money, perSeconds: Int64, incrementSeconds: Int64) {
    self.afterSeconds = afterSeconds
    self.price = price
    self.perSeconds = perSeconds
    self.incrementSeconds = incrementSeconds
  }
}

/// A price for some hours of some days, on the shop's clock.
package struct Band: Hashable, Sendable {
  /// 1 Monday … 7 Sunday, ascending.
  package var weekdays: [Int]
  /// Seconds into the day, 0…86400; `toSecond` is not covered.
  package var fromSecond: Int64
  package var toSecond: Int64
  package var plan: RatePlan

  package init(weekdays: [Int], fromSecond: Int64, toSecond: Int64, plan: RatePlan) {
    self.weekdays = weekdays
    self.fromSecond = fromSecond
    self.toSecond = toSecond
    self.plan = plan
  }
}

/// What a customer pays and what the provider takes for one destination, as fixed when the call is
/// authorised.
package struct DestinationPrice: Hashable, Sendable {
  package var charge: Tariff
  package var cost: Tariff
  package var rounding: Rounding
  /// By which `charge` is above the provider's price; 0: it is not, or is a price of the owner's own.
  package var markup: Markup

  package init(
    charge: Tariff, cost: Tariff, rounding: Rounding, markup: Markup = Markup(percentMicros: 0)
  ) {
    self.charge = charge
    self.cost = cost
    self.rounding = rounding
    self.markup = markup
  }

  /// Whether it matters at what time a call is answered.
  package var dependsOnClock: Bool { !charge.bands.isEmpty || !cost.bands.isEmpty }
}
