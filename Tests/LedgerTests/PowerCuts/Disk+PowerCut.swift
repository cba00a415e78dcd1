/// Which of the steps that were not safe the disk has made: any of them, in whatever order it made
/// them.
struct PowerCut {
  enum Survivors {
    case none
    case all
    /// The first ones, the share of all in thousandths.
    case first(permille: Int)
    /// The last ones: the disk took the later before the earlier.
    case last(permille: Int)
    case each(permille: Int)
  }

  var survivors: Survivors
  /// Of the writes that survive, those of which only some sectors do.
  var tornPermille: Int
  /// Of the writes that do not survive, those that leave the file as long as they would have made
  /// it, with zeros.
  var extendingPermille: Int
  /// Changes of names survive as the contents do, or none, or all.
  var names: Survivors?

  init(using generator: inout some RandomNumberGenerator) {
    let permille = Int.random(in: 0...1000, using: &generator)
    survivors =
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: .none
      case 1: .all
      case 2: .first(permille: permille)
      case 3: .last(permille: permille)
      default: .each(permille: permille)
      }
    tornPermille = [0, 200, 700].randomElement(using: &generator) ?? 0
    extendingPermille = [0, 300, 1000].randomElement(using: &generator) ?? 0
    names = [nil, Survivors.none, .all].randomElement(using: &generator) ?? nil
  }
}

extension PowerCut.Survivors {
  func has(_ index: Int, of count: Int, using generator: inout some RandomNumberGenerator) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .first(let permille): index * 1000 < permille * count
    case .last(let permille): (count - 1 - index) * 1000 < permille * count
    case .each(let permille): Int.random(in: 0..<1000, using: &generator) < permille
    }
  }
}

/// What is there when the power is back.
struct DiskContents {
  var files: [String: [UInt8]] = [:]
  var folders: [String] = []

  /// Tells it from others of this run.
  var fingerprint: String {
    var hasher = Hasher()
    for (name, contents) in files.sorted(by: { $0.key < $1.key }) {
      hasher.combine(name)
      hasher.combine(contents.count)
      contents.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
    return "\(hasher.finalize()) \(folders)"
  }
}

extension Disk {
  func left(
    after cut: PowerCut, using generator: inout some RandomNumberGenerator
  ) -> DiskContents {
    var names = names
    let survivors = cut.names ?? cut.survivors
    for (index, change) in nameChanges.enumerated()
    where survivors.has(index, of: nameChanges.count, using: &generator) {
      Disk.apply(change, to: &names)
    }
    // A folder is a name that others are in.
    let folders = Set((self.names.keys + nameChanges.flatMap(\.keys)).map(DiskStep.folder))
    var left = DiskContents()
    for (name, number) in names.sorted(by: { $0.key < $1.key }) {
      let folder = DiskStep.folder(of: name)
      guard folder.isEmpty || names[folder] != nil else { continue }
      if folders.contains(name) || name == "shop" {
        left.folders.append(name)
      } else {
        left.files[name] = contents(of: files[number], after: cut, using: &generator)
      }
    }
    return left
  }

  private func contents(
    of file: File, after cut: PowerCut, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var contents = file.safe
    for (index, change) in file.changes.enumerated() {
      let survives = cut.survivors.has(index, of: file.changes.count, using: &generator)
      switch change {
      case .truncate:
        if survives { change.apply(to: &contents) }
      case .write(let offset, let bytes, _) where survives:
        let isTorn = Int.random(in: 0..<1000, using: &generator) < cut.tornPermille
        guard isTorn else {
          change.apply(to: &contents)
          continue
        }
        for sector in Self.sectors(of: offset..<offset + bytes.count)
        where Bool.random(using: &generator) {
          let part = bytes[(sector.lowerBound - offset)..<(sector.upperBound - offset)]
          Change.write(part, at: sector.lowerBound, to: &contents)
        }
      case .write(let offset, let bytes, _):
        guard Int.random(in: 0..<1000, using: &generator) < cut.extendingPermille else { continue }
        Change.extend(&contents, to: offset + bytes.count, cutting: false)
      }
    }
    return contents
  }

  /// The parts of a range of bytes that lie in one sector each. The bytes of a sector beside those
  /// that are written keep what they were, as SQLite takes for granted on this system
  /// (`SQLITE_IOCAP_POWERSAFE_OVERWRITE`).
  static func sectors(of range: Range<Int>) -> [Range<Int>] {
    stride(
      from: range.lowerBound / sectorBytes, through: (range.upperBound - 1) / sectorBytes, by: 1
    )
    .map { ($0 * sectorBytes..<($0 + 1) * sectorBytes).clamped(to: range) }
  }
}
