/// Status of an answer, and where its body ends (RFC 9112 § 6): one that breaks off must not pass for
/// whole.
struct AnswerHead: Equatable {
  enum Body: Equatable {
    case length(Int)
    case chunked
    /// With the connection, so that nobody could tell.
    case unknown
  }

  var status: Int
  var body = Body.unknown
  /// Of the shop's clock; nil: it is not told.
  var timeZone: String?

  /// Without the empty line behind it; nil: it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first.map { $0.split(separator: " ") } ?? []
    guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      return nil
    }
    self.status = status
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch line[..<colon].lowercased() {
      case "transfer-encoding":
        guard value.lowercased() == "chunked" else { return nil }
        body = .chunked
      case "content-length":
        guard let length = Int(value), length >= 0 else { return nil }
        body = .length(length)
      case "shop-time-zone": timeZone = String(value)
      default: break
      }
    }
  }
}
