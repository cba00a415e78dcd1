import BoothControl
import Notation
import Rating

/// How a report writes its figures.
extension Language {
  /// Thousands with a point: `12.345`.
  func count(_ number: Int64) -> String {
    (number < 0 ? AmountFormat.minus : "") + "\(number.magnitude)".groupedByThousands
  }

  /// Seconds as minutes and seconds: `1.234:05`.
  func minutes(_ seconds: Int64) -> String {
    let rest = seconds % 60
    return "\(count(seconds / 60)):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Tenths of a per cent: `33,3 %`.
  func percent(tenths: Int64) -> String {
    let sign = tenths < 0 ? AmountFormat.minus : ""
    return "\(sign)\(count(Int64(tenths.magnitude) / 10)),\(tenths.magnitude % 10) %"
  }
}

/// Parts of a whole in tenths of a per cent, rounded half away from zero; nil: there is no whole.
func tenthsOfPercent(_ part: Int64, of whole: Int64) -> Int64? {
  guard whole > 0 else { return nil }
  let doubled = Int128(part) * 2_000
  let rounded = (doubled + (part < 0 ? -1 : 1) * Int128(whole)) / (2 * Int128(whole))
  return Int64(clamping: rounded)
}

extension CallSums {
  /// nil: nothing was charged.
  var marginTenths: Int64? { tenthsOfPercent(margin.micros, of: charged.micros) }

  func marginText(_ say: Language) -> String {
    marginTenths.map(say.percent) ?? CardView.nothing
  }
}

extension CallReport.Destination.Place {
  var prefix: String {
    if case .tariff(let prefix, _) = self { return prefix }
    return ""
  }

  func text(_ say: Language) -> String {
    switch self {
    case .tariff(_, let description): description
    case .emergency: say(Phrase.emergency)
    case .unknown: say(ReportPhrase.unknown)
    }
  }
}
