import Notation
import Rating

/// What the fields mean.
extension TariffForm {
  /// The tariff that they make; nil: something is wrong, and `faults` says what.
  mutating func tariff(_ currency: AmountFormat) -> Tariff? {
    faults = [:]
    readWords()
    let plain = amount(price, "price", currency, isNeeded: true)
    let fee = amount(fee, "fee", currency) ?? .zero
    let increment = seconds(self.increment, "increment", TariffLimits.blockSeconds) ?? 1
    let firstBlock = seconds(self.firstBlock, "first", TariffLimits.blockSeconds) ?? increment
    let blocks = (first: firstBlock, then: increment)
    var plan = RatePlan(
      connectionFee: fee, steps: Self.steps(plain ?? .zero, per: unit, blocks))
    addSteps(to: &plan, currency)
    let bands = bands(blocks, fee: fee, currency)
    let grace = seconds(self.grace, "grace", TariffLimits.graceSeconds) ?? 0
    let maximum = amount(maximum, "maximum", currency, most: .largestAmount)
    guard faults.isEmpty, let plain else { return nil }
    let tariff = Tariff(
      prefix: prefix, description: description,
      shownPrice: UnitPrice(price: plain, unit: unit), plan: plan, bands: bands,
      graceSeconds: grace, maximumCharge: maximum)
    do throws(TariffFault) { try tariff.check() } catch {
      // What each field is asked above leaves nothing; whatever it were, nothing is guessed.
      faults["price"] = Words("\(error)", "\(error)")
      return nil
    }
    return tariff
  }

  /// What every number is charged by has no prefix that could stand for its description.
  mutating func expectDescription() {
    guard isForAll, prefix.isEmpty, description.isEmpty else { return }
    faults["description"] = Words(
      "Escriba qué destino verá el cliente.", "Type the destination that the customer sees.")
  }

  private mutating func readWords() {
    let digits = TariffLimits.prefixDigits
    if prefix.utf8.count > digits || !prefix.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      faults["prefix"] = Words(
        "Solo cifras, hasta \(digits).", "Digits alone, at most \(digits).")
    }
    if prefix.isEmpty, !isForAll {
      faults["prefix"] = Words(
        "Escriba un prefijo, o marque abajo que el precio es para todos los números.",
        "Type a prefix, or tick below that the price is for every number.")
    }
    if description.utf8.count > TariffLimits.descriptionBytes || description.hasControls {
      faults["description"] = Words(
        "Hasta \(TariffLimits.descriptionBytes) letras, en una línea y sin signos invisibles.",
        "At most \(TariffLimits.descriptionBytes) letters, on one line, none of them invisible.")
    }
  }

  /// A price and the blocks it is billed in: the increment is anchored at the end of the first block.
  private static func steps(
    _ price: Money, per unit: PriceUnit, _ blocks: (first: Int64, then: Int64)
  ) -> [RateStep] {
    let first = RateStep(
      afterSeconds: 0, price: price, perSeconds: unit.seconds, incrementSeconds: blocks.first)
    guard blocks.first != blocks.then else { return [first] }
    return [
      first,
      RateStep(
        afterSeconds: blocks.first, price: price, perSeconds: unit.seconds,
        incrementSeconds: blocks.then),
    ]
  }

  private mutating func addSteps(to plan: inout RatePlan, _ currency: AmountFormat) {
    for (index, row) in steps.enumerated() where !row.isEmpty {
      func name(_ field: String) -> String { Self.name("step", index, field) }
      let price = amount(row.price, name("price"), currency, isNeeded: true)
      let increment = seconds(row.increment, name("increment"), TariffLimits.blockSeconds) ?? 1
      let least = (plan.steps.last?.afterSeconds ?? 0) + 1
      guard
        let after = seconds(
          row.after, name("after"), least...TariffLimits.afterSeconds.upperBound, isNeeded: true)
      else { continue }
      plan.steps.append(
        RateStep(
          afterSeconds: after, price: price ?? .zero, perSeconds: unit.seconds,
          incrementSeconds: increment))
    }
  }

  private mutating func bands(
    _ blocks: (first: Int64, then: Int64), fee: Money, _ currency: AmountFormat
  ) -> [Band] {
    var read: [Band] = []
    for (index, row) in bands.enumerated() where !row.isEmpty {
      func name(_ field: String) -> String { Self.name("band", index, field) }
      if row.days.isEmpty {
        faults[name("days")] = Words("Marque al menos un día.", "Tick at least one day.")
      }
      let price = amount(row.price, name("price"), currency, isNeeded: true)
      let bandFee = amount(row.fee, name("fee"), currency) ?? fee
      let from = clock(row.from, name("from")) ?? 0
      var to = clock(row.to, name("to")) ?? Self.day
      if to == 0 { to = Self.day }
      if from == Self.day || from == to {
        faults[name("to")] = Words("Otra hora que la primera.", "Another time than the first.")
      }
      let plan = RatePlan(
        connectionFee: bandFee, steps: Self.steps(price ?? .zero, per: unit, blocks))
      guard from > to else {
        read.append(Band(weekdays: row.days, fromSecond: from, toSecond: to, plan: plan))
        continue
      }
      // One that ends at an earlier hour than it begins goes on into the next day.
      read.append(Band(weekdays: row.days, fromSecond: from, toSecond: Self.day, plan: plan))
      read.append(
        Band(weekdays: Self.nextDays(row.days), fromSecond: 0, toSecond: to, plan: plan))
    }
    return read
  }

  private static let day: Int64 = 86_400

  // MARK: Fields

  /// nil: it is empty, or wrong.
  private mutating func amount(
    _ text: String, _ name: String, _ currency: AmountFormat, isNeeded: Bool = false,
    most: Money = .largestPrice
  ) -> Money? {
    guard !text.isEmpty else {
      if isNeeded { faults[name] = Words("Falta el precio.", "The price is missing.") }
      return nil
    }
    if let money = TypedAmount.read(text, decimals: 6, symbol: currency.symbol),
      (.zero...most).contains(money)
    {
      return money
    }
    let largest = TypedAmount.text(most).prefix { $0 != "," }
    faults[name] = Words(
      "Un monto de 0 a \(largest), con coma para los decimales: 150 o 0,5.",
      "An amount from 0 to \(largest), with a comma before decimals: 150 or 0,5.")
    return nil
  }

  /// nil: it is empty, or wrong.
  private mutating func seconds(
    _ text: String, _ name: String, _ range: ClosedRange<Int64>, isNeeded: Bool = false
  ) -> Int64? {
    if text.isEmpty, !isNeeded { return nil }
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    if isDigits, let seconds = Int64(text), range.contains(seconds) { return seconds }
    faults[name] = Words(
      "Segundos enteros, de \(range.lowerBound) a \(range.upperBound).",
      "Whole seconds, from \(range.lowerBound) to \(range.upperBound).")
    return nil
  }

  /// `8`, `8:30`, `08:30`, `24:00`; nil: it is empty, or wrong.
  private mutating func clock(_ text: String, _ name: String) -> Int64? {
    guard !text.isEmpty else { return nil }
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 { parts.append("00") }
    if parts[0].count == 1 { parts[0] = "0" + parts[0] }
    if let seconds = ClockTime.read(parts.joined(separator: ":")) { return seconds }
    faults[name] = Words("Una hora de 00:00 a 24:00.", "A time from 00:00 to 24:00.")
    return nil
  }
}

// MARK: As a record

extension TariffForm {
  /// A record of a tariff file, for whoever keeps the prices: of a tariff that the form made.
  static func record(_ tariff: Tariff) -> [UInt8] {
    var record = JSONObject()
    record.add("prefix", tariff.prefix)
    record.add("description", tariff.description)
    record.add("unit", tariff.shownPrice.unit == .minute ? "minute" : "second")
    add(tariff.plan, to: &record)
    if let maximum = tariff.maximumCharge { record.add("maximumCharge", maximum.decimalText) }
    if tariff.graceSeconds > 0 { record.add("graceSeconds", tariff.graceSeconds) }
    if !tariff.bands.isEmpty {
      record.add(
        "bands",
        tariff.bands.map { band in
          var object = JSONObject()
          object.add("days", Weekdays.text(band.weekdays))
          object.add("from", ClockTime.text(band.fromSecond))
          object.add("to", ClockTime.text(band.toSecond))
          add(band.plan, to: &object)
          return object
        })
    }
    return record.json.bytes
  }

  private static func add(_ plan: RatePlan, to record: inout JSONObject) {
    record.add("connectionFee", plan.connectionFee.decimalText)
    record.add(
      "steps",
      plan.steps.map { step in
        var object = JSONObject()
        object.add("after", step.afterSeconds)
        object.add("price", step.price.decimalText)
        object.add("per", step.perSeconds)
        object.add("increment", step.incrementSeconds)
        return object
      })
  }
}
