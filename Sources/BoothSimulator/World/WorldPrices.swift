import Rating

/// The prices of a simulated shop: plain ones a minute, billed by the second, in whole pesos. What
/// a call costs by them is counted here second by second, and shares nothing with the code that it
/// judges.
struct WorldPrices {
  struct Row {
    let prefix: String
    let pesosPerMinute: Int64
  }

  /// The provider's price for every number, resold with a quarter on it where the owner has none of
  /// his own; nil: there is no deck.
  let deckPesosPerMinute: Int64?
  /// The owner's own. The first that matches is the longest.
  var rows = Self.usualRows
  /// What the owner wants for whole numbers as they reach the exchange, with all that a caller has
  /// put before them; what the rows say of these is for the code that is judged.
  var wanted: [String: Int64] = [:]

  private static let usualRows = [
    Row(prefix: "1006", pesosPerMinute: 200), Row(prefix: "4375", pesosPerMinute: 0),
    Row(prefix: "099", pesosPerMinute: 149), Row(prefix: "100", pesosPerMinute: 100),
    Row(prefix: "02", pesosPerMinute: 47),
  ]
  private static let markupPercent: Int64 = 25

  /// What the customer pays for so many milliseconds; millionths. nil: the number has no price.
  func charge(of number: String, milliseconds: Int64) -> Int64? {
    let own =
      wanted[number] ?? rows.first { number.hasPrefix($0.prefix) }?.pesosPerMinute
    let resold = deckPesosPerMinute.map { $0 * (100 + Self.markupPercent) / 100 }
    return (own ?? resold).map { Self.count(milliseconds, pesosPerMinute: $0) }
  }

  /// What the provider takes.
  func cost(of number: String, milliseconds: Int64) -> Int64? {
    guard let deckPesosPerMinute else { return charge(of: number, milliseconds: milliseconds) }
    return Self.count(milliseconds, pesosPerMinute: deckPesosPerMinute)
  }

  private static func count(_ milliseconds: Int64, pesosPerMinute: Int64) -> Int64 {
    var sixtieths: Int64 = 0
    var left = milliseconds
    while left > 0 {
      sixtieths += pesosPerMinute
      left -= 1000
    }
    var pesos: Int64 = 0
    while sixtieths >= 60 {
      pesos += 1
      sixtieths -= 60
    }
    return (sixtieths >= 30 ? pesos + 1 : pesos) * 1_000_000
  }

  /// The same prices for the code that is judged.
  var book: TariffBook {
    TariffBook(
      rounding: Rounding(mode: .halfUp, decimals: 0),
      tariffs: rows.map { Self.tariff($0.prefix, $0.pesosPerMinute) },
      deck: deckPesosPerMinute.map { [Self.tariff("", $0)] } ?? [],
      markupPercentMicros: Self.markupPercent * 1_000_000)
  }

  private static func tariff(_ prefix: String, _ pesos: Int64) -> Tariff {
    .plain(
      prefix: prefix, description: prefix,
      price: UnitPrice(price: Money(micros: pesos * 1_000_000), unit: .minute))
  }
}
