/// Users change seldom and by hand, so these wait for the disk: call them from any queue but the
/// core's. Each is one transaction, with its record in the audit. They throw what the disk has
/// against it, or `UserError`; then nothing is changed.
extension Ledger {
  /// Adds a user, or changes one. What is as it was changes nothing, nor the version.
  /// - Parameter passwordHash: as crypt(5) has it; nil: the one that there is.
  /// - Returns: the user as he is now.
  package func saveUser(
    _ name: String, role: UserRole, passwordHash: String?, by origin: AuditOrigin
  ) throws -> LedgerUser {
    try change { database in
      let before = try database.user(name)
      guard let hash = passwordHash ?? before?.passwordHash else {
        throw UserError.passwordMissing(name)
      }
      let record = try database.audit(
        origin, AuditedUser.set, name,
        before: before.map { AuditedUser.words($0.role, hasNewPassword: false) },
        after: AuditedUser.words(role, hasNewPassword: passwordHash != nil))
      if record == nil, let before { return before }
      let user = LedgerUser(
        name: name, role: role, passwordHash: hash, version: record ?? 0)
      try database.save(user)
      return user
    }
  }

  package func removeUser(_ name: String, by origin: AuditOrigin) throws {
    try change { database in
      guard let before = try database.user(name) else { throw UserError.noSuchUser(name) }
      try database.run("DELETE FROM users WHERE name = ?1", [.text(name)])
      try database.audit(
        origin, AuditedUser.removal, name,
        before: AuditedUser.words(before.role, hasNewPassword: false), after: nil)
    }
  }
}

extension Database {
  fileprivate func user(_ name: String) throws -> LedgerUser? {
    try users("WHERE name = ?1", [.text(name)]).first
  }

  fileprivate func save(_ user: LedgerUser) throws {
    try run(
      "INSERT OR REPLACE INTO users (name, role, password, record) VALUES (?1, ?2, ?3, ?4)",
      [
        .text(user.name), .text(user.role.rawValue), .text(user.passwordHash),
        .integer(user.version),
      ])
  }
}
