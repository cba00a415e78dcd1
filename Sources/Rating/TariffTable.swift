/// Tariffs by prefix, kept small: a provider's deck has 100,000 prefixes and a few hundred prices,
/// so each description and each price is kept once.
struct TariffTable: Sendable {
  fileprivate struct Entry {
    let description: UInt32
    let terms: UInt32
  }

  private let entries: PrefixMap<Entry>
  private let descriptions: [String]
  /// Tariffs without prefix and description.
  private var terms: [Tariff]

  /// Of two tariffs with the same prefix the later holds.
  init(_ tariffs: some Sequence<Tariff>) {
    var descriptions = Distinct<String>()
    var terms = Distinct<Tariff>()
    let entries = tariffs.map { tariff in
      var nameless = tariff
      nameless.prefix = ""
      nameless.description = ""
      let entry = Entry(
        description: descriptions.index(of: tariff.description), terms: terms.index(of: nameless))
      return (prefix: tariff.prefix, value: entry)
    }
    self.entries = PrefixMap(entries)
    self.descriptions = descriptions.values
    self.terms = terms.values
  }

  /// The same prefixes at higher prices.
  func raised(by markup: Markup) -> TariffTable {
    var raised = self
    raised.terms = terms.map(markup.raise)
    return raised
  }

  struct Match {
    fileprivate let prefix: String
    fileprivate let entry: Entry
  }

  func longestMatch(_ number: String) -> Match? {
    guard let match = entries.longestMatch(number) else { return nil }
    return Match(
      prefix: String(Substring(number.utf8.prefix(match.length))), entry: match.value)
  }

  /// Of a match in this table, or in the one that it was raised from.
  func tariff(_ match: Match) -> Tariff {
    var tariff = terms[Int(match.entry.terms)]
    tariff.prefix = match.prefix
    tariff.description = descriptions[Int(match.entry.description)]
    return tariff
  }
}

/// Values in the order they first came, each once.
private struct Distinct<Value: Hashable> {
  private(set) var values: [Value] = []
  private var indices: [Value: UInt32] = [:]

  mutating func index(of value: Value) -> UInt32 {
    if let index = indices[value] { return index }
    let index = UInt32(values.count)
    values.append(value)
    indices[value] = index
    return index
  }
}
