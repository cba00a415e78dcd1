import Notation

/// Texts, numbers and words: a decoder that refuses one of them does not say what it is.
extension TariffFileSyntax {
  /// Throws at the first byte that is not UTF-8.
  mutating func checkEncoding() throws(TariffFileError) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      position = error.byteOffsets.lowerBound
      throw fault("UTF-8", value: "the byte " + hexadecimal(UInt32(bytes[position]), digits: 2))
    }
  }

  /// A text in quotes, on one line.
  mutating func string() throws(TariffFileError) {
    let start = position
    let quote = bytes[position]
    position += 1
    while let byte = next, byte != quote, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\\") {
        try escape()
      } else {
        if let control = controlCharacter { throw control }
        position += 1
      }
    }
    guard next == quote else {
      position = start
      throw fault("a text that ends with its quote on the same line")
    }
    position += 1
  }

  /// nil: what stands here may be seen by a person.
  private var controlCharacter: TariffFileError? {
    let byte = bytes[position]
    // The first byte of U+0080 to U+009F is C2.
    let isLong = byte == 0xC2 && position + 1 < bytes.count && bytes[position + 1] < 0xA0
    guard byte < 0x20 || byte == 0x7F || isLong else { return nil }
    return controlFault(isLong ? UInt32(bytes[position + 1]) : UInt32(byte))
  }

  private func controlFault(_ character: UInt32) -> TariffFileError {
    fault(
      "text without control characters",
      value: "the character U+" + hexadecimal(character, digits: 4))
  }

  /// From a backslash on.
  private mutating func escape() throws(TariffFileError) {
    if !allowsEscapedControls, let control = escapedControl { throw controlFault(control) }
    // JSON5 lets a text go on in the next line; the decoder would keep the line's end in it.
    guard !endsLine(position + 1) else {
      throw fault("a text on one line", value: "\\ at the end of the line")
    }
    guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      position += 2
      return
    }
    guard let first = codeUnit(at: position) else {
      throw fault("four hexadecimal digits after \\u")
    }
    guard 0xD800...0xDFFF ~= first else {
      position += 6
      return
    }
    guard first < 0xDC00, let second = codeUnit(at: position + 6), 0xDC00...0xDFFF ~= second else {
      throw fault(
        "both halves of a surrogate pair",
        value: String(decoding: bytes[position..<(position + 6)], as: UTF8.self))
    }
    position += 12
  }

  /// LF, CR, U+2028 or U+2029.
  private func endsLine(_ position: Int) -> Bool {
    guard position < bytes.count else { return false }
    return bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r")
      || bytes[position...].starts(with: "\u{2028}".utf8)
      || bytes[position...].starts(with: "\u{2029}".utf8)
  }

  /// The control character that the escape at the position stands for; nil: it is for another one.
  private var escapedControl: UInt32? {
    let letter = position + 1 < bytes.count ? bytes[position + 1] : 0
    let character: UInt32? =
      switch letter {
      case UInt8(ascii: "0"): 0
      case UInt8(ascii: "b"): 8
      case UInt8(ascii: "t"): 9
      case UInt8(ascii: "n"): 10
      case UInt8(ascii: "v"): 11
      case UInt8(ascii: "f"): 12
      case UInt8(ascii: "r"): 13
      case UInt8(ascii: "u"): codeUnit(at: position)
      case UInt8(ascii: "x") where position + 4 <= bytes.count:
        TariffFileSyntax.hexadecimal(bytes[(position + 2)..<(position + 4)])
      default: nil
      }
    return character.flatMap { $0 < 0x20 || 0x7F...0x9F ~= $0 ? $0 : nil }
  }

  /// Of `\uXXXX`; nil: something else stands there.
  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return TariffFileSyntax.hexadecimal(bytes[(start + 2)..<(start + 6)])
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.allSatisfy({ isHexadecimal($0) }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// A key without its `\u` and `\x`; other escapes are in no key that there is.
  static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var position = text.startIndex
    while position < text.endIndex {
      let letter = position + 1 < text.endIndex ? text[position + 1] : 0
      let count = letter == UInt8(ascii: "u") ? 4 : letter == UInt8(ascii: "x") ? 2 : 0
      let end = position + 2 + count
      if text[position] == UInt8(ascii: "\\"), count > 0, end <= text.endIndex,
        let scalar = hexadecimal(text[(position + 2)..<end]).flatMap(Unicode.Scalar.init)
      {
        plain += Array(String(Character(scalar)).utf8)
        position = end
      } else {
        plain.append(text[position])
        position += 1
      }
    }
    return plain
  }

  /// A key without quotes, from `start` to the position: letters and digits, the first of them a
  /// letter. The decoder takes nothing else, and does not say where that is.
  mutating func checkName(from start: Int) throws(TariffFileError) {
    let end = position
    position = start
    guard !isDigit(bytes[start]) else {
      throw fault("a key that begins with a letter, or in quotes")
    }
    for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
      guard scalar == "$" || scalar.properties.isIDContinue else {
        throw fault("a key of letters and digits", value: "the character U+" + scalar.codePoint)
      }
      position += UTF8.width(scalar)
    }
  }

  // MARK: Words and numbers

  /// What stands from `start` to the position without quotes.
  mutating func checkWord(from start: Int) throws(TariffFileError) {
    var word = bytes[start..<position]
    position = start
    defer { position = word.endIndex }
    let text = String(decoding: word, as: UTF8.self)
    if ["true", "false", "null"].contains(text) { return }
    let isSigned = word.first == UInt8(ascii: "+") || word.first == UInt8(ascii: "-")
    if isSigned { word = word.dropFirst() }
    let isNumber = word.first.map { isDigit($0) || $0 == UInt8(ascii: ".") } ?? false
    let unsigned = String(decoding: word, as: UTF8.self)
    if unsigned == "NaN" || unsigned == "Infinity" { return }
    guard isNumber || isSigned else {
      throw fault(
        "a value: a text in quotes, a number, true, false, null, a list or an object")
    }
    if word.first == UInt8(ascii: "0"), word.dropFirst().first.map(isDigit) ?? false {
      throw fault("a number without a 0 before it")
    }
    guard isNumber, isDecimal(word) || isHexadecimalNumber(word) else { throw fault("a number") }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private func isHexadecimalNumber(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.dropFirst(2)
    return word.first == UInt8(ascii: "0")
      && word.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
      && !digits.isEmpty && digits.allSatisfy(TariffFileSyntax.isHexadecimal)
  }

  /// Digits with at most one point before, within or after, and perhaps an exponent.
  private func isDecimal(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 | 0x20 == UInt8(ascii: "e")
    }
    let digits = parts[0].filter { $0 != UInt8(ascii: ".") }
    guard !digits.isEmpty, digits.allSatisfy(isDigit), parts[0].count - digits.count <= 1 else {
      return false
    }
    guard parts.count == 2 else { return true }
    let hasSign = parts[1].first == UInt8(ascii: "+") || parts[1].first == UInt8(ascii: "-")
    let exponent = hasSign ? parts[1].dropFirst() : parts[1]
    return !exponent.isEmpty && exponent.allSatisfy(isDigit)
  }

  private func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
