import Ledger

extension UpgradeNotice {
  /// For the journal.
  var text: String {
    switch self {
    case .begins(let version, let title):
      "the ledger is brought to version \(version) (\(title)); until that is done only emergency calls go out"
    case .ends(let version): "the ledger is of version \(version) now"
    }
  }
}
