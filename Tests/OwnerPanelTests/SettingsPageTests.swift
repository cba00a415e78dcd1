import BoothControl
import BoothProtocol
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Ajustes»: how the shop is made up, and who may come in.
@Suite struct SettingsPageTests {
  private func desk(_ users: [PanelUser] = [maria, pedro]) -> Desk {
    var desk = Desk()
    desk.source.people.holds(users)
    if !users.isEmpty {
      desk.visitor = .user(Session(user: maria, formToken: "f0"), address: "192.168.1.20")
    }
    return desk
  }

  private func send(_ path: String, _ body: String) throws -> RequestHandler.Answer {
    try desk().post(path, MoneyDesk.form, body: "token=f0&\(body)")
  }

  private func asked(_ path: String, _ body: String) throws -> AccessRequest {
    guard case .access(let request, _) = try send(path, body) else { throw Desk.NoRequest() }
    return request
  }

  @Test func `the page says what holds, and where it is changed`() throws {
    let html = try desk().get("/settings").text
    for text in [
      "LOCUTORIO &lt;1&gt;", "CABINA 01", "/etc/cabina/cabina.conf",
      "<code>systemctl restart cabinad</code>", "<code>[dialling]</code>", "<code>coin</code>",
      "$ 10", "131 (siempre salen, gratis)", "<td>todos</td>", "caja.lan", "antes",
      "Todas en la única placa.", "al más cercano (½ abajo)", "el de cada navegador",
      "usted", "/settings/users/pedro", "Cajero", "/password", "hreflang=\"en\"",
    ] { #expect(html.contains(text), "\(text)") }
    #expect(!html.contains("/setup"))
    // Said once, and not beside each booth; and no word of the file's in place of people's.
    #expect(!html.contains("Placa</th>") && !html.contains("half-down"))
    let english = try desk().get("/settings?lang=en")
    #expect(english.text.contains("What can be dialled"))
    #expect(english["Set-Cookie"]?.hasPrefix("lang=en;") == true)
  }

  @Test func `of several boards each booth's is named`() {
    var settings = desk().source.settings
    settings.shop.booths[0].board = BoardUID(bytes: Array(1...12))
    let page = SettingsPage(settings: settings, users: [], needsRestart: false)
    let html = page.html(context()).text
    #expect(html.contains("Placa</th>") && html.contains("0102030405060708090a0b0c"))
    #expect(!html.contains("Todas en la única placa."))
  }

  @Test func `without a smallest coin nothing is said to be rounded`() {
    var settings = desk().source.settings
    settings.shop.cashRounding.coin = .zero
    let page = SettingsPage(settings: settings, users: [], needsRestart: false)
    let html = page.html(context()).text
    #expect(html.contains("<td>no se redondea") && html.contains("<td>no aplica"))
    #expect(!html.contains("al más cercano"))
  }

  @Test func `numbers in a row are a span`() {
    #expect(
      SettingsList.spans(["110", "111", "112", "150", "152", "153", "0154", "0155"])
        == ["110–112", "150", "152–153", "0154–0155"])
    #expect(SettingsList.spans(["99", "100"]) == ["99", "100"])
    #expect(SettingsList.spans([]) == [])
  }

  /// What was chosen comes before what the shop has, and that before what the browser asks for.
  @Test func `the shop's language is for who has not chosen another`() throws {
    func language(_ shop: Language?, _ target: String, _ headers: String = "") throws -> String {
      var desk = desk()
      desk.configuration.language = shop
      let answer = try desk.answer("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
      return try desk.now(answer).text.contains("<html lang=\"en\">") ? "en" : "es"
    }
    let german = "Accept-Language: de\r\n"
    let english = "Accept-Language: en\r\n"
    #expect(try language(nil, "/settings", german) == "es")
    #expect(try language(nil, "/settings", english) == "en")
    #expect(try language(.spanish, "/settings", english) == "es")
    #expect(try language(.english, "/settings", german) == "en")
    #expect(try language(.spanish, "/settings?lang=en") == "en")
    #expect(try language(.english, "/settings", "Cookie: lang=es\r\n") == "es")
  }

  /// What a form of names or language asks for, and how its page answers.
  private func set(
    _ path: String, _ body: String
  ) throws -> (changes: [OwnSettingChange], then: (LedgerAnswer) -> HTTPResponse) {
    let (request, then) = try desk().asks(send(path, body))
    guard case .set(let changes) = request else { throw Desk.NoRequest() }
    return (changes, then)
  }

  @Test func `names and language are set in place of the file's`() throws {
    let booth = BoothNumber("4312")
    let page = try desk().get("/settings").text
    #expect(
      page.contains("href=\"/settings/booths/4312\"") && page.contains("href=\"/settings/shop\""))
    let form = try desk().get("/settings/booths/4312").text
    #expect(form.contains("value=\"CABINA 01\"") && form.contains("Vacío: «CABINA 01»"))
    #expect(try desk().get("/settings/shop").text.contains("value=\"LOCUTORIO &lt;1&gt;\""))

    let (changes, then) = try set("/settings/booths/4312", "name=MES%C3%93N")
    #expect(changes == [.boothName(booth, "MESÓN")])
    #expect(then(.done)["Location"] == "/settings?done=saved")
    let full = then(.refused(.notStored("disk full")))
    #expect(full.status == .serviceUnavailable && full.text.contains("value=\"MESÓN\""))
    // The file's own again.
    for same in ["", "CABINA+01"] {
      #expect(try set("/settings/booths/4312", "name=\(same)").changes == [.boothName(booth, nil)])
    }
    #expect(
      try set("/settings/shop", "name=SUR&language=en").changes
        == [.shopName("SUR"), .language(.english)])
    #expect(
      try set("/settings/shop", "name=&language=").changes == [.shopName(nil), .language(nil)])
    #expect(try desk().get("/settings/booths/9").status == .notFound)
  }

  @Test(arguments: [String(repeating: "x", count: 41), "a%E2%80%AEb"])
  func `what is no name is asked for again`(name: String) throws {
    for path in ["/settings/shop", "/settings/booths/4312"] {
      let response = try desk().now(send(path, "name=\(name)&language="))
      #expect(response.status == .badRequest)
      #expect(response.text.contains("id=\"fault-name\""))
    }
  }

  @Test func `a language that is none is told, and nothing of the form is done or lost`() throws {
    let unknown = try desk().now(send("/settings/shop", "name=SUR&language=de"))
    #expect(unknown.status == .badRequest)
    #expect(unknown.text.contains("id=\"fault-language\">Elija uno de la lista.<"))
    #expect(unknown.text.contains("value=\"SUR\"") && !unknown.text.contains("fault-name"))
    let name = String(repeating: "x", count: 41)
    let wrong = try desk().now(send("/settings/shop", "name=\(name)&language=en"))
    #expect(wrong.text.contains("value=\"\(name)\""))
    #expect(wrong.text.contains("<option value=\"en\" selected>"))
    // Nor where the ledger refuses: both are one request.
    let (changes, then) = try set("/settings/shop", "name=SUR&language=en")
    #expect(changes.count == 2)
    let refused = then(.refused(.notStored("disk full"))).text
    #expect(refused.contains("value=\"SUR\"") && refused.contains("<option value=\"en\" selected>"))
  }

  @Test func `the name of a booth that the shop has no more can be taken away`() throws {
    let desk = desk()
    let gone = BoothNumber("4399")
    #expect(try desk.get("/settings/booths/4399").status == .notFound)
    desk.source.sets([.boothName(gone, "RINCÓN")])
    let page = try desk.get("/settings").text
    #expect(page.contains("<th scope=\"row\">4399</th><td>RINCÓN"))
    #expect(page.contains("href=\"/settings/booths/4399\"") && page.contains("ya no está"))
    #expect(try desk.get("/settings/booths/4399").text.contains("value=\"RINCÓN\""))
    let answer = try desk.post("/settings/booths/4399", MoneyDesk.form, body: "token=f0&name=")
    guard case .set(let changes) = try desk.asks(answer).request else { throw Desk.NoRequest() }
    #expect(changes == [.boothName(gone, nil)])
    let asked = try desk.post(
      "/api/v1/settings", "Content-Type: application/json\r\nX-CSRF-Token: f0\r\n",
      body: #"{"booth":"4399","boothName":""}"#)
    guard case .set(let same) = try desk.asks(asked).request else { throw Desk.NoRequest() }
    #expect(same == changes)
    #expect(
      try desk.get("/api/v1/settings").text.contains(
        #""boothNames":[{"booth":"4399","name":"RINCÓN"}]"#))
  }

  @Test func `what the owner has set is what is shown, and who has chosen no language has his`()
    throws
  {
    let desk = desk()
    desk.source.sets([
      .shopName("SUR & CÍA"), .boothName(BoothNumber("4312"), "MESÓN"), .language(.english),
    ])
    let page = try desk.get("/settings").text
    for text in [
      "<html lang=\"en\">", "SUR &amp; CÍA", "MESÓN", "<td>English <a href",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(!page.contains("CABINA 01") && !page.contains("LOCUTORIO"))
    let form = try desk.get("/settings/booths/4312").text
    #expect(form.contains("value=\"MESÓN\"") && form.contains("Empty: «CABINA 01»"))
    #expect(
      try desk.get("/settings/shop").text.contains("<option value=\"en\" selected>English</option>")
    )
    let json = try desk.get("/api/v1/settings").text
    #expect(json.contains(#""name":"MESÓN""#))
    #expect(
      json.contains(
        #""own":{"shopName":"SUR & CÍA","language":"en","boothNames":[{"booth":"4312","name":"MESÓN"}]}"#
      ))
  }

  @Test func `programs set them one by one, and are told what is wrong`() throws {
    func ask(_ body: String) throws -> RequestHandler.Answer {
      try desk().post(
        "/api/v1/settings", "Content-Type: application/json\r\nX-CSRF-Token: f0\r\n", body: body)
    }
    func changes(_ body: String) throws -> [OwnSettingChange] {
      guard case .set(let changes) = try desk().asks(ask(body)).request else { return [] }
      return changes
    }
    let booth = BoothNumber("4312")
    #expect(
      try changes(#"{"booth":"4312","boothName":"MESÓN"}"#) == [.boothName(booth, "MESÓN")])
    #expect(try changes(#"{"booth":"4312","boothName":""}"#) == [.boothName(booth, nil)])
    #expect(try changes(#"{"shopName":"SUR"}"#) == [.shopName("SUR")])
    #expect(try changes(#"{"language":"en"}"#) == [.language(.english)])
    #expect(try changes(#"{"language":""}"#) == [.language(nil)])
    for (body, status, words) in [
      (#"{"booth":"9","boothName":"X"}"#, HTTPStatus.notFound, "no_such_booth"),
      (#"{"booth":"4312"}"#, .badRequest, "expected one of"),
      (#"{"shopName":"A","language":"es"}"#, .badRequest, "expected one of"),
      ("{}", .badRequest, "expected one of"),
      (#"{"shopName":" A"}"#, .badRequest, "nombre de la tienda: se esperan hasta 40"),
      (#"{"shopName":"A\u0007"}"#, .badRequest, "nombre de la tienda"),
      (#"{"language":"de"}"#, .badRequest, "«de»"), (#"{"name":"A"}"#, .badRequest, "name"),
    ] {
      let response = try desk().now(ask(body))
      #expect(response.status == status, "\(body)")
      #expect(response.text.contains(words), "\(response.text)")
    }
  }

  @Test func `while nobody has a password the way to the first one is shown`() throws {
    let desk = desk([])
    let html = try desk.get("/settings").text
    #expect(html.contains("href=\"/setup\"") && !html.contains("/settings/users"))
    #expect(try desk.get("/settings/users").status == .conflict)
    let answer = try desk.post("/settings/users", MoneyDesk.form, body: "name=eva&role=owner")
    #expect(try desk.now(answer).status == .conflict)
    #expect(try desk.get("/settings/users/maria").status == .conflict)
  }

  @Test func `a user is added, changed and removed as it was asked`() throws {
    #expect(
      try asked("/settings/users", "name=Eva&role=cashier&password=+12345678&again=+12345678")
        == .setUser(name: "eva", role: .cashier, password: " 12345678"))
    #expect(
      try asked("/settings/users/pedro", "role=owner&password=&again=")
        == .setUser(name: "pedro", role: .owner, password: nil))
    #expect(try asked("/settings/users/pedro/remove", "") == .removeUser("pedro"))
  }

  @Test func `what came of it is said`() throws {
    func page(_ path: String, _ body: String, _ answer: AccessAnswer) throws -> HTTPResponse {
      var money = MoneyDesk(desk: desk())
      money.desk.visitor = desk().visitor
      guard case .access(_, let pending) = try send(path, body) else { throw Desk.NoRequest() }
      return RequestHandler(configuration: testConfiguration(), source: money.source).response(
        to: pending, access: answer, shop: money.desk.shop)
    }
    let good = "name=eva&role=owner&password=12345678&again=12345678"
    // To the top, where it is said.
    #expect(try page("/settings/users", good, .done)["Location"] == "/settings?done=saved")
    let refused = try page("/settings/users", good, .refused(.badPassword))
    #expect(refused.status == .badRequest && refused.text.contains("value=\"eva\""))
    #expect(refused.text.contains("<option value=\"owner\" selected>"))
    #expect(!refused.text.contains("12345678"))
    #expect(
      try page("/settings/users/pedro/remove", "", .done)["Location"]
        == "/settings?done=deleted")
    let last = try page("/settings/users/maria/remove", "", .refused(.lastOwner))
    #expect(last.status == .conflict && last.text.contains("Siempre hay un dueño"))
  }

  @Test(arguments: [
    (
      "/settings/users", "name=pedro&role=owner&password=12345678&again=12345678",
      "Ya hay un usuario"
    ),
    ("/settings/users", "name=eva&role=owner&password=12345678&again=12345679", "no son iguales"),
    ("/settings/users/pedro", "role=owner&password=12345678&again=", "no son iguales"),
    ("/settings/users", "name=eva&role=king&password=12345678&again=12345678", "owner or cashier"),
  ])
  func `what is wrong in the form is said, and nobody is asked`(
    path: String, body: String, words: String
  ) throws {
    let response = try desk().now(send(path, body))
    #expect(response.status == .badRequest)
    #expect(response.text.contains(words))
  }

  @Test func `a user that is none is answered, and a form without the token changes nothing`()
    throws
  {
    #expect(try desk().get("/settings/users/eva").status == .notFound)
    let answer = try desk().post("/settings/users/pedro/remove", MoneyDesk.form, body: "")
    #expect(try desk().now(answer).status == .forbidden)
    #expect(try desk().get("/settings/users/pedro/remove").status == .methodNotAllowed)
  }

  @Test func `programs read the same`() throws {
    let text = try desk().get("/api/v1/settings?lang=en").text
    #expect(
      text.hasPrefix(
        """
        {"file":"/etc/cabina/cabina.conf","restartNeeded":false,"booths":[{"number":"4312",\
        "name":"CABINA 01","line":1,"board":null,"paysBefore":true}],"own":{"shopName":null,\
        "language":null,"boothNames":[]},"sections":[{"section":"shop","items":[{"key":"name",
        """.replacing("\n", with: "")))
    #expect(text.contains(#"{"key":"coin","what":"Smallest coin","value":"$ 10"}"#))
  }

  @Test func `each phrase is there in both languages`() {
    for words in SettingsPhrase.allCases.map(\.words) {
      #expect(!words.spanish.isEmpty && !words.english.isEmpty)
      #expect(words.spanish != words.english, "\(words)")
    }
  }
}
