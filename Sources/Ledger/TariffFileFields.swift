import Rating

/// The keys of one object in a tariff file. Reading a key that is not there gives nil; a value of
/// another kind, or out of range, is an error that names it.
struct RecordFields {
  private let container: KeyedDecodingContainer<AnyKey>
  private let path: [any CodingKey]

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder, knowing keys: [String]) throws {
    path = decoder.codingPath
    do {
      container = try decoder.container(keyedBy: AnyKey.self)
    } catch is DecodingError {
      throw TariffFileError(
        place: TariffFileError.place(path), value: "something else",
        expected: "an object in braces")
    }
    for key in container.allKeys where !keys.contains(key.stringValue) {
      throw TariffFileError(
        place: TariffFileError.place(path), value: key.stringValue,
        expected: "one of the keys \(keys.joined(separator: ", "))",
        located: TariffFileError.place(path, key.stringValue))
    }
  }

  /// Whether the key is there, and not null.
  func has(_ key: String) -> Bool {
    let key = AnyKey(stringValue: key)
    return container.contains(key) && (try? container.decodeNil(forKey: key)) != true
  }

  /// Whether the key is there, and null.
  func isNull(_ key: String) -> Bool {
    (try? container.decodeNil(forKey: AnyKey(stringValue: key))) == true
  }

  func text(_ key: String) throws(TariffFileError) -> String? {
    try read(key, String.self, expected: "a text in quotes")
  }

  func integer(_ key: String, _ range: ClosedRange<Int64>) throws(TariffFileError) -> Int64? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let number = try read(key, Int64.self, expected: expected) else { return nil }
    guard range.contains(number) else { throw fault(key, "\(number)", expected: expected) }
    return number
  }

  func money(_ key: String, _ range: ClosedRange<Money>) throws(TariffFileError) -> Money? {
    let expected = "a decimal number in quotes such as \"0.05\""
    guard let text = try read(key, String.self, expected: expected) else { return nil }
    do throws(MoneyError) {
      return try Money(text, least: range.lowerBound, most: range.upperBound)
    } catch { throw fault(key, text, expected: error.expected) }
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(TariffFileError) -> Choice? {
    guard let text = try text(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw fault(key, text, expected: "one of \(names)")
  }

  func object<Record: Decodable>(_ key: String, _ type: Record.Type) throws -> Record? {
    try container.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
  }

  func list<Record: Decodable>(_ key: String, of type: Record.Type) throws -> [Record]? {
    do {
      return try container.decodeIfPresent([Record].self, forKey: AnyKey(stringValue: key))
    } catch is DecodingError {
      throw fault(key, shown(key), expected: "a list in brackets")
    }
  }

  func fault(_ key: String, _ value: String?, expected: String) -> TariffFileError {
    TariffFileError(place: TariffFileError.place(path, key), value: value, expected: expected)
  }

  private func read<Value: Decodable>(
    _ key: String, _ type: Value.Type, expected: String
  ) throws(TariffFileError) -> Value? {
    do {
      return try container.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
    } catch { throw fault(key, shown(key), expected: expected) }
  }

  /// A value of whatever kind, for an error.
  private func shown(_ key: String) -> String {
    let key = AnyKey(stringValue: key)
    if let text = try? container.decode(String.self, forKey: key) { return text }
    if let flag = try? container.decode(Bool.self, forKey: key) { return "\(flag)" }
    if let number = try? container.decode(Int64.self, forKey: key) { return "\(number)" }
    if let number = try? container.decode(Double.self, forKey: key) { return "\(number)" }
    if (try? container.nestedContainer(keyedBy: AnyKey.self, forKey: key)) != nil {
      return "an object"
    }
    if (try? container.nestedUnkeyedContainer(forKey: key)) != nil { return "a list" }
    return "a value that cannot be read"
  }
}
