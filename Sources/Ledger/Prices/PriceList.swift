package import Rating

/// The two lists of tariffs, which are alike.
package enum PriceList: String, Hashable, Sendable, CaseIterable {
  /// The owner's.
  case prefixes
  /// The provider's.
  case deck

  /// What the audit calls that all of it was replaced.
  package var importAction: String { "\(rawValue) import" }

  /// Which generation holds, and how often the list was changed.
  var generationSetting: String { "\(rawValue)_generation" }
  var versionSetting: String { "\(rawValue)_version" }
  var settings: [String] { [generationSetting, versionSetting] }
}

/// A list that is being loaded beside the one that holds. Nothing is priced from it until it is
/// taken over, and after a crash it is rubbish.
package struct PriceGeneration: Hashable, Sendable {
  package let list: PriceList
  let number: Int64
}

/// What a list is, for the audit: `6 rows, sha256 9f3a…`. The hash covers every tariff, in the order
/// of their prefixes.
package struct PriceListFacts: Hashable, Sendable, CustomStringConvertible {
  package var rows: Int
  package var hash: [UInt8]

  package var description: String {
    "\(rows) \(rows == 1 ? "row" : "rows"), sha256 \(hash.hexadecimal)"
  }

  /// Of a list without a row.
  static let none = PriceListFacts(rows: 0, hash: SHA256.hash([]))
}

/// What takes the place of the prices before, all of it or nothing.
package struct PriceChange: Hashable, Sendable {
  /// Whole lists, with what the list before and this one are.
  package var lists: [NewList] = []
  /// Millionths of a per cent; nil: it stays.
  package var markupPercentMicros: Int64?
  /// nil: it stays.
  package var rounding: Rounding?

  package struct NewList: Hashable, Sendable {
    package var generation: PriceGeneration
    package var before: PriceListFacts
    package var after: PriceListFacts

    package init(
      generation: PriceGeneration, before: PriceListFacts, after: PriceListFacts
    ) {
      self.generation = generation
      self.before = before
      self.after = after
    }
  }

  package init() {}
}

/// Why a change of prices was not made; nothing was changed.
package enum PriceListError: Error, Hashable, Sendable, CustomStringConvertible {
  case prefixTwice(String)
  /// The tariff of this prefix cannot be billed.
  case notATariff(prefix: String, TariffFault)
  /// With the markup on it the provider's tariff of this prefix cannot be billed.
  case notWithMarkup(prefix: String, percentMicros: Int64, TariffFault)
  /// The owner's list has a tariff of this prefix already.
  case prefixTaken(String)
  case noSuchPrefix(String)

  package var description: String {
    switch self {
    case .prefixTwice(let prefix): "the prefix «\(prefix)» is in the list twice"
    case .notATariff(let prefix, let fault): "the tariff of prefix «\(prefix)»: \(fault)"
    case .notWithMarkup(let prefix, let percent, let fault):
      "the tariff of prefix «\(prefix)»: \(fault), with the markup of "
        + "\(Money(micros: percent).decimalText) %"
    case .prefixTaken(let prefix): "the list has the prefix «\(prefix)» already"
    case .noSuchPrefix(let prefix): "the list has no prefix «\(prefix)»"
    }
  }
}
