internal import Glibc

/// A recording that is being written. Whole blocks only: one that the disk takes half is taken
/// back.
package struct RecordingFile {
  package let path: String
  /// Bytes of the disk that it leaves to others.
  let reservedBytes: UInt64
  private let descriptor: Int32
  package private(set) var byteCount = 0

  /// What is no file, such as a pipe, has no end that could be taken back, and takes no room.
  private let isFile: Bool

  /// - Parameter replaces: whether a recording that is there is replaced, or an error (`EEXIST`) as any
  ///   other file is, which may be somebody's ledger. One that is being written is left alone (`EBUSY`).
  ///   What is no file, such as a pipe, is written to.
  package init(path: String, replaces: Bool) throws(SystemError) {
    try self.init(path: path, replaces: replaces, reservedBytes: Self.reservedBytes)
  }

  init(path: String, replaces: Bool, reservedBytes: UInt64) throws(SystemError) {
    self.path = path
    self.reservedBytes = reservedBytes
    var facts = stat()
    let isNew = stat(path, &facts) != 0
    isFile = isNew || facts.st_mode & S_IFMT == S_IFREG
    // One that is replaced is looked into before.
    // A pipe that nobody reads is refused (`ENXIO`), and not waited for.
    let flags =
      O_CREAT | O_CLOEXEC | O_NOCTTY | (replaces && isFile ? O_RDWR : O_WRONLY)
      | (isFile ? 0 : O_NONBLOCK)
    descriptor = try SystemCall.valueOrErrno("open", path: path) {
      open(path, flags | (replaces ? 0 : O_EXCL), 0o640)
    }
    if !isFile { _ = fcntl(descriptor, F_SETFL, O_WRONLY) }
    do throws(SystemError) {
      try checkReserve()
    } catch {
      _ = Glibc.close(descriptor)
      // It was made just now, and is of no use.
      if isNew { unlink(path) }
      throw error
    }
    if replaces, isFile {
      guard Self.isRecordingOrEmpty(descriptor) else {
        _ = Glibc.close(descriptor)
        throw SystemError(call: "open", path: path, code: EEXIST)
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        _ = Glibc.close(descriptor)
        throw SystemError(call: "open", path: path, code: EBUSY)
      }
      _ = ftruncate(descriptor, 0)
    }
    _ = flock(descriptor, LOCK_SH | LOCK_NB)
  }

  /// Of a file: by the block that pcapng begins with.
  private static func isRecordingOrEmpty(_ descriptor: Int32) -> Bool {
    var start = [UInt8](repeating: 0, count: 4)
    let count = pread(descriptor, &start, start.count, 0)
    return count == 0 || (count == start.count && start == [0x0A, 0x0D, 0x0D, 0x0A])
  }

  /// Whether this program or another is writing to it: the lock ends with the writing.
  static func isBeingWritten(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { _ = Glibc.close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  /// A recording never takes the last of a disk: what the ledger writes is worth more.
  static let reservedBytes: UInt64 = 16 << 20

  package mutating func append(_ bytes: [UInt8]) throws(SystemError) {
    try checkReserve()
    var rest = bytes[...]
    do throws(SystemError) {
      while !rest.isEmpty {
        rest = rest.dropFirst(try SystemCall.write(descriptor, path: path, Array(rest)))
      }
    } catch {
      if isFile { _ = ftruncate(descriptor, off_t(byteCount)) }
      throw error
    }
    byteCount += bytes.count
  }

  private func checkReserve() throws(SystemError) {
    guard isFile else { return }
    var facts = statvfs()
    let descriptor = descriptor
    try SystemCall.valueOrErrno("fstatvfs", path: path) { fstatvfs(descriptor, &facts) }
    guard UInt64(facts.f_bavail) * UInt64(facts.f_frsize) >= reservedBytes else {
      throw SystemError(call: "write", path: path, code: ENOSPC)
    }
  }

  package func close() { _ = Glibc.close(descriptor) }
}
