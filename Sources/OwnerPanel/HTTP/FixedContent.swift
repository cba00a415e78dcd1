/// What is the same until the program is another: a file of the page, the document of the API.
struct FixedContent: Hashable, Sendable {
  let type: MediaType
  let bytes: [UInt8]
  /// Tells one content from another, not a friend from a foe.
  let entityTag: String

  init(_ type: MediaType, _ bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
    entityTag = "\"\(hexadecimal(fnv1a(bytes)))\""
  }

  /// Who asks keeps it, and asks each time whether it is still the same (RFC 9110 § 13.1.2: a weak
  /// tag is as good).
  func response(to request: HTTPRequest) -> HTTPResponse {
    let known = request.headers.values(of: "if-none-match").joined(separator: ",")
      .split(separator: ",").map { $0.trimmingBlanks() }
    let isKnown =
      known.contains("*") || known.contains(entityTag) || known.contains("W/\(entityTag)")
    let response = isKnown ? HTTPResponse(.notModified) : HTTPResponse(.ok, type, bytes: bytes)
    return response.adding("ETag", entityTag).adding("Cache-Control", "no-cache")
  }
}

/// FNV-1a with 64 bits.
func fnv1a(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

func hexadecimal(_ number: UInt64) -> String { String(number, radix: 16) }
