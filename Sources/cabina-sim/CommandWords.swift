/// What is wrong with a command, in words for whoever typed it.
enum CommandError: Error, CustomStringConvertible {
  case unknown(String)
  case missing(String)
  case bad(what: String, value: String, expected: String)
  case surplus(String)
  case refused(String)

  var description: String {
    switch self {
    case .unknown(let word): "«\(word)» is not a command; try help"
    case .missing(let what): "\(what) is missing"
    case .bad(let what, let value, let expected): "\(what): «\(value)» is not \(expected)"
    case .surplus(let word): "«\(word)» is too much"
    case .refused(let why): why
    }
  }
}

/// The words of one command after its name, taken from the front.
struct CommandWords {
  private var words: ArraySlice<Substring>
  let lineCount: Int

  init(_ words: ArraySlice<Substring>, lineCount: Int) {
    self.words = words
    self.lineCount = lineCount
  }

  /// A booth as people count, from 1; returned from 0.
  mutating func line() throws(CommandError) -> Int {
    try number("booth", 1...lineCount) - 1
  }

  /// A trunk as people count, from 1; returned from 0, nil for «all».
  mutating func trunk() throws(CommandError) -> Int? {
    if words.first == "all" {
      words.removeFirst()
      return nil
    }
    return try number("trunk", 1...32) - 1
  }

  mutating func milliseconds() throws(CommandError) -> Int64 {
    try number("milliseconds", 0...86_400_000)
  }

  mutating func optionalMilliseconds() throws(CommandError) -> Int64? {
    words.isEmpty ? nil : try milliseconds()
  }

  mutating func number<Number: FixedWidthInteger>(
    _ what: String, _ range: ClosedRange<Number>
  ) throws(CommandError) -> Number {
    let text = try word(what)
    guard let number = Number(text), range.contains(number) else {
      throw .bad(
        what: what, value: text, expected: "within \(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }

  mutating func optionalNumber<Number: FixedWidthInteger>(
    _ what: String, _ range: ClosedRange<Number>
  ) throws(CommandError) -> Number? {
    words.isEmpty ? nil : try number(what, range)
  }

  mutating func digits() throws(CommandError) -> String {
    let text = try word("digits")
    guard text.utf8.count <= 64, text.utf8.allSatisfy({ "0123456789*#ABCD".utf8.contains($0) })
    else { throw .bad(what: "digits", value: text, expected: "up to 64 of 0-9 * # A-D") }
    return text
  }

  /// One of the names; `usual` when there is no word.
  mutating func choice<Value>(
    _ what: String, _ choices: KeyValuePairs<String, Value>, usual: Value? = nil
  ) throws(CommandError) -> Value {
    if words.isEmpty, let usual { return usual }
    let text = try word(what)
    for (name, value) in choices where name == text { return value }
    throw .bad(
      what: what, value: text, expected: "one of " + choices.map(\.key).joined(separator: ", "))
  }

  func finish() throws(CommandError) {
    if let word = words.first { throw .surplus(String(word)) }
  }

  private mutating func word(_ what: String) throws(CommandError) -> String {
    guard let word = words.popFirst() else { throw .missing(what) }
    return String(word)
  }
}
