internal import BoothControl
internal import Dispatch

/// Reads a ledger through a connection of its own, from any queue, while the daemon writes: what it
/// sees is always the state after some whole transaction. Every question waits for the disk, so
/// none is for the core's queue.
package final class LedgerReader: @unchecked Sendable {
  package let path: String
  /// One question at a time.
  private let queue = DispatchQueue(label: "cabina.ledger.reader")
  /// nil once closed.
  private var database: Database?
  let schema: Schema
  let options: LedgerOptions
  /// nil: what is read is the file itself.
  package let older: OlderLedger?

  /// Throws `LedgerOpenError`.
  package init(
    path: String, options: LedgerOptions = LedgerOptions(), schema: Schema = .current
  ) throws {
    self.path = path
    self.options = options
    self.schema = schema
    older = nil
    database = try LedgerFile(path: path, schema: schema, options: options).openForReading()
  }

  /// Of `file`, by a copy that is in no other file.
  init(of file: LedgerFile, upgraded copy: Database, from older: OlderLedger) {
    path = file.path
    options = file.options
    schema = file.schema
    self.older = older
    database = copy
  }

  /// Another connection, for work that takes long. There is no other to a copy without a name, so
  /// such a reader is for one queue.
  func openAnother() throws -> Database {
    if older != nil { return try queue.sync { try connection } }
    return try LedgerFile(path: path, schema: schema, options: options).openForReading()
  }

  /// Rows a page may have.
  package static let pageLimit = 1_000

  /// A page of calls; `limit` is held to 1…`pageLimit`.
  package func calls(
    _ query: CallQuery, from start: PageStart = .newest, limit: Int
  ) throws -> CallPage {
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read { try $0.callPage(query, from: start, limit: limit) }
  }

  /// How many calls there are, of a query that is no search. With dates it reads an index, some
  /// 50 ms for a million calls between them.
  package func count(_ query: CallQuery) throws -> Int { try read { try $0.callCount(query) } }

  /// The same without reading much: exact up to `limit`. What a search will find nobody knows.
  package func count(_ query: CallQuery, atMost limit: Int) throws -> CallCount {
    try read { try $0.callCount(query, atMost: limit) }
  }

  /// nil: there is no call of this key (`CallPosition.key`).
  package func call(key: Int64) throws -> CallRow? {
    try read { try $0.callRows("WHERE calls.key = ?1", [.integer(key)]).first }
  }

  /// Newest first; `limit` is held to 1…`pageLimit`.
  package func payments(limit: Int) throws -> [Payment] {
    try read {
      try $0.rows(
        """
        \(Payment.columns)
        WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'payment'
        ORDER BY item DESC LIMIT ?2
        """,
        [
          .text(BatchWriter.providerAccount), .integer(Int64(min(max(limit, 1), Self.pageLimit))),
        ], Payment.init)
    }
  }

  /// Newest first, at most `pageLimit`.
  package func rejectedBatches() throws -> [RejectedBatch] {
    try read {
      try $0.rows(
        "SELECT id, rejected_at, reason, entries FROM rejected_batches ORDER BY id DESC LIMIT ?1",
        [.integer(Int64(Self.pageLimit))],
        {
          RejectedBatch(
            at: try $0.time(1, of: "rejected_batches"), reason: try $0.text(2),
            entries: try $0.text(3))
        })
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try queue.sync {
      let database = try connection
      return try database.snapshot { try body(database) }
    }
  }

  private var connection: Database {
    get throws {
      guard let database else { throw DatabaseError.misuse("the reader is closed", sql: nil) }
      return database
    }
  }

  /// Lets go of the file; every later question is an error. Waits for the one that is being
  /// answered.
  package func close() { queue.sync { database = nil } }
}
