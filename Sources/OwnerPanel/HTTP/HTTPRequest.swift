/// The methods this server can name; any other is answered 501.
enum HTTPMethod: String, Hashable, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
  case trace = "TRACE"
}

/// A complete request: everything in it passed the parser's checks.
struct HTTPRequest: Hashable, Sendable {
  var method: HTTPMethod
  var target: RequestTarget
  /// 0 or 1: HTTP/1.0 or HTTP/1.1.
  var minorVersion: Int
  var headers: HTTPHeaders
  var body: [UInt8] = []

  /// Whether the client will go on using the connection (RFC 9112 § 9.3).
  var keepsConnection: Bool {
    let options = headers.tokens(of: "connection")
    if options.contains("close") { return false }
    return minorVersion == 1 || options.contains("keep-alive")
  }

  /// Whether a proxy brings it, as far as it says that it is one (RFC 7239, RFC 9110 § 7.6.3).
  var cameByProxy: Bool {
    let ofProxies: Set = ["forwarded", "via", "x-forwarded-for", "x-real-ip"]
    return headers.fields.contains { ofProxies.contains($0.name) }
  }
}

/// Header fields in the order they came.
struct HTTPHeaders: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    /// In lower case.
    var name: String
    var value: String
  }

  private(set) var fields: [Field] = []

  var count: Int { fields.count }

  mutating func append(name: String, value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// Every value of the field, in order; `name` in lower case.
  func values(of name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// The field's only value; nil when it is absent or there are several.
  func only(_ name: String) -> String? {
    let values = values(of: name)
    return values.count == 1 ? values[0] : nil
  }

  /// The members of a comma-separated list, in lower case.
  func tokens(of name: String) -> [String] {
    values(of: name).flatMap { $0.split(separator: ",") }
      .map { $0.trimmingBlanks().lowercased() }
  }
}

extension StringProtocol {
  /// Without spaces and tabs at both ends.
  func trimmingBlanks() -> String {
    let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = drop(while: blanks)
    guard let last = head.lastIndex(where: { !blanks($0) }) else { return "" }
    return String(head[...last])
  }
}
