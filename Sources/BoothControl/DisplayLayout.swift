package import BoothProtocol
package import Rating

/// How a content is laid out on a booth's display: from a meter of four digits to four rows of
/// forty characters.
///
/// - The total is never cut. Where it does not fit, it loses its symbol, then the points between
///   thousands; where even the bare number does not fit, the row shows dashes.
/// - The time is shown whole or not at all; the total comes first.
/// - Of a number the last digits are shown, of a destination the first letters.
/// - Fixed texts have shorter forms for narrow displays.
/// - Seven segments show the total of a call, in the first row, and nothing else.
package struct DisplayLayout {
  /// Exactly `geometry.rows` strings of exactly `geometry.columns` characters, all of which the
  /// charset has; empty when there is no display.
  package static func rows(
    for content: DisplayContent, geometry: DisplayGeometry, currency: AmountFormat
  ) -> [String] {
    guard geometry.charset != .none, geometry.rows > 0, geometry.columns >= 0 else { return [] }
    let layout = DisplayLayout(geometry: geometry, currency: currency)
    let rows =
      geometry.charset == .sevenSegment ? layout.meter(content) : layout.page(content)
    return (0..<geometry.rows).map { layout.padded($0 < rows.count ? rows[$0] : "") }
  }

  let geometry: DisplayGeometry
  let currency: AmountFormat

  private func meter(_ content: DisplayContent) -> [String] {
    switch content {
    case .talking(_, _, let total, _), .ended(_, _, let total, _): [totalAlone(total)]
    case .credit(_, let left): [totalAlone(left)]
    case .idle, .disabled, .dialling, .connecting, .refused, .emergency, .message: []
    }
  }

  private func page(_ content: DisplayContent) -> [String] {
    switch content {
    case .idle(let shopName):
      let name = wrapped([shopName])
      return name.count < geometry.rows ? name + [centred(line(["CABINA LIBRE", "LIBRE"]))] : name
    case .credit(let shopName, let left):
      return lastRows([line([shopName]), labelledTotal(left, labels: ["CRÉDITO", "CRÉD.", "CR."])])
    case .disabled: return wrapped(Refusal.boothDisabled.displayTexts)
    case .dialling(let digits):
      if digits.isEmpty { return wrapped(["MARQUE EL NÚMERO", "MARQUE"]) }
      return lastRows([line(["MARCANDO"]), ending(digits)])
    case .connecting(let number, let destination):
      let name = destination.isEmpty ? [] : [line([destination])]
      return lastRows([line(["LLAMANDO"])] + name + [ending(number)])
    case .talking(let destination, let seconds, let total, let hasWarning):
      return talking(destination, seconds, total, hasWarning)
    case .ended(let destination, let seconds, let total, let isCharged):
      return ended(destination, seconds, total, isCharged)
    case .refused(let reason): return wrapped(reason.displayTexts)
    case .emergency(let number):
      return wrapped(["EMERGENCIA \(number)", "EMERG. \(number)", number])
    case .message(let text): return wrapped([text])
    }
  }

  /// The warning takes the place of the destination where there is no row for both.
  private func talking(
    _ destination: String, _ seconds: Int, _ total: Money, _ hasWarning: Bool
  ) -> [String] {
    let warning = hasWarning ? line(["QUEDA POCO SALDO", "POCO SALDO", "SALDO"]) : ""
    let heading = hasWarning && geometry.rows < 4 ? warning : line([destination])
    switch geometry.rows {
    case 1: return [timeAndTotal(seconds, total, mark: hasWarning ? "!" : "")]
    case 2: return [heading, timeAndTotal(seconds, total)]
    default: return [heading, time(seconds), labelledTotal(total), warning]
    }
  }

  private func ended(
    _ destination: String, _ seconds: Int, _ total: Money, _ isCharged: Bool
  ) -> [String] {
    let heading = line(
      isCharged ? ["FIN DE LLAMADA", "FIN"] : ["LLAMADA SIN COBRAR", "SIN COBRAR", "GRATIS"])
    switch geometry.rows {
    case 1: return [timeAndTotal(seconds, total)]
    case 2: return [heading, timeAndTotal(seconds, total)]
    case 3: return [heading, time(seconds), labelledTotal(total)]
    default: return [heading, line([destination]), time(seconds), labelledTotal(total)]
    }
  }

  /// The rows that matter most come last.
  private func lastRows(_ rows: [String]) -> [String] { rows.suffix(geometry.rows) }
}
