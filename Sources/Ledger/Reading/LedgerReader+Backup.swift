internal import CSQLite
internal import Glibc
package import Notation

/// Why a backup was not made; what was there before is there still.
package enum BackupError: Error, Hashable, Sendable, CustomStringConvertible, Worded {
  case ontoItself(path: String)
  /// Something that is not a ledger has that name.
  case wouldOverwrite(path: String, found: Words)
  case cannotWrite(path: String, reason: Words)
  /// The copy is not whole, so the ledger is not either.
  case damaged(path: String, found: Words)

  package var description: String { words.english }

  package var words: Words { Words(spanish, english) }

  private var spanish: String {
    switch self {
    case .ontoItself(let path): "\(path) es el libro mismo. Nombre otro archivo."
    case .wouldOverwrite(let path, let found):
      "\(path): no se sobrescribe: \(found.spanish). Nombre otro archivo."
    case .cannotWrite(let path, let reason):
      "\(path): no se puede escribir: \(reason.spanish)."
    case .damaged(let path, let found):
      "\(path): no se guarda, porque el libro está dañado: \(found.spanish). Guarde las copias "
        + "de antes."
    }
  }

  private var english: String {
    switch self {
    case .ontoItself(let path): "\(path) is the ledger itself. Name another file."
    case .wouldOverwrite(let path, let found):
      "\(path): will not be overwritten: \(found.english). Name another file."
    case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason.english)."
    case .damaged(let path, let found):
      "\(path): not kept, for the ledger is damaged: \(found.english). Keep the earlier backups."
    }
  }
}

extension LedgerReader {
  /// Copies the ledger, as it is at one instant, into one file that can be opened as a ledger. The
  /// copy is checked before it takes the place of an earlier one, so a damaged ledger never
  /// replaces a good backup. Writing and reading go on meanwhile. Throws `BackupError`.
  ///
  /// The copy of a symbolic link's name takes the place of what it points to. The draft stands
  /// beside it under a name that no file had, `NAME.partial-` and eight digits; only a process that
  /// is killed leaves it there. `draftIs` is told its name, and that of what SQLite puts beside it,
  /// before they are made.
  package func backup(
    to destination: String, draftIs: ([String]) -> Void = { _ in }
  ) throws {
    let destination = try checkedDestination(destination)
    let digits = String(UInt32.random(in: .min ... .max), radix: 16)
    let draft = destination + ".partial-" + String(repeating: "0", count: 8 - digits.count) + digits
    draftIs(["", "-journal", "-wal", "-shm"].map { draft + $0 })
    do {
      try options.take(.makeFile(draft))
    } catch {
      throw BackupError.cannotWrite(path: destination, reason: error.words)
    }
    do {
      try copy(to: draft)
      try options.take(.synchronise(draft))
      try options.take(.rename(draft, to: destination))
      try options.take(.synchronise(folder(of: destination)))
    } catch {
      _ = try? options.removeDatabase(at: draft)
      switch error {
      case let error as SystemError:
        throw BackupError.cannotWrite(path: destination, reason: error.words)
      case let error as DatabaseError
      where [SQLITE_CORRUPT, SQLITE_NOTADB].contains(error.primaryCode):
        throw BackupError.damaged(path: destination, found: error.plainWords)
      case let error as DatabaseError:
        throw BackupError.cannotWrite(path: destination, reason: error.plainWords)
      default: throw error
      }
    }
  }

  /// Where the copy goes: the destination, or what it is a link to.
  private func checkedDestination(_ name: String) throws -> String {
    var destination = name
    if linkTarget(of: name) != nil {
      guard let place = realpath(name, nil) else {
        throw BackupError.cannotWrite(
          path: name,
          reason: Words("es un enlace a donde no hay archivo", "a link to where there is no file"))
      }
      defer { free(place) }
      destination = String(cString: place)
    }
    guard let other = try? fileStatus(of: destination) else { return destination }
    guard other.st_mode & S_IFMT == S_IFREG else {
      throw BackupError.wouldOverwrite(
        path: destination, found: Words("no es un archivo común", "not a regular file"))
    }
    let own = try? fileStatus(of: path)
    if let own, own.st_dev == other.st_dev, own.st_ino == other.st_ino {
      throw BackupError.ontoItself(path: destination)
    }
    if access(destination + "-wal", F_OK) == 0 {
      throw BackupError.wouldOverwrite(
        path: destination, found: Words("es un libro en uso", "a ledger in use"))
    }
    if let strangeness = schema.strangeness(ofHeader: fileHeader(of: destination)) {
      throw BackupError.wouldOverwrite(path: destination, found: strangeness)
    }
    return destination
  }

  private func copy(to draft: String) throws {
    let source = try openAnother()
    let copy = try Database(path: draft, access: .readWrite)
    try source.copy(to: copy)
    // One file, without a write-ahead log beside it.
    let mode = try copy.row("PRAGMA journal_mode = DELETE", [], { try $0.text(0) })
    let complaints = try copy.rows("PRAGMA quick_check(10)", [], { try $0.text(0) })
    guard mode == "delete", complaints == ["ok"] else {
      throw BackupError.damaged(path: draft, found: complaints.map { Words($0, $0) }.joined)
    }
  }
}
