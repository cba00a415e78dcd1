/// Where the text of a tariff file stops being JSON5, by line and column, and whether an object has
/// a key twice. The decoder tells neither; what a value means is its business.
struct TariffFileSyntax {
  let bytes: [UInt8]
  var position = 0
  /// What is shown to people is to have no control characters; a record that was stored before
  /// that was asked for may.
  let allowsEscapedControls: Bool
  /// What stands between the values, which the decoder need not read.
  private var spaces: [Range<Int>] = []
  /// Amounts that may be meant as thousands.
  private var doubtful = DoubtfulAmounts()
  /// What is looked for.
  private var search = TariffFilePlace("")

  /// Objects and lists inside each other; a tariff file has five.
  private static let deepest = 16

  /// Throws the first fault.
  /// - Returns: the text with blanks for its comments and for white space beyond ASCII: where a
  ///   comment ends, there are two opinions. And what in it is doubtful.
  static func check(
    _ bytes: [UInt8], allowsEscapedControls: Bool
  ) throws(TariffFileError) -> (plain: [UInt8], doubtful: DoubtfulAmounts) {
    var syntax = TariffFileSyntax(bytes: bytes, allowsEscapedControls: allowsEscapedControls)
    try syntax.checkEncoding()
    try syntax.skipSpace()
    // A record may be a list of rows; a file is not.
    if !allowsEscapedControls, let first = syntax.next, first != UInt8(ascii: "{") {
      throw syntax.fault("an object in braces, with tariffs or a deck in it")
    }
    try syntax.value(depth: 0)
    try syntax.skipSpace()
    guard syntax.next == nil else { throw syntax.fault("the end of the file") }
    var plain = bytes
    for space in syntax.spaces {
      for index in space where plain[index] != UInt8(ascii: "\n") { plain[index] = 0x20 }
    }
    return (plain, syntax.doubtful)
  }

  /// The line, from 1, of a place such as `tariffs[2].steps[0].price`, or of as much of it as there
  /// is; nil: none of it. What is not JSON5 is looked at as far as it is.
  static func line(of place: String, in bytes: [UInt8]) -> Int? {
    var syntax = TariffFileSyntax(bytes: bytes, allowsEscapedControls: true)
    syntax.search = TariffFilePlace(place)
    try? syntax.skipSpace()
    try? syntax.value(depth: 0)
    return syntax.search.position.map { TariffFileSyntax.line(at: $0, in: bytes) }
  }

  static func line(at position: Int, in bytes: [UInt8]) -> Int {
    bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1
  }

  private init(bytes: [UInt8], allowsEscapedControls: Bool) {
    self.bytes = bytes
    self.allowsEscapedControls = allowsEscapedControls
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isNext(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private mutating func value(depth: Int) throws(TariffFileError) {
    guard depth < TariffFileSyntax.deepest else {
      throw fault("at most \(TariffFileSyntax.deepest) braces and brackets inside each other")
    }
    switch next {
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try list(depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string()
    case let byte?
    where TariffFileSyntax.isOfWord(byte) || "+-.".utf8.contains(byte):
      let start = position
      skip { TariffFileSyntax.isOfWord($0) || "+-.".utf8.contains($0) }
      try checkWord(from: start)
    default: throw fault("a value")
    }
  }

  private mutating func object(depth: Int) throws(TariffFileError) {
    var keys: Set<[UInt8]> = []
    try members(closing: UInt8(ascii: "}"), "a key or }") { syntax throws(TariffFileError) in
      let start = syntax.position
      let key = try syntax.key()
      guard keys.insert(key).inserted else {
        syntax.position = start
        throw syntax.fault("another key: the object has this one already")
      }
      try syntax.skipSpace()
      guard syntax.next == UInt8(ascii: ":") else { throw syntax.fault(":") }
      syntax.position += 1
      try syntax.skipSpace()
      syntax.search.pass(key, at: start, depth: depth)
      let valueStart = syntax.position
      try syntax.value(depth: depth + 1)
      syntax.doubtful.pass(key, syntax.bytes[valueStart..<syntax.position])
    }
  }

  private mutating func list(depth: Int) throws(TariffFileError) {
    var index = 0
    try members(closing: UInt8(ascii: "]"), "a value or ]") { syntax throws(TariffFileError) in
      syntax.search.pass(Array("\(index)".utf8), at: syntax.position, depth: depth)
      index += 1
      try syntax.value(depth: depth + 1)
    }
  }

  /// What stands between braces or brackets, with commas between and perhaps one at the end.
  private mutating func members(
    closing: UInt8, _ expected: String,
    member: (inout TariffFileSyntax) throws(TariffFileError) -> Void
  ) throws(TariffFileError) {
    position += 1
    try skipSpace()
    while next != closing {
      guard next != nil else { throw fault(expected) }
      try member(&self)
      try skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
        try skipSpace()
      } else if next != closing {
        throw fault(", or \(Character(Unicode.Scalar(closing)))")
      }
    }
    position += 1
  }

  /// As it is meant: without its quotes, its escapes undone.
  private mutating func key() throws(TariffFileError) -> [UInt8] {
    let start = position
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
      try string()
      guard position > start + 2 else {
        position = start
        throw fault("a key that is not empty")
      }
      return TariffFileSyntax.unescaped(bytes[(start + 1)..<(position - 1)])
    }
    skip(while: TariffFileSyntax.isOfWord)
    guard position > start else { throw fault("a key") }
    try checkName(from: start)
    return Array(bytes[start..<position])
  }

  private mutating func skipSpace() throws(TariffFileError) {
    while let byte = next {
      let start = position
      if TariffFileSyntax.isBlank(byte) {
        position += 1
        continue
      } else if isNext("\u{A0}") {
        position += 2
      } else if isNext("\u{FEFF}") || isNext("\u{2028}") || isNext("\u{2029}") {
        position += 3
      } else if isNext("//") {
        while let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r"),
          !isNext("\u{2028}"), !isNext("\u{2029}")
        { position += 1 }
      } else if isNext("/*") {
        position += 2
        while next != nil, !isNext("*/") { position += 1 }
        guard next != nil else {
          position = start
          throw fault("a comment that ends with */")
        }
        position += 2
      } else {
        return
      }
      spaces.append(start..<position)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = next, condition(byte) { position += 1 }
  }

  /// Letters, digits and what else a name or a number may hold; beyond ASCII all of it.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  /// At the position; lines and columns count from 1, columns in characters.
  /// - Parameter value: what stands there; nil: the text from there on.
  func fault(_ expected: String, value: String? = nil) -> TariffFileError {
    let before = bytes[..<min(position, bytes.count)]
    let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let line = TariffFileSyntax.line(at: before.endIndex, in: bytes)
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    let rest = String(decoding: bytes[before.endIndex...].prefix(24), as: UTF8.self)
    let found = rest.prefix { !$0.isNewline }.prefix(12)
    return TariffFileError(
      place: "line \(line), column \(column)",
      value: value
        ?? (found.isEmpty
          ? (rest.isEmpty ? "the end of the file" : "the end of the line") : String(found)),
      expected: expected)
  }
}
