import CSQLite
import Dispatch
import Glibc

/// SQLite's way to the disk, with a `DiskRecording` between for the folders that have one. Every
/// connection of this process opened from then on goes through it; files of other folders are opened
/// by SQLite's own way as ever.
enum RecordingVFS {
  private static let guardQueue = DispatchQueue(label: "recording vfs")
  nonisolated(unsafe) private static var recordings: [DiskRecording] = []

  static func add(_ recording: DiskRecording) {
    guard isRegistered else { fatalError("SQLite does not take another VFS") }
    guardQueue.sync { recordings.append(recording) }
  }

  static func remove(_ recording: DiskRecording) {
    guardQueue.sync { recordings.removeAll { $0 === recording } }
  }

  private static func recording(_ path: String) -> (recording: DiskRecording, name: String)? {
    guardQueue.sync {
      for recording in recordings {
        if let name = recording.name(of: path) { return (recording, name) }
      }
      return nil
    }
  }

  nonisolated(unsafe) private static let system: UnsafeMutablePointer<sqlite3_vfs> = {
    guard let found = sqlite3_vfs_find("unix") else { fatalError("SQLite has no VFS «unix»") }
    return found
  }()

  private static let isRegistered: Bool = {
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    // What is not replaced does not look at which VFS it is called for.
    vfs.initialize(to: system.pointee)
    vfs.pointee.pNext = nil
    vfs.pointee.zName = UnsafePointer(strdup("cabina-recording"))
    vfs.pointee.szOsFile = Int32(RecordedFile.headBytes) + system.pointee.szOsFile
    vfs.pointee.xOpen = { _, path, file, flags, outFlags in
      RecordingVFS.open(path, file, flags, outFlags)
    }
    vfs.pointee.xDelete = { _, path, syncsFolder in RecordingVFS.delete(path, syncsFolder) }
    return sqlite3_vfs_register(vfs, 1) == SQLITE_OK
  }()

  private static func open(
    _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let file, let open = system.pointee.xOpen else { return SQLITE_CANTOPEN }
    guard let path, let (recording, name) = recording(String(cString: path)) else {
      return open(system, path, file, flags, outFlags)
    }
    let below = RecordedFile.below(file)
    file.pointee.pMethods = nil
    let result = open(system, path, below, flags, outFlags)
    guard result == SQLITE_OK else {
      if below.pointee.pMethods != nil { _ = below.pointee.pMethods.pointee.xClose(below) }
      return result
    }
    let (number, isNew) = recording.open(name)
    // SQLite syncs the folder with the first sync of a log or journal that it made.
    let besides = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL
    RecordedFile(
      recording, number: number, isDatabase: flags & SQLITE_OPEN_MAIN_DB != 0,
      unsyncedFolder: isNew && flags & besides != 0 ? DiskStep.folder(of: name) : nil
    ).attach(to: file)
    return SQLITE_OK
  }

  private static func delete(_ path: UnsafePointer<CChar>?, _ syncsFolder: Int32) -> Int32 {
    guard let delete = system.pointee.xDelete, let path else { return SQLITE_IOERR }
    guard let (recording, name) = recording(String(cString: path)) else {
      return delete(system, path, syncsFolder)
    }
    if let code = recording.fault(for: .delete) { return code }
    let result = delete(system, path, 0)
    guard result == SQLITE_OK else { return result }
    recording.remove(name)
    if syncsFolder & 1 != 0 { recording.syncNames(in: DiskStep.folder(of: name)) }
    return result
  }
}
