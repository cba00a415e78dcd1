import Glibc

/// The records of a CSV file one by one, as RFC 4180 has them and as providers write them: lines
/// that end in LF or CR LF, an UTF-8 mark at the beginning, a line feed within quotes. The file is
/// never whole in memory.
final class CSVReader {
  struct Record: Equatable {
    /// From 1; where it begins.
    var line: Int
    var fields: [String]
    /// As it stands in the file, for a person.
    var text: String
    /// Why the fields are not to be trusted; nil: they are.
    var fault: String?

    /// Nothing but blanks and delimiters.
    var isBlank: Bool { fields.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }
  }

  private let delimiter: UInt8
  private let stream: UnsafeMutablePointer<FILE>
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var position = 0
  private var count = 0
  private var line = 1
  private var isAtStart = true
  /// Bytes that were read.
  private(set) var bytesRead = 0
  /// Of the file, in bytes, when it was opened.
  let size: Int

  /// Bytes of a record; a quote that is never closed would take in the rest of the file.
  static let recordLimit = 1 << 16
  /// Of a record.
  static let fieldLimit = 1000
  static let fileLimit = 128 << 20
  static let lineLimit = 2_000_000
  static let openQuote = "a quote is not closed"

  /// Throws when the file cannot be read, or is none that can be read twice.
  init(_ path: String, delimiter: UInt8) throws(SmallFileError) {
    self.delimiter = delimiter
    let (stream, size) = try RegularFile.open(path)
    guard size <= Self.fileLimit else {
      fclose(stream)
      let limit = Self.fileLimit >> 20
      throw SmallFileError(message: "more than \(limit) MiB", spanish: "pasa de \(limit) MiB")
    }
    self.size = size
    self.stream = stream
  }

  deinit { fclose(stream) }

  /// nil: the file is at its end.
  func next() throws(SmallFileError) -> Record? {
    if isAtStart { try skipMark() }
    guard try peek() != nil else { return nil }
    guard line <= Self.lineLimit else {
      throw SmallFileError(
        FileRemark(
          english: "more than \(Self.lineLimit) lines", spanish: "más de \(Self.lineLimit) líneas"))
    }
    if let record = plainLine() { return record }
    var parser = CSVRecordParser(line: line, delimiter: delimiter)
    while let byte = try peek() {
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if parser.take(byte) { break }
      guard parser.size <= Self.recordLimit else {
        let limit = Self.recordLimit >> 10
        throw SmallFileError(
          FileRemark(
            english: "line \(parser.line): more than \(limit) KiB; is a quote left open?",
            spanish: "línea \(parser.line): más de \(limit) KiB; ¿hay comillas que no se cierran?"
          ))
      }
      guard parser.fieldCount <= Self.fieldLimit else {
        throw SmallFileError(
          FileRemark(
            english: "line \(parser.line): more than \(Self.fieldLimit) columns",
            spanish: "línea \(parser.line): más de \(Self.fieldLimit) columnas"))
      }
    }
    return parser.record
  }

  /// A line without quotes that is whole in the chunk, as most are: it need not be looked at byte by
  /// byte. nil: the next line is none.
  private func plainLine() -> Record? {
    chunk.withUnsafeBytes { chunk in
      let rest = UnsafeRawBufferPointer(rebasing: chunk[position..<count])
      guard let end = rest.first(UInt8(ascii: "\n"), from: 0) else { return nil }
      var bytes = UnsafeRawBufferPointer(rebasing: rest[..<end])
      guard bytes.first(UInt8(ascii: "\""), from: 0) == nil else { return nil }
      if bytes.last == UInt8(ascii: "\r") {
        bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
      }
      let whole = String(validating: bytes, as: UTF8.self)
      var fields: [String] = []
      var start = 0
      while start <= bytes.count {
        guard fields.count < Self.fieldLimit else { return nil }
        let end = bytes.first(delimiter, from: start) ?? bytes.count
        let field = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        fields.append(CSVRecordParser.text(field, isUTF8: whole != nil))
        start = end + 1
      }
      defer {
        position += end + 1
        line += 1
      }
      return Record(
        line: line, fields: fields, text: whole ?? CSVRecordParser.text(bytes, isUTF8: false),
        fault: nil)
    }
  }

  private func skipMark() throws(SmallFileError) {
    isAtStart = false
    guard try peek() != nil, count >= 3, chunk[..<3].elementsEqual([0xEF, 0xBB, 0xBF]) else {
      return
    }
    position = 3
  }

  private func peek() throws(SmallFileError) -> UInt8? {
    if position == count {
      count = fread(&chunk, 1, chunk.count, stream)
      position = 0
      bytesRead += count
      guard ferror(stream) == 0 else { throw .system() }
    }
    return position < count ? chunk[position] : nil
  }
}

/// One record, byte by byte.
struct CSVRecordParser {
  let line: Int
  let delimiter: UInt8
  private var raw: [UInt8] = []
  private var field: [UInt8] = []
  private var fields: [[UInt8]] = []
  private var state = State.start
  private var fault: String?

  private enum State {
    /// Of a field.
    case start
    case plain
    case quoted
    /// A quote within quotes: the end of them, or half of one that is meant.
    case quote
  }

  init(line: Int, delimiter: UInt8) {
    self.line = line
    self.delimiter = delimiter
  }

  var size: Int { raw.count }

  /// With the one that is not at its end.
  var fieldCount: Int { fields.count + 1 }

  /// True: the record is whole.
  mutating func take(_ byte: UInt8) -> Bool {
    if state != .quoted, byte == UInt8(ascii: "\n") {
      if raw.last == UInt8(ascii: "\r") {
        raw.removeLast()
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
      }
      return true
    }
    raw.append(byte)
    switch state {
    case .start where byte == UInt8(ascii: "\""): state = .quoted
    case .start, .plain:
      if byte == delimiter {
        endField()
      } else {
        field.append(byte)
        state = .plain
      }
    case .quoted:
      if byte == UInt8(ascii: "\"") { state = .quote } else { field.append(byte) }
    case .quote:
      if byte == UInt8(ascii: "\"") {
        field.append(byte)
        state = .quoted
      } else if byte == delimiter {
        endField()
      } else if byte != UInt8(ascii: "\r"), byte != UInt8(ascii: " ") {
        fault = fault ?? "something stands behind a closing quote"
      }
    }
    return false
  }

  private mutating func endField() {
    fields.append(field)
    field = []
    state = .start
  }

  /// Once it is whole, or the file has ended.
  var record: CSVReader.Record {
    // A line that is UTF-8 is read as such; older programs write ISO 8859-1.
    let isUTF8 = String(validating: raw, as: UTF8.self) != nil
    return CSVReader.Record(
      line: line, fields: (fields + [field]).map { Self.text($0, isUTF8: isUTF8) },
      text: Self.text(raw, isUTF8: isUTF8),
      fault: state == .quoted ? CSVReader.openQuote : fault)
  }

  fileprivate static func text(_ bytes: some Collection<UInt8>, isUTF8: Bool) -> String {
    guard !isUTF8 else { return String(decoding: bytes, as: UTF8.self) }
    return bytes.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
  }
}

extension CSVReader {
  /// Tab, semicolon or comma: the one that parts most of the first lines into the same number of
  /// fields, at least two; of several the one that is rarest in texts and numbers. nil: none does.
  static func delimiter(of path: String) throws(SmallFileError) -> UInt8? {
    var best: (delimiter: UInt8, alike: Int)?
    for delimiter in "\t;,".utf8 {
      let reader = try CSVReader(path, delimiter: delimiter)
      var counts: [Int] = []
      while counts.count < 20, let record = try reader.next() {
        if !record.isBlank { counts.append(record.fields.count) }
      }
      // A title above the heading has no columns.
      let alike = counts.filter { $0 >= 2 }.map { count in counts.count { $0 == count } }.max() ?? 0
      if alike > best?.alike ?? 0 { best = (delimiter, alike) }
    }
    return best?.delimiter
  }
}

extension UnsafeRawBufferPointer {
  /// Where the byte stands next; nil: nowhere.
  fileprivate func first(_ byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
