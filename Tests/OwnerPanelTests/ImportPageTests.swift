import Notation
import Rating
import Testing

@testable import OwnerPanel

/// A price list out of a file, and forms with files in them.
@Suite struct ImportPageTests {
  private let desk = Desk()

  private func part(_ name: String, _ text: String, file: String? = nil) -> String {
    let filename = file.map { "; filename=\"\($0)\"" } ?? ""
    return "--b0\r\nContent-Disposition: form-data; name=\"\(name)\"\(filename)\r\n"
      + (file == nil ? "" : "Content-Type: text/csv\r\n") + "\r\n\(text)\r\n"
  }

  private func send(
    _ path: String, _ parts: [String], desk: Desk? = nil
  ) throws -> RequestHandler.Answer {
    try (desk ?? self.desk).post(
      path, "Content-Type: multipart/form-data; boundary=b0\r\n",
      body: parts.joined() + "--b0--\r\n")
  }

  @Test func `the page asks for a file, with what the command line may be told`() throws {
    let text = try desk.get("/deck/import").text
    for part in [
      "Importar la lista del proveedor", "enctype=\"multipart/form-data\"", "type=\"file\"",
      "name=\"format\"", "name=\"unit\"", "name=\"prepend\"", "name=\"home\"",
      "name=\"decimals\"", ">Según el archivo</option>", ">Coma</option>", ">Punto</option>",
      "Revisar el archivo",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(try desk.asks("/deck").then(.prices(manualPage([]))).text.contains("/deck/import"))
  }

  @Test func `a file goes to the ledger with all that was said of it`() throws {
    let content = "prefix;price\r\n--bx;1\r\n"
    let (request, then) = try desk.asks(
      send(
        "/prefixes/import",
        [
          part("token", "t"), part("file", content, file: "Precios.CSV"), part("format", ""),
          part("unit", "minute"), part("prepend", "00"), part("home", "56=0"),
          part("decimals", "comma"),
        ]))
    var wanted = PriceFileImport(list: .prefixes, format: .csv, bytes: Array(content.utf8)[...])
    (wanted.prepended, wanted.home, wanted.unit) = ("00", "56=0", .minute)
    wanted.decimals = .comma
    guard case .checkFile(let file, "web 127.0.0.1") = request else {
      Issue.record("\(request)")
      return
    }
    #expect(Array(file.bytes) == Array(wanted.bytes))
    wanted.bytes = file.bytes
    #expect(file == wanted)
    #expect(request.isLong)

    var report = PriceImportReport(list: .prefixes)
    (report.rows, report.before, report.isStored) = (2, 5, true)
    report.examples = [manualPrices[0]]
    report.warnings = [Words("no se lee su columna «<x>»", "its column «<x>» is not read")]
    let stored = then(.imported(report))
    #expect(stored.status == .ok)
    for text in [
      "La lista está cargada.", "SANTIAGO CHILE", "$ 50,00 x min",
    ] {
      #expect(stored.text.contains(text), "\(text)")
    }
    // It was read before, and is of no use any more.
    #expect(!stored.text.contains("no se lee su columna"))
    report.isStored = false
    #expect(then(.imported(report)).text.contains("no se lee su columna «&lt;x&gt;»"))
    (report.faults, report.faultCount) = (
      [
        .init(
          line: 3, reason: Words("prefijo «x»: se esperan cifras", "prefix «x»: expected digits"),
          text: "x;<b>")
      ], 23
    )
    let bad = then(.imported(report))
    #expect(bad.status == .badRequest)
    #expect(bad.text.contains("Líneas malas: 23"))
    #expect(bad.text.contains("Línea 3: prefijo «x»: se esperan cifras: x;&lt;b&gt;"))
    #expect(bad.text.contains("y más: 22"))
    let refused = then(.refused(.badContent("line 1 is no heading")))
    #expect(refused.status == .badRequest)
    #expect(refused.text.contains("line 1 is no heading"))
    #expect(refused.text.contains("value=\"56=0\""))
    let running = then(.refused(.importRunning(Words("por root", "by root"))))
    #expect(running.status == .conflict)
    #expect(running.text.contains("Hay otra carga en curso: por root"))
  }

  @Test func `a file is of the session in which it was sent`() throws {
    var desk = desk
    desk.source.people.holds([maria])
    let holders = try ["f0f0", "f1f1"].map { token -> String? in
      desk.visitor = .user(Session(user: maria, formToken: token), address: "192.168.1.20")
      let parts = [part("token", token), part("file", "x", file: "a.csv")]
      let request = try desk.asks(send("/deck/import", parts, desk: desk)).request
      return if case .checkFile(_, let holder) = request { holder } else { nil }
    }
    #expect(!holders.contains(nil) && Set(holders).count == 2, "\(holders)")
  }

  private func file(_ path: String) throws -> (LedgerAnswer) -> HTTPResponse {
    try desk.asks(
      send(path, [part("file", "prefix;price\r\n", file: "<Precios>.csv")])
    ).then
  }

  @Test func `what is wrong with a whole file stands at its field, in the page's language`() throws
  {
    let unit = PriceFileFault(.unit, [Words("¿Por minuto?", "By the minute?")])
    let page = try file("/deck/import")(.refused(.badFile(unit)))
    #expect(page.status == .badRequest)
    #expect(page.text.contains("id=\"fault-unit\">¿Por minuto?</span>"))
    #expect(page.text.split(separator: " autofocus").count == 2)
    #expect(!page.text.contains("id=\"fault-file\""))
    // The browser asks for it anew.
    #expect(page.text.contains("Elija «&lt;Precios&gt;.csv» de nuevo"))
    let english = try file("/deck/import?lang=en")(.refused(.badFile(unit)))
    #expect(english.text.contains("id=\"fault-unit\">By the minute?</span>"))
    #expect(!english.text.contains("minuto?"))
    let broken = PriceFileFault(.file, [Words("a1", "b1"), Words("a2 <x>", "b2")])
    let several = try file("/prefixes/import")(.refused(.badFile(broken)))
    #expect(several.text.contains("<li>a1</li>"))
    #expect(several.text.contains("<li>a2 &lt;x&gt;</li>"))
  }

  /// A good file with these warnings, as the page tells of it.
  private func found(
    _ warnings: [Words], notes: [Words] = [], faults: Int = 0, stored: Bool = false
  ) throws -> String {
    var report = PriceImportReport(list: .deck)
    (report.rows, report.before, report.isStored) = (1_340, 5, stored)
    (report.warnings, report.notes, report.faultCount) = (warnings, notes, faults)
    report.key = "c0ffee"
    return try file("/deck/import")(.imported(report)).text
  }

  private static let warning = Words("falta <00>", "<00> is missing")

  @Test func `colour and words of the check are those of what was found`() throws {
    let good = try found([])
    #expect(good.contains("<p class=\"notice\" role=\"status\">Todo el archivo está bien."))
    #expect(good.contains("Todavía nada cambió."))
    #expect(good.contains("<button class=\"main\">Importar 1.340 prefijos</button>"))
    #expect(good.contains("En la lista de ahora"))

    let doubtful = try found([Self.warning])
    #expect(doubtful.contains("<p class=\"notice doubt\" role=\"status\">Todavía nada cambió."))
    #expect(!doubtful.contains("está bien"))
    #expect(doubtful.contains("<li>falta &lt;00&gt;</li>"))
    #expect(doubtful.contains("Importar 1.340 prefijos de todos modos</button>"))

    // How it was read is no doubt.
    let read = try found([], notes: [Words("con coma <,>", "with a comma")])
    #expect(read.contains("Todo el archivo está bien."))
    #expect(read.contains("<h2>Cómo se leyó</h2>") && read.contains("<li>con coma &lt;,&gt;</li>"))

    let bad = try found([Self.warning], faults: 2)
    #expect(bad.contains("<p class=\"problem\" role=\"alert\">"))
    #expect(!bad.contains("class=\"notice"))
    #expect(!bad.contains("<button class=\"main\">Importar"))

    let stored = try found([Self.warning], stored: true)
    #expect(stored.contains("<p class=\"notice\" role=\"status\">La lista está cargada."))
    #expect(!stored.contains("<button class=\"main\">Importar"))
    #expect(stored.contains("En la lista de antes"))
  }

  private func table(_ tariffs: [Tariff]) -> TariffTable {
    var builder = TariffTable.Builder()
    for tariff in tariffs { builder.add(tariff) }
    return TariffTable(builder)
  }

  @Test func `what goes, changes and is new stands on the check's page`() throws {
    var changed = Array(manualPrices.dropFirst())
    changed[1].shownPrice = perMinute(160)
    changed[1].plan.steps[0].price = pesos(160)
    changed[2].description = "<INTERNAS>"
    let new = (0..<60).map { index in
      Tariff.plain(prefix: "\(500 + index)", description: "", price: perMinute(1))
    }
    var report = PriceImportReport(list: .prefixes)
    (report.rows, report.before, report.key) = (64, 5, "c0ffee")
    report.changes = ListComparison(
      of: table(manualPrices), and: table(changed + new), limit: PriceImportReport.namedRows)
    let cuba = Tariff.plain(prefix: "00537", description: "HABANA", price: perMinute(900))
    report.belowCost = BelowCost(
      of: table([.plain(prefix: "0053", description: "CUBA", price: perMinute(40))]),
      against: table([cuba]), limit: 9)
    let page = try file("/prefixes/import")(.imported(report)).text
    for text in [
      "<dt>Se van de la lista</dt><dd>1</dd>", "<dt>Cambian</dt><dd>2</dd>",
      "<dt>Son nuevos</dt><dd>60</dd>", "<dt>Quedan igual</dt><dd>2</dd>",
      "<summary>Se van de la lista: 1</summary>", "SANTIAGO CHILE",
      "Precio: $ 150,00 x min → $ 160,00 x min",
      "Descripción: INTERNAS 01 → &lt;INTERNAS&gt;",
      "<p>y más: 10</p>", "<summary>Bajo el costo del proveedor: 1</summary>",
      "Costo del proveedor: $ 900,00 x min (00537 HABANA)",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(!page.contains(">559<"))
    // Once it is stored the audit has it; and of no list before, everything would be new.
    report.isStored = true
    let stored = try file("/prefixes/import")(.imported(report)).text
    #expect(!stored.contains("Se van de la lista") && !stored.contains("Bajo el costo"))
    (report.isStored, report.before) = (false, 0)
    #expect(!(try file("/prefixes/import")(.imported(report)).text.contains("Son nuevos")))
  }

  /// The fields of the form by which the file that was looked through is imported.
  private func secondStep(_ page: String) throws -> [String: String] {
    let form = try #require(
      page.split(separator: "<form method=\"post\" action=\"/deck/import\">")
        .first { $0.contains("name=\"key\"") })
    let fields = form.matches(of: #/type="hidden" name="([a-z]+)" value="([^"]*)"/#)
    return Dictionary(fields.map { (String($0.1), String($0.2)) }) { first, _ in first }
  }

  @Test func `the file that was looked through is imported without being sent again`() throws {
    let fields = try secondStep(try found([]))
    #expect(
      fields == [
        "key": "c0ffee", "name": "&lt;Precios&gt;.csv", "kind": "csv", "format": "", "unit": "",
        "decimals": "", "prepend": "", "home": "",
      ])
    let (request, then) = try desk.asks(
      desk.send(
        "/deck/import",
        "key=c0ffee&name=%3CPrecios%3E.csv&kind=csv&home=56&unit=second&decimals=point"))
    #expect(request == .importFile(.deck, key: "c0ffee", for: "web 127.0.0.1"))
    #expect(request.isLong)
    // Forgotten: the form again, with all that was said of the file.
    let page = then(.refused(.fileForgotten))
    #expect(page.status == .conflict)
    for text in [
      "El archivo ya no está guardado", "10 minutos", "Elija «&lt;Precios&gt;.csv» de nuevo",
      "value=\"56\"", "value=\"second\" selected", "value=\"point\" selected",
      " required ",
    ] { #expect(page.text.contains(text), "\(text)") }
    #expect(!page.text.contains("name=\"kept\""))
    // Refused for the moment: the file is still there, and so is all that was said of it.
    let waiting = then(.refused(.importRunning(Words("por root", "by root")))).text
    for text in [
      "name=\"kept\" value=\"c0ffee\"", "«&lt;Precios&gt;.csv» sigue aquí", "value=\"56\"",
    ] { #expect(waiting.contains(text), "\(text)") }
    #expect(!waiting.contains(" required "))
  }

  /// What another answer to the form may mend does not ask for the file once more.
  @Test func `a file that is kept is looked through again by what else is said of it`() throws {
    var unit = PriceFileFault(.unit, [Words("¿Por minuto?", "By the minute?")])
    unit.key = "beef"
    let page = try file("/deck/import")(.refused(.badFile(unit))).text
    for text in [
      "id=\"fault-unit\">¿Por minuto?</span>", "name=\"kept\" value=\"beef\"",
      "name=\"kind\" value=\"csv\"", "«&lt;Precios&gt;.csv» sigue aquí",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(!page.contains(" required ") && !page.contains("de nuevo: el navegador"))

    // With an empty field for a file, as a browser sends it.
    let empty = part("file", "", file: "")
    let fields = [
      ("kept", "beef"), ("name", "<Precios>.csv"), ("kind", "csv"), ("unit", "minute"),
      ("decimals", "point"),
    ]
    let parts = fields.map { part($0, $1) } + [empty]
    let (request, then) = try desk.asks(send("/deck/import", parts))
    var wanted = PriceFileImport(list: .deck, format: .csv, bytes: [])
    (wanted.kept, wanted.unit, wanted.decimals) = ("beef", .minute, .point)
    #expect(request == .checkFile(wanted, for: "web 127.0.0.1"))
    #expect(then(.refused(.fileForgotten)).text.contains("Elija «&lt;Precios&gt;.csv» de nuevo"))
    // Another file takes its place.
    let other = part("file", "x", file: "otro.json5")
    let chosen = try desk.asks(send("/deck/import", fields.map { part($0, $1) } + [other])).request
    guard case .checkFile(let file, _) = chosen else {
      Issue.record("\(chosen)")
      return
    }
    #expect((file.kept, file.format, file.bytes.count) == (nil, .json5, 1))
  }

  /// The fields by which the file that was found to be so is read otherwise; nil: there are none.
  private func readOtherwise(_ page: String) throws -> (fields: Set<String>, isOpen: Bool)? {
    let details = page.split(separator: "<details").first { $0.contains("Leerlo de otra manera") }
    guard let details else { return nil }
    let names = details.matches(of: #/ name="([a-z]+)"/#).map { String($0.1) }
    return (Set(names), details.hasPrefix(" open>"))
  }

  @Test func `what was found of a file of columns can be mended on the same page`() throws {
    let fields: Set = ["kept", "name", "kind", "unit", "decimals", "prepend", "home"]
    let good = try #require(try readOtherwise(try found([])))
    #expect(good.fields == fields && !good.isOpen)
    let doubtful = try #require(try readOtherwise(try found([Self.warning])))
    #expect(doubtful.fields == fields && doubtful.isOpen)
    let bad = try found([], faults: 2)
    #expect(try #require(try readOtherwise(bad)).isOpen)
    #expect(bad.contains("name=\"kept\" value=\"c0ffee\"") && !bad.contains("name=\"key\""))
    #expect(try readOtherwise(try found([], stored: true)) == nil)
    var report = PriceImportReport(list: .deck)
    (report.rows, report.key) = (2, "c0ffee")
    let whole = try desk.asks(send("/deck/import", [part("file", "{}", file: "a.json5")])).then
    #expect(try readOtherwise(whole(.imported(report)).text) == nil)
  }

  @Test func `a provider's list has costs, the shop's own has prices`() throws {
    for (path, list, word) in [
      ("/deck/import", PriceRowsQuery.List.deck, "Costo del proveedor"),
      ("/prefixes/import", .prefixes, "Precio"),
    ] {
      var report = PriceImportReport(list: list)
      report.examples = [manualPrices[0]]
      let page = try file(path)(.imported(report)).text
      #expect(page.contains("class=\"figure\">\(word)</th>"), "\(path)")
    }
  }

  @Test(arguments: [
    ("file", "", "a.csv", "Elija un archivo."),
    ("other", "x", "a.csv", "Elija un archivo."),
    ("file", "x", "precios", "elija el formato"),
  ])
  func `a mistake is told, and nothing is asked`(
    name: String, content: String, file: String, fault: String
  ) throws {
    let response = try desk.now(
      send("/deck/import", [part(name, content, file: file), part("prepend", "00")]))
    #expect(response.status == .badRequest)
    #expect(response.text.contains(fault))
  }

  @Test func `a form with a file needs the token as well`() throws {
    var desk = desk
    desk.source.people.holds([maria])
    desk.visitor = .user(Session(user: maria, formToken: "f0f0"), address: "192.168.1.20")
    let file = part("file", "x", file: "a.csv")
    #expect(try desk.now(send("/deck/import", [file], desk: desk)).status == .forbidden)
    #expect(
      try desk.now(send("/deck/import", [file, part("token", "f0f1")], desk: desk)).status
        == .forbidden)
    // Before the file or behind it.
    for parts in [[part("token", "f0f0"), file], [file, part("token", "f0f0")]] {
      _ = try desk.asks(send("/deck/import", parts, desk: desk))
    }
    #expect(try desk.get("/deck/import").text.contains("name=\"token\" value=\"f0f0\""))
  }

  // MARK: multipart/form-data

  private func read(_ body: String) -> MultipartForm? {
    try? MultipartForm(Array(body.utf8), boundary: "b0")
  }

  @Test func `fields and files are told apart, byte for byte`() throws {
    let content = "a\r\n--b\r\n\u{0}\u{FF}--b0--x\r\r\n"
    let form = try #require(
      read(part("a", "á=&+") + part("f", content, file: "x;%22y\".csv") + "--b0--"))
    #expect(form.fields == ["a": "á=&+"])
    #expect(form.files["f"]?.bytes.elementsEqual(content.utf8) == true)
    #expect(form.files["f"]?.name == "x;\"y")
    #expect(read(part("a", "") + "--b0--\r\n")?.fields == ["a": ""])
    #expect(read("--b0--")?.fields == [:])
  }

  @Test(arguments: [
    "", "--b1--", "--b0", "--b0\r\n", "--b0\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b0--",
    "--b0\r\n\r\nx\r\n--b0--",
    "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1--",
    "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0--\r\nmore",
    "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\u{1}\r\n--b0--",
    "--b0x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0--",
    // The next part's head is not this one's.
    "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\nx\r\n--b0\r\nX: y\r\n\r\nz\r\n--b0--",
    "--b0\r\n--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0--",
  ])
  func `what is no such form is refused`(body: String) {
    #expect(read(body) == nil)
  }

  @Test func `a field twice, one that is too long, and too many parts are refused`() {
    #expect(read(part("a", "1") + part("a", "2") + "--b0--") == nil)
    #expect(read(part("a", String(repeating: "x", count: 8193)) + "--b0--") == nil)
    #expect(read(part("a", String(repeating: "x", count: 8192)) + "--b0--") != nil)
    #expect(read((0..<65).map { part("a\($0)", "") }.joined() + "--b0--") == nil)
  }

  @Test(arguments: [
    ("multipart/form-data; boundary=b0", "b0"), ("Multipart/Form-Data;boundary=\"b 0\"", nil),
    ("multipart/form-data; charset=x; boundary=\"b0\"", "b0"), ("multipart/form-data", nil),
    ("multipart/form-data; boundary=", nil), ("application/json; boundary=b0", nil),
    ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", nil),
  ])
  func `the border is the one that the header names`(type: String, boundary: String?) {
    #expect(MultipartForm.boundary(of: type) == boundary)
  }

  @Test func `every phrase is there in both languages`() {
    for phrase in ImportPhrase.allCases {
      #expect(phrase.words.spanish != phrase.words.english, "\(phrase)")
    }
  }
}
