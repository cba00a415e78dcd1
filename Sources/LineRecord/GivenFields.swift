/// The fields of a command as they were written, read one by one and held to what each may be.
struct GivenFields {
  let command: NamedCommand
  let texts: [String: String]

  /// As written, or what it is where it is not; checked.
  func text(_ name: String) throws(CommandFault) -> String {
    guard let field = command.field(name) else {
      throw .unknownField(command: command.name, field: name)
    }
    guard let text = texts[name] ?? field.fallback else {
      throw .missingField(command: command.name, field: field)
    }
    guard field.values.holds(text) else { throw bad(name, text) }
    return text
  }

  func number(_ name: String) throws(CommandFault) -> UInt32 {
    let text = try text(name)
    guard let number = UInt32(text) else { throw bad(name, text) }
    return number
  }

  func int(_ name: String) throws(CommandFault) -> Int { Int(try number(name)) }

  /// From 0, of what people count from 1.
  func index(_ name: String) throws(CommandFault) -> Int { try int(name) - 1 }

  func numberOrNone(_ name: String) throws(CommandFault) -> UInt32? {
    try text(name) == CommandField.none ? nil : try number(name)
  }

  func isYes(_ name: String) throws(CommandFault) -> Bool { try text(name) == "yes" }

  func list(_ name: String) throws(CommandFault) -> [String] {
    CommandField.Values.list(try text(name))
  }

  func bad(_ name: String, _ text: String) -> CommandFault {
    .badValue(
      command: command.name, field: name, given: text,
      expected: command.field(name)?.values.form ?? "")
  }
}

extension CommandField.Values {
  /// What stands between the commas; of `none`, nothing.
  fileprivate static func list(_ text: String) -> [String] {
    text == CommandField.none
      ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  fileprivate func holds(_ text: String) -> Bool {
    switch self {
    case .number(let range): Self.isNumber(text, in: range)
    case .numberOrNone(let range):
      text == CommandField.none || Self.isNumber(text, in: range)
    case .word(let words): words.contains(text)
    case .words(let words):
      Set(Self.list(text)).isSubset(of: words)
        && Set(Self.list(text)).count == Self.list(text).count
    case .digits(let count): Self.isDigits(text, count)
    case .numbers(let count, let digits):
      count.contains(Self.list(text).count)
        && Self.list(text).allSatisfy { Self.isDigits($0, digits) }
    case .text(let count):
      count.contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(Self.isShown)
    }
  }

  /// No sign before it, which Swift would take.
  private static func isNumber(_ text: String, in range: ClosedRange<UInt32>) -> Bool {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt32(text) else {
      return false
    }
    return range.contains(number)
  }

  private static func isDigits(_ text: String, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count)
      && text.utf8.allSatisfy { "0123456789*#ABCD".utf8.contains($0) }
  }

  /// The others would go out as «?».
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || (0xA0...0xFF).contains(scalar.value)
  }
}
