import Notation
import Rating

extension TariffRecord {
  /// In the shortest form that reads back as the same tariff.
  var object: JSONObject {
    var object = JSONObject()
    object.add("prefix", tariff.prefix)
    if !tariff.description.isEmpty { object.add("description", tariff.description) }
    object.add(tariff.plan, shownPer: tariff.shownPrice.unit)
    if tariff.shownPrice != UnitPrice(of: tariff.plan, in: tariff.shownPrice.unit) {
      var shown = JSONObject()
      shown.add("price", tariff.shownPrice.price.tariffText)
      shown.add("unit", UnitName(tariff.shownPrice.unit).rawValue)
      object.add("shown", shown)
    }
    if let maximum = tariff.maximumCharge { object.add("maximumCharge", maximum.tariffText) }
    if tariff.graceSeconds != 0 { object.add("graceSeconds", tariff.graceSeconds) }
    if !tariff.bands.isEmpty {
      object.add(
        "bands",
        tariff.bands.map { band in
          var object = JSONObject()
          object.add("days", Weekdays.text(band.weekdays))
          object.add("from", ClockTime.text(band.fromSecond))
          object.add("to", ClockTime.text(band.toSecond))
          object.add(band.plan, shownPer: PlanRecord.usualUnit(band.plan))
          return object
        })
    }
    return object
  }
}

extension JSONObject {
  /// A price with its blocks where that says it all, else steps.
  fileprivate mutating func add(_ plan: RatePlan, shownPer unit: PriceUnit) {
    if let blocks = PriceAndBlocks(plan), blocks.perSeconds == unit.seconds {
      add("unit", UnitName(unit).rawValue)
      add(blocks)
    } else if let blocks = PriceAndBlocks(plan), unit == PlanRecord.usualUnit(plan) {
      add(blocks)
      add("per", blocks.perSeconds)
    } else {
      if unit != PlanRecord.usualUnit(plan) { add("unit", UnitName(unit).rawValue) }
      add(
        "steps",
        plan.steps.map { step in
          var object = JSONObject()
          object.add("after", step.afterSeconds)
          object.add("price", step.price.tariffText)
          object.add("per", step.perSeconds)
          object.add("increment", step.incrementSeconds)
          return object
        })
    }
    if plan.connectionFee != .zero {
      add("connectionFee", plan.connectionFee.tariffText)
    }
  }

  private mutating func add(_ blocks: PriceAndBlocks) {
    add("price", blocks.price.tariffText)
    if blocks.firstBlock != blocks.increment { add("firstBlock", blocks.firstBlock) }
    if blocks.increment != 1 || blocks.firstBlock != 1 { add("increment", blocks.increment) }
  }
}

/// A plan that is one price, a first block and an increment.
private struct PriceAndBlocks {
  let price: Money
  let perSeconds: Int64
  let firstBlock: Int64
  let increment: Int64

  /// nil: it takes steps to say it.
  init?(_ plan: RatePlan) {
    guard let first = plan.steps.first, let last = plan.steps.last, plan.steps.count <= 2,
      first.afterSeconds == 0, first.price == last.price, first.perSeconds == last.perSeconds
    else { return nil }
    if plan.steps.count == 2 {
      guard last.afterSeconds == first.incrementSeconds,
        last.incrementSeconds != first.incrementSeconds
      else { return nil }
    }
    price = first.price
    perSeconds = first.perSeconds
    firstBlock = first.incrementSeconds
    increment = last.incrementSeconds
  }
}
