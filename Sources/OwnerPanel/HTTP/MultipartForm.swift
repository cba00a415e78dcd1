import Glibc

/// A form with a file in it, as a browser sends it: `multipart/form-data` (RFC 7578).
struct MultipartForm: Sendable {
  private(set) var fields: [String: String] = [:]
  private(set) var files: [String: UploadedFile] = [:]

  /// Fields and files together.
  static let partLimit = 64
  /// Bytes of the header lines of a part.
  static let headerLimit = 2048
  /// Bytes of a field that is no file.
  static let fieldLimit = 8192

  /// What is not as it should be, for whoever wrote the client.
  struct Fault: Error, Hashable {
    let expected: String
  }

  /// Of `multipart/form-data; boundary=…`; nil: it is something else.
  static func boundary(of type: String) -> String? {
    let parts = type.split(separator: ";").map { $0.trimmingBlanks() }
    guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
      var boundary = part.dropFirst("boundary=".count)
      if boundary.hasPrefix("\""), boundary.hasSuffix("\""), boundary.count > 1 {
        boundary = boundary.dropFirst().dropLast()
      }
      let isGood = boundary.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 }
      return (1...70).contains(boundary.utf8.count) && isGood ? String(boundary) : nil
    }
    return nil
  }

  /// nil: the body is something else.
  static func boundary(of request: HTTPRequest) -> String? {
    request.headers.only("content-type").flatMap { boundary(of: $0) }
  }

  /// Each name at most once.
  init(_ body: [UInt8], boundary: String) throws(Fault) {
    let opening = Array("--\(boundary)".utf8)
    let border = Array("\r\n".utf8) + opening
    guard body.starts(with: opening) else { throw Fault(expected: "--\(boundary) at the start") }
    var position = opening.count
    for _ in 0..<Self.partLimit {
      if body[position...].starts(with: "--".utf8) {
        let rest = body[(position + 2)...]
        guard rest.isEmpty || rest.elementsEqual("\r\n".utf8) else {
          throw Fault(expected: "nothing behind the last part")
        }
        return
      }
      guard body[position...].starts(with: "\r\n".utf8) else {
        throw Fault(expected: "a line end behind each --\(boundary)")
      }
      position = try take(body, from: position + 2, border)
    }
    throw Fault(expected: "at most \(Self.partLimit) parts")
  }

  /// The part that begins at `start`; where the border behind it ends.
  private mutating func take(
    _ body: [UInt8], from start: Int, _ border: [UInt8]
  ) throws(Fault) -> Int {
    let window = body[start..<min(body.count, start + Self.headerLimit)]
    guard let blank = Self.range(of: Array("\r\n\r\n".utf8), in: window) else {
      throw Fault(expected: "header lines of a part within \(Self.headerLimit) bytes")
    }
    // From the line end before them on: the next part's head must not be read as this one's.
    guard Self.range(of: border, in: body[(start - 2)..<blank]) == nil else {
      throw Fault(expected: "an empty line behind the header lines of a part")
    }
    let head = try Disposition(body[start..<blank])
    let content = blank + 4
    guard let end = Self.range(of: border, in: body[content...]) else {
      throw Fault(expected: "a part that ends, with --… behind it")
    }
    guard fields[head.name] == nil, files[head.name] == nil else {
      throw Fault(expected: "each field once; «\(head.name.prefix(40))» is there twice")
    }
    if let file = head.file {
      files[head.name] = UploadedFile(name: file, bytes: body[content..<end])
    } else {
      guard end - content <= Self.fieldLimit,
        body[content..<end].allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
        let text = String(validating: body[content..<end], as: UTF8.self)
      else {
        throw Fault(expected: "a field of at most \(Self.fieldLimit) bytes of UTF-8, on one line")
      }
      fields[head.name] = text
    }
    return end + border.count
  }

  /// Where a text first begins; nil: nowhere. Each byte is looked at twice at most, whatever a file is
  /// made of (the algorithm of Knuth, Morris and Pratt); where nothing of the text stands, by `memchr`.
  static func range(of text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    let shorter = Self.shorterBeginnings(of: text)
    return bytes.withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      var (offset, matched) = (0, 0)
      while offset < buffer.count {
        if matched == 0 {
          guard let next = memchr(base + offset, Int32(first), buffer.count - offset) else {
            return nil
          }
          offset = UnsafeRawPointer(next) - base
        }
        while matched > 0, buffer[offset] != text[matched] { matched = shorter[matched - 1] }
        if buffer[offset] == text[matched] { matched += 1 }
        offset += 1
        if matched == text.count { return bytes.startIndex + offset - matched }
      }
      return nil
    }
  }

  /// For each beginning of a text how much of its end is a shorter beginning.
  private static func shorterBeginnings(of text: [UInt8]) -> [Int] {
    var lengths = [Int](repeating: 0, count: text.count)
    var length = 0
    for index in text.indices.dropFirst() {
      while length > 0, text[index] != text[length] { length = lengths[length - 1] }
      if text[index] == text[length] { length += 1 }
      lengths[index] = length
    }
    return lengths
  }
}

/// A file that was sent with a form.
struct UploadedFile: Hashable, Sendable {
  /// As it is called on the sender's disk; a text to be shown and nothing else.
  var name: String
  var bytes: ArraySlice<UInt8>
}

/// `Content-Disposition: form-data; name="list"; filename="precios.csv"`.
private struct Disposition {
  let name: String
  /// nil: the part is no file.
  let file: String?

  init(_ head: ArraySlice<UInt8>) throws(MultipartForm.Fault) {
    let expected = MultipartForm.Fault(expected: #"Content-Disposition: form-data; name="…""#)
    guard let text = String(validating: head, as: UTF8.self) else { throw expected }
    // A line end of two is one character.
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":"),
        line[..<colon].lowercased() == "content-disposition"
      else { continue }
      let value = String(line[line.index(after: colon)...].trimmingBlanks())
      guard value.lowercased().hasPrefix("form-data"),
        let name = Self.parameter("name", of: value)
      else { throw expected }
      self.name = name
      file = Self.parameter("filename", of: value)
      return
    }
    throw expected
  }

  /// In quotes; a quote within is `%22`, as browsers write it.
  private static func parameter(_ name: String, of value: String) -> String? {
    let opening = "; \(name)=\""
    guard let start = value.ranges(of: opening).first?.upperBound else { return nil }
    let rest = value[start...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<end]).replacing("%22", with: "\"")
  }
}
