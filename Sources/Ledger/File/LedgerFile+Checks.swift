internal import CSQLite
internal import Glibc
internal import Notation

extension LedgerFile {
  /// Whether the file is there. Looks at its size before SQLite does, which would take an empty
  /// file, or none beside a forgotten write-ahead log, for a new database. It must not be opened
  /// for that: closing it would drop the locks that SQLite's connections of this process hold on
  /// it.
  func exists() throws -> Bool {
    let status: stat
    do {
      status = try fileStatus(of: path)
    } catch  where error.number == ENOENT {
      if let target = linkTarget(of: path) {
        throw LedgerOpenError.danglingLink(path: path, target: target)
      }
      guard access(path + "-wal", F_OK) != 0 else {
        throw LedgerOpenError.damaged(
          path: path,
          found: Words(
            "está su diario, y el archivo no",
            "its write-ahead log is there, the file itself is not"))
      }
      return false
    } catch {
      throw LedgerOpenError.notReadable(path: path, reason: error.words)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw LedgerOpenError.notALedger(path: path, found: Words("no es un archivo", "not a file"))
    }
    guard status.st_size > 0 else {
      throw LedgerOpenError.notALedger(
        path: path, found: Words("es un archivo vacío", "an empty file"))
    }
    return true
  }

  /// Where SQLite keeps the write-ahead log: beside the file that a link leads to.
  var logPath: String {
    guard let place = realpath(path, nil) else { return path + "-wal" }
    defer { free(place) }
    return String(cString: place) + "-wal"
  }

  /// SQLite takes a file whose log is gone for a whole one. `isMarked`: whether the lock file says
  /// that the log belongs to it. A writer that closes meanwhile takes the mark away before the log.
  func refuseLostLog(where isMarked: () -> Bool) throws {
    let log = logPath
    func isGone() -> Bool { Int((try? fileStatus(of: log))?.st_size ?? 0) < Self.shortestLogBytes }
    guard isMarked(), isGone(), isMarked() else { return }
    let changed = (try? fileStatus(of: path))?.st_mtim.tv_sec
    throw LedgerOpenError.logMissing(path: path, log: log, since: changed.map(clockText))
  }

  /// A header and one page with its own (SQLite's file format, § 4.1): before less is safe on the disk,
  /// no log is marked.
  static let shortestLogBytes = 32 + 24 + pageBytes

  /// SQLite merges a log into whatever stands beside it. A ledger in use says in its header that it has
  /// one; a copy, which `cabinactl backup` makes whole, says that it has none.
  func refuseForeignLog(_ database: Database) throws {
    let log = (database.fileName ?? path) + "-wal"
    guard ((try? fileStatus(of: log))?.st_size ?? 0) > 0 else { return }
    let header = database.header
    // The version that writes and the one that reads: 1 without a log, 2 with one (§ 1.3.3).
    guard header.count == 100, header[18] == 1 || header[19] == 1 else { return }
    throw LedgerOpenError.foreignLog(path: path, log: log)
  }

  /// Nothing is written while a trigger may change it, nor by an upgrade. Other strange things in the
  /// schema change no row: `LedgerReader.verify()` tells of them.
  func checkWhatActsByItself(_ database: Database, version: Int64) throws {
    let strange = try schema.strangeObjects(in: database, version: version, where: \.actsByItself)
    guard strange.isEmpty else {
      throw LedgerOpenError.strangeSchema(path: path, found: strange.joined)
    }
  }

  /// Reading a million calls at every start would keep the shop closed for seconds, so only the small
  /// tables that money and booths rest on are looked at here; SQLite itself refuses a file that is
  /// shorter than it says. `LedgerReader.verify()` reads everything.
  func checkSmallTables(_ database: Database) throws {
    for table in ["settings", "booths", "boards", "accounts"] {
      let complaints = try database.rows("PRAGMA quick_check('\(table)')", [], { try $0.text(0) })
      guard complaints == ["ok"] else {
        throw LedgerOpenError.damaged(path: path, found: complaints.map { Words($0, $0) }.joined)
      }
    }
  }
}

extension Schema {
  /// What keeps an SQLite file from being a ledger; nil: nothing.
  func strangeness(of database: Database) throws -> Words? {
    do {
      return strangeness(ofApplication: try database.integer("PRAGMA application_id"))
    } catch let error as DatabaseError where error.primaryCode == SQLITE_NOTADB {
      return Self.notSQLite
    }
  }

  private static let notSQLite = Words("no es un archivo SQLite", "not an SQLite file")

  /// The same from the first 100 bytes of a file (SQLite's file format, § 1.3).
  func strangeness(ofHeader header: [UInt8]) -> Words? {
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      return Self.notSQLite
    }
    return strangeness(ofApplication: header[68..<72].reduce(0) { $0 << 8 | Int64($1) })
  }

  private func strangeness(ofApplication found: Int64) -> Words? {
    found == applicationID
      ? nil : Words("es un archivo SQLite de otro programa", "another program's SQLite file")
  }
}
