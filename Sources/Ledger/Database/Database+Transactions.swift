extension Database {
  /// All of `body` or nothing of it. The write lock is taken at the start, so the transaction
  /// cannot fail half-way for want of it.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    // A roll-back that failed the last time must not stand in the way for ever.
    if isInTransaction { try run("ROLLBACK") }
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // A full disk or an I/O error may have rolled back already. The first error is the one to
      // tell.
      if isInTransaction { _ = try? run("ROLLBACK") }
      // What was once read wrong must not be found wrong for ever: the next one reads the disk.
      if let error = error as? DatabaseError, error.isDamage {
        _ = try? execute("PRAGMA shrink_memory")
      }
      throw error
    }
  }

  /// Inside a transaction: all of `body` or nothing of it, the rest of the transaction untouched.
  package func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
    try run("SAVEPOINT part")
    do {
      let result = try body()
      try run("RELEASE part")
      return result
    } catch {
      if isInTransaction {
        try run("ROLLBACK TO part")
        try run("RELEASE part")
      }
      throw error
    }
  }

  /// `body` sees one state of the file from beginning to end, whatever others write meanwhile.
  package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try run("BEGIN")
    defer { if isInTransaction { _ = try? run("ROLLBACK") } }
    return try body()
  }
}
