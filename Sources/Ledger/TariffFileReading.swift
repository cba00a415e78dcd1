import Rating

extension TariffRecord {
  private static let keys =
    ["prefix", "description"] + PlanRecord.keys
    + ["maximumCharge", "graceSeconds", "shown", "bands"]

  package init(from decoder: any Decoder) throws {
    let fields = try RecordFields(from: decoder, knowing: TariffRecord.keys)
    guard let prefix = try fields.text("prefix") else {
      throw fields.fault("prefix", nil, expected: "0 to \(TariffLimits.prefixDigits) digits")
    }
    do {
      let bands = try fields.list("bands", of: BandRecord.self) ?? []
      let tariff = try TariffRecord.tariff(prefix, bands.flatMap(\.bands), fields)
      do throws(TariffFault) { try tariff.check() } catch {
        throw fields.fault(
          TariffRecord.written(error.key, bands), error.value, expected: error.expected)
      }
      self.init(tariff)
    } catch var error as TariffFileError {
      error.prefix = prefix
      throw error
    }
  }

  /// The key of a fault as the file has it: a band that passes midnight is one there and two in the
  /// tariff.
  private static func written(_ key: String, _ records: [BandRecord]) -> String {
    let opening = "bands["
    guard key.hasPrefix(opening), let end = key.firstIndex(of: "]"),
      let index = Int(key.dropFirst(opening.count).prefix(upTo: end))
    else { return key }
    let indices = records.indices.flatMap { place in records[place].bands.map { _ in place } }
    return indices.indices.contains(index) ? "\(opening)\(indices[index])\(key[end...])" : key
  }

  private static func tariff(
    _ prefix: String, _ bands: [Band], _ fields: RecordFields
  ) throws -> Tariff {
    let own = try PlanRecord(fields)
    guard let plan = own?.plan ?? bands.first?.plan else {
      throw fields.fault("price", nil, expected: "price, steps or bands")
    }
    if own == nil, let gap = BandRecord.gap(in: bands) {
      throw fields.fault(
        "bands", "nothing from \(gap)", expected: "a price, steps, or bands for the whole week")
    }

    let unit = own?.unit ?? PlanRecord.usualUnit(plan)
    let shown = try fields.object("shown", ShownRecord.self)?.price
    return Tariff(
      prefix: prefix, description: try fields.text("description") ?? "",
      shownPrice: shown ?? UnitPrice(of: plan, in: unit), plan: plan, bands: bands,
      graceSeconds: try fields.integer("graceSeconds", TariffLimits.graceSeconds) ?? 0,
      maximumCharge: try fields.money("maximumCharge", .zero ... .largestAmount))
  }
}

/// A price or steps, of a tariff or of a band.
struct PlanRecord {
  static let keys = ["unit", "price", "per", "firstBlock", "increment", "connectionFee", "steps"]

  let plan: RatePlan
  /// As written; nil: the one that is usual.
  let unit: PriceUnit?

  /// nil: there is neither a price nor steps.
  init?(_ fields: RecordFields) throws {
    unit = try fields.choice("unit", UnitName.self)?.unit
    let fee = try fields.money("connectionFee", .zero ... .largestPrice) ?? .zero
    if let steps = try fields.list("steps", of: StepRecord.self) {
      for key in ["price", "per", "firstBlock", "increment"] where fields.has(key) {
        throw fields.fault(key, "a key beside steps", expected: "it in each step only")
      }
      plan = RatePlan(connectionFee: fee, steps: steps.map(\.step))
    } else if let price = try fields.money("price", .zero ... .largestPrice) {
      let per = try fields.integer("per", TariffLimits.blockSeconds)
      guard let seconds = per ?? unit?.seconds, per == nil || unit == nil else {
        throw fields.fault(
          "unit", per == nil ? nil : "a key beside per",
          expected: "unit (\"minute\" or \"second\") or per (seconds), one of them")
      }
      plan = RatePlan(
        connectionFee: fee, steps: try PlanRecord.steps(price, per: seconds, fields))
    } else {
      // As good as none, but who wrote it meant something.
      for (key, expected) in [("price", "a decimal number in quotes"), ("steps", "a list")] {
        if fields.isNull(key) { throw fields.fault(key, "null", expected: expected) }
      }
      for key in PlanRecord.keys where fields.has(key) {
        throw fields.fault(key, "a key without a price", expected: "a price or steps beside it")
      }
      return nil
    }
  }

  private static func steps(
    _ price: Money, per: Int64, _ fields: RecordFields
  ) throws -> [RateStep] {
    let increment = try fields.integer("increment", TariffLimits.blockSeconds) ?? 1
    let firstBlock = try fields.integer("firstBlock", TariffLimits.blockSeconds) ?? increment
    let first = RateStep(
      afterSeconds: 0, price: price, perSeconds: per, incrementSeconds: firstBlock)
    guard firstBlock != increment else { return [first] }
    // What follows is anchored at the end of the first block.
    let rest = RateStep(
      afterSeconds: firstBlock, price: price, perSeconds: per, incrementSeconds: increment)
    return [first, rest]
  }

  /// How a price is shown when nobody says: by the second if that is how it is set.
  static func usualUnit(_ plan: RatePlan) -> PriceUnit {
    plan.steps.first?.perSeconds == 1 ? .second : .minute
  }
}

enum UnitName: String, CaseIterable {
  case minute
  case second

  init(_ unit: PriceUnit) {
    self =
      switch unit {
      case .minute: .minute
      case .second: .second
      }
  }

  var unit: PriceUnit {
    switch self {
    case .minute: .minute
    case .second: .second
    }
  }
}

private struct StepRecord: Decodable {
  let step: RateStep

  init(from decoder: any Decoder) throws {
    let fields = try RecordFields(
      from: decoder, knowing: ["after", "price", "per", "increment"])
    let isFirst = decoder.codingPath.last?.intValue == 0
    guard let after = try fields.integer("after", TariffLimits.afterSeconds) ?? (isFirst ? 0 : nil)
    else { throw fields.fault("after", nil, expected: "the second at which the step begins") }
    guard let price = try fields.money("price", .zero ... .largestPrice) else {
      throw fields.fault("price", nil, expected: "a decimal number in quotes")
    }
    guard let per = try fields.integer("per", TariffLimits.blockSeconds) else {
      throw fields.fault("per", nil, expected: "the seconds that the price is for")
    }
    step = RateStep(
      afterSeconds: after, price: price, perSeconds: per,
      incrementSeconds: try fields.integer("increment", TariffLimits.blockSeconds) ?? 1)
  }
}

private struct ShownRecord: Decodable {
  let price: UnitPrice

  init(from decoder: any Decoder) throws {
    let fields = try RecordFields(from: decoder, knowing: ["price", "unit"])
    guard let money = try fields.money("price", .zero ... .largestPrice) else {
      throw fields.fault("price", nil, expected: "a decimal number in quotes")
    }
    guard let unit = try fields.choice("unit", UnitName.self)?.unit else {
      throw fields.fault("unit", nil, expected: "minute or second")
    }
    price = UnitPrice(price: money, unit: unit)
  }
}
