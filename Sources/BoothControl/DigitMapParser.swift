/// Reads the text of a digit map into positions, once, from left to right.
struct DigitMapParser {
  private let characters: [Character]
  private var index = 0
  private var positions: [DigitMap.Position] = []

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(DigitMapError) -> [DigitMap.Position] {
    guard characters.count <= DigitMap.maximumTextLength else {
      throw .tooLong(length: characters.count)
    }
    skipSpaces()
    let isInParentheses = skip("(")
    repeat { try parseAlternative() } while skip("|")
    if isInParentheses && !skip(")") { throw fault(.closingParenthesis) }
    skipSpaces()
    guard current == nil else { throw fault(isInParentheses ? .endOfText : .positionOrEnd) }
    return positions
  }

  private mutating func parseAlternative() throws(DigitMapError) {
    skipSpaces()
    let column = index + 1
    let first = positions.count
    var leastDigits = 0
    while let character = current, !Self.endsAlternative(character) {
      guard positions.last?.keys.contains(.timer) != true else { throw fault(.endAfterTimer) }
      var position = try parsePosition(isFirst: positions.count == first)
      if !position.keys.contains(.timer) && skip(".") { position.repeats = true }
      if !position.repeats && position.keys != .timer { leastDigits += 1 }
      positions.append(position)
    }
    guard positions.count > first else { throw fault(.position) }
    guard leastDigits <= DigitMap.maximumDigits else { throw .alternativeTooLong(column: column) }
    positions.append(.end)
    skipSpaces()
  }

  private mutating func parsePosition(
    isFirst: Bool
  ) throws(DigitMapError) -> DigitMap.Position {
    if skip("[") {
      let start = index
      let keys = try parseRange()
      guard !(isFirst && keys == .timer) else {
        index = start
        throw fault(.positionBeforeTimer)
      }
      return DigitMap.Position(keys: keys)
    }
    guard let keys = currentKeys else {
      throw fault(isExtensionLetter ? .telephoneKey : isFirst ? .position : .positionOrEnd)
    }
    guard !(isFirst && keys == .timer) else { throw fault(.positionBeforeTimer) }
    index += 1
    return DigitMap.Position(keys: keys)
  }

  /// What stands between brackets, and the closing one.
  private mutating func parseRange() throws(DigitMapError) -> DigitMap.Keys {
    var keys: DigitMap.Keys = []
    repeat {
      guard let first = current, let member = currentKeys else {
        let isSpan = current == "-" && isLetter(before: index)
        throw fault(
          isExtensionLetter
            ? .telephoneKey
            : isSpan ? .noSpanOfLetters : keys.isEmpty ? .rangeMember : .rangeMemberOrEnd)
      }
      index += 1
      keys.formUnion(member)
      if Self.isDigit(first) && skip("-") { keys.formUnion(try parseSpan(from: first)) }
    } while !skip("]")
    return keys
  }

  /// The end of `first-`: a digit not below `first`.
  private mutating func parseSpan(from first: Character) throws(DigitMapError) -> DigitMap.Keys {
    guard let last = current, Self.isDigit(last), first <= last,
      let low = first.asciiValue, let high = last.asciiValue
    else { throw fault(.digit(from: first)) }
    index += 1
    return (low...high).reduce(into: []) { keys, digit in
      keys.formUnion(DigitMap.Keys(ascii: digit) ?? [])
    }
  }

  private var current: Character? { index < characters.count ? characters[index] : nil }

  /// The keys a single character of the map stands for; nil: none.
  private var currentKeys: DigitMap.Keys? {
    switch current {
    case "x", "X": return .digits
    case "t", "T": return .timer
    case let character?:
      guard let ascii = character.asciiValue else { return nil }
      let isSmallLetter = (UInt8(ascii: "a")...UInt8(ascii: "d")).contains(ascii)
      return DigitMap.Keys(ascii: isSmallLetter ? ascii - 32 : ascii)
    case nil: return nil
    }
  }

  /// One that RFC 3435 keeps for gateways with keys and tones of their own.
  private var isExtensionLetter: Bool { current?.isASCII == true && current?.isLetter == true }

  private func isLetter(before index: Int) -> Bool {
    index > 0 && characters[index - 1].isASCII && characters[index - 1].isLetter
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard current == character else { return false }
    index += 1
    return true
  }

  private mutating func skipSpaces() { while skip(" ") {} }

  private func fault(_ expected: DigitMapError.Expected) -> DigitMapError {
    .unexpected(column: index + 1, found: current, expected: expected)
  }

  private static func endsAlternative(_ character: Character) -> Bool {
    character == "|" || character == ")" || character == " "
  }

  private static func isDigit(_ character: Character) -> Bool {
    character >= "0" && character <= "9" && character.isASCII
  }
}
