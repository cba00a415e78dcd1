import BoothControl
import Glibc
import Ledger
import Notation

extension LedgerFacts {
  /// Reads the whole file once. `mayBeCopy`: it need not be the shop's own.
  /// - Returns: what was found, and when the newest record was made: seconds since 1970.
  static func gather(
    _ path: String, on box: Box, now: Int64, mayBeCopy: Bool = false
  ) -> (facts: LedgerFacts, newest: Int64?) {
    let place = box.path(path)
    var facts = LedgerFacts(path: path, reading: .sound)
    guard access(place, R_OK) == 0 else {
      facts.reading = errno == EACCES ? .notPermitted : .missing
      if facts.reading == .missing, SystemNames.isHidden(place) { facts.reading = .notPermitted }
      return (facts, nil)
    }
    var newest: Int64?
    do {
      let reader = try LedgerReader.ofAnyVersion(path: place)
      let complaints = try reader.quickCheck()
      if !complaints.isEmpty {
        let text = complaints.joined(separator: "; ")
        facts.reading = .damaged(Words(text, text))
      }
      newest = try reader.audit(limit: 1).first.map { $0.at.milliseconds / 1000 }
      facts.boots = try reader.boots(since: WallTime(milliseconds: (now - 86_400) * 1000)).map {
        Boots(
          board: "\($0.board)", count: Int64($0.count),
          seconds: now - $0.since.milliseconds / 1000)
      }
      facts.age = try reader.audit(before: 2, limit: 1).first.map {
        now - $0.at.milliseconds / 1000
      }
    } catch {
      facts.reading = Reading(error, path: path)
    }
    facts.logBytes = Int64(box.status(of: path + "-wal")?.st_size ?? 0)
    facts.disk = DiskFacts(of: path, on: box)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    // A copy has none of its own.
    facts.knowsBackups = box.exists(mayBeCopy ? "\(folder)/backups" : folder)
    facts.backupAge = box.names(in: "\(folder)/backups").filter { $0.hasSuffix(".sqlite") }
      .compactMap {
        box.status(of: "\(folder)/backups/\($0)").map { now - Int64($0.st_mtim.tv_sec) }
      }
      .min()
    return (facts, newest)
  }

}

extension LedgerFacts.Reading {
  /// Why a file could not be read as a ledger.
  init(_ error: any Error, path: String) {
    let known =
      error as? LedgerOpenError
      ?? (error as? DatabaseError).map { LedgerOpenError($0, path: path) }
    self =
      switch known {
      case .damaged(_, let found)?: .damaged(found)
      case .logMissing(_, let log, _)?:
        .damaged(
          Words(
            "falta su diario, \(log), y con él lo último que se anotó",
            "its write-ahead log, \(log), is gone, and the latest records with it"))
      case .foreignLog(_, let log)?:
        .damaged(
          Words(
            "el diario \(log) no es de este libro",
            "the write-ahead log \(log) is not this ledger's"))
      case .notALedger?: .unreadable(Words("no es un libro", "it is no ledger"))
      case .newerSchema?:
        .unreadable(
          Words(
            "es de una versión más nueva que este programa",
            "it is of a newer version than this program"))
      case .strangeSchema(_, let found)?:
        .unreadable(
          Words(
            "tiene algo que este programa no hizo: \(found.spanish)",
            "it has something that this program did not make: \(found.english)"))
      case .notReadable(_, let reason)?: .unreadable(reason)
      case let other?: .unreadable(other.words)
      case nil: .unreadable(CommandError.ledger(path, error).words)
      }
  }
}

/// Whether something cannot be seen since a folder above it is closed.
private enum SystemNames {
  static func isHidden(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return false }
    let folder = String(path[..<slash])
    return access(folder, X_OK) != 0 && errno == EACCES
  }
}

extension DiskFacts {
  init?(of path: String, on box: Box) {
    var disk = statvfs()
    guard statvfs(box.path(path), &disk) == 0, let file = box.status(of: path) else { return nil }
    let block = Int64(disk.f_frsize)
    freeBytes = Int64(disk.f_bavail) * block
    totalBytes = Int64(disk.f_blocks) * block
    freeFiles = Int64(disk.f_favail)
    totalFiles = Int64(disk.f_files)
    isReadOnly = disk.f_flag & UInt(ST_RDONLY) != 0
    let device = "/sys/dev/block/\(box.number(ofDevice: file.st_dev))"
    let name = box.resolved(device)?.split(separator: "/").last.map(String.init)
    errorCount = name.flatMap { box.number("/sys/fs/ext4/\($0)/errors_count") }
    // A partition has the card above it.
    wear =
      [device, box.resolved(device).map { $0 + "/.." }].compactMap(\.self)
      .compactMap { box.line("\($0)/device/pre_eol_info") }
      .compactMap { Int($0.hasPrefix("0x") ? $0.dropFirst(2) : $0[...], radix: 16) }.first
  }
}
