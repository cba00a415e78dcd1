import Ledger
import Notation

extension CommandError {
  /// What a ledger's file has against being read, and what to do about it.
  static func ledger(_ path: String, _ error: any Error) -> CommandError {
    switch error {
    // The words of the statement that SQLite was at say nothing to who owns the file.
    case let error as DatabaseError: CommandError(LedgerOpenError(error, path: path).words)
    case let error as any Worded: CommandError(error.words)
    case let error as SystemError: CommandError(Words(errno: error.number)).about(path)
    default: CommandError(asItIs: "\(path): \(error)")
    }
  }

  static func file(_ path: String, _ error: SmallFileError) -> CommandError {
    CommandError(error.words(of: path))
  }
}
