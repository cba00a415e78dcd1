package import Rating

/// Why a call costs what it does, in words: what a quote and a call say alike, on a page and on the
/// command line.
package struct ExplanationWords {
  package let say: Language
  /// One that is not known writes bare amounts.
  package let currency: AmountFormat
  /// Times are told as `1 min 8 s`, as on the page around them; else as `68 s`, as calls are listed.
  private let tellsMinutes: Bool

  /// One row of the explanation; the amounts of all rows sum to the charge.
  package struct Line: Hashable {
    /// `68 s, a $ 200,00 x min`
    package var words: String
    /// `$ 226,67`, with `≈` before it where that is not the whole truth.
    package var amount: String

    package init(words: String, amount: String) {
      (self.words, self.amount) = (words, amount)
    }
  }

  package init(_ say: Language, _ currency: AmountFormat, tellsMinutes: Bool = false) {
    self.say = say
    self.currency = currency
    self.tellsMinutes = tellsMinutes
  }

  /// In order; empty: the call took no time, or nobody pays for it.
  package func lines(of explanation: Explanation) -> [Line] {
    explanation.lines.map { Line(words: words($0.reason), amount: amount($0.amount)) }
  }

  // MARK: Reasons

  private func words(_ reason: ExplanationLine.Reason) -> String {
    switch reason {
    case .talk(let rate): talk(rate)
    case .maximumCharge(let maximum): say("Cobro máximo de ", "At most ") + priceText(maximum)
    case .rounding(let rounding): say(words(rounding))
    case .connectionFee(let band):
      say("Cargo de conexión", "Connection fee") + (band.map { ", \(hours($0))" } ?? "")
    case .grace(let seconds):
      say("Gratis hasta \(span(seconds))", "Free up to \(span(seconds))")
    }
  }

  /// `68 s, a $ 200,00 x min`; `2 bloques de 60 s desde el segundo 61, a $ 120,00 x min (sáb y dom
  /// 00:00–24:00)`. The first second of a call is the first, not the zeroth.
  private func talk(_ rate: TalkedAtRate) -> String {
    let increment = rate.step.incrementSeconds
    // A border of the rate may divide a block: then the seconds are what can be added up.
    let isWhole = increment > 1 && rate.seconds % increment == 0
    var text =
      isWhole
      ? blocks(rate.blocks, of: increment)
      : span(rate.seconds)
    if rate.firstSecond > 0, tellsMinutes {
      let passed = span(rate.firstSecond)
      text += say(" después de \(passed)", " after \(passed)")
    } else if rate.firstSecond > 0 {
      let first = rate.firstSecond + 1
      text += say(" desde el segundo \(first)", " from second \(first) on")
    }
    text += say(", a ", " at ") + price(rate.step)
    if let band = rate.band { text += " (\(hours(band)))" }
    return text
  }

  private func blocks(_ count: Int64, of seconds: Int64) -> String {
    say(
      count == 1
        ? Words("1 bloque de \(span(seconds))", "1 block of \(span(seconds))")
        : Words("\(count) bloques de \(span(seconds))", "\(count) blocks of \(span(seconds))"))
  }

  private func span(_ seconds: Int64) -> String {
    tellsMinutes ? time(seconds: seconds) : "\(seconds) s"
  }

  private func words(_ rounding: Rounding) -> Words {
    let unit = currency.amount(currency.smallest)
    return switch rounding.mode {
    case .halfUp: Words("Redondeo a \(unit)", "Rounded to \(unit)")
    case .up: Words("Redondeo hacia arriba, a \(unit)", "Rounded up to \(unit)")
    case .down: Words("Redondeo hacia abajo, a \(unit)", "Rounded down to \(unit)")
    }
  }

  // MARK: Prices, hours and amounts

  /// `$ 200,00 x min`, `$ 0,40 por 30 s`.
  package func price(_ step: RateStep) -> String {
    guard currency.isKnown else {
      return priceText(step.price) + say(" por ", " per ") + "\(step.perSeconds) s"
    }
    switch step.perSeconds {
    case 60: return say.price(UnitPrice(price: step.price, unit: .minute), in: currency)
    case 1: return say.price(UnitPrice(price: step.price, unit: .second), in: currency)
    case let seconds:
      return say("\(priceText(step.price)) por ", "\(priceText(step.price)) per ") + "\(seconds) s"
    }
  }

  /// Every decimal that there is: a fee or a price is what it is.
  package func priceText(_ price: Money) -> String {
    currency.isKnown
      ? currency.priceAlone(UnitPrice(price: price, unit: .minute)) : say.decimal(price.decimalText)
  }

  /// `lun–vie 08:00–20:00`.
  package func hours(_ band: Band) -> String {
    "\(days(band.weekdays)) \(ClockTime.text(band.fromSecond))–\(ClockTime.text(band.toSecond))"
  }

  /// `lun–vie, dom`; 1 is Monday.
  package func days(_ weekdays: [Int]) -> String {
    Weekdays.runs(of: weekdays).map { days in
      let (first, last) = (day(days.lowerBound), day(days.upperBound))
      return first == last ? first : "\(first)–\(last)"
    }.joined(separator: ", ")
  }

  /// `lun`; 1 is Monday.
  package func day(_ weekday: Int) -> String {
    Weekday(rawValue: weekday).map { say($0) } ?? "?"
  }

  /// `1 min 8 s`, `45 s`, `2 h`.
  package func time(seconds: Int64) -> String {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let shown = parts.filter { $0.0 > 0 }
    return shown.isEmpty ? "0 s" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// With two decimals more than amounts have; what is lost to that is owned up to.
  private func amount(_ exact: ExactAmount) -> String {
    let places = min(currency.decimals + 2, 6)
    let finest = (places..<6).reduce(Int64(1)) { power, _ in power * 10 }
    let nearest = exact.nearest.micros
    // What would read as nothing is told to the last decimal.
    let shown = abs(nearest) < finest ? nearest : Self.rounded(nearest, to: finest)
    let isExact = Int128(shown) * exact.denominator == exact.numerator * 1_000_000
    return (isExact ? "" : "≈ ") + priceText(Money(micros: shown))
  }

  private static func rounded(_ micros: Int64, to finest: Int64) -> Int64 {
    let half = micros < 0 ? -finest / 2 : finest / 2
    return (micros + half) / finest * finest
  }
}
