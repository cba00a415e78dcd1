import Glibc
import Ledger
import Notation
import Testing

/// A journal beside a ledger, as a process leaves it that was killed in the middle of a change: what
/// is to be refused is so before it is undone.
@Suite struct HotJournalTests {
  /// A file, and the journal of a change to it that is half-written; `before` is done, `during` is
  /// not. `header`: what of that stands in the file's first page, which SQLite writes last.
  private func interrupted(
    before: String, during: String, header: (offset: Int, number: UInt8)? = nil
  ) throws -> [String: [UInt8]] {
    let scratch = Scratch(["shop/cabina.db": newLedger])
    let database = try Database(path: scratch.ledger, access: .readWrite)
    _ = try database.row("PRAGMA journal_mode = DELETE", [], { try $0.text(0) })
    try database.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, bytes BLOB) STRICT")
    try database.execute(Self.filling)
    try database.execute(before)
    // So little memory that pages are written before the end.
    try database.execute("PRAGMA cache_size = 4; BEGIN")
    try database.execute(during)
    try database.execute("UPDATE filler SET bytes = randomblob(400)")
    var contents = [
      "shop/cabina.db": bytes(of: scratch.ledger),
      "shop/cabina.db-journal": bytes(of: scratch.ledger + "-journal"),
    ]
    try database.execute("ROLLBACK")
    #expect(contents["shop/cabina.db"] != bytes(of: scratch.ledger))
    if let header {
      let number: [UInt8] = [0, 0, 0, header.number]
      contents["shop/cabina.db"]?.replaceSubrange(header.offset..<header.offset + 4, with: number)
    }
    return contents
  }

  private static let filling = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    INSERT INTO filler SELECT i, randomblob(400) FROM n
    """

  private func refusal(_ contents: [String: [UInt8]]) throws -> LedgerOpenError? {
    let scratch = Scratch(contents)
    do {
      try Ledger(path: scratch.ledger) { _ in }.close()
      return nil
    } catch let error as LedgerOpenError {
      for (name, before) in contents { #expect(bytes(of: scratch.path(name)) == before, "\(name)") }
      return error
    }
  }

  @Test func `of a newer version, or of another program, is not touched`() throws {
    guard
      case .newerSchema(_, found: 99, _) = try refusal(
        interrupted(
          before: "PRAGMA user_version = 99", during: "PRAGMA user_version = 1", header: (60, 1)))
    else {
      Issue.record("not refused")
      return
    }
    guard
      case .notALedger(_, found: Words.otherProgram) = try refusal(
        interrupted(
          before: "PRAGMA application_id = 7",
          during: "PRAGMA application_id = \(Schema.current.applicationID)"))
    else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `of a change to a newer version is undone, and the ledger starts`() throws {
    let contents = try interrupted(
      before: "", during: "PRAGMA user_version = 99", header: (60, 99))
    #expect(try refusal(contents) == nil)
  }

  @Test func `that is none, or of nothing, is no hindrance`() throws {
    for journal in [[], Array(repeating: 0, count: 600), Array("poem".utf8)] as [[UInt8]] {
      #expect(
        try refusal(["shop/cabina.db": newLedger, "shop/cabina.db-journal": journal]) == nil)
    }
  }

  @Test func `cut short anywhere is read as far as it goes`() throws {
    var contents = try interrupted(before: "PRAGMA user_version = 99", during: "SELECT 1")
    let journal = try #require(contents["shop/cabina.db-journal"])
    for count in stride(from: 1, to: journal.count, by: 173) {
      contents["shop/cabina.db-journal"] = Array(journal.prefix(count))
      guard case .newerSchema = try refusal(contents) else {
        Issue.record("\(count) bytes: not refused")
        return
      }
    }
  }
}
