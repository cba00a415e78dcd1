import Notation
import Rating

@testable import OwnerPanel

extension FakeSource {
  func priceSettings() -> PriceSettings {
    PriceSettings(
      markup: Markup(percentMicros: 10_000_000), rounding: Rounding(mode: .halfUp, decimals: 0))
  }

  /// Of Cuba, at 900 a minute.
  func cost(above own: Tariff) -> Tariff? {
    guard own.prefix == "0053", own.plan.steps[0].price < pesos(900) else { return nil }
    return .plain(prefix: "00537", description: "CUBA <LA HABANA>", price: perMinute(900))
  }

  /// Three pieces.
  func priceFile(
    _ list: PriceRowsQuery.List, _ format: PriceFileFormat, in language: Language,
    from place: PriceFilePlace?
  ) throws -> PriceFilePiece {
    let number = place.flatMap { Int($0.prefix) } ?? 0
    return PriceFilePiece(
      bytes: Array("\(list.rawValue) \(format.rawValue) \(language.rawValue) \(number)\n".utf8),
      next: number == 2 ? nil : PriceFilePlace(prefix: "\(number + 1)", version: 1))
  }
}
