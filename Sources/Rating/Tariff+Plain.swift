extension Tariff {
  /// A price for each unit and nothing else, billed by `incrementSeconds`: what most of an owner's
  /// list is (the manual's «Nuevo prefijo»).
  package static func plain(
    prefix: String, description: String, price: UnitPrice, incrementSeconds: Int64 = 1
  ) -> Tariff {
    let step = RateStep(
      afterSeconds: 0, price: price.price, perSeconds: price.unit.seconds,
      incrementSeconds: incrementSeconds)
    return Tariff(
      prefix: prefix, description: description, shownPrice: price,
      plan: RatePlan(connectionFee: .zero, steps: [step]))
  }
}
