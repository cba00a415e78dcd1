import Ledger
import Notation

extension CommandError {
  /// What a ledger's file has against being read, and what to do about it.
  static func ledger(_ path: String, _ error: any Error) -> CommandError {
    guard let error = error as? DatabaseError else { return CommandError(asItIs: "\(error)") }
    // The words of the statement that SQLite was at say nothing to who owns the file.
    return CommandError(asItIs: "\(LedgerOpenError(error, path: path))")
  }

  static func file(_ path: String, _ error: SmallFileError) -> CommandError {
    CommandError(error.words(of: path))
  }
}
