/// What a ledger's file is recognised by, and how it came to be what it is: an ordered list of
/// steps, each of which takes the file from the version before to its own. A new file takes all of
/// them, so there is one way to every version.
package struct Schema: Sendable {
  /// In the file's header; tells a ledger from any other SQLite file.
  package var applicationID: Int64
  /// The first makes version 1, the next version 2…
  package var migrations: [Migration]

  package init(applicationID: Int64, migrations: [Migration]) {
    self.applicationID = applicationID
    self.migrations = migrations
  }

  package struct Migration: Sendable {
    /// What it changes, for the log.
    package var title: String
    package var run: @Sendable (Database) throws -> Void

    package init(_ title: String, run: @escaping @Sendable (Database) throws -> Void) {
      self.title = title
      self.run = run
    }
  }

  package var version: Int64 { Int64(migrations.count) }

  /// `Cbna` in ASCII.
  package static let current = Schema(
    applicationID: 0x4362_6e61,
    migrations: [
      .version1, .version2, .version3, .version4, .version5, .version6, .version7, .version8,
      .version9, .version10,
    ])

  /// Takes `database` from its version to the newest, each step in a transaction of its own
  /// together with the new version number.
  package func migrate(
    _ database: Database, tell: (UpgradeNotice) -> Void = { _ in }
  ) throws {
    let found = try database.integer("PRAGMA user_version")
    for (index, migration) in migrations.enumerated() where Int64(index) >= found {
      tell(.begins(version: index + 1, title: migration.title))
      try database.transaction {
        try migration.run(database)
        // Pragmas take no bound values; these are integers of ours.
        try database.execute("PRAGMA application_id = \(applicationID)")
        try database.execute("PRAGMA user_version = \(index + 1)")
      }
      tell(.ends(version: index + 1))
    }
  }
}
