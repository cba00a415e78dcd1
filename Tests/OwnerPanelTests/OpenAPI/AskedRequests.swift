import Testing

@testable import OwnerPanel

/// The requests that a client has sent and read no answer to yet. What it reads is held to the API's
/// document, as long as it is clear which answer belongs to which request.
struct AskedRequests {
  private var parser = HTTPRequestParser(limits: HTTPLimits())
  private var waiting: [HTTPRequest] = []
  private var isLost = false

  mutating func append(_ bytes: [UInt8]) {
    parser.append(bytes)
    while case .request(let request) = parser.next() { waiting.append(request) }
  }

  /// The client reads parts of answers.
  mutating func lose() { isLost = true }

  /// Answers on the wire, whole ones.
  mutating func check(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !isLost, let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
      rest = rest[end.upperBound...]
      guard let status = lines.first.flatMap({ Int($0.dropFirst(9).prefix(3)) }) else {
        Issue.record("no status: \(lines.first ?? "")")
        return
      }
      // A go-ahead is no answer.
      if status == 100 { continue }
      func field(_ name: String) -> String? {
        lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.utf8.count + 2)) }
      }
      let request = waiting.isEmpty ? nil : waiting.removeFirst()
      // A table in pieces is no answer of the document's; what comes behind it is.
      if field("Transfer-Encoding") != nil {
        guard let end = rest.firstRange(of: Array("\r\n0\r\n\r\n".utf8)) else { return }
        rest = rest[end.upperBound...]
        continue
      }
      let length = field("Content-Length").flatMap { Int($0) } ?? 0
      let body = request?.method == .head ? [] : Array(rest.prefix(length))
      rest = rest.dropFirst(body.count)
      // What was no request has no path that it could be held to, and a head no body.
      guard let request, request.method != .head else { continue }
      let answer = APIContract.Answer(
        status: status, type: field("Content-Type"), body: body, allow: field("Allow"))
      APIContract.check(answer, to: request.method, request.target)
    }
  }
}
