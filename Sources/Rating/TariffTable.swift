/// Tariffs by prefix, kept small: a provider's deck has 100,000 prefixes and a few hundred prices,
/// so each description and each price is kept once.
package struct TariffTable: Sendable {
  struct Entry {
    let description: UInt32
    let terms: UInt32
  }

  let entries: PrefixMap<Entry>
  let descriptions: [String]
  /// Tariffs without prefix and description.
  private(set) var terms: [Tariff]

  /// Of two tariffs with the same prefix the later holds.
  init(_ tariffs: some Sequence<Tariff>) {
    var builder = Builder()
    for tariff in tariffs { builder.add(tariff) }
    self.init(builder)
  }

  package init(_ builder: Builder) {
    entries = PrefixMap(builder.entries)
    descriptions = builder.descriptions.values
    terms = builder.terms.values
  }

  /// A table that is gathered tariff by tariff.
  package struct Builder {
    fileprivate var entries: [(prefix: String, value: Entry)] = []
    fileprivate var descriptions = Distinct<String>()
    fileprivate var terms = Distinct<Tariff>()

    package init() {}

    package mutating func add(_ tariff: Tariff) {
      var nameless = tariff
      nameless.prefix = ""
      nameless.description = ""
      let entry = Entry(
        description: descriptions.index(of: tariff.description), terms: terms.index(of: nameless))
      entries.append((prefix: tariff.prefix, value: entry))
    }
  }

  package var count: Int { entries.count }

  /// In the order of their prefixes.
  subscript(position: Int) -> Tariff {
    let entry = entries.values[position]
    return tariff(Match(prefix: entries.index[position].text, entry: entry))
  }

  /// The same prefixes at higher prices.
  func raised(by markup: Markup) -> TariffTable {
    var raised = self
    raised.terms = terms.map(markup.raise)
    return raised
  }

  struct Match {
    fileprivate let prefix: String
    let entry: Entry
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
struct Distinct<Value: Hashable> {
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
