/// Limits and sizes of an open ledger; the defaults are what a shop runs with.
package struct LedgerOptions: Sendable {
  /// Batches that may wait for the disk, committed or not yet tried. Beyond it `submit` answers
  /// `.full`.
  package var waitingBatchLimit = 16_384
  /// Batches in one transaction.
  package var groupLimit = 256
  /// The first pause after a failure; each next one is twice as long.
  package var shortestRetryMilliseconds = 50
  package var longestRetryMilliseconds = 5_000
  /// How long to wait for another process's lock on the file.
  package var busyMilliseconds: Int32 = 2_000
  /// The write-ahead log is copied into the file when it has this many pages. The longer it is, the
  /// oftener a page that changes again and again is written once instead of many times, and the
  /// longer a start after a power cut reads it (4 MiB: some 10 ms).
  package var checkpointPages = 8_000
  /// What the merging of the log may take when a ledger is closed.
  package var mergeMilliseconds = 5_000
  /// Pages kept in memory, for each connection.
  package var cacheKibibytes = 512
  /// Called before each `FileStep`, which fails with what it throws. nil in a shop: it is for tests
  /// that cut the power between two steps. Of SQLite's own steps they learn from SQLite.
  package var beforeFileStep: (@Sendable (FileStep) throws(SystemError) -> Void)?

  package init() {}
}
