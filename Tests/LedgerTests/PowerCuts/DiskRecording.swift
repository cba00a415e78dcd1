import CSQLite
import Dispatch
import Ledger

/// Takes down every step done in a folder, by SQLite or past it, and can make steps fail. Steps come
/// from the test's queue and the ledger's.
final class DiskRecording: @unchecked Sendable {
  let folder: String
  private let guardQueue = DispatchQueue(label: "disk recording")
  private var recorded: [DiskStep] = []
  private var stopped: [DiskStep]?
  private var numbers: [String: Int] = [:]
  private var nextNumber: Int
  private var plan: FaultPlan?
  private var counts: [DiskOperation: Int] = [:]
  private let swallows: Set<Swallowed>

  /// What is told as done and is not.
  enum Swallowed {
    /// By a lying disk.
    case syncs
    /// Of databases, but not of what lies beside them.
    case databaseSyncs
    /// Of folders, but for those of SQLite.
    case ownFolderSyncs
  }

  /// `contents`: what is in the folder, by names relative to it.
  init(folder: String, contents: [String: [UInt8]] = [:], swallows: Set<Swallowed> = []) {
    self.folder = folder
    self.swallows = swallows
    let names = Disk.names(of: contents)
    for (number, name) in names.enumerated() { numbers[name] = number }
    nextNumber = names.count
    RecordingVFS.add(self)
  }

  /// From now on nothing counts: the steps are those of before.
  func stop() { guardQueue.sync { stopped = recorded } }

  /// Nothing in the folder is recorded any more; files that are open still are.
  func finish() { RecordingVFS.remove(self) }

  var steps: [DiskStep] { guardQueue.sync { stopped ?? recorded } }

  func promise(_ deeds: Int) { add(.promise(deeds)) }

  func add(_ step: DiskStep) { guardQueue.sync { recorded.append(step) } }

  func sync(_ file: Int, isDatabase: Bool) {
    guard !swallows.contains(.syncs), !(isDatabase && swallows.contains(.databaseSyncs)) else {
      return
    }
    add(.sync(file: file))
  }

  func syncNames(in folder: String) {
    if !swallows.contains(.syncs) { add(.syncNames(folder: folder)) }
  }

  /// From the folder on; nil: it is elsewhere.
  func name(of path: String) -> String? {
    guard path != folder else { return "" }
    return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : nil
  }

  /// The number of an opened file, and whether it was made just now.
  func open(_ name: String) -> (number: Int, isNew: Bool) {
    guardQueue.sync {
      if let number = numbers[name] { return (number, false) }
      return (make(name), true)
    }
  }

  private func make(_ name: String) -> Int {
    let number = nextNumber
    nextNumber += 1
    numbers[name] = number
    recorded.append(.name([name: number]))
    return number
  }

  func remove(_ name: String) {
    guardQueue.sync {
      guard numbers.removeValue(forKey: name) != nil else { return }
      recorded.append(.name([name: nil]))
    }
  }

  // MARK: Steps past SQLite

  /// For `LedgerOptions.beforeFileStep`.
  func take(_ step: FileStep) throws(SystemError) {
    if let code = fault(for: .fileStep) { throw SystemError(number: code) }
    switch step {
    case .makeFolder(let path), .makeFile(let path):
      if let name = name(of: path) { _ = open(name) }
    case .overwrite(let path, let bytes):
      guard let name = name(of: path) else { return }
      let file = open(name).number
      add(.write(file: file, offset: 0, bytes: bytes))
      add(.truncate(file: file, size: bytes.count))
    case .rename(let old, let new):
      if let old = name(of: old), let new = name(of: new) { rename(old, new) }
    case .remove(let path):
      if let name = name(of: path) { remove(name) }
    case .synchronise(let path):
      guard let name = name(of: path) else { return }
      let isFolder = guardQueue.sync {
        name.isEmpty || numbers.keys.contains { $0.hasPrefix(name + "/") }
      }
      if isFolder {
        if !swallows.contains(.ownFolderSyncs) { syncNames(in: name) }
      } else {
        sync(open(name).number, isDatabase: !name.hasSuffix(".lock") && !name.hasSuffix("-wal"))
      }
    }
  }

  private func rename(_ old: String, _ new: String) {
    guardQueue.sync {
      guard let number = numbers.removeValue(forKey: old) else { return }
      numbers[new] = number
      recorded.append(.name([old: nil, new: number]))
    }
  }

  // MARK: Faults

  /// From now on; nil: the disk is well.
  func fail(_ plan: FaultPlan?) {
    guardQueue.sync {
      self.plan = plan
      counts = [:]
    }
  }

  /// Operations of a kind since `fail` was last called.
  func count(of operation: DiskOperation) -> Int { guardQueue.sync { counts[operation] ?? 0 } }

  /// Whether the planned fault has come about.
  var hasFailed: Bool {
    guardQueue.sync { plan.map { counts[$0.operation] ?? 0 > $0.index } ?? false }
  }

  /// What an operation fails with, which is counted; nil: it does not.
  func fault(for operation: DiskOperation) -> Int32? {
    guardQueue.sync {
      let index = counts[operation] ?? 0
      counts[operation] = index + 1
      guard let plan, plan.operation == operation, plan.index <= index,
        index - plan.index < plan.length
      else { return nil }
      return plan.code
    }
  }
}

enum DiskOperation: Hashable { case read, write, truncate, sync, delete, fileStep }

/// One kind of operation fails for a while.
struct FaultPlan {
  var operation: DiskOperation
  /// The first that fails, counted from 0.
  var index: Int
  /// How many fail.
  var length = Int.max
  /// SQLite's, or for a `FileStep` the system's.
  var code: Int32
}

/// SQLite's extended codes, which Swift does not import.
enum DiskFault {
  static let read = SQLITE_IOERR | 1 << 8
  static let shortRead = SQLITE_IOERR | 2 << 8
  static let write = SQLITE_IOERR | 3 << 8
  static let sync = SQLITE_IOERR | 4 << 8
  static let truncate = SQLITE_IOERR | 6 << 8
  static let delete = SQLITE_IOERR | 10 << 8
}
