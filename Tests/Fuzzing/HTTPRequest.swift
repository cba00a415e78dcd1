@testable import OwnerPanel

/// Any bytes through the parser of requests: whole, byte by byte and in pieces they are the same
/// requests and refusals; what is taken is framed as a second, plainer reading finds it, and written
/// again it is the same. And any bytes as a query or a form, also as one with files.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHTTPRequest(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var script = Script(bytes, count)
  let input = script.remainder()
  for limits in [usual, small] {
    let whole = Reading(of: input, limits: limits, pieces: .whole)
    for pieces in [Pieces.bytes, .drawn] {
      let other = Reading(of: input, limits: limits, pieces: pieces)
      demand(other.requests == whole.requests, "in \(pieces) there are the same requests")
      demand(other.refusal == whole.refusal, "in \(pieces) there is the same refusal")
    }
    for (request, raw) in zip(whole.requests, whole.raw) {
      PlainReading(of: raw).check(request, limits)
      checkAgain(request)
    }
  }
  checkForm(input)
  checkFileForm(input)
  return 0
}

/// As they are, with files that a machine has room for many of.
private let usual: HTTPLimits = {
  var limits = HTTPLimits()
  limits.fileBody = 40_000
  return limits
}()

/// Reached by short inputs.
private let small: HTTPLimits = {
  var limits = HTTPLimits()
  limits.requestLine = 40
  limits.headerSection = 80
  limits.headerCount = 3
  limits.body = 12
  limits.fileBody = 24
  limits.parameterCount = 2
  return limits
}()

private enum Pieces {
  case whole
  case bytes
  /// Of sizes that follow from the input.
  case drawn
}

/// What the parser makes of an input.
private struct Reading {
  var requests: [HTTPRequest] = []
  /// The bytes of each.
  var raw: [[UInt8]] = []
  var refusal: HTTPRefusal?

  init(of input: [UInt8], limits: HTTPLimits, pieces: Pieces) {
    var parser = HTTPRequestParser(limits: limits)
    var draw = Draw(seededWith: input)
    var (sent, begin) = (0, 0)
    while sent < input.count, refusal == nil {
      let size =
        switch pieces {
        case .whole: input.count
        case .bytes: 1
        case .drawn: 1 + draw.next() % 40
        }
      let piece = input[sent..<min(sent + size, input.count)]
      parser.append(piece)
      sent += piece.count
      reading: while true {
        let outcome = parser.next()
        switch outcome {
        case .needsMore:
          demand(parser.pendingCount <= parser.room, "no more waits than a request has")
          break reading
        case .offer(let request, _):
          demand(parser.next() == outcome, "an offer stands until it is answered")
          demand(request.body.isEmpty && !parser.isTakingFile, "nothing of it is taken before")
          var refusing = parser
          refusing.refuseBody()
          demand(refusing.next() == .refused(.bodyTooLarge), "a refusal is for good")
          demand(refusing.pendingCount == 0, "nothing is kept after a refusal")
          parser.admitBody()
        case .request(let request):
          requests.append(request)
          let end = sent - parser.pendingCount
          demand(end > begin, "a request has bytes")
          raw.append(Array(input[begin..<end]))
          begin = end
          demand(!parser.isWithinRequest || parser.pendingCount > 0, "the request is over")
        case .refused(let refusal):
          self.refusal = refusal
          demand(parser.pendingCount == 0, "nothing is kept after a refusal")
          demand(parser.next() == outcome, "a refusal is for good")
          break reading
        }
      }
    }
  }
}

/// Numbers that are the same for the same bytes.
private struct Draw {
  private var state: UInt64

  init(seededWith bytes: [UInt8]) {
    state = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } | 1
  }

  mutating func next() -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33)
  }
}

/// A request that was taken, read by one who knows nothing but lines: where it ends is beyond doubt.
private struct PlainReading {
  private var lines: [[UInt8]] = []
  private var body: [UInt8] = []

  init(of raw: [UInt8]) {
    let marker = Array("\r\n\r\n".utf8)
    // One empty line may come before.
    let bytes = raw.starts(with: Array("\r\n".utf8)) ? Array(raw.dropFirst(2)) : raw
    guard let end = bytes.firstRange(of: marker) else { return }
    body = Array(bytes[end.upperBound...])
    var line: [UInt8] = []
    for byte in bytes[..<end.lowerBound] {
      if byte == UInt8(ascii: "\n"), line.last == UInt8(ascii: "\r") {
        lines.append(Array(line.dropLast()))
        line = []
      } else {
        line.append(byte)
      }
    }
    lines.append(line)
  }

  func check(_ request: HTTPRequest, _ limits: HTTPLimits) {
    demand(!lines.isEmpty, "a request has a head that ends")
    for line in lines {
      demand(
        line.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 },
        "no control character is in a line")
    }
    demand(lines[0].count + 2 <= limits.requestLine, "the first line is within its limit")
    demand(lines.count - 1 <= limits.headerCount, "so are the headers")
    demand(
      lines.dropFirst().reduce(2) { $0 + $1.count + 2 } <= limits.headerSection,
      "all of them together too")
    let words = lines[0].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    demand(words.count == 3, "there are three words in the first line")
    demand(text(words[0]) == request.method.rawValue, "the method is as it came")
    demand(words[1].first == UInt8(ascii: "/"), "the target is a path")
    demand(text(words[2]) == "HTTP/1.\(request.minorVersion)", "the version is as it came")
    check(request.target, words[1], limits)
    demand(lines.count - 1 == request.headers.count, "every line is a header")
    demand(values("transfer-encoding").isEmpty, "no length but that of Content-Length")
    let lengths = values("content-length")
    demand(lengths.count <= 1, "no two lengths")
    demand(lengths.first.map { Int($0) } ?? 0 == body.count, "the body is as long as it says")
    demand(body == request.body && body.count <= limits.fileBody, "the body is as it came")
    let hosts = values("host").count
    demand(hosts == 1 || (hosts == 0 && request.minorVersion == 0), "there is one host")
  }

  /// Of lines that begin with the name and a colon, in whatever case.
  private func values(_ name: String) -> [String] {
    lines.dropFirst().compactMap { line in
      let line = text(line)
      guard line.lowercased().hasPrefix("\(name):") else { return nil }
      let value = line.dropFirst(name.utf8.count + 1)
      return String(value.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
    }
  }

  private func check(_ target: RequestTarget, _ raw: ArraySlice<UInt8>, _ limits: HTTPLimits) {
    let parts = raw.split(separator: UInt8(ascii: "?"), maxSplits: 1)
    let path = parts.isEmpty ? [] : Array(parts[0])
    let segments = target.segments.map { Array($0.utf8) }
    let pieces = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst().map { decoded(Array($0), plusIsSpace: false) }
    demand(segments == pieces || segments.isEmpty && pieces == [[]], "a slash divides the path")
    demand(target.segments != [""], "no segment is none")
    let query = parts.count == 2 ? Array(parts[1]) : []
    checkParameters(target.query, query, limit: limits.parameterCount)
  }
}

private func text(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self)
}

/// Of what was taken, in which every `%` has its digits.
private func decoded(_ bytes: [UInt8], plusIsSpace: Bool) -> [UInt8] {
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count {
      result.append(UInt8(text(bytes[index + 1...index + 2]), radix: 16) ?? 0)
      index += 3
    } else {
      let isSpace = plusIsSpace && bytes[index] == UInt8(ascii: "+")
      result.append(isSpace ? UInt8(ascii: " ") : bytes[index])
      index += 1
    }
  }
  return result
}

private func pairs(of query: [UInt8]) -> [(name: [UInt8], value: [UInt8])] {
  query.split(separator: UInt8(ascii: "&")).map { pair in
    let name = pair.prefix { $0 != UInt8(ascii: "=") }
    return (
      decoded(Array(name), plusIsSpace: true),
      decoded(Array(pair.dropFirst(name.count + 1)), plusIsSpace: true)
    )
  }
}

private func checkParameters(_ parameters: Parameters, _ query: [UInt8], limit: Int) {
  let pairs = pairs(of: query)
  demand(pairs.count <= limit, "there are not too many parameters")
  demand(Set(pairs.map(\.name)).count == pairs.count, "each name is there once")
  for (name, value) in pairs {
    demand(parameters[text(name)].map { Array($0.utf8) } == value, "a parameter is as it came")
    demand(value.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "no value has a control character")
  }
  let written = pairs.map { "\(encoded(text($0.name)))=\(encoded(text($0.value)))" }
    .joined(separator: "&")
  demand(
    (try? Parameters(parsing: Array(written.utf8), limit: limit)) == parameters,
    "written again the parameters are the same")
}

private func checkForm(_ form: [UInt8]) {
  let limit = HTTPLimits().parameterCount
  guard let parameters = try? Parameters(parsing: form, limit: limit) else { return }
  checkParameters(parameters, form, limit: limit)
}

private func encoded(_ text: String) -> String {
  text.utf8.map { byte in
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
  }.joined()
}

/// In the plainest form, everything encoded; the query is looked at on its own.
private func checkAgain(_ request: HTTPRequest) {
  var plain = request
  plain.target.query = Parameters()
  var text =
    "\(request.method.rawValue) /\(request.target.segments.map(encoded).joined(separator: "/"))"
    + " HTTP/1.\(request.minorVersion)\r\n"
  for field in request.headers.fields { text += "\(field.name): \(field.value)\r\n" }
  var limits = HTTPLimits()
  limits.requestLine *= 4
  limits.headerSection *= 4
  var parser = HTTPRequestParser(limits: limits)
  parser.append(Array((text + "\r\n").utf8) + request.body)
  var outcome = parser.next()
  if case .offer = outcome {
    parser.admitBody()
    outcome = parser.next()
  }
  demand(outcome == .request(plain), "written again it is the same request")
  demand(parser.pendingCount == 0, "and nothing is left of it")
}
