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

  /// Adds a payment to the balance. It is known by its key, or by its instant, amount and reference:
  /// nobody makes two alike in one millisecond.
  func pay(
    _ amount: Money, reference: String, paidOn: CalendarDay?, key: String?, actor: String,
    at time: WallTime
  ) throws {
    let matter = KeyedRequest.Matter.payment(
      amount: amount, reference: reference, paidOn: paidOn)
    try expect(key, onlyFor: matter)
    let account = try insertedAccount(Self.providerAccount)
    let isNew =
      try database.run(
        """
        INSERT INTO movements
          (account, kind, item, amount_micros, moved_at, reference, payment_key, actor, paid_on)
        SELECT ?1, 'payment', ifnull(max(item), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7
        FROM movements WHERE account = ?1 AND kind = 'payment'
        ON CONFLICT DO NOTHING
        """,
        [
          .integer(account), .integer(amount.micros), .integer(time.milliseconds),
          .text(reference), .optional(key), .text(actor), .optional(paidOn?.description),
        ]) == 1
    if isNew {
      let number = try database.integer(
        "SELECT max(item) FROM movements WHERE account = ?1 AND kind = 'payment'",
        [.integer(account)])
      let payment = Payment(
        number: number, amount: amount, reference: reference, paidOn: paidOn, actor: actor,
        at: time)
      return try audit(.payment(payment, balance: try move(amount, on: account)))
    }
    if let key { try expect(key, toBeOf: matter, amount, reference, paidOn, at: time) }
  }

  /// The core knows the latest keys and asks for none of them again. One that it does not know any
  /// more, it would credit a second time.
  private func expect(
    _ key: String, toBeOf matter: KeyedRequest.Matter, _ amount: Money, _ reference: String,
    _ paidOn: CalendarDay?, at time: WallTime
  ) throws {
    let isTheSame = try database.row(
      """
      SELECT 1 FROM movements
      WHERE payment_key = ?1 AND amount_micros = ?2 AND reference = ?3 AND moved_at = ?4
        AND paid_on IS ?5
      """,
      [
        .text(key), .integer(amount.micros), .text(reference), .integer(time.milliseconds),
        .optional(paidOn?.description),
      ]
    ) { _ in true }
    guard isTheSame != nil else { throw try keyTaken(key, asking: matter) }
  }

  /// - Returns: the balance before.
  @discardableResult
  private func move(_ amount: Money, on account: Int64) throws -> Money {
    let balance = try database.integer(
      "SELECT balance_micros FROM accounts WHERE id = ?1", [.integer(account)])
    let (sum, overflows) = balance.addingReportingOverflow(amount.micros)
    guard !overflows else { throw BatchError.balanceOverflow }
    try database.run(
      "UPDATE accounts SET balance_micros = ?2 WHERE id = ?1", [.integer(account), .integer(sum)])
    return Money(micros: balance)
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
