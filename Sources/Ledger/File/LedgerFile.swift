internal import Glibc
internal import Notation

/// Opens a ledger's file, creating it when there is none, and refuses with a reason a person can
/// act on.
struct LedgerFile {
  let path: String
  let schema: Schema
  let options: LedgerOptions

  /// Every commit writes whole pages, and a call is a few rows in a few pages: 512-byte pages put 9
  /// KB a call into the write-ahead log where 1,024-byte ones put 15 and SQLite's usual 4,096-byte
  /// ones more than 50.
  static let pageBytes = 512

  /// The connection for writing and the lock that must live as long as it.
  func openForWriting(
    upgrade: (UpgradeNotice) -> Void = { _ in }
  ) throws -> (Database, LockFile) {
    try makeFolder()
    let lock = try LockFile(besides: path, options: options)
    return try explainingErrors {
      if try exists() {
        try refuseLostLog { lock.isMarked }
      } else if lock.isMarked {
        throw LedgerOpenError.logMissing(path: path, log: logPath, since: nil)
      } else {
        try create()
      }
      try look(keepingLog: lock.isMarked)
      let database = try Database(
        path: path, access: .readWrite, busyMilliseconds: options.busyMilliseconds)
      if lock.isMarked { database.leaveLogAtClose() }
      guard !database.isReadOnly else {
        throw LedgerOpenError.readOnly(
          path: path, reason: Words("no hay permiso de escritura", "no permission to write"))
      }
      try prepareForWriting(database)
      do {
        try schema.migrate(database, tell: upgrade)
      } catch let error as DatabaseError where error.isFullDisk {
        throw LedgerOpenError.noSpaceToUpgrade(
          path: path, temporary: Self.temporaryFolder, reason: error.plainWords)
      }
      try database.execute("PRAGMA temp_store = MEMORY")
      try checkSmallTables(database)
      return (database, lock)
    }
  }

  /// A connection that changes nothing; the file must be there and of this version, or an older one
  /// if `isOlderToo`.
  func openForReading(isOlderToo: Bool = false) throws -> Database {
    try explainingErrors {
      guard try exists() else {
        throw LedgerOpenError.notReadable(
          path: path, reason: Words("no existe", "there is no such file"))
      }
      // SQLite would make a new log.
      try refuseLostLog { LockFile.isMarked(besides: path) }
      let database = try Database(
        path: path, access: .readOnly, busyMilliseconds: options.busyMilliseconds)
      try refuseForeignLog(database)
      let found = try recognise(database)
      guard found == schema.version || isOlderToo else {
        throw LedgerOpenError.olderSchema(path: path, found: found, known: schema.version)
      }
      try database.execute(
        """
        PRAGMA query_only = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -\(options.cacheKibibytes);
        """)
      return database
    }
  }

  /// Refuses what is not to be written, and leaves it as it is. When the last connection is closed
  /// that may write, it merges the log into the file, whatever they are; one that only reads leaves
  /// an empty log behind where there was none. `keepingLog`: it is neither merged nor removed.
  private func look(keepingLog: Bool) throws {
    let reading = try Database(
      path: path, access: .readOnly, busyMilliseconds: options.busyMilliseconds)
    try refuseForeignLog(reading)
    let file = reading.fileName ?? path
    func holdsSomething(_ ending: String) -> Bool {
      ((try? fileStatus(of: file + ending))?.st_size ?? 0) > 0
    }
    // A journal that a power cut left has to be rolled back before anything can be read: that is
    // written, so what is not to be written must be known before.
    let hasJournal = holdsSomething("-journal")
    if hasJournal { try recognise(header: RollbackJournal.header(undoing: file)) }
    let database =
      holdsSomething("-wal") && !hasJournal
      ? reading
      : try Database(path: path, access: .readWrite, busyMilliseconds: options.busyMilliseconds)
    if keepingLog { database.leaveLogAtClose() }
    let found = try recognise(database)
    try checkWhatActsByItself(database, version: found)
    // An older one may not have all of them yet.
    if found == schema.version { try checkSmallTables(database) }
  }

  /// The file's version, if it is a ledger of a version that is known here.
  func recognise(_ database: Database) throws -> Int64 {
    if let strangeness = try schema.strangeness(of: database) {
      throw LedgerOpenError.notALedger(path: path, found: strangeness)
    }
    return try recognise(version: try database.integer("PRAGMA user_version"))
  }

  /// The same from the first 100 bytes of a file (SQLite's file format, § 1.3).
  private func recognise(header: [UInt8]) throws {
    if let strangeness = schema.strangeness(ofHeader: header) {
      throw LedgerOpenError.notALedger(path: path, found: strangeness)
    }
    let version = header[60..<64].reduce(0 as Int32) { $0 << 8 | Int32($1) }
    _ = try recognise(version: Int64(version))
  }

  private func recognise(version found: Int64) throws -> Int64 {
    guard found >= 0 else {
      throw LedgerOpenError.notALedger(
        path: path, found: Words("es de la versión \(found)", "it is of version \(found)"))
    }
    guard found <= schema.version else {
      throw LedgerOpenError.newerSchema(path: path, found: found, known: schema.version)
    }
    return found
  }

  /// Where SQLite has its temporary files, if it can write there.
  static var temporaryFolder: String {
    let chosen = getenv("SQLITE_TMPDIR") ?? getenv("TMPDIR")
    return chosen.map { String(cString: $0) } ?? "/var/tmp"
  }

  private func prepareForWriting(_ database: Database) throws {
    // FULL, not NORMAL: in WAL mode NORMAL loses the last commits on a power cut. Debian builds
    // SQLite with secure_delete, which rewrites pages only to blank what was deleted. What an upgrade
    // sorts for an index is as long as the table: that is for the disk.
    try database.execute(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA secure_delete = OFF;
      PRAGMA temp_store = FILE;
      PRAGMA cache_size = -\(options.cacheKibibytes);
      PRAGMA wal_autocheckpoint = \(options.checkpointPages);
      PRAGMA journal_size_limit = \(2 * options.checkpointPages * Self.pageBytes);
      """)
  }

  /// Turns what SQLite says into what a person can do.
  func explainingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerOpenError(error, path: path)
    }
  }
}
