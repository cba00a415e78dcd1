import Notation
import Rating

/// Why a call costs what it does, in words: what a quote and a call in the list say alike.
struct ExplanationWords {
  let say: Language
  let currency: AmountFormat
  /// Times are told as `1 min 8 s`, as on the page around them; else as `68 s`, as calls are listed.
  var tellsMinutes = false

  /// One row of the explanation; the amounts of all rows sum to the charge.
  struct Line: Hashable {
    /// `68 s, a $ 200,00 x min`
    var words: String
    /// `$ 226,67`, with `≈` before it where that is not the whole truth.
    var amount: String
  }

  init(_ say: Language, _ currency: AmountFormat, tellsMinutes: Bool = false) {
    self.say = say
    self.currency = currency
    self.tellsMinutes = tellsMinutes
  }

  /// In order; empty: the call took no time, or nobody pays for it.
  func lines(of explanation: Explanation) -> [Line] {
    explanation.lines.map { Line(words: words($0.reason), amount: amount($0.amount)) }
  }

  /// The lines as a table, with what they come to below them; `label`: what the table is called,
  /// `sum`: what they come to; `waived`: by whom and when that was waived, of a call that nobody pays.
  func table(
    of explanation: Explanation, label: String, sum: String? = nil, waived: String? = nil
  ) -> HTML {
    """
    <table class="list explanation"><caption class="unseen">\(label)</caption>
    <thead><tr><th scope="col">\(say(ExplanationPhrase.reason))</th>\
    <th scope="col" class="figure">\(say(ExplanationPhrase.amount))</th></tr></thead>
    <tbody>
    \(lines(of: explanation).map { line in
      "<tr><td>\(line.words)</td><td class=\"figure\">\(line.amount)</td></tr>\n" as HTML
    })</tbody>
    <tfoot>\(foot(explanation.charge, sum ?? say(.charge), waived: waived))</tfoot>
    </table>

    """
  }

  private func foot(_ charge: Money, _ words: String, waived: String?) -> HTML {
    guard let waived else { return sum(words, charge) }
    return """
      \(sum(say(ExplanationPhrase.wouldHaveCost), charge))
      <tr><td colspan="2">\(waived)</td></tr>
      \(sum(say(.charge), .zero))
      """
  }

  private func sum(_ words: String, _ amount: Money) -> HTML {
    """
    <tr><th scope="row">\(words)</th><td class="figure">\(currency.amount(amount))</td></tr>
    """
  }

  // MARK: Reasons

  private func words(_ reason: ExplanationLine.Reason) -> String {
    switch reason {
    case .talk(let rate): talk(rate)
    case .maximumCharge(let maximum):
      say(ExplanationPhrase.maximumCharge) + " " + priceText(maximum)
    case .rounding(let rounding): say(words(rounding))
    case .connectionFee(let band):
      say(ExplanationPhrase.connectionFee) + (band.map { ", \(hours($0))" } ?? "")
    case .grace(let seconds):
      say(Words("Gratis hasta \(span(seconds))", "Free up to \(span(seconds))"))
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
      text += say(Words(" después de \(passed)", " after \(passed)"))
    } else if rate.firstSecond > 0 {
      let first = rate.firstSecond + 1
      text += say(Words(" desde el segundo \(first)", " from second \(first) on"))
    }
    text += say(Words(", a ", " at ")) + price(rate.step)
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
  func price(_ step: RateStep) -> String {
    switch step.perSeconds {
    case 60: say.price(UnitPrice(price: step.price, unit: .minute), in: currency)
    case 1: say.price(UnitPrice(price: step.price, unit: .second), in: currency)
    case let seconds:
      say(Words("\(priceText(step.price)) por ", "\(priceText(step.price)) per ")) + "\(seconds) s"
    }
  }

  /// Every decimal that there is: a fee or a price is what it is.
  func priceText(_ price: Money) -> String {
    currency.priceAlone(UnitPrice(price: price, unit: .minute))
  }

  /// `lun–vie 08:00–20:00`.
  func hours(_ band: Band) -> String {
    "\(days(band.weekdays)) \(ClockTime.text(band.fromSecond))–\(ClockTime.text(band.toSecond))"
  }

  /// `lun–vie, dom`; 1 is Monday.
  func days(_ weekdays: [Int]) -> String {
    var parts: [String] = []
    var rest = weekdays[...]
    while let first = rest.first {
      var last = first
      rest.removeFirst()
      while rest.first == last + 1 { last = rest.removeFirst() }
      parts.append(first == last ? day(first) : "\(day(first))–\(day(last))")
    }
    return parts.joined(separator: ", ")
  }

  /// `lun`; 1 is Monday.
  func day(_ weekday: Int) -> String {
    Weekday(rawValue: weekday).map { say($0) } ?? "?"
  }

  /// `1 min 8 s`, `45 s`, `2 h`.
  func time(seconds: Int64) -> String {
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

/// What of an explanation has no number within it.
enum ExplanationPhrase: Worded, Hashable, CaseIterable {
  // The heads of the table.
  case reason, amount
  case maximumCharge, connectionFee
  case wouldHaveCost

  var words: Words {
    switch self {
    case .maximumCharge: Words("Cobro máximo de", "At most")
    case .connectionFee: Words("Cargo de conexión", "Connection fee")
    case .reason: Words("Por qué", "Why")
    case .wouldHaveCost: Words("Habría costado", "Would have cost")
    case .amount: Words("Monto", "Amount")
    }
  }
}

/// As hours tell it, in short.
enum Weekday: Int, Worded, Hashable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  var words: Words {
    switch self {
    case .monday: Words("lun", "Mon")
    case .tuesday: Words("mar", "Tue")
    case .wednesday: Words("mié", "Wed")
    case .thursday: Words("jue", "Thu")
    case .friday: Words("vie", "Fri")
    case .saturday: Words("sáb", "Sat")
    case .sunday: Words("dom", "Sun")
    }
  }
}
