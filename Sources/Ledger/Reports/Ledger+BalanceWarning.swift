package import Rating

/// The balance below which the owner wants to be warned.
extension Ledger {
  /// nil: no more. Waits for the disk, as every change of a setting does.
  package func setBalanceWarning(_ amount: Money?, by origin: AuditOrigin) throws {
    try change { database in
      let before = try database.balanceWarning()
      try database.set(Database.balanceWarningSetting, to: amount.map { String($0.micros) })
      try database.audit(
        .balanceWarning, by: origin, before: before?.decimalText, after: amount?.decimalText)
    }
  }
}

extension Database {
  static let balanceWarningSetting = "balance_warning_micros"

  func balanceWarning() throws -> Money? {
    try number(Self.balanceWarningSetting).map(Money.init(micros:))
  }
}
