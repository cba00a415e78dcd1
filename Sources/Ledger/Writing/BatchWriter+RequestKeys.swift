/// Keys that make a request once, however often it is sent. The core knows the latest; the ledger
/// keeps all of them, and one key is one request, whatever it asks for.
extension BatchWriter {
  /// What a key was used for.
  enum KeyedKind: String {
    case payment
    case deposit
    case ticket
  }

  /// Throws if the key was used for a request of another kind; those of its own kind the table
  /// itself tells apart.
  func expect(_ key: String?, onlyFor kind: KeyedKind) throws {
    guard let key, let use = try use(of: key), use.kind != kind else { return }
    throw BatchError.requestKeyTaken(key, by: use.words)
  }

  /// For a key that must be another's, since what it is to make is not there.
  func keyTaken(_ key: String) throws -> BatchError {
    .requestKeyTaken(key, by: try use(of: key)?.words ?? "another request")
  }

  private func use(of key: String) throws -> (kind: KeyedKind, words: String)? {
    try database.row(
      """
      SELECT 'payment', 'payment ' || item FROM movements WHERE payment_key = ?1
      UNION ALL SELECT 'ticket', 'ticket ' || number FROM tickets WHERE request_key = ?1
      UNION ALL SELECT 'deposit', 'a credit of booth ' || booths.number
        FROM deposits JOIN booths ON booths.id = deposits.booth WHERE request_key = ?1
      LIMIT 1
      """, [.text(key)]
    ) { row in
      guard let kind = KeyedKind(rawValue: try row.text(0)) else { return nil }
      return (kind, try row.text(1))
    } ?? nil
  }
}
