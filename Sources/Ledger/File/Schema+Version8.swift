extension Schema.Migration {
  /// Who may use the page over the network.
  static let version8 = Schema.Migration("users and their passwords") { try $0.execute(users) }

  private static let users = """
    CREATE TABLE users (
      name TEXT NOT NULL PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('owner', 'cashier')),
      password TEXT NOT NULL, -- hashed, as crypt(5) says
      record INTEGER NOT NULL REFERENCES audit (number) -- of the last change
    ) STRICT, WITHOUT ROWID;

    """
}
