enum HTTPStatus: Int, Hashable, Sendable, CaseIterable {
  case ok = 200
  case seeOther = 303
  case notModified = 304
  case badRequest = 400
  case unauthorized = 401
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case conflict = 409
  case contentTooLarge = 413
  case uriTooLong = 414
  case unsupportedMediaType = 415
  case expectationFailed = 417
  case misdirectedRequest = 421
  case tooManyRequests = 429
  case headerFieldsTooLarge = 431
  case internalServerError = 500
  case notImplemented = 501
  case serviceUnavailable = 503
  case gatewayTimeout = 504
  case versionNotSupported = 505

  /// RFC 9110 § 15.
  var reason: String {
    switch self {
    case .ok: "OK"
    case .seeOther: "See Other"
    case .notModified: "Not Modified"
    case .badRequest: "Bad Request"
    case .unauthorized: "Unauthorized"
    case .forbidden: "Forbidden"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .conflict: "Conflict"
    case .contentTooLarge: "Content Too Large"
    case .uriTooLong: "URI Too Long"
    case .unsupportedMediaType: "Unsupported Media Type"
    case .expectationFailed: "Expectation Failed"
    case .misdirectedRequest: "Misdirected Request"
    case .tooManyRequests: "Too Many Requests"
    case .headerFieldsTooLarge: "Request Header Fields Too Large"
    case .internalServerError: "Internal Server Error"
    case .notImplemented: "Not Implemented"
    case .serviceUnavailable: "Service Unavailable"
    case .gatewayTimeout: "Gateway Timeout"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }
}

enum MediaType: String, Hashable, Sendable {
  case html = "text/html; charset=utf-8"
  case plain = "text/plain; charset=utf-8"
  case css = "text/css; charset=utf-8"
  case javaScript = "text/javascript; charset=utf-8"
  case csv = "text/csv; charset=utf-8"
  case svg = "image/svg+xml"
  case json = "application/json"
  case eventStream = "text/event-stream; charset=utf-8"
  case openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
}

/// An answer before it is bytes: what is said of the connection and the date is added when it is
/// sent.
struct HTTPResponse: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  var status: HTTPStatus
  var type: MediaType?
  var fields: [Field] = []
  var body: [UInt8] = []

  init(_ status: HTTPStatus) { self.status = status }

  init(_ status: HTTPStatus = .ok, _ type: MediaType, _ text: String) {
    self.init(status, type, bytes: Array(text.utf8))
  }

  init(_ status: HTTPStatus = .ok, _ type: MediaType, bytes: [UInt8]) {
    self.status = status
    self.type = type
    body = bytes
  }

  func adding(_ name: String, _ value: String) -> HTTPResponse {
    var copy = self
    copy.fields.append(Field(name: name, value: value))
    return copy
  }

  /// How the answer ends, for whoever reads it.
  enum Framing: Hashable, Sendable {
    /// A length, and the connection goes on.
    case keepsConnection
    /// A length, and the connection ends.
    case closes
    /// No length: all that comes until the connection ends.
    case streams
    /// Pieces, each with its length before it, and the connection ends with the last
    /// (RFC 9112 § 7.1).
    case pieces
  }

  /// The answer on the wire. `date` as RFC 9110 § 5.6.7 writes it; `withBody` false for HEAD.
  func bytes(framing: Framing, date: String, withBody: Bool = true) -> [UInt8] {
    var head = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\nDate: \(date)\r\n"
    if let type { head += "Content-Type: \(type.rawValue)\r\n" }
    switch framing {
    case .keepsConnection, .closes:
      if status != .notModified { head += "Content-Length: \(body.count)\r\n" }
    case .pieces: head += "Transfer-Encoding: chunked\r\n"
    case .streams: break
    }
    head += "Connection: \(framing == .keepsConnection ? "keep-alive" : "close")\r\n"
    for field in Self.security { head += "\(field.name): \(field.value)\r\n" }
    // Pages show money and people's calls: no copy stays behind unless an answer says it may.
    if !fields.contains(where: { $0.name == "Cache-Control" }) {
      head += "Cache-Control: no-store\r\n"
    }
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    var bytes = Array(head.utf8)
    bytes.append(contentsOf: "\r\n".utf8)
    if withBody { bytes.append(contentsOf: body) }
    return bytes
  }

  /// On every answer: nothing but our own files runs or loads, nobody frames the page, and no other
  /// origin reads it.
  ///
  /// The referrer stays within the origin, not `no-referrer`: with that browsers send `Origin:
  /// null` with our own forms.
  static let security = [
    Field(
      name: "Content-Security-Policy",
      value: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'"),
    Field(name: "X-Content-Type-Options", value: "nosniff"),
    Field(name: "Referrer-Policy", value: "same-origin"),
    Field(name: "Cross-Origin-Resource-Policy", value: "same-origin"),
    Field(name: "Cross-Origin-Opener-Policy", value: "same-origin"),
  ]
}
