import BoothProtocol
import Rating

/// Single rows, none longer than the display is wide.
extension DisplayLayout {
  /// `12:05    $ 1.856`. The mark comes after the time.
  func timeAndTotal(_ seconds: Int, _ total: Money, mark: String = "") -> String {
    let time = Self.clock(seconds)
    let forms = amount(total)
    let withTime = [time + mark, time].flatMap { left in forms.map { (left, $0) } }
    return spread(withTime) ?? totalAlone(total)
  }

  /// `TIEMPO        12:05`
  func time(_ seconds: Int) -> String {
    let time = Self.clock(seconds)
    return spread([("TIEMPO", time), ("", time)]) ?? ""
  }

  /// `TOTAL       $ 1.856`
  func labelledTotal(_ total: Money, labels: [String] = ["TOTAL"]) -> String {
    let labelled = amount(total).first.flatMap { amount in spread(labels.map { ($0, amount) }) }
    return labelled ?? totalAlone(total)
  }

  /// The total at the right end; dashes where it does not fit.
  func totalAlone(_ total: Money) -> String {
    spread(amount(total).map { ("", $0) }) ?? String(repeating: "-", count: geometry.columns)
  }

  /// The first of the texts that fits the row, else the beginning of the last.
  func line(_ texts: [String]) -> String {
    let shown = texts.map(geometry.charset.text)
    let fitting = shown.first { $0.count <= geometry.columns } ?? shown.last ?? ""
    return String(fitting.prefix(geometry.columns))
  }

  /// The end of what was dialled.
  func ending(_ digits: String) -> String {
    String(geometry.charset.text(digits).suffix(geometry.columns))
  }

  func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, geometry.columns - text.count))
  }

  /// The first pair that fits, one at each end of the row with a space or more between.
  private func spread(_ pairs: [(left: String, right: String)]) -> String? {
    for (left, right) in pairs {
      let gap = geometry.columns - left.count - right.count
      guard gap >= (left.isEmpty ? 0 : 1) else { continue }
      return left + String(repeating: " ", count: gap) + right
    }
    return nil
  }

  private func amount(_ total: Money) -> [String] {
    DisplayAmount(currency.amount(total), charset: geometry.charset).forms
  }

  /// `0:07`, `12:05`, `1:02:03`
  private static func clock(_ seconds: Int) -> String {
    let seconds = max(0, seconds)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let tail = twoDigits(seconds % 60)
    return hours == 0 ? "\(minutes):\(tail)" : "\(hours):\(twoDigits(minutes)):\(tail)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
