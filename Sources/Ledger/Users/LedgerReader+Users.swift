extension LedgerReader {
  /// Every user, by name.
  package func users() throws -> [LedgerUser] { try read { try $0.users() } }
}

extension Database {
  /// By name; `condition`: what follows `FROM users`.
  func users(_ condition: String = "", _ values: [SQLValue] = []) throws -> [LedgerUser] {
    try rows("SELECT name, role, password, record FROM users \(condition) ORDER BY name", values) {
      LedgerUser(
        name: try $0.text(0), role: try $0.known(UserRole(rawValue: try $0.text(1)), 1),
        passwordHash: try $0.text(2), version: try $0.integer(3))
    }
  }
}
