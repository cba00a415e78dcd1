import BoothSimulator

/// The words of a command line, taken from the front: `--name value` or `--name=value`.
struct OptionWords {
  private var words: ArraySlice<String>
  /// What stood behind the `=`.
  private var attached: String?

  init(_ words: [String]) { self.words = words[...] }

  mutating func nextOption() throws(UsageError) -> String? {
    if let attached { throw .conflict("«\(attached)»: this option takes no value") }
    guard let word = words.popFirst() else { return nil }
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return word }
    attached = String(word[word.index(after: equals)...])
    return String(word[..<equals])
  }

  mutating func value(_ option: String, expected: String) throws(UsageError) -> String {
    defer { attached = nil }
    guard let value = attached ?? words.popFirst(), !value.isEmpty else {
      throw .missingValue(option: option, expected: expected)
    }
    return value
  }

  mutating func number<Number: FixedWidthInteger>(
    _ option: String, _ range: ClosedRange<Number>
  ) throws(UsageError) -> Number {
    let expected = "a number within \(range.lowerBound)…\(range.upperBound)"
    let text = try value(option, expected: expected)
    guard let number = Number(text), range.contains(number) else {
      throw .badValue(option: option, value: text, expected: expected)
    }
    return number
  }

  /// As chmod(1) has them: three octal digits.
  mutating func permissions(_ option: String) throws(UsageError) -> UInt32 {
    let expected = "three octal digits such as 666"
    let text = try value(option, expected: expected)
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x30...0x37).contains($0) }),
      let mode = UInt32(text, radix: 8)
    else {
      throw .badValue(option: option, value: text, expected: expected)
    }
    return mode
  }

  /// `ROWSxCOLUMNS`, or `none`.
  mutating func geometry(_ option: String) throws(UsageError) -> (rows: Int, columns: Int) {
    let expected = "ROWSxCOLUMNS such as 2x16, or none"
    let text = try value(option, expected: expected)
    if text == "none" { return (0, 0) }
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let rows = parts[0], let columns = parts[1], rows > 0, columns > 0
    else { throw .badValue(option: option, value: text, expected: expected) }
    return (rows, columns)
  }

  /// 24 hexadecimal digits.
  mutating func uid(_ option: String) throws(UsageError) -> [UInt8] {
    let expected = "24 hexadecimal digits"
    let text = try value(option, expected: expected)
    let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
    guard digits.count == 24, text.count == 24 else {
      throw .badValue(option: option, value: text, expected: expected)
    }
    return stride(from: 0, to: 24, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  mutating func firmwareFault(_ option: String) throws(UsageError) -> FirmwareFault {
    let expected = "a fault that --help lists"
    let text = try value(option, expected: expected)
    guard let fault = FirmwareFault(rawValue: text) else {
      throw .badValue(option: option, value: text, expected: expected)
    }
    return fault
  }
}
