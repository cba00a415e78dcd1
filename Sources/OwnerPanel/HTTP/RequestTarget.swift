/// What a request asks for: the path in segments and the query in parameters, both percent-decoded.
struct RequestTarget: Hashable, Sendable {
  /// `/booths/4312/calls` is three; `/` is none. Decoded one by one, so that `%2F` never makes a
  /// new segment.
  var segments: [String]
  var query: Parameters

  /// Only the origin form (`/path?query`) of visible ASCII is taken.
  init(parsing bytes: some Collection<UInt8>, limits: HTTPLimits) throws(HTTPRefusal) {
    guard bytes.first == UInt8(ascii: "/") else { throw .targetNotAPath }
    guard !bytes.contains(UInt8(ascii: "#")) else { throw .fragmentInTarget }
    let parts = bytes.dropFirst().split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    segments = []
    if !parts[0].isEmpty {
      let pieces = parts[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      for piece in pieces {
        guard let text = percentDecoded(piece, plusIsSpace: false) else { throw .badTarget }
        segments.append(text)
      }
    }
    guard parts.count == 2 else {
      query = Parameters()
      return
    }
    query = try Parameters(parsing: parts[1], limit: limits.parameterCount)
  }
}

/// The names and values of a query or of a form (`application/x-www-form-urlencoded`), each name at
/// most once.
struct Parameters: Hashable, Sendable {
  private var values: [String: String] = [:]

  init() {}

  init(_ values: [String: String]) { self.values = values }

  init(parsing bytes: some Collection<UInt8>, limit: Int) throws(HTTPRefusal) {
    let separator = UInt8(ascii: "&")
    var count = 0
    var rest = bytes[...]
    // One by one: nothing is made of those beyond the limit, of which a body may have thousands.
    while let start = rest.firstIndex(where: { $0 != separator }) {
      count += 1
      guard count <= limit else { throw .tooManyParameters }
      let pair = rest[start...].prefix { $0 != separator }
      rest = rest[pair.endIndex...]
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = percentDecoded(parts[0], plusIsSpace: true),
        let value = parts.count == 2 ? percentDecoded(parts[1], plusIsSpace: true) : ""
      else { throw .badTarget }
      guard values.updateValue(value, forKey: name) == nil else { throw .parameterRepeated }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// In no order.
  var names: [String] { Array(values.keys) }
}

/// nil: a `%` without two hexadecimal digits, a control character, or not UTF-8.
private func percentDecoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
  var decoded: [UInt8] = []
  decoded.reserveCapacity(bytes.count)
  var rest = bytes.makeIterator()
  while let byte = rest.next() {
    var value = byte
    if byte == UInt8(ascii: "%") {
      guard let high = rest.next().flatMap(hexadecimalValue),
        let low = rest.next().flatMap(hexadecimalValue)
      else { return nil }
      value = high << 4 | low
    } else if plusIsSpace, byte == UInt8(ascii: "+") {
      value = UInt8(ascii: " ")
    }
    guard value >= 0x20, value != 0x7F else { return nil }
    decoded.append(value)
  }
  return String(validating: decoded, as: UTF8.self)
}

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
