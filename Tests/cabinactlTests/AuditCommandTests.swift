import BoothControl
import FoundationEssentials
import Glibc
import Ledger
import Notation
import Rating
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// `cabinactl audit`, of what the daemon says and of a file.
  struct AuditCommandTests {
    init() {
      setenv("TZ", "<-03>3", 1)
      tzset()
    }

    /// `words` and `sides`: as the page has them.
    private static func record(
      _ number: Int, words: String, sides: String = #""before":null,"after":"10""#
    ) -> String {
      #"{"number":\#(number),"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"markup","#
        + #""subject":"deck","before":"1","after":"2","hash":"3f","words":{\#(words),\#(sides)}}"#
    }

    @Test func `a record is a line, with nothing in it that a terminal would act on`() throws {
      let body = #"""
        {"next":16,"records":[{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)",
         "action":"markup","subject":"deck","before":null,"after":"10","hash":"3f","words":{
         "actor":"uid 0 (root)","action":"Markup","subject":"deck\u001b[31m","before":null,
         "after":"10 %"}}]}
        """#
      #expect(
        try AuditTable(.english).list(Array(body.utf8)) == #"""
          RECORD  AT                   WHO           WHAT    OF
              17  2006-10-27 16:18:14  uid 0 (root)  Markup  deck\u001B[31m
                  10 %
          older ones: --before 16

          """#)
    }

    @Test(arguments: [(16, false), (14, true)])
    func `numbers that are left out are ends of calls, and it is said`(
      earlier: Int, isSaid: Bool
    ) throws {
      func record(_ number: Int) -> String {
        Self.record(number, words: #""actor":"x","action":"Markup","subject":"deck""#)
      }
      let body = #"{"next":null,"records":[\#(record(17)),\#(record(earlier))]}"#
      let text = try AuditTable(.english).list(Array(body.utf8))
      #expect(text.contains("are ends of calls") == isSaid)
    }

    @Test func `what a record changed stands below it, and no line is wider than a screen`() throws
    {
      let long = String(repeating: "x", count: 300)
      func text(_ before: String, _ after: String) throws -> [Substring] {
        let words = #""actor":"\#(long)","action":"\#(long)","subject":"\#(long)""#
        let sides = #""before":\#(before),"after":\#(after)"#
        let record = Self.record(17, words: words, sides: sides)
        let body = #"{"next":null,"records":[\#(record)]}"#
        return try AuditTable(.english).list(Array(body.utf8)).split(separator: "\n")
      }
      #expect(try text("\"10\"", "\"12.5\"").last == "        10 → 12.5")
      #expect(try text("\"10\"", "null").last == "        10 → nothing")
      // What does not fit is not cut at once: the reference of a payment stands at its end.
      let paid = "balance 50000 → balance 100000: 50000 paid on 2006-10-26 «transferencia 123»"
      let wide = try text("\"balance 0\"", "\"\(paid + paid.prefix(9))\"")
      #expect(wide.suffix(2) == ["        balance 0", "        → \(paid)balance 5"])
      // Where the words do not tell them apart the records do.
      #expect(try text("\"85\"", "\"85\"").last == "        85 → 85 (other terms)")
      #expect(try text("null", "\"85\"").last == "        85")
      #expect(try text("\"\(long)\"", "\"\(long)\"").allSatisfy { $0.count <= 100 })
    }

    @Test func `a ledger's file is verified without a daemon`() throws {
      let path = "/tmp/cabinactl-audit-\(getpid())-\(UInt64.random(in: .min ... .max))"
      defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
      let ledger = try Ledger(path: path) { _ in }
      for markup in 1...3 {
        try ledger.setMarkup(
          Int64(markup), by: AuditOrigin(actor: "x", at: WallTime(milliseconds: 1)))
      }
      ledger.close()
      let good = typed(["audit", "verify", "--ledger", path])
      #expect(good.status == .done, "\(good)")
      #expect(good.output.hasPrefix("3 records, all fit, up to 3:"))
      let head = try #require(good.output.split(separator: " ").last?.dropLast())
      try Database(path: path, access: .readWrite).execute(
        "DROP TRIGGER audit_is_not_changed; UPDATE audit SET after = '9' WHERE number = 2")
      let bad = typed(
        ["audit", "verify", "--ledger", path, "--head", String(head), "--json"])
      #expect(bad.status == .failed)
      #expect(bad.complaint.contains("record 2 does not fit"))
      #expect(bad.output.contains(#""records":1"#))
      let none = typed(["audit", "verify", "--ledger", "/nonexistent/x"])
      #expect(none.status == .failed)
    }

    @Test func `an import is shown with the prices before and after it`() throws {
      let body = #"""
        {"record":{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)","action":
         "deck import","subject":"deck","before":"2 rows","after":"2 rows","hash":"3f","words":{
         "actor":"uid 0 (root)","action":"deck import","subject":"deck","before":"2 rows",
         "after":"2 rows"}},
         "changes":{"list":"deck","added":1,"removed":41,"changed":2,"first":[
          {"prefix":"","before":null,"after":{"prefix":"","description":"todo","unit":"minute",
           "price":"9"}},
          {"prefix":"56","before":{"prefix":"56","description":"CHILE","unit":"minute",
           "price":"40"},"after":{"prefix":"56","description":"CHILE","per":6,"price":"0.5"}},
          {"prefix":"57","before":{"prefix":"57","description":"CO","unit":"second","price":"2"},
           "after":{"prefix":"57","description":"COLOMBIA","unit":"second","price":"2"}},
          {"prefix":"58","before":{"prefix":"58","description":"VE","steps":[{}]},"after":null}]}}
        """#
      #expect(
        try AuditTable(.english).detail(Array(body.utf8)) == """
          record  17
          at      2006-10-27 16:18:14
          who     uid 0 (root)
          what    deck import
          of      deck
          before  2 rows
          after   2 rows
          PREFIX  DESCRIPTION         BEFORE         AFTER
          (any)   todo                  none  9 per minute
          56      CHILE        40 per minute   0.5 per 6 s
          57      COLOMBIA      2 per second  2 per second  other terms or description
          58      VE                in steps          none
          1 added, 41 removed, 2 changed; 40 of them are not shown

          """)
    }

    @Test func `an import whose lists are gone says so, and another record is told whole`() throws {
      func detail(_ action: String, _ after: String) throws -> String {
        let body = #"""
          {"record":{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"\#(action)",
           "subject":"deck","before":null,"after":"\#(after)","hash":"3f","words":{"actor":"x",
           "action":"\#(action)","subject":"deck","before":null,"after":"\#(after)"}},"changes":null}
          """#
        return try AuditTable(.english).detail(Array(body.utf8))
      }
      #expect(try detail("deck import", "1").hasSuffix("not both kept any more\n"))
      let long = String(repeating: "x", count: 300)
      #expect(try detail("markup", long).hasSuffix("before  nothing\nafter   \(long)\n"))
    }

    @Test func `a ledger is verified by a head, and says which one it saw`() throws {
      let path = "/tmp/cabinactl-verify-\(getpid())-\(UInt64.random(in: .min ... .max))"
      defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
      let ledger = try Ledger(path: path) { _ in }
      let empty = typed(["verify", "--ledger", path])
      #expect(empty.output == "0 calls: all is well\nno record of the audit\n")
      for markup in 1...2 {
        try ledger.setMarkup(
          Int64(markup), by: AuditOrigin(actor: "x", at: WallTime(milliseconds: 1)))
      }
      ledger.close()
      let head = try #require(try LedgerReader(path: path).auditHead()).description
      let good = typed(["verify", "--ledger", path, "--head", head])
      #expect(good.status == .done, "\(good)")
      #expect(
        good.output == "0 calls: all is well\n2 records of the audit, up to \(head)\n")
      let file = try Database(path: path, access: .readWrite)
      let trigger = try #require(
        try file.row(
          "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_not_removed'", [],
          { try $0.text(0) }))
      try file.execute(
        """
        DROP TRIGGER audit_is_not_removed; DELETE FROM audit WHERE number = 2;
        UPDATE settings SET value = '1' WHERE name = 'markup_percent_micros';
        \(trigger);
        """)
      #expect(typed(["verify", "--ledger", path]).status == .done)
      let bad = typed(["verify", "--ledger", path, "--head", head])
      #expect(bad.status == .failed)
      #expect(bad.complaint.contains("one thing is not well"))
      #expect(bad.output.contains("the audit: record 2 is not there"))
      let json = typed(["verify", "--ledger", path, "--head", head, "--json"])
      #expect(json.status == .failed)
      #expect(json.output.contains(#""callsNotDerived":0,"auditRecords":1,"auditHead":"1:"#))
      #expect(typed(["verify", "--head", "17"]).status == .usage)
    }

    @Test func `a backup of before an upgrade is verified as it is`() throws {
      let path = "/tmp/cabinactl-verify-\(getpid())-\(UInt64.random(in: .min ... .max))"
      defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
      var eighth = Schema.current
      eighth.migrations.removeLast(eighth.migrations.count - 8)
      let ledger = try Ledger(path: path, schema: eighth) { _ in }
      try ledger.setMarkup(1, by: AuditOrigin(actor: "x", at: WallTime(milliseconds: 1)))
      ledger.close()
      let good = typed(["verify", "--ledger", path])
      #expect(good.status == .done, "\(good)")
      let lines = good.output.split(separator: "\n")
      try #require(lines.count == 3, "\(good)")
      #expect(lines[0] == "0 calls: all is well")
      #expect(lines[1].hasPrefix("of an older version (schema 8): checked was a copy"))
      #expect(lines[2].hasPrefix("1 record of the audit, up to 1:"))
      let json = typed(["verify", "--ledger", path, "--json"])
      #expect(json.output.hasPrefix(#"{"olderSchema":8,"calls":0,"#), "\(json)")
      #expect(typed(["audit", "verify", "--ledger", path]).status == .done)
      let version = try Database(path: path, access: .readOnly).integer("PRAGMA user_version")
      #expect(version == 8)
    }

    @Test func `a time of the shop's clock is asked for in UTC`() throws {
      let time = try LocalTime(argument: "2006-10-27T16:18:14", of: "--since")
      #expect(time.timestamp == "2006-10-27T19:18:14Z")
    }
  }
}
