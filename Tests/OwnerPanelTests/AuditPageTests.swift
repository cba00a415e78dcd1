import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Auditoría»: the list, a record, and the check.
@Suite struct AuditPageTests {
  private let money = MoneyDesk()

  private func row(
    _ action: String = "prefix set", _ before: String? = nil, _ after: String? = nil
  ) -> AuditRow {
    AuditRow(
      number: 17, at: WallTime(milliseconds: 1_161_976_694_000), actor: "<b>ana</b>",
      action: action, subject: "1006", before: before, after: after, hash: "3f9a")
  }

  private let old = #"{"prefix":"1006","description":"INTERNAS 02","price":"200"}"#
  private let new = #"{"prefix":"1006","description":"INTERNAS, \"02\"","price":"250"}"#

  @Test func `records are listed in words, with what changed`() throws {
    let html = try money.page("/audit", .audit([row("prefix set", old, new)], next: 17)).text
    for text in [
      "27-10-2006 16:18:14", "Prefijo: precio", "&lt;b&gt;ana&lt;/b&gt;", "precio $ 250,00",
      "href=\"/audit/17\"", "href=\"/audit?before=17&amp;\"",
    ] { #expect(html.contains(text), "\(text)") }
    let unknown = try money.page("/audit", .audit([row("newer thing")], next: nil)).text
    #expect(unknown.contains("newer thing") && !unknown.contains("?before="))
    #expect(
      try money.page("/audit?lang=en", .audit([], next: nil)).text.contains("no such records"))
  }

  @Test func `a search asks for its days by the shop's calendar, and stays on the next page`()
    throws
  {
    let target = "/audit?since=2006-10-26&until=2006-10-27&actor=an%26a&action=markup&subject=de"
    let first = try #require(CalendarDay("2006-10-26"))
    let end = try #require(CalendarDay("2006-10-28"))
    #expect(
      try money.request(money.get(target))
        == .audit(
          AuditRowsQuery(
            since: ShopDay.startOfSystem(first), until: ShopDay.startOfSystem(end), actor: "an&a",
            action: "markup", subject: "de", limit: 26)))
    let html = try money.page(target, .audit([row()], next: 9)).text
    #expect(
      html.contains(
        "/audit?since=2006-10-26&amp;until=2006-10-27&amp;actor=an%26a&amp;action=markup&amp;"
          + "subject=de&amp;before=9&amp;\""))
    #expect(html.contains("<option value=\"markup\" selected>"))
    #expect(html.contains("value=\"an&amp;a\""))
  }

  @Test func `a booth is searched by its name as the page has it, or by its number`() throws {
    for words in ["cabina%2001", "4312"] {
      #expect(
        try money.request(money.get("/audit?subject=\(words)"))
          == .audit(AuditRowsQuery(subject: "4312", limit: 26)))
    }
    let html = try money.page("/audit?subject=cabina%2001", .audit([row()], next: 9)).text
    #expect(html.contains("subject=cabina%2001&amp;before=9"))
  }

  private func html(_ query: String, next: Int64?) throws -> String {
    try money.page("/audit?\(query)", .audit([row()], next: next)).text
  }

  @Test func `a page leads to the ones beside it, and says why numbers are skipped`() throws {
    #expect(
      try money.request(money.get("/audit?actor=ana&after=17"))
        == .audit(AuditRowsQuery(after: 17, actor: "ana", limit: 26)))
    let newest = try html("", next: 17)
    #expect(newest.contains("aria-disabled=\"true\">Anterior</span>"))
    #expect(newest.contains("Los números que se saltan son de llamadas terminadas"))
    let older = try html("actor=ana&before=18", next: nil)
    #expect(older.contains("href=\"/audit?actor=ana&amp;after=17&amp;\">Anterior</a>"))
    #expect(older.contains("aria-disabled=\"true\">Siguiente</span>"))
    let back = try html("after=16", next: 17)
    #expect(back.contains("href=\"/audit?after=17&amp;\">Anterior</a>"))
    #expect(back.contains("href=\"/audit?before=17&amp;\">Siguiente</a>"))
    #expect(try html("after=16", next: nil).contains("aria-disabled=\"true\">Anterior</span>"))
  }

  @Test func `a page has as many records as were asked for`() throws {
    guard case .audit(let query) = try money.request(money.get("/audit?size=10")) else {
      throw Desk.NoRequest()
    }
    #expect(query.limit == 10)
    let html = try money.page("/audit?size=10&actor=ana", .audit([row()], next: 9)).text
    for address in ["actor=ana&amp;before=9&amp;size=10&amp;", "actor=ana&amp;size=100&amp;"] {
      #expect(html.contains("href=\"/audit?\(address)\""), "\(address)")
    }
    #expect(html.contains("<span aria-current=\"true\">10</span>"))
  }

  @Test func `days the wrong way round are said at their field, and what was typed stays`() throws {
    let query = "since=2006-10-28&until=2006-10-27&actor=ana&size=10"
    for (language, words) in [
      ("es", ", es posterior al último, "), ("en", ", is after the last, "),
    ] {
      let response = try money.page(
        money.get("/audit?\(query)&lang=\(language)"), .ledger(.done))
      #expect(response.status == .badRequest)
      let fault = response.text.firstMatch(of: #/id="fault-since">([^<]+)</#)?.1
      #expect(fault?.contains(words) == true)
      for part in ["value=\"2006-10-28\"", "value=\"2006-10-27\"", "value=\"ana\""] {
        #expect(response.text.contains(part), "\(part)")
      }
      #expect(!response.text.contains("class=\"pager\""))
    }
  }

  @Test(arguments: [
    "since=ayer", "until=2006-02-30", "before=0", "before=x", "size=501",
    "subject=\(String(repeating: "x", count: 81))",
  ])
  func `a search that is not understood is answered`(query: String) throws {
    let response = try money.page(money.get("/audit?\(query)"), .ledger(.done))
    #expect(response.status == .badRequest)
  }

  @Test func `a way of rounding is told in words`() {
    for mode in CashRounding.Mode.allCases {
      #expect(![mode.words.spanish, mode.words.english].contains(mode.rawValue))
      #expect(mode.words.spanish != mode.words.english)
    }
  }

  @Test func `a record shows before and after field by field`() throws {
    let html = try money.page(
      "/audit/17", .auditRecord(row("prefix set", old, new), changes: nil)
    ).text
    #expect(
      html.contains(
        "<tr><th scope=\"row\">precio</th><td>$ 200,00</td><td><strong>$ 250,00</strong>"))
    #expect(html.contains("<td>INTERNAS 02</td><td><strong>INTERNAS, &quot;02&quot;</strong>"))
    #expect(
      html.contains("<th scope=\"row\">prefijo</th><td>1006</td><td><span class=\"by\">igual"))
    let first = try money.page(
      "/audit/17", .auditRecord(row("markup", nil, "10"), changes: nil)
    ).text
    #expect(first.contains("<td>nada</td><td><strong>10 %</strong></td>"))
  }

  @Test func `an import shows what it changed, or that it is not kept`() throws {
    var changes = ListChanges(list: .deck, added: 1_200, removed: 2, changed: 0)
    changes.first = [.init(prefix: "56", before: nil, after: new)]
    let html = try money.page(
      "/audit/17", .auditRecord(row("deck import", "1 rows", "2 rows"), changes: changes)
    ).text
    for text in ["1.200 nuevos", "2 quitados", "<th scope=\"row\">56</th><td>nada</td>"] {
      #expect(html.contains(text), "\(text)")
    }
    let gone = try money.page(
      "/audit/17", .auditRecord(row("deck import"), changes: nil)
    ).text
    #expect(gone.contains("ya no se guardan"))
    #expect(try money.page("/audit/17", .refused(.noSuchRecord)).status == .notFound)
    for number in ["0", "x", "-1"] {
      #expect(try money.page(money.get("/audit/\(number)"), .ledger(.done)).status == .notFound)
    }
  }

  @Test func `a long hash is shown by its beginning, and whole to be copied`() throws {
    var row = row("deck import", "0 rows, sha256 \(String(repeating: "ab", count: 32))", "2 rows")
    row.hash = String(repeating: "3f", count: 32)
    let html = try money.page("/audit/17", .auditRecord(row, changes: nil)).text
    for hash in [row.hash, String(repeating: "ab", count: 32)] {
      #expect(html.contains("<summary><code>\(hash.prefix(8))…</code> (entero)</summary>"))
      #expect(html.contains("<code>\(hash)</code></details>"))
    }
    let list = try money.page("/audit", .audit([row], next: nil)).text
    #expect(!list.contains("abab") && list.contains("<td class=\"who\""))
  }

  @Test func `the check tells the head, and what does not fit`() throws {
    let sent = try money.sent("/audit/verify", "head=17%3A3f9a")
    #expect(try money.request(sent) == .verifyAudit(head: "17:3f9a"))
    #expect(try money.request(money.sent("/audit/verify", "head=")) == .verifyAudit(head: nil))
    func page(_ check: AuditCheck) throws -> String {
      try money.page(sent, .ledger(.auditVerdict(check))).text
    }
    let good = try page(AuditCheck(records: 1_017, head: "1017:aa", fault: nil))
    for text in ["Todo está como se escribió.", "1.017", "<code>1017:aa</code>"] {
      #expect(good.contains(text), "\(text)")
    }
    let fault = Words("El registro 4 no es como se escribió.", "record 4 does not fit")
    let bad = try page(AuditCheck(records: 3, head: "3:aa", fault: fault))
    #expect(bad.contains("fue alterada") && bad.contains(fault.spanish))
    #expect(!bad.contains(fault.english))
    let refused = try money.page(sent, .ledger(.refused(.notAHead("17;3f9a"))))
    #expect(refused.status == .badRequest)
    #expect(refused.text.contains("id=\"fault-head\">«17;3f9a» no es un sello"))
    #expect(refused.text.contains("value=\"17:3f9a\""))
  }

  @Test(arguments: [
    "/balance", "/report", "/report/days.csv", "/audit", "/audit/17", "/audit/verify",
    "/balance/pay", "/balance/payments", "/settings", "/settings/users", "/settings/users/pedro",
  ])
  func `these pages are the owner's`(path: String) throws {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .stranger(address: "192.168.1.20")
    #expect(try desk.get("/api/v1/settings").status == .unauthorized)
    #expect(try desk.get(path).status == .seeOther)
    desk.visitor = .user(Session(user: pedro, formToken: "c1"), address: "192.168.1.21")
    #expect(try desk.get(path).status == .forbidden)
  }

  @Test(arguments: [
    "report", "report?by=booth", "statement", "settings", "audit", "audit/17", "balance-warning",
  ])
  func `what these pages say, a cashier's program is not told either`(path: String) throws {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1"), address: "192.168.1.21")
    #expect(try desk.get("/api/v1/\(path)").status == .forbidden)
    desk.visitor = .stranger(address: "192.168.1.20")
    #expect(try desk.get("/api/v1/\(path)").status == .unauthorized)
  }

  @Test func `fields of an object are read whatever is within them`() {
    let members = JSONMembers(#"{"a":"x,\"y\":","b":[1,{"c":":"}], "d" : null}"#)
    #expect(members?.fields.map(\.name) == ["a", "b", "d"])
    #expect(members?["a"] == #"x,"y":"#)
    #expect(members?["b"] == #"[1,{"c":":"}]"#)
    #expect(members?["d"] == "null")
    for text in ["", "{", "[1]", "{}x", "12 rows", "{no}", "}{"] {
      #expect(JSONMembers(text) == nil, "\(text)")
    }
  }
}
