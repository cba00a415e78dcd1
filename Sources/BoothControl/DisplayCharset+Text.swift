package import BoothProtocol

extension DisplayCharset {
  /// `text` as a display with this charset can show it, one character a column.
  ///
  /// Latin-1 keeps the Spanish letters; ASCII writes them plain (ñ as n, á as a) and leaves ¡ and
  /// ¿ out. Line breaks and control characters become spaces, what has no likeness becomes `?`.
  /// Seven segments show digits, space, minus and point, everything else is left out.
  package func text(_ text: String) -> String {
    if self == .ascii || self == .latin1, text.utf8.allSatisfy(Self.isPlain) { return text }
    return switch self {
    case .none: ""
    case .ascii: String(text.flatMap(Self.ascii))
    case .latin1: String(text.flatMap(Self.latin1))
    case .sevenSegment: text.filter { $0.isASCII && ($0.isNumber || " -.".contains($0)) }
    }
  }

  /// In both charsets as it is.
  private static func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) }

  /// Whether nothing of `text` would become `?`.
  func canShow(_ text: String) -> Bool {
    let mark = UInt8(ascii: "?")
    return !self.text(text).utf8.contains(mark) || text.utf8.contains(mark)
  }

  private static func latin1(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    if scalars.count == 1, let code = scalars.first?.value, (0xA1...0xFF).contains(code),
      code != softHyphen
    {
      return String(character)
    }
    // A letter and an accent apart are one code on the display.
    if !character.isASCII, let letter = latin1Letters.first(where: { $0 == character }) {
      return String(letter)
    }
    return ascii(character)
  }

  private static func ascii(_ character: Character) -> String {
    if let value = character.asciiValue, (0x20...0x7E).contains(value) { return String(character) }
    if let likeness = likenesses.first(where: { $0.of.contains(character) }) {
      return likeness.plain
    }
    let isBlank = character.isWhitespace || character.unicodeScalars.allSatisfy { $0.value < 0x20 }
    return isBlank ? " " : "?"
  }

  private static let softHyphen: UInt32 = 0xAD

  private static let latin1Letters: [Character] = Array(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")

  private static let likenesses: [(plain: String, of: String)] = [
    ("A", "ÀÁÂÃÄÅ"), ("AE", "Æ"), ("C", "Ç"), ("E", "ÈÉÊË"), ("I", "ÌÍÎÏ"), ("D", "Ð"),
    ("N", "Ñ"), ("O", "ÒÓÔÕÖØ"), ("U", "ÙÚÛÜ"), ("Y", "ÝŸ"), ("TH", "Þ"), ("ss", "ß"),
    ("a", "àáâãäåª"), ("ae", "æ"), ("c", "ç"), ("e", "èéêë"), ("i", "ìíîï"), ("d", "ð"),
    ("n", "ñ"), ("o", "òóôõöøº°"), ("u", "ùúûü"), ("y", "ýÿ"), ("th", "þ"),
    ("", "¡¿\u{AD}"), ("\"", "«»“”„"), ("'", "‘’‚´"), ("-", "‐‑–—−"), ("...", "…"), (".", "·•"),
    ("x", "×"), ("OE", "Œ"), ("oe", "œ"),
  ]
}
