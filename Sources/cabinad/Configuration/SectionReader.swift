/// Reads the values of one section, each checked; a key that nobody asked for is an error.
struct SectionReader {
  private let file: ConfigurationFile
  private let section: ConfigurationFile.Section
  private var asked: [String] = []

  init(_ file: ConfigurationFile, _ section: ConfigurationFile.Section) {
    self.file = file
    self.section = section
  }

  var line: Int { section.line }

  func fault(_ entry: ConfigurationFile.Entry, _ expected: String) -> ConfigurationError {
    file.fault(entry.line, "«\(entry.key) = \(entry.value)» in [\(section.name)]", expected)
  }

  mutating func entry(_ key: String) -> ConfigurationFile.Entry? {
    asked.append(key)
    return section.entries.first { $0.key == key }
  }

  mutating func text(_ key: String) throws(ConfigurationError) -> String? {
    guard let entry = entry(key) else { return nil }
    guard !entry.value.isEmpty else { throw fault(entry, "a text") }
    return entry.value
  }

  func missing(_ key: String, _ expected: String) -> ConfigurationError {
    file.fault(section.line, "no fitting «\(key)» in [\(section.name)]", expected)
  }

  mutating func integer(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(ConfigurationError)
    -> Int?
  {
    guard let entry = entry(key) else { return nil }
    guard let value = Int(entry.value), range.contains(value) else {
      throw fault(entry, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  mutating func choice<Value>(
    _ key: String, _ choices: [(String, Value)]
  )
    throws(ConfigurationError) -> Value?
  {
    guard let entry = entry(key) else { return nil }
    guard let choice = choices.first(where: { $0.0 == entry.value }) else {
      throw fault(entry, "one of: " + choices.map(\.0).joined(separator: ", "))
    }
    return choice.1
  }

  /// A list of numbers separated by commas; empty is an empty list.
  mutating func numbers(
    _ key: String, _ lengths: ClosedRange<Int>, limit: Int
  )
    throws(ConfigurationError) -> [String]?
  {
    guard let entry = entry(key) else { return nil }
    guard !entry.value.isEmpty else { return [] }
    let numbers = entry.value.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.trimmed) }
    let areGood = numbers.allSatisfy { number in
      lengths.contains(number.utf8.count)
        && number.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard areGood, numbers.count <= limit else {
      throw fault(
        entry,
        "at most \(limit) numbers of \(lengths.lowerBound) to \(lengths.upperBound) digits, separated by commas"
      )
    }
    return numbers
  }

  /// To be called last: a misspelt key must not pass in silence.
  func finish() throws(ConfigurationError) {
    guard let stray = section.entries.first(where: { !asked.contains($0.key) }) else { return }
    throw file.fault(
      stray.line, "an unknown key «\(stray.key)» in [\(section.name)]",
      "one of: " + asked.joined(separator: ", "))
  }
}
