import Notation
import Rating

/// A tariff in the fields of «Nuevo prefijo», as they are typed, and what is wrong with them.
struct TariffForm: Hashable, Sendable {
  var prefix = ""
  /// That the empty prefix is meant, which prices every number that has no longer one.
  var isForAll = false
  var description = ""
  var unit = PriceUnit.minute
  var price = ""
  var fee = ""
  var firstBlock = ""
  var increment = ""
  var grace = ""
  var maximum = ""
  var steps = [StepRow](repeating: StepRow(), count: TariffForm.stepRows)
  var bands = [BandRow](repeating: BandRow(), count: TariffForm.bandRows)
  /// By the names of the fields.
  var faults: [String: Words] = [:]

  static let stepRows = 4
  static let bandRows = 4

  /// Another price after some seconds.
  struct StepRow: Hashable, Sendable {
    var after = ""
    var price = ""
    var increment = ""

    var isEmpty: Bool { self == StepRow() }
  }

  /// Another price at some hours.
  struct BandRow: Hashable, Sendable {
    /// 1 Monday … 7 Sunday.
    var days: [Int] = []
    var from = ""
    var to = ""
    var price = ""
    var fee = ""

    var isEmpty: Bool { self == BandRow() }
  }

  /// Of a row's field; rows count from 0, their names from 1.
  static func name(_ row: String, _ index: Int, _ field: String) -> String {
    "\(row)-\(index + 1)-\(field)"
  }

  init() {}

  /// What was sent.
  init(_ form: Form) {
    prefix = form["prefix"].filter { $0 != " " && $0 != "+" }
    isForAll = form.has("all")
    description = form["description"]
    unit = form["unit"] == "second" ? .second : .minute
    price = form["price"]
    fee = form["fee"]
    firstBlock = form["first"]
    increment = form["increment"]
    grace = form["grace"]
    maximum = form["maximum"]
    for index in steps.indices {
      steps[index] = StepRow(
        after: form[Self.name("step", index, "after")],
        price: form[Self.name("step", index, "price")],
        increment: form[Self.name("step", index, "increment")])
    }
    for index in bands.indices {
      bands[index] = BandRow(
        days: (1...7).filter { form.has(Self.name("band", index, "day-\($0)")) },
        from: form[Self.name("band", index, "from")], to: form[Self.name("band", index, "to")],
        price: form[Self.name("band", index, "price")],
        fee: form[Self.name("band", index, "fee")])
    }
  }

  /// Whether one of the folded fields says something, or is wrong.
  var isAdvanced: Bool {
    let plain: Set<String> = ["prefix", "description", "unit", "price"]
    return [fee, firstBlock, increment, grace, maximum].contains { !$0.isEmpty }
      || steps.contains { !$0.isEmpty } || bands.contains { !$0.isEmpty }
      || faults.keys.contains { !plain.contains($0) }
  }

  /// The first field that is wrong, in the order of the page; nil: none is.
  var firstFault: String? {
    var names = ["prefix", "description", "price", "fee", "first", "increment", "grace", "maximum"]
    for index in steps.indices {
      names += ["after", "price", "increment"].map { Self.name("step", index, $0) }
    }
    for index in bands.indices {
      names += ["days", "from", "to", "price", "fee"].map { Self.name("band", index, $0) }
    }
    return names.first { faults[$0] != nil }
  }
}

// MARK: From a tariff

extension TariffForm {
  /// nil: there is more to the tariff than the form has room for. What the form shows is exactly what
  /// reading it gives again.
  init?(showing tariff: Tariff, _ currency: AmountFormat) {
    self.init()
    prefix = tariff.prefix
    isForAll = prefix.isEmpty
    description = tariff.description
    unit = tariff.shownPrice.unit
    guard let first = tariff.plan.steps.first else { return nil }
    price = TypedAmount.text(first.price)
    fee = Self.optional(tariff.plan.connectionFee)
    grace = tariff.graceSeconds == 0 ? "" : "\(tariff.graceSeconds)"
    maximum = tariff.maximumCharge.map(TypedAmount.text) ?? ""

    var others = tariff.plan.steps.dropFirst()
    var increment = first.incrementSeconds
    if tariff.plan.hasFirstBlock { increment = others.removeFirst().incrementSeconds }
    firstBlock = first.incrementSeconds == increment ? "" : "\(first.incrementSeconds)"
    self.increment = increment == 1 ? "" : "\(increment)"
    guard others.count <= Self.stepRows else { return nil }
    for (index, step) in others.enumerated() {
      steps[index] = StepRow(
        after: "\(step.afterSeconds)", price: TypedAmount.text(step.price),
        increment: step.incrementSeconds == 1 ? "" : "\(step.incrementSeconds)")
    }

    let rows = Self.rows(of: tariff.bands)
    guard rows.count <= Self.bandRows else { return nil }
    for (index, band) in rows.enumerated() {
      guard let price = band.plan.steps.first?.price else { return nil }
      let isSameFee = band.plan.connectionFee == tariff.plan.connectionFee
      bands[index] = BandRow(
        days: band.weekdays, from: ClockTime.text(band.fromSecond),
        to: ClockTime.text(band.toSecond), price: TypedAmount.text(price),
        fee: isSameFee ? "" : TypedAmount.text(band.plan.connectionFee))
    }
    var again = self
    guard again.tariff(currency) == tariff else { return nil }
  }

  private static func optional(_ money: Money) -> String {
    money == .zero ? "" : TypedAmount.text(money)
  }

  /// A band that passes midnight is two in the tariff and one in the form.
  static func rows(of bands: [Band]) -> [Band] {
    var rows: [Band] = []
    var rest = bands[...]
    while var band = rest.popFirst() {
      if band.toSecond == 86_400, let next = rest.first, next.fromSecond == 0,
        next.toSecond < band.fromSecond, next.plan == band.plan,
        next.weekdays == nextDays(band.weekdays)
      {
        band.toSecond = next.toSecond
        rest.removeFirst()
      }
      rows.append(band)
    }
    return rows
  }

  static func nextDays(_ weekdays: [Int]) -> [Int] { weekdays.map { $0 % 7 + 1 }.sorted() }
}
