import Ledger
import Notation
import Rating

/// Connection fees that are finer than the currency, as a tariff file warns of them.
enum FeeDoubt {
  /// Lines for a person. `currency` nil: not known. Of the deck the fees count as they are sold.
  static func lines(
    of tariffs: [Tariff], in list: PriceList, _ currency: AmountFormat?, _ desk: Desk
  ) -> [String] {
    let tariffs = tariffs.filter(\.hasFee)
    guard let currency, !tariffs.isEmpty else { return [] }
    var file = TariffFile(
      currency: currency, rounding: Rounding(mode: .halfUp, decimals: currency.decimals),
      markupPercentMicros: 0, tariffs: [], deck: [])
    switch list {
    case .prefixes: file.tariffs = tariffs
    case .deck:
      let percent = try? desk.ask("GET", "markup", as: MarkupAnswer.self).percent
      let markup = percent.flatMap {
        try? Money($0, least: .zero, most: Markup.largestPercent)
      }
      file.markupPercentMicros = markup?.micros ?? 0
      file.deck = tariffs
    }
    return file.feeWarnings.map { desk.say($0.words) }
  }
}

extension Tariff {
  var hasFee: Bool {
    plan.connectionFee != .zero || bands.contains { $0.plan.connectionFee != .zero }
  }
}
