/// The owner's tariffs, the provider's deck and the markup: the price of every destination.
package struct TariffBook: Sendable {
  package private(set) var rounding: Rounding
  /// The owner's.
  package private(set) var tariffs: TariffTable
  /// The provider's, without the markup.
  package private(set) var deck: TariffTable
  /// The deck with the markup on it.
  private var resale: TariffTable
  package private(set) var markup: Markup

  /// `markupPercentMicros`: millionths of a per cent on the deck's prices. Tariffs must have passed
  /// `check()`.
  package init(
    rounding: Rounding, tariffs: some Sequence<Tariff>, deck: some Sequence<Tariff>,
    markupPercentMicros: Int64
  ) {
    self.rounding = rounding
    self.tariffs = TariffTable(tariffs)
    let deck = TariffTable(deck)
    self.deck = deck
    markup = Markup(percentMicros: markupPercentMicros)
    resale = deck.raised(by: markup)
  }

  /// The same book with another list of the owner's.
  package func with(tariffs: some Sequence<Tariff>) -> TariffBook {
    var book = self
    book.tariffs = TariffTable(tariffs)
    return book
  }

  /// The same book with another list of the provider's.
  package func with(deck: some Sequence<Tariff>, markupPercentMicros: Int64) -> TariffBook {
    var book = self
    book.deck = TariffTable(deck)
    return book.with(markupPercentMicros: markupPercentMicros)
  }

  /// The same book with another markup on the provider's list.
  package func with(markupPercentMicros: Int64) -> TariffBook {
    var book = self
    book.markup = Markup(percentMicros: markupPercentMicros)
    book.resale = deck.raised(by: book.markup)
    return book
  }

  /// The same book with amounts rounded in another way.
  package func with(rounding: Rounding) -> TariffBook {
    var book = self
    book.rounding = rounding
    return book
  }

  /// The owner's longest matching prefix; else the deck's, with the markup on it. The cost is the
  /// deck's, and where it has no match the charge itself. nil: «destino sin tarifa», which is also
  /// the answer to what is not a number (empty, or something other than digits).
  package func price(of number: String) -> DestinationPrice? {
    guard !number.isEmpty, number.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
      return nil
    }
    let inDeck = deck.longestMatch(number)
    if let own = tariffs.longestMatch(number) {
      let charge = tariffs.tariff(own)
      return DestinationPrice(
        charge: charge, cost: inDeck.map(deck.tariff) ?? charge, rounding: rounding)
    }
    return inDeck.map { inDeck in
      DestinationPrice(
        charge: resale.tariff(inDeck), cost: deck.tariff(inDeck), rounding: rounding,
        markup: markup)
    }
  }
}
