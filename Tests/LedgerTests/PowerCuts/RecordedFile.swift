import CSQLite
import Glibc

/// An open file whose steps are taken down. SQLite's own file lies behind a head of two pointers: the
/// methods and this object.
final class RecordedFile {
  private let recording: DiskRecording
  private let number: Int
  private let isDatabase: Bool
  /// Whose names are safe with the first sync of this file.
  private var unsyncedFolder: String?

  init(
    _ recording: DiskRecording, number: Int, isDatabase: Bool, unsyncedFolder: String?
  ) {
    self.isDatabase = isDatabase
    self.recording = recording
    self.number = number
    self.unsyncedFolder = unsyncedFolder
  }

  typealias File = UnsafeMutablePointer<sqlite3_file>

  static let headBytes = 2 * MemoryLayout<UnsafeRawPointer>.size

  static func below(_ file: File) -> File {
    (UnsafeMutableRawPointer(file) + headBytes).assumingMemoryBound(to: sqlite3_file.self)
  }

  private static func object(_ file: File) -> UnsafeMutablePointer<Unmanaged<RecordedFile>> {
    (UnsafeMutableRawPointer(file) + headBytes / 2)
      .assumingMemoryBound(to: Unmanaged<RecordedFile>.self)
  }

  func attach(to file: File) {
    Self.object(file).initialize(to: .passRetained(self))
    file.pointee.pMethods = UnsafePointer(Self.methods)
  }

  /// The file SQLite means, its own below, and that one's methods.
  private static func parts(
    _ file: File?
  ) -> (recorded: RecordedFile, below: File, methods: sqlite3_io_methods) {
    guard let file else { fatalError("SQLite names no file") }
    let below = below(file)
    return (object(file).pointee.takeUnretainedValue(), below, below.pointee.pMethods.pointee)
  }

  nonisolated(unsafe) private static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    // Without the third version's, for a file that is mapped into memory would be read past us.
    methods.pointee.iVersion = 2
    setContents(&methods.pointee)
    setRest(&methods.pointee)
    return methods
  }()

  private static func setContents(_ methods: inout sqlite3_io_methods) {
    methods.xClose = { file in
      let (_, below, methods) = RecordedFile.parts(file)
      if let file { RecordedFile.object(file).pointee.release() }
      return methods.xClose(below)
    }
    methods.xRead = { file, bytes, count, offset in
      let (recorded, below, methods) = RecordedFile.parts(file)
      if let code = recorded.recording.fault(for: .read) {
        // A file that ends early is read as zeros.
        if code == DiskFault.shortRead, let bytes { memset(bytes, 0, Int(count)) }
        return code
      }
      return methods.xRead(below, bytes, count, offset)
    }
    methods.xWrite = { file, bytes, count, offset in
      let (recorded, below, methods) = RecordedFile.parts(file)
      let code = recorded.recording.fault(for: .write)
      // A disk that is full in the middle of a write has made a part of it.
      let made = code == nil ? count : count / 2
      let result = methods.xWrite(below, bytes, made, offset)
      guard result == SQLITE_OK else { return result }
      recorded.recording.add(
        .write(
          file: recorded.number, offset: Int(offset),
          bytes: Array(UnsafeRawBufferPointer(start: bytes, count: Int(made)))))
      return code ?? result
    }
    methods.xTruncate = { file, size in
      let (recorded, below, methods) = RecordedFile.parts(file)
      if let code = recorded.recording.fault(for: .truncate) { return code }
      let result = methods.xTruncate(below, size)
      guard result == SQLITE_OK else { return result }
      recorded.recording.add(.truncate(file: recorded.number, size: Int(size)))
      return result
    }
    // The box's own disk is not waited for.
    methods.xSync = { file, _ in RecordedFile.parts(file).recorded.sync() }
  }

  private func sync() -> Int32 {
    if let code = recording.fault(for: .sync) {
      recording.add(.failedSync(file: number))
      return code
    }
    recording.sync(number, isDatabase: isDatabase)
    if let unsyncedFolder { recording.syncNames(in: unsyncedFolder) }
    unsyncedFolder = nil
    return SQLITE_OK
  }

  /// What goes through as it is.
  private static func setRest(_ methods: inout sqlite3_io_methods) {
    methods.xFileSize = { file, size in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xFileSize(below, size)
    }
    methods.xLock = { file, level in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xLock(below, level)
    }
    methods.xUnlock = { file, level in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xUnlock(below, level)
    }
    methods.xCheckReservedLock = { file, answer in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xCheckReservedLock(below, answer)
    }
    methods.xFileControl = { file, question, answer in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xFileControl(below, question, answer)
    }
    methods.xSectorSize = { file in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xSectorSize(below)
    }
    methods.xDeviceCharacteristics = { file in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xDeviceCharacteristics(below)
    }
    methods.xShmMap = { file, page, bytes, extends, memory in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xShmMap(below, page, bytes, extends, memory)
    }
    methods.xShmLock = { file, offset, count, flags in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xShmLock(below, offset, count, flags)
    }
    methods.xShmBarrier = { file in
      let (_, below, methods) = RecordedFile.parts(file)
      methods.xShmBarrier(below)
    }
    methods.xShmUnmap = { file, deletes in
      let (_, below, methods) = RecordedFile.parts(file)
      return methods.xShmUnmap(below, deletes)
    }
  }
}
