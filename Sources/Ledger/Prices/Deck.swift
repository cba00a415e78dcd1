package import Rating

/// The provider's price list and what the owner adds to it for destinations without a tariff of
/// their own.
package struct Deck: Hashable, Sendable {
  package var tariffs: [Tariff]
  /// Millionths of a percent: 10 % is 10,000,000.
  package var markupPercentMicros: Int64

  package init(tariffs: [Tariff], markupPercentMicros: Int64) {
    self.tariffs = tariffs
    self.markupPercentMicros = markupPercentMicros
  }
}

/// Why a price list was not taken; nothing was changed.
package enum PriceListError: Error, Hashable, Sendable, CustomStringConvertible {
  case prefixTwice(String)
  /// The tariff of this prefix cannot be billed.
  case notATariff(prefix: String, TariffFault)

  package var description: String {
    switch self {
    case .prefixTwice(let prefix): "the prefix \(prefix) is in the list twice"
    case .notATariff(let prefix, let fault): "the tariff of prefix \(prefix): \(fault)"
    }
  }
}
