internal import Glibc

/// The journal from which SQLite undoes what a power cut or a killed process left half-written. Only
/// what a ledger is recognised by is read here, for who has SQLite read it has the file undone. The
/// format is SQLite's (file format, § 3).
struct RollbackJournal {
  private let descriptor: Int32
  private let size: Int

  private static let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
  private static let headerBytes = 28

  /// What is said before a run of pages.
  private struct Header {
    let records: Int
    let nonce: UInt32
    let pagesBefore: Int
    let sectorBytes: Int
    let pageBytes: Int
  }

  /// The first 100 bytes that the file at `path` has when it is undone, as those it has.
  static func header(undoing path: String) -> [UInt8] {
    let descriptor = open(path + "-journal", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor != -1 else { return fileHeader(of: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return fileHeader(of: path) }
    let journal = RollbackJournal(descriptor: descriptor, size: Int(status.st_size))
    return journal.firstPage().map { Array($0.prefix(100)) } ?? fileHeader(of: path)
  }

  /// As it was before; nil: it was not changed. Empty: there was no page.
  private func firstPage() -> [UInt8]? {
    var offset = 0
    while let header = header(at: offset) {
      if header.pagesBefore == 0 { return [] }
      offset += header.sectorBytes
      let recordBytes = header.pageBytes + 8
      for _ in 0..<min(header.records, max(0, size - offset) / recordBytes) {
        let record = bytes(at: offset, recordBytes)
        guard record.count == recordBytes, isWhole(record, header) else { return nil }
        if Self.number(record, 0) == 1 { return Array(record[4..<record.count - 4]) }
        offset += recordBytes
      }
      // The next header begins with a sector.
      offset = (offset + header.sectorBytes - 1) / header.sectorBytes * header.sectorBytes
    }
    return nil
  }

  private func header(at offset: Int) -> Header? {
    let bytes = bytes(at: offset, Self.headerBytes)
    guard bytes.count == Self.headerBytes, bytes.starts(with: Self.magic) else { return nil }
    let records = Self.number(bytes, 8)
    let header = Header(
      records: records == .max ? .max : Int(records), nonce: Self.number(bytes, 12),
      pagesBefore: Int(Self.number(bytes, 16)), sectorBytes: Int(Self.number(bytes, 20)),
      pageBytes: Int(Self.number(bytes, 24)))
    let sizes = [(header.sectorBytes, 32), (header.pageBytes, 512)]
    guard sizes.allSatisfy({ ($1...65_536).contains($0) && $0 & ($0 - 1) == 0 }) else { return nil }
    return header
  }

  /// Undoing ends where the sum does not fit: what follows was not safe when the file was changed.
  private func isWhole(_ record: [UInt8], _ header: Header) -> Bool {
    var sum = header.nonce
    for place in stride(from: header.pageBytes - 200, to: 0, by: -200) {
      sum &+= UInt32(record[4 + place])
    }
    return sum == Self.number(record, record.count - 4)
  }

  private func bytes(at offset: Int, _ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor, &bytes, count, off_t(offset))
    return Array(bytes.prefix(max(0, read)))
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// The first 100 bytes of a file, or what there is. SQLite is not asked: it would leave files beside
/// a ledger that was closed. Not of a ledger that this process has open: its locks would go.
func fileHeader(of path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor != -1 else { return [] }
  defer { close(descriptor) }
  var header = [UInt8](repeating: 0, count: 100)
  let count = pread(descriptor, &header, header.count, 0)
  return Array(header.prefix(max(0, count)))
}
