import FoundationEssentials
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

    /// What it is for, and how much.
    func row(_ say: Language) -> [String] { [words(say), (isExact ? "" : "≈ ") + amount] }

    private func words(_ say: Language) -> String {
      let hours = band.map { ", \($0)" } ?? ""
      return switch kind {
      case "talk":
        say("desde el segundo", "from second") + " \(firstSecond ?? 0): \(seconds ?? 0) s "
          + say("en", "in") + " \(blocks ?? 0) × \(increment ?? 0) s, "
          + "\(price ?? "?") \(say("por", "per")) \(per ?? 0) s\(hours)"
      case "maximumCharge": say("no más de \(maximum ?? "?")", "no more than \(maximum ?? "?")")
      case "rounding":
        say(
          "redondeado \(mode ?? "?") a \(decimals ?? 0) decimales",
          "rounded \(mode ?? "?") to \(decimals ?? 0) decimals")
      case "connectionFee": say("cargo de conexión", "connection fee") + hours
      case "grace": say("gratis hasta \(seconds ?? 0) s", "free up to \(seconds ?? 0) s")
      default: kind
      }
    }

    private var isExact: Bool {
      let parts = exact.split(separator: "/").map { Int128($0) }
      guard let amount = try? Money(amount: amount), let numerator = parts.first ?? nil else {
        return false
      }
      let denominator = parts.count > 1 ? parts[1] ?? 0 : 1
      return Int128(amount.micros) * denominator == numerator * 1_000_000
    }
  }
}
