/// Why bytes are not a request that this server takes; after it the connection is closed.
enum HTTPRefusal: Error, Hashable, Sendable, CaseIterable {
  case requestLineTooLong
  case malformedRequestLine
  case unknownMethod
  case unsupportedVersion
  /// Not `/path` but a whole address, or `*`.
  case targetNotAPath
  case fragmentInTarget
  /// A percent-encoding that is none, or of what is not UTF-8 or a control character.
  case badTarget
  case parameterRepeated
  case tooManyParameters
  /// A line that ends in LF alone, or a CR within one.
  case bareLineEnd
  /// A header line that continues the one before (RFC 9112 § 5.2).
  case foldedHeader
  case malformedHeader
  case headersTooLarge
  case tooManyHeaders
  /// HTTP/1.1 with no `Host`, or any request with two.
  case hostMissingOrRepeated
  /// Not a plain decimal number, or repeated.
  case badContentLength
  /// `Content-Length` and `Transfer-Encoding` together: one of them lies.
  case twoLengths
  case transferEncoding
  case bodyTooLarge
  /// Only `100-continue` is known.
  case unknownExpectation

  var status: HTTPStatus {
    switch self {
    case .requestLineTooLong: .uriTooLong
    case .unknownMethod, .transferEncoding: .notImplemented
    case .unsupportedVersion: .versionNotSupported
    case .headersTooLarge, .tooManyHeaders: .headerFieldsTooLarge
    case .bodyTooLarge: .contentTooLarge
    case .unknownExpectation: .expectationFailed
    case .malformedRequestLine, .targetNotAPath, .fragmentInTarget, .badTarget, .parameterRepeated,
      .tooManyParameters, .bareLineEnd, .foldedHeader, .malformedHeader,
      .hostMissingOrRepeated, .badContentLength, .twoLengths:
      .badRequest
    }
  }

  /// What was expected, for whoever wrote the client.
  var message: String {
    switch self {
    case .requestLineTooLong: "The request line is too long."
    case .malformedRequestLine: "Expected: METHOD SP /target SP HTTP/1.1."
    case .unknownMethod: "The method is not one of HTTP's usual ones."
    case .unsupportedVersion: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
    case .targetNotAPath:
      "The target must be a path that begins with /, without scheme and host."
    case .fragmentInTarget: "A fragment (#) is not sent to a server."
    case .parameterRepeated: "A parameter is given twice."
    case .tooManyParameters: "There are too many parameters."
    case .badTarget: "The target must be a path with a valid percent-encoding."
    case .bareLineEnd: "Lines must end in CR LF."
    case .foldedHeader: "A header must be one line."
    case .malformedHeader: "A header must be a name, a colon and a value of visible characters."
    case .headersTooLarge: "The headers are too large."
    case .tooManyHeaders: "There are too many headers."
    case .hostMissingOrRepeated: "Exactly one Host header is expected."
    case .badContentLength: "Content-Length must be one decimal number."
    case .twoLengths: "Content-Length and Transfer-Encoding exclude each other."
    case .transferEncoding: "A body must come with Content-Length."
    case .bodyTooLarge: "The body is too large."
    case .unknownExpectation: "Only the expectation 100-continue is known."
    }
  }
}
