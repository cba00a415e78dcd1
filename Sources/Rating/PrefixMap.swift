/// Values by prefix of a number; the longest prefix wins.
package struct PrefixMap<Value: Sendable>: Sendable {
  let index: PrefixIndex
  let values: [Value]

  package struct Match {
    /// How many of the number's digits the prefix covers.
    package let length: Int
    package let value: Value
  }

  /// The prefixes that can match.
  package var count: Int { values.count }

  /// A prefix has 0 to 16 digits (a telephone number has 15 at most); the empty one matches every
  /// number. An entry with any other prefix is left out. Of two with the same prefix the later holds.
  package init(_ entries: [(prefix: String, value: Value)]) {
    index = PrefixIndex(entries.map(\.prefix))
    values = index.entries.map { entries[$0].value }
  }

  /// The longest prefix of the number's leading digits; what follows something other than a digit
  /// is not looked at. nil: none matches.
  package func longestMatch(_ number: String) -> Match? {
    guard let (position, length) = index.longestMatch(number) else { return nil }
    return Match(length: length, value: values[position])
  }
}
