extension LedgerReader {
  /// What SQLite has against the structure of the file, at most ten complaints; it reads the file
  /// through once and compares nothing with anything, which `verify` does.
  package func quickCheck() throws -> [String] {
    try openAnother().rows("PRAGMA quick_check(10)", [], { try $0.text(0) }).filter { $0 != "ok" }
  }
}
