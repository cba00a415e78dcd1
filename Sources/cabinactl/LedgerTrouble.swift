import Ledger

extension CommandOutcome {
  /// What a ledger's file has against being read, and what to do about it.
  static func refused(_ error: any Error, ledger path: String) -> CommandOutcome {
    CommandOutcome(.failed, trouble(error, ledger: path))
  }

  /// The same in words: those of the statement that SQLite was at say nothing to who owns the file.
  static func trouble(_ error: any Error, ledger path: String) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return "\(LedgerOpenError(error, path: path))"
  }
}
