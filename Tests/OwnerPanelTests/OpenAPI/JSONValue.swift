/// JSON that was read, to be looked at: as strictly as RFC 8259 lets a reader be, no key twice.
indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// As it is written.
  case decimal(String)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  init(_ bytes: [UInt8]) throws {
    var reader = Reader(bytes: bytes)
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == bytes.count else { throw reader.fault("something after the value") }
  }

  init(_ text: String) throws { try self.init(Array(text.utf8)) }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// What a pointer within the document (`#/components/schemas/Shop`) leads to.
  func at(_ pointer: String) -> JSONValue? {
    var place: JSONValue? = self
    for step in pointer.split(separator: "/").dropFirst() { place = place?[String(step)] }
    return pointer.hasPrefix("#/") ? place : nil
  }
}

private struct Reader {
  let bytes: [UInt8]
  var position = 0

  func fault(_ what: String) -> JSONValue.Fault {
    JSONValue.Fault(description: "\(what), at byte \(position)")
  }

  mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  mutating func value(depth: Int) throws -> JSONValue {
    guard depth < 64 else { throw fault("too deep") }
    skipBlanks()
    if take("null") { return .null }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("[") { return .array(try elements(depth: depth)) }
    if take("{") { return .object(try members(depth: depth)) }
    if take("\"") { return .text(try text()) }
    return try number()
  }

  private mutating func elements(depth: Int) throws -> [JSONValue] {
    var elements: [JSONValue] = []
    skipBlanks()
    if take("]") { return [] }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return elements }
      guard take(",") else { throw fault("no comma") }
    }
  }

  private mutating func members(depth: Int) throws -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take("}") { return [:] }
    while true {
      skipBlanks()
      guard take("\"") else { throw fault("no key") }
      let key = try text()
      skipBlanks()
      guard take(":") else { throw fault("no colon") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else {
        throw fault("the key «\(key)» twice")
      }
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw fault("no comma") }
    }
  }

  private mutating func number() throws -> JSONValue {
    let start = position
    while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else {
      throw fault("no value")
    }
    return Int64(text).map(JSONValue.integer) ?? .decimal(text)
  }

  /// After the opening quote.
  private mutating func text() throws -> String {
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("no UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += try escaped()
      case 0..<0x20: throw fault("a bare control character")
      default: content.append(byte)
      }
    }
    throw fault("a text without an end")
  }

  private mutating func escaped() throws -> [UInt8] {
    for (letter, byte) in [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ] as [(String, UInt8)] where take(letter) { return [byte] }
    guard take("u") else { throw fault("an escape that is none") }
    var unit = try fourDigits()
    if (0xD800..<0xDC00).contains(unit) {
      guard take("\\u") else { throw fault("half a character") }
      let low = try fourDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half a character") }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw fault("half a character") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func fourDigits() throws -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt32(digits, radix: 16) else {
      throw fault("no four digits")
    }
    position += 4
    return unit
  }
}
