/// How a currency's amounts are written for people: `$ 1.856`, `$ 200,00 x min` (the Chilean way,
/// as the manual has them: a point between thousands, a comma before the decimals).
package struct AmountFormat: Hashable, Sendable {
  /// ISO 4217: `CLP`.
  package var code: String
  /// `$`
  package var symbol: String
  /// 0…6; of amounts. Prices have two more, at least two.
  package var decimals: Int
  /// Between the symbol and the figures.
  package var space = " "

  package init(code: String, symbol: String, decimals: Int) {
    self.code = code
    self.symbol = symbol
    self.decimals = decimals
  }

  /// Bytes of UTF-8: `US$`, `€`.
  package static let maximumSymbolLength = 8

  /// Whether a text can be a currency's code: three capital letters.
  package static func isCode(_ text: String) -> Bool {
    text.utf8.count == 3
      && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// The least amount above zero that there is in the currency: nothing finer can be paid.
  package var smallest: Money {
    Money(micros: Int64(powerOfTen(Money.decimals - min(max(decimals, 0), Money.decimals))))
  }

  package static let chileanPeso = AmountFormat(code: "CLP", symbol: "$", decimals: 0)
  /// Of amounts of which nobody says the currency (ISO 4217: XXX).
  package static let none = AmountFormat(code: "XXX", symbol: "¤", decimals: 6)

  package var isKnown: Bool { code != Self.none.code }

  /// Of what is below zero: as wide as a figure, and never at the end of a line without them.
  package static let minus = "\u{2212}"

  /// An amount in the currency's decimals: `$ 1.856`, `−$ 20`. What is finer is rounded half away
  /// from zero, for reading only.
  package func amount(_ money: Money) -> String {
    let places = min(max(decimals, 0), Money.decimals)
    let finest = smallest.micros.magnitude
    let magnitude = money.micros.magnitude
    let remainder = magnitude % finest
    // Computed from the remainder, since half a unit more might not fit.
    let roundedUp = remainder >= finest - remainder && finest > 1
    let shown = magnitude / finest + (roundedUp ? 1 : 0)
    let sign = money.micros < 0 && shown > 0 ? Self.minus : ""
    return "\(sign)\(symbol)\(space)\(written(shown, places: places))"
  }

  /// A price and its unit: `$ 200,00 x min`, `$ 0,00 x seg`.
  package func price(_ price: UnitPrice) -> String {
    let word =
      switch price.unit {
      case .minute: "min"
      case .second: "seg"
      }
    return "\(priceAlone(price)) x \(word)"
  }

  /// A price without its unit: `$ 200,00`. Two decimals more than amounts have, and as many more as
  /// the price needs: what is billed is what is shown. Three it never has, which are read as
  /// thousands: `$ 110,1250`.
  package func priceAlone(_ price: UnitPrice) -> String {
    let sign = price.price < .zero ? Self.minus : ""
    return "\(sign)\(symbol)\(space)\(exact(price.price, leastPlaces: max(decimals, 0) + 2))"
  }

  /// Every decimal that is there, and zeros up to `leastPlaces`; without a sign.
  private func exact(_ money: Money, leastPlaces: Int) -> String {
    var places = Money.decimals
    var shown = money.micros.magnitude
    while places > leastPlaces, shown % 10 == 0 {
      shown /= 10
      places -= 1
    }
    if places == 3 { (shown, places) = (shown * 10, 4) }
    return written(shown, places: places)
  }

  /// `number` is a whole number of the last decimal shown.
  private func written(_ number: UInt64, places: Int) -> String {
    let scale = UInt64(powerOfTen(places))
    let text = "\(number / scale)".groupedByThousands
    guard places > 0 else { return text }
    return "\(text),\("\(scale + number % scale)".dropFirst())"
  }

  private func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
