/// Names that the owner has given where the configuration has others.
package struct OwnNames: Hashable, Sendable {
  /// Of the shop, which idle displays show; nil: the configuration's.
  package var shop: String?
  package var booths: [BoothNumber: String]

  package init(shop: String? = nil, booths: [BoothNumber: String] = [:]) {
    self.shop = shop
    self.booths = booths
  }

  package func name(of shop: ShopConfiguration) -> String { self.shop ?? shop.name }

  package func name(of booth: BoothConfiguration) -> String {
    booths[booth.number] ?? booth.name
  }

  /// Of a shop or a booth: two lines of a display of twenty columns, and a card's head on the page.
  package static let longest = 40

  /// Scalars, of which a Character can have any number.
  package static func isName(_ text: String) -> Bool {
    (1...longest).contains(text.unicodeScalars.count)
  }
}

extension Exchange {
  /// From now on, on every face and on the displays that show them.
  mutating func rename(_ names: OwnNames, at now: Now) {
    self.names = names
    for index in booths.indices { show(index, at: now) }
  }
}
