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
