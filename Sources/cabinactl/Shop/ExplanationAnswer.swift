import FoundationEssentials
import Ledger
import Notation
import Rating

/// A charge and its lines, as the daemon explains one and as a tariff file does.
struct ExplanationAnswer: Decodable, Equatable {
  let charge: String
  let prefix: String
  let description: String
  let lines: [Line]

  /// In the same words as one that a daemon told.
  init(_ explanation: Explanation) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(explanation.json.bytes))
    } catch { fatalError("an explanation that is not read again: \(error)") }
  }

  /// A line of an explanation; which fields there are depends on its kind.
  struct Line: Decodable, Equatable {
    let kind: String
    let band: String?
    let firstSecond: Int64?
    let seconds: Int64?
    let blocks: Int64?
    let increment: Int64?
    let price: String?
    let per: Int64?
    let maximum: String?
    let mode: String?
    let decimals: Int64?
    /// To the nearest millionth.
    let amount: String
    /// `680/3`; a whole number stands alone.
    let exact: String

    /// What it is for, and how much, as the page has them.
    func row(_ say: Language, _ currency: AmountFormat) -> [String] {
      [words(say, currency), sum(say, currency)]
    }

    private func words(_ say: Language, _ currency: AmountFormat) -> String {
      let hours = band.map { ", \(say.hours($0))" } ?? ""
      switch kind {
      case "talk": return talk(say, currency) + (band.map { " (\(say.hours($0)))" } ?? "")
      case "maximumCharge":
        return say("cobro máximo de ", "at most ") + Self.price(maximum, currency, say)
      case "rounding":
        let unit = currency.amount(currency.smallest)
        switch mode {
        case "up": return say("redondeo hacia arriba, a \(unit)", "rounded up to \(unit)")
        case "down": return say("redondeo hacia abajo, a \(unit)", "rounded down to \(unit)")
        default: return say("redondeo a \(unit)", "rounded to \(unit)")
        }
      case "connectionFee": return say("cargo de conexión", "connection fee") + hours
      case "grace": return say("gratis hasta \(seconds ?? 0) s", "free up to \(seconds ?? 0) s")
      default: return kind
      }
    }

    /// `68 s, a $ 200,00 x min`; `2 bloques de 60 s desde el segundo 61, a $ 120,00 x min`. A border of the
    /// rate may divide a block: then the seconds are what can be added up.
    private func talk(_ say: Language, _ currency: AmountFormat) -> String {
      let (seconds, increment) = (seconds ?? 0, increment ?? 1)
      var text = "\(seconds) s"
      if increment > 1, seconds % increment == 0, let blocks {
        text =
          blocks == 1
          ? say("1 bloque de \(increment) s", "1 block of \(increment) s")
          : say("\(blocks) bloques de \(increment) s", "\(blocks) blocks of \(increment) s")
      }
      if let first = firstSecond, first > 0 {
        text += say(" desde el segundo \(first + 1)", " from second \(first + 1) on")
      }
      return text + say(", a ", ", at ") + rate(say, currency)
    }

    private func rate(_ say: Language, _ currency: AmountFormat) -> String {
      guard let price, let money = try? Money(price: price), currency.isKnown else {
        return Self.price(price, currency, say) + say(" por ", " per ") + "\(per ?? 1) s"
      }
      switch per {
      case 60: return say.price(UnitPrice(price: money, unit: .minute), in: currency)
      case 1: return say.price(UnitPrice(price: money, unit: .second), in: currency)
      default: return Self.price(price, currency, say) + say(" por ", " per ") + "\(per ?? 0) s"
      }
    }

    /// Every decimal that there is.
    private static func price(
      _ text: String?, _ currency: AmountFormat, _ say: Language
    ) -> String {
      guard let money = text.flatMap({ try? Money(amount: $0) }) else { return text ?? "?" }
      guard currency.isKnown else { return say.decimal(money.decimalText) }
      return currency.priceAlone(UnitPrice(price: money, unit: .minute))
    }

    /// With two decimals more than amounts have; what is lost to that is owned up to.
    private func sum(_ say: Language, _ currency: AmountFormat) -> String {
      guard let nearest = try? Money(amount: amount) else { return amount }
      let places = min(currency.decimals + 2, Money.decimals)
      let finest = (places..<Money.decimals).reduce(Int64(1)) { power, _ in power * 10 }
      let half = nearest.micros < 0 ? -finest / 2 : finest / 2
      // What would read as nothing is told to the last decimal.
      let isSmall = nearest.micros.magnitude < finest.magnitude
      let shown = isSmall ? nearest.micros : (nearest.micros + half) / finest * finest
      let text = Self.price(Money(micros: shown).decimalText, currency, say)
      return (isExactly(shown) ? "" : "≈ ") + text
    }

    private func isExactly(_ micros: Int64) -> Bool {
      let parts = exact.split(separator: "/").map { Int128($0) }
      guard let numerator = parts.first ?? nil else { return false }
      let denominator = parts.count > 1 ? parts[1] ?? 0 : 1
      return Int128(micros) * denominator == numerator * 1_000_000
    }
  }
}

extension AmountFormat {
  /// A tariff file may say none.
  var isKnown: Bool { code != AmountFormat.none.code }

  /// An amount for people, exactly as it is where there is no currency to write it in.
  func written(_ money: Money, _ say: Language) -> String {
    isKnown ? amount(money) : say.decimal(money.decimalText)
  }
}

extension Language {
  /// `mon-fri 08:00-20:00`, as a tariff file has it.
  fileprivate func hours(_ band: String) -> String {
    guard self == .spanish else { return band }
    let days = [
      "mon": "lun", "tue": "mar", "wed": "mié", "thu": "jue", "fri": "vie", "sat": "sáb",
      "sun": "dom",
    ]
    return days.reduce(band) { $0.replacing($1.key, with: $1.value) }
  }
}
