package import Rating

/// Which tariffs of a list.
package struct PriceListQuery: Hashable, Sendable {
  /// Those whose prefix begins so; digits; empty: all.
  package var prefix: String
  /// Those whose description has this text in it, whatever its letters' size (of ASCII); empty: all.
  package var text: String
  /// Those that follow this prefix; nil: from the first on.
  package var after: String?
  /// The last of those that come before this prefix; counts more than `after`. Where there are fewer
  /// than a page of them, the first page.
  package var before: String?
  /// How many come before the page is counted, which reads them.
  package var isPlaced: Bool

  package init(
    prefix: String = "", text: String = "", after: String? = nil, before: String? = nil,
    isPlaced: Bool = false
  ) {
    self.prefix = prefix
    self.text = text
    self.after = after
    self.before = before
    self.isPlaced = isPlaced
  }

  /// Sorts after every text of digits that begins with `prefix`.
  var upper: String { prefix + ":" }

  /// Sorts before the first that is wanted, and after `after`.
  var lower: String { after.map { max(prefix, Self.next($0)) } ?? prefix }

  /// What follows a text of digits in order, whatever comes behind it.
  static func next(_ prefix: String) -> String { prefix + "\u{1}" }

  /// nil: any description.
  var pattern: String? {
    text.isEmpty ? nil : TextPattern.containing(text)
  }
}

package struct PriceListPage: Hashable, Sendable {
  /// By prefix.
  package var tariffs: [Tariff]
  /// Of all pages.
  package var total: Int
  /// `after` for the next page; nil: this is the last.
  package var next: String?
  /// `before` for the page that comes before; nil: this is the first.
  package var previous: String?
  /// Tariffs that come before the page; nil: it was not asked for.
  package var place: Int?
  /// Another one for each change of the list: pages of one version belong together.
  package var version: Int64
}
