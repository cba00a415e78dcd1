import BoothProtocol
import Rating

/// Single rows, none longer than the display is wide.
extension DisplayLayout {
  /// `12:05    $ 1.856`. The mark comes after the time.
  func timeAndTotal(_ seconds: Int, _ total: Money, mark: String = "") -> String {
    let time = Self.clock(seconds)
    let amount = amount(total)
    return spread(time + mark, amount) ?? spread(time, amount) ?? totalAlone(total)
  }

  /// `TIEMPO        12:05`
  func time(_ seconds: Int) -> String {
    let time = Self.clock(seconds)
    return spread("TIEMPO", time) ?? spread("", time) ?? ""
  }

  /// `TOTAL       $ 1.856`
  func labelledTotal(_ total: Money, labels: [String] = ["TOTAL"]) -> String {
    let amount = amount(total).form { _ in true }
    let labelled = amount.flatMap { amount in labels.lazy.compactMap { spread($0, amount) }.first }
    return labelled ?? totalAlone(total)
  }

  /// The total at the right end; dashes where it does not fit.
  func totalAlone(_ total: Money) -> String {
    spread("", amount(total)) ?? String(repeating: "-", count: geometry.columns)
  }

  /// The first of the texts that fits the row, else the beginning of the last.
  func line(_ texts: [String]) -> String {
    var shown = ""
    for text in texts {
      shown = geometry.charset.text(text)
      if shown.count <= geometry.columns { return shown }
    }
    return String(shown.prefix(geometry.columns))
  }

  /// The end of what was dialled.
  func ending(_ digits: String) -> String {
    String(geometry.charset.text(digits).suffix(geometry.columns))
  }

  func padded(_ text: String) -> String {
    let missing = geometry.columns - text.count
    return missing > 0 ? text + String(repeating: " ", count: missing) : text
  }

  /// One at each end of the row with a space or more between; nil: they do not fit.
  private func spread(_ left: String, _ right: String) -> String? {
    let gap = geometry.columns - left.count - right.count
    guard gap >= (left.isEmpty ? 0 : 1) else { return nil }
    return left + String(repeating: " ", count: gap) + right
  }

  /// The same with the best form of an amount that fits.
  private func spread(_ left: String, _ amount: DisplayAmount) -> String? {
    let room = geometry.columns - left.count - (left.isEmpty ? 0 : 1)
    return amount.form { $0.count <= room }.flatMap { spread(left, $0) }
  }

  private func amount(_ total: Money) -> DisplayAmount {
    DisplayAmount(currency.amount(total), charset: geometry.charset)
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
