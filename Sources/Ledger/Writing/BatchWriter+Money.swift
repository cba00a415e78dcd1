internal import BoothControl
internal import Rating

extension BatchWriter {
  /// The centre's money at its provider.
  static let providerAccount = "provider"

  /// Takes a call's cost from the balance. A movement is known by its call, so it cannot be made
  /// twice.
  func take(_ cost: Money, forCall key: Int64, at time: WallTime) throws {
    // Most calls that are not answered cost nothing; a movement of nothing would only wear the
    // disk.
    guard cost != .zero else { return }
    let account = try insertedAccount(Self.providerAccount)
    let amount = Money.zero - cost
    try database.run(
      """
      INSERT INTO movements (account, kind, item, amount_micros, moved_at)
      VALUES (?1, 'call', ?2, ?3, ?4)
      """,
      [
        .integer(account), .integer(key), .integer(amount.micros), .integer(time.milliseconds),
      ])
    try move(amount, on: account)
  }

  /// Adds a payment to the balance. It is known by its instant, amount and reference: nobody makes
  /// two alike in one millisecond.
  func pay(_ amount: Money, reference: String, at time: WallTime) throws {
    let account = try insertedAccount(Self.providerAccount)
    let isNew =
      try database.run(
        """
        INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        SELECT ?1, 'payment', ifnull(max(item), 0) + 1, ?2, ?3, ?4
        FROM movements WHERE account = ?1 AND kind = 'payment'
        ON CONFLICT DO NOTHING
        """,
        [
          .integer(account), .integer(amount.micros), .integer(time.milliseconds),
          .text(reference),
        ]) == 1
    if isNew { try move(amount, on: account) }
  }

  private func move(_ amount: Money, on account: Int64) throws {
    let balance = try database.integer(
      "SELECT balance_micros FROM accounts WHERE id = ?1", [.integer(account)])
    let (sum, overflows) = balance.addingReportingOverflow(amount.micros)
    guard !overflows else { throw BatchError.balanceOverflow }
    try database.run(
      "UPDATE accounts SET balance_micros = ?2 WHERE id = ?1", [.integer(account), .integer(sum)])
  }

  /// An account is opened by the first money that moves on it.
  private func insertedAccount(_ name: String) throws -> Int64 {
    let known = try database.row(
      "SELECT id FROM accounts WHERE name = ?1", [.text(name)], { try $0.integer(0) })
    if let known { return known }
    try database.run(
      "INSERT INTO accounts (name, balance_micros) VALUES (?1, 0)", [.text(name)])
    return database.lastInsertedKey
  }
}
