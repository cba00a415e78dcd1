package import Rating

/// How prices and other figures read; amounts that are paid `AmountFormat` writes.
extension Language {
  /// A price and its unit: `$ 200,00 x min`, `$ 200,00 per min`.
  package func price(_ price: UnitPrice, in currency: AmountFormat) -> String {
    switch self {
    case .spanish: currency.price(price)
    case .english: "\(currency.priceAlone(price)) per \(price.unit == .minute ? "min" : "s")"
    }
  }

  /// A decimal text that is no amount of money: `12,5`, `12.5`.
  package func decimal(_ text: String) -> String {
    self == .spanish ? text.replacing(".", with: ",") : text
  }
}
