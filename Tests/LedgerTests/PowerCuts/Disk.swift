/// A disk as the programs see it and as it would be without power: what is safe, and what was done
/// since.
struct Disk {
  struct File {
    var safe: [UInt8] = []
    var changes: [Change] = []
  }

  enum Change {
    case write(offset: Int, bytes: [UInt8], isGivenUp: Bool = false)
    case truncate(size: Int, isGivenUp: Bool = false)

    /// A failed sync was to make it safe: the system has forgotten that it is not, and the next
    /// sync does not.
    var isGivenUp: Bool {
      switch self {
      case .write(_, _, let isGivenUp), .truncate(_, let isGivenUp): isGivenUp
      }
    }

    var givenUp: Change {
      switch self {
      case .write(let offset, let bytes, _): .write(offset: offset, bytes: bytes, isGivenUp: true)
      case .truncate(let size, _): .truncate(size: size, isGivenUp: true)
      }
    }
  }

  static let sectorBytes = 512

  private(set) var files: [File]
  private(set) var names: [String: Int] = [:]
  private(set) var nameChanges: [[String: Int?]] = []
  /// Deeds that must be there whatever happens.
  private(set) var promised: Int
  /// The same in the backup; nil: none was promised.
  private(set) var backedUp: Int?

  /// All of it safe; the files' numbers are those of their names in alphabetical order, folders
  /// among them.
  init(_ contents: [String: [UInt8]], promised: Int = 0, backedUp: Int? = nil) {
    files = []
    self.promised = promised
    self.backedUp = backedUp
    for name in Disk.names(of: contents) {
      names[name] = files.count
      files.append(File(safe: contents[name] ?? []))
    }
  }

  /// With the folders the files are in.
  static func names(of contents: [String: [UInt8]]) -> [String] {
    Set(contents.keys).union(contents.keys.map(DiskStep.folder).filter { !$0.isEmpty }).sorted()
  }

  mutating func take(_ step: DiskStep) {
    switch step {
    case .write(let file, let offset, let bytes):
      files[file].changes.append(.write(offset: offset, bytes: bytes))
    case .truncate(let file, let size):
      files[file].changes.append(.truncate(size: size))
    case .sync(let file):
      for change in files[file].changes where !change.isGivenUp {
        change.apply(to: &files[file].safe)
      }
      files[file].changes = []
    case .failedSync(let file):
      files[file].changes = files[file].changes.map(\.givenUp)
    case .name(let changes):
      for number in changes.values.compactMap(\.self) where number >= files.count {
        files += Array(repeating: File(), count: number + 1 - files.count)
      }
      nameChanges.append(changes)
    case .syncNames(let folder):
      nameChanges = nameChanges.filter { change in
        guard change.keys.contains(where: { DiskStep.folder(of: $0) == folder }) else {
          return true
        }
        Disk.apply(change, to: &names)
        return false
      }
    case .promise(let deeds):
      promised = max(promised, deeds)
    case .backedUp(let deeds):
      backedUp = deeds
    }
  }

  static func apply(_ change: [String: Int?], to names: inout [String: Int]) {
    for (name, number) in change { names[name] = number }
  }
}

extension Disk.Change {
  func apply(to contents: inout [UInt8]) {
    switch self {
    case .write(let offset, let bytes, _): Self.write(bytes[...], at: offset, to: &contents)
    case .truncate(let size, _): Self.extend(&contents, to: size, cutting: true)
    }
  }

  static func write(_ bytes: ArraySlice<UInt8>, at offset: Int, to contents: inout [UInt8]) {
    extend(&contents, to: offset + bytes.count, cutting: false)
    contents.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  static func extend(_ contents: inout [UInt8], to size: Int, cutting: Bool) {
    if contents.count < size {
      contents += Array(repeating: 0, count: size - contents.count)
    } else if cutting {
      contents.removeLast(contents.count - size)
    }
  }
}
