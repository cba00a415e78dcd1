import BoothControl
import Rating

/// Reads the values of one section, each checked; a key that nobody asked for is a fault. What is
/// wrong is gathered, and the value is nil then: the rest is read all the same.
struct SectionReader {
  let file: ConfigurationFile
  private let section: ConfigurationFile.Section
  private var asked: [String] = []
  private(set) var faults: [ConfigurationFault] = []

  init(_ file: ConfigurationFile, _ section: ConfigurationFile.Section) {
    self.file = file
    self.section = section
  }

  /// - Parameter detail: lines that show it.
  mutating func report(
    _ entry: ConfigurationFile.Entry, _ expected: String, detail: [String] = []
  ) {
    var fault = file.fault(
      entry.line, "«\(entry.key) = \(entry.value.shortened)» in [\(section.name.shortened)]",
      expected)
    fault.detail = detail
    faults.append(fault)
  }

  /// The section's own name is not what it should be.
  mutating func reportSection(_ expected: String) {
    faults.append(file.fault(section.line, "[\(section.name.shortened)]", expected))
  }

  /// A key that must be there, or must be another, since the rest is as it is.
  mutating func reportMissing(_ key: String, _ expected: String) {
    faults.append(
      file.fault(section.line, "no fitting «\(key)» in [\(section.name.shortened)]", expected))
  }

  mutating func entry(_ key: String) -> ConfigurationFile.Entry? {
    if !asked.contains(key) { asked.append(key) }
    return section.entries.first { $0.key == key }
  }

  /// What a shop or a booth may be called.
  mutating func name(_ key: String) -> String? {
    guard let entry = entry(key) else { return nil }
    guard OwnNames.isName(entry.value) else {
      report(entry, "a text of 1 to \(OwnNames.longest) characters")
      return nil
    }
    return entry.value
  }

  /// A text of at most so many bytes, such as a symbol that must fit a display beside its amount.
  mutating func text(_ key: String, ofAtMost limit: Int) -> String? {
    guard let entry = entry(key) else { return nil }
    guard (1...limit).contains(entry.value.utf8.count) else {
      report(entry, "a text of 1 to \(limit) bytes")
      return nil
    }
    return entry.value
  }

  /// ISO 4217.
  mutating func currencyCode(_ key: String) -> String? {
    guard let entry = entry(key) else { return nil }
    guard AmountFormat.isCode(entry.value) else {
      report(entry, "three capital letters such as CLP, and nothing after them")
      return nil
    }
    return entry.value
  }

  mutating func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let entry = entry(key) else { return nil }
    guard let value = Int(entry.value), range.contains(value) else {
      report(entry, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// An amount such as `10` or `0.05`, from 0 on.
  mutating func price(_ key: String) -> Money? {
    guard let entry = entry(key) else { return nil }
    do {
      return try Money(price: entry.value)
    } catch {
      report(entry, error.expected)
      return nil
    }
  }

  mutating func choice<Value>(_ key: String, _ choices: [(String, Value)]) -> Value? {
    guard let entry = entry(key) else { return nil }
    guard let choice = choices.first(where: { $0.0 == entry.value }) else {
      report(entry, "one of: " + choices.map(\.0).joined(separator: ", "))
      return nil
    }
    return choice.1
  }

  /// A list of numbers separated by commas; nothing is an empty list.
  /// - Parameter word: may stand among them.
  mutating func numbers(
    _ key: String, _ lengths: ClosedRange<Int>, count: ClosedRange<Int>, or word: String? = nil
  ) -> [String]? {
    guard let entry = entry(key) else { return nil }
    let numbers =
      entry.value.isEmpty
      ? []
      : entry.value.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.trimmed) }
    var areGood = true
    for (index, number) in numbers.enumerated() where number != word {
      guard !lengths.contains(number.utf8.count) || !number.utf8.allSatisfy(\.isDigit) else {
        continue
      }
      areGood = false
      faults.append(
        file.fault(
          entry.line, "«\(number.shortened)», number \(index + 1) of «\(key)»",
          "\(lengths.lowerBound) to \(lengths.upperBound) digits"
            + (word.map { ", or \($0)" } ?? "")))
    }
    guard areGood else { return nil }
    guard count.contains(numbers.count) else {
      let most = count.lowerBound == 0 ? "at most" : "\(count.lowerBound) to"
      report(
        entry,
        "\(most) \(count.upperBound) numbers of \(lengths.lowerBound) to \(lengths.upperBound) digits, separated by commas"
      )
      return nil
    }
    return numbers
  }

  /// To be called last: a misspelt key must not pass in silence. All that was wrong in the section.
  mutating func finish() -> [ConfigurationFault] {
    for stray in section.entries where !asked.contains(stray.key) {
      faults.append(
        file.fault(
          stray.line, "an unknown key «\(stray.key.shortened)» in [\(section.name.shortened)]",
          "one of: " + asked.joined(separator: ", ")))
    }
    return faults
  }
}

extension UInt8 {
  /// Of ASCII.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
