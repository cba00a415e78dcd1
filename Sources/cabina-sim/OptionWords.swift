import BoothSimulator

/// The words of a command line, taken from the front: `--name value` or `--name=value`.
struct OptionWords {
  private var words: ArraySlice<String>
  /// What stood behind the `=`.
  private var attached: String?
  private var options: Set<String> = []

  init(_ words: [String]) { self.words = words[...] }

  /// An operand as well. An option that was there before is an error: the last of two would be taken
  /// and the first forgotten.
  mutating func nextOption() throws(UsageError) -> String? {
    if let attached { throw .conflict("«\(attached)»: this option takes no value") }
    guard let word = words.popFirst() else { return nil }
    guard word.hasPrefix("--") else { return word }
    let option = String(word.prefix { $0 != "=" })
    guard options.insert(option).inserted else { throw .conflict("\(option) is given twice") }
    if option != word { attached = String(word.dropFirst(option.count + 1)) }
    return option
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
