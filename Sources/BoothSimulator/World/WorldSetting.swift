import BoothControl

/// What the owner and the technician have made of a simulated shop, and what is beyond its trunks.
struct WorldSetting {
  var configuration: ShopConfiguration
  var prices: WorldPrices
  let till: WorldTill
  /// nil: drawn.
  var network: TelephoneNetwork?

  /// The shop of a drawn world.
  init(_ options: WorldOptions) {
    configuration = ShopConfiguration(
      name: "LOCUTORIO",
      booths: (0..<options.booths).map { line in
        BoothConfiguration(
          number: Self.booth(line), name: "CABINA \(line + 1)", board: nil, line: line,
          isPaidInAdvance: line < options.boothsPaidInAdvance)
      }, digitMap: .chile2006, emergencyNumbers: ["131", "132", "133"])
    configuration.keepsBalance = options.keepsBalance
    till = WorldTill(mode: options.coinMode, coin: options.coinPesos)
    configuration.cashRounding = till.rounding
    prices = WorldPrices(deckPesosPerMinute: options.deckPesosPerMinute)
  }

  /// The booth on a line of the board.
  static func booth(_ line: Int) -> BoothNumber { BoothNumber(String(4312 + line)) }
}
