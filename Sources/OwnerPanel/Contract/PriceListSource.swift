package import Notation
package import Rating

/// What the panel reads of prices at once. The rest is asked through `PanelSource.ask`.
package protocol PriceListSource: Sendable {
  /// What calls are priced by beside the lists. Called on the panel's own thread; must answer at once.
  func priceSettings() -> PriceSettings

  /// The dearest of the provider's tariffs that are above this one of the owner's, among those of
  /// numbers that it prices; nil: none is. Called on the panel's own thread and may take a few
  /// milliseconds.
  func cost(above own: Tariff) -> Tariff?

  /// A list as a file, piece by piece: some 16 KiB from `place` on; nil: from its beginning. In Spanish
  /// a file for spreadsheets is as those of Chile read it, with `;` and a decimal comma. Called
  /// on the panel's own thread and may take a few milliseconds. Throws where the list was changed
  /// since the piece before, or does not fit into the format.
  func priceFile(
    _ list: PriceRowsQuery.List, _ format: PriceFileFormat, in language: Language,
    from place: PriceFilePlace?
  ) throws -> PriceFilePiece
}

package struct PriceSettings: Hashable, Sendable {
  package var markup: Markup
  package var rounding: Rounding

  package init(markup: Markup, rounding: Rounding) {
    self.markup = markup
    self.rounding = rounding
  }
}

/// How a price list is written, as `cabinactl prefixes import` reads it; the raw value is the end of
/// the file's name.
package enum PriceFileFormat: String, Hashable, Sendable, CaseIterable {
  /// For a spreadsheet; a tariff with steps or hours of its own does not fit.
  case csv
  /// A tariff file, with all that a price may have.
  case json5
}

/// Where in a list a piece of its file ends.
package struct PriceFilePlace: Hashable, Sendable {
  /// The last that was written.
  package var prefix: String
  /// Of the list.
  package var version: Int64

  package init(prefix: String, version: Int64) {
    self.prefix = prefix
    self.version = version
  }
}

package struct PriceFilePiece: Hashable, Sendable {
  package var bytes: [UInt8]
  /// Where it goes on; nil: that was all.
  package var next: PriceFilePlace?

  package init(bytes: [UInt8], next: PriceFilePlace?) {
    self.bytes = bytes
    self.next = next
  }
}
