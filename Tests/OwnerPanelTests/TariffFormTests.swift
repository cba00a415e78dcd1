import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Nuevo prefijo», and a prefix that is there.
@Suite struct TariffFormTests {
  private let desk = Desk()

  private func tariff(_ body: String) throws -> (tariff: Tariff?, faults: [String: Words]) {
    var form = TariffForm(try self.form(body))
    let tariff = form.tariff(.chileanPeso)
    return (tariff, form.faults)
  }

  private func form(_ body: String) throws -> Form {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(
      Array(
        ("POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8))
    guard case .request(let request) = parser.next() else { throw Desk.NoRequest() }
    return try Form(request)
  }

  @Test func `the manual's prefix is what is sent to the ledger`() throws {
    let body = "prefix=1006&description=INTERNAS+02&unit=minute&price=200,00&then=list"
    let (request, then) = try desk.asks(desk.send("/prefixes/new", body))
    guard case .addPrefix(let record, to: .prefixes) = request else {
      Issue.record("\(request)")
      return
    }
    #expect(
      String(decoding: record, as: UTF8.self) == """
        {"prefix":"1006","description":"INTERNAS 02","unit":"minute","connectionFee":"0",\
        "steps":[{"after":0,"price":"200","per":60,"increment":1}]}
        """)
    #expect(then(.done)["Location"] == "/prefixes?done=saved")
    let taken = then(.refused(.prefixTaken("1006")))
    #expect(taken.status == .conflict)
    #expect(taken.text.contains("id=\"fault-prefix\">La lista ya tiene ese prefijo."))
    #expect(taken.text.contains("value=\"200,00\""))
    let full = then(.refused(.notStored("disk full")))
    #expect(full.status == .serviceUnavailable)
    #expect(full.text.contains("disk full"))
    #expect(full.text.contains("value=\"INTERNAS 02\""))
  }

  /// An empty field would price every call, whatever the provider's list has for it.
  @Test func `a price for every number is given by a tick alone`() throws {
    #expect(!(try desk.get("/prefixes/new").text.contains("name=\"all\"")))
    let asked = try desk.now(desk.send("/prefixes/new", "prefix=&price=100"))
    #expect(asked.text.contains("name=\"all\""))
    #expect(!asked.text.contains(" checked"))
    // No prefix could stand for its description.
    let nameless = try desk.now(desk.send("/prefixes/new", "prefix=&price=100&all=yes"))
    #expect(nameless.text.contains("id=\"fault-description\""))
    let (request, _) = try desk.asks(
      desk.send("/prefixes/new", "prefix=&price=100&all=yes&description=Otros"))
    guard case .addPrefix(let record, to: .prefixes) = request else {
      Issue.record("\(request)")
      return
    }
    #expect(String(decoding: record, as: UTF8.self).hasPrefix(#"{"prefix":"","#))
  }

  @Test(arguments: ["list", "new"])
  func `a price below the provider's cost is saved, and said to be that`(next: String) throws {
    let body = "prefix=0053&description=CUBA&price=40&then=\(next)"
    let saved = try desk.asks(desk.send("/prefixes/new", body)).then(.done)
    #expect(saved["Location"] == "/prefixes/0053?done=saved")
    let cuba = Tariff.plain(prefix: "0053", description: "CUBA", price: perMinute(40))
    let page = try desk.asks("/prefixes/0053?done=saved").then(.prices(manualPage([cuba]))).text
    #expect(page.contains("Guardado."))
    #expect(page.contains("es menor que el costo del proveedor de llamar a 00537 CUBA &lt;LA"))
    #expect(page.contains("$ 900,00 x min"))
    let dear = body.replacing("price=40", with: "price=900")
    let plain = try desk.asks(desk.send("/prefixes/new", dear)).then(.done)
    #expect(plain["Location"] == (next == "new" ? "/prefixes/new" : "/prefixes") + "?done=saved")
    #expect(
      !(try desk.asks("/prefixes/1006").then(.prices(manualPage([manualPrices[4]]))).text
        .contains("costo del proveedor")))
  }

  @Test func `one may follow another`() throws {
    let body = "prefix=1&price=0,5&unit=second&then=new"
    let (_, then) = try desk.asks(desk.send("/prefixes/new", body))
    #expect(then(.done)["Location"] == "/prefixes/new?done=saved")
    let next = try desk.get("/prefixes/new?done=saved&prefix=57")
    #expect(next.text.contains("Guardado."))
    #expect(next.text.contains("value=\"57\""))
    #expect(next.text.contains(">Aceptar y crear otro</button>"))
    #expect(!next.text.contains("<details open"))
  }

  @Test(arguments: [
    ("price=1", "prefix"), ("prefix=&price=1", "prefix"),
    ("prefix=1x&price=1", "prefix"), ("prefix=12345678901234567&price=1", "prefix"),
    ("prefix=1", "price"), ("prefix=1&price=1.50", "price"), ("prefix=1&price=-1", "price"),
    ("prefix=1&price=1000001", "price"), ("prefix=1&price=1,0000001", "price"),
    ("prefix=1&price=1&fee=x", "fee"), ("prefix=1&price=1&first=0", "first"),
    ("prefix=1&price=1&increment=1,5", "increment"), ("prefix=1&price=1&grace=86401", "grace"),
    ("prefix=1&price=1&maximum=-5", "maximum"), ("prefix=1&price=1&step-1-price=2", "step-1-after"),
    ("prefix=1&price=1&step-2-after=60", "step-2-price"),
    (
      "prefix=1&price=1&step-1-after=60&step-1-price=2&step-2-after=60&step-2-price=3",
      "step-2-after"
    ),
    ("prefix=1&price=1&first=60&step-1-after=30&step-1-price=2", "step-1-after"),
    ("prefix=1&price=1&band-1-price=2", "band-1-days"),
    ("prefix=1&price=1&band-1-day-6=yes", "band-1-price"),
    ("prefix=1&price=1&band-1-day-6=yes&band-1-price=2&band-1-from=25:00", "band-1-from"),
    (
      "prefix=1&price=1&band-1-day-6=yes&band-1-price=2&band-1-from=8:00&band-1-to=8:00",
      "band-1-to"
    ),
    ("prefix=1&price=1&band-4-day-6=yes&band-4-price=2&band-4-fee=2.5", "band-4-fee"),
  ])
  func `a mistake is told at its field, and nothing is sent`(
    body: String, field: String
  ) throws {
    #expect(try Array(tariff(body).faults.keys) == [field])
    let response = try desk.now(desk.send("/prefixes/new", body))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("id=\"fault-\(field)\""))
    // The focus is there, and once.
    #expect(response.text.split(separator: " autofocus").count == 2)
    let isFolded = ["prefix", "price"].contains(field)
    #expect(response.text.contains("<details open") == !isFolded)
    let english = try desk.now(desk.send("/prefixes/new?lang=en", body))
    #expect(english.text.contains("id=\"fault-\(field)\""))
    #expect(english.text != response.text)
  }

  @Test func `nothing that was typed is lost to a mistake in another field`() throws {
    let typed = [
      ("prefix", "44"), ("description", "Reino Unido"), ("price", "x"), ("fee", "1.020,5"),
      ("first", "60"), ("increment", "10"), ("grace", "3"), ("maximum", "1.500"),
      ("step-2-after", "120"), ("step-2-price", "12,5"), ("step-2-increment", "30"),
      ("band-3-from", "22"), ("band-3-to", "8:30"), ("band-3-price", "15"), ("band-3-fee", "0"),
    ]
    let body =
      typed.map { "\($0)=\($1.replacing(" ", with: "+"))" }.joined(separator: "&")
      + "&unit=second&band-3-day-2=yes&band-3-day-7=yes&then=new"
    let text = try desk.now(desk.send("/prefixes/new", body)).text
    for (name, value) in typed {
      let field = text.split(separator: "name=\"\(name)\"").dropFirst().first?.prefix { $0 != ">" }
      #expect(field?.contains("value=\"\(value)\"") == true, "\(name)")
    }
    #expect(text.contains("value=\"second\" selected"))
    let days = text.split(separator: "name=\"band-").dropFirst().filter {
      $0.prefix { $0 != ">" }.contains(" checked")
    }
    #expect(days.map { $0.prefix(7) } == ["3-day-2", "3-day-7"])
    // What was filled in is unfolded beside the first of each, and no row that nobody used.
    #expect(text.split(separator: "<details class=\"row\" open>").count == 5)
  }

  @Test func `conditions are read as the tariff file has them`() throws {
    let found = try tariff(
      "prefix=44&description=UK&unit=minute&price=24&first=60&increment=10&fee=20&grace=3"
        + "&maximum=1.500&step-1-after=120&step-1-price=12,5&step-1-increment=30"
        + "&band-1-day-6=yes&band-1-day-7=yes&band-1-price=10&band-1-fee=0"
        + "&band-2-day-1=yes&band-2-day-5=yes&band-2-from=22&band-2-to=8:30&band-2-price=15")
    #expect(found.faults == [:])
    let read = try #require(found.tariff)
    func step(_ after: Int64, _ price: Int64, _ increment: Int64) -> RateStep {
      RateStep(
        afterSeconds: after, price: Money(micros: price * 100_000), perSeconds: 60,
        incrementSeconds: increment)
    }
    #expect(
      read.plan
        == RatePlan(
          connectionFee: pesos(20),
          steps: [step(0, 240, 60), step(60, 240, 10), step(120, 125, 30)]))
    #expect((read.graceSeconds, read.maximumCharge?.micros ?? 0) == (3, 1_500_000_000))
    let weekend = RatePlan(
      connectionFee: .zero, steps: [step(0, 100, 60), step(60, 100, 10)])
    let night = RatePlan(
      connectionFee: pesos(20), steps: [step(0, 150, 60), step(60, 150, 10)])
    #expect(
      read.bands == [
        Band(weekdays: [6, 7], fromSecond: 0, toSecond: 86_400, plan: weekend),
        Band(weekdays: [1, 5], fromSecond: 79_200, toSecond: 86_400, plan: night),
        Band(weekdays: [2, 6], fromSecond: 0, toSecond: 30_600, plan: night),
      ])
    // And the form shows again what was typed.
    let again = try #require(TariffForm(showing: read, .chileanPeso))
    #expect(again.bands[1].from == "22:00")
    #expect(again.bands[1].to == "08:30")
    #expect((again.firstBlock, again.increment, again.steps[0].after) == ("60", "10", "120"))
  }

  /// What the form cannot say, it does not show: a tariff goes through it unchanged or not at all.
  @Test func `no tariff is changed by being shown`() {
    var generator = Numbers(state: 7)
    var shown = 0
    for _ in 0..<2_000 {
      let tariff = generator.tariff()
      guard (try? tariff.check()) != nil, var form = TariffForm(showing: tariff, .chileanPeso)
      else { continue }
      shown += 1
      #expect(form.tariff(.chileanPeso) == tariff)
      #expect(form.faults == [:])
    }
    #expect(shown > 300)
  }

  @Test func `a prefix that is there comes in the form, and is written over`() throws {
    let (request, then) = try desk.asks("/prefixes/1006")
    #expect(request == .tariffs(["1006"], of: .prefixes))
    let page = then(.prices(manualPage([manualPrices[4]])))
    for text in [
      "Prefijo 1006", "value=\"INTERNAS 02\"", "value=\"200\"", "action=\"/prefixes/1006\"",
      "name=\"row-1006\"", "Borrar",
    ] { #expect(page.text.contains(text), "\(text)") }
    #expect(!page.text.contains("name=\"prefix\""))
    #expect(!page.text.contains("Aceptar y crear otro"))
    #expect(page.text.contains("name=\"was\" value=\"{&quot;prefix&quot;:&quot;1006&quot;}\""))

    // Another prefix in the body counts nothing.
    let (change, _) = try desk.asks(
      desk.send("/prefixes/1006", "prefix=7&description=X&price=210&unit=minute&was=%7B%7D"))
    guard case .changePrefix("1006", was: "{}", let record) = change else {
      Issue.record("\(change)")
      return
    }
    #expect(String(decoding: record, as: UTF8.self).hasPrefix(#"{"prefix":"1006","#))
  }

  @Test func `a prefix that is not there is said to be none, with a way back`() throws {
    for (path, name, new) in [
      ("/prefixes/1006", "1006", "/prefixes/new?prefix=1006"),
      ("/prefixes/any", "(todos)", "/prefixes/new"),
    ] {
      let page = try desk.asks(path).then(.prices(manualPage([])))
      #expect(page.status == .notFound)
      for text in [
        "La lista no tiene el prefijo «\(name)».", "href=\"/prefixes\">Listado", "href=\"\(new)\"",
      ] { #expect(page.text.contains(text), "\(text)") }
      #expect(!page.text.contains("nada cambió"))
    }
  }

  @Test func `what another owner changed meanwhile is not written over unseen`() throws {
    let body = "description=INTERNAS+02&price=210&unit=minute&band-1-day-6=yes&band-1-price=90"
    let then = try desk.asks(desk.send("/prefixes/1006", body + "&was=old")).then
    var other = manualPrices[4]
    (other.description, other.plan.connectionFee) = ("<b>", pesos(20))
    let page = then(.refused(.prefixChanged(PriceRow(tariff: other, record: "{\"new\":1}"))))
    #expect(page.status == .conflict)
    for text in [
      "Otra persona cambió este prefijo", "Ahora en la lista", "Lo que usted escribió",
      // The form as it was typed; sent again it counts.
      "value=\"210\"", "name=\"was\" value=\"{&quot;new&quot;:1}\"", "action=\"/prefixes/1006\"",
    ] { #expect(page.text.contains(text), "\(text)") }
    let cells = page.text.split(separator: "\n").filter { $0.contains("<tr><th scope=\"row\">") }
    for (row, texts) in zip(
      cells,
      [
        ["&lt;b&gt;", "INTERNAS 02"], ["$ 200,00 x min", "$ 210,00 x min"], ["$ 20,00", "$ 0,00"],
        ["—", "sáb 00:00–24:00: $ 90,00 x min"],
      ])
    {
      for text in texts { #expect(row.contains(">\(text)</td>"), "\(row)") }
    }
    #expect(cells.count == 4)
    #expect(!page.text.contains("Gracia (seg)</th>"))

    let gone = then(.refused(.noSuchPrefix("1006")))
    #expect(gone.status == .conflict)
    for text in [
      "Otra persona borró este prefijo", "action=\"/prefixes/new\"", "name=\"prefix\"",
      "value=\"1006\"", "value=\"210\"",
    ] { #expect(gone.text.contains(text), "\(text)") }
  }

  @Test func `the prefix of every number has a page as well`() throws {
    let (request, then) = try desk.asks("/prefixes/any")
    #expect(request == .tariffs([""], of: .prefixes))
    let every = Tariff.plain(prefix: "", description: "todo", price: perMinute(1))
    let page = then(.prices(manualPage([every])))
    #expect(page.text.contains("action=\"/prefixes/any\""))
    #expect(page.text.contains("name=\"row-\""))
    let (deletion, _) = try desk.asks(desk.send("/prefixes/delete", "confirmed=yes&row-=yes"))
    #expect(deletion == .deletePrefixes([""]))
    #expect(try desk.get("/prefixes/1x").status == .notFound)
    #expect(try desk.get("/prefixes/12345678901234567").status == .notFound)
  }

  @Test func `what the form has no room for is shown as it is written, and not to be changed`()
    throws
  {
    var rich = manualPrices[4]
    rich.bands = [
      Band(
        weekdays: [6], fromSecond: 0, toSecond: 100,
        plan: RatePlan(
          connectionFee: .zero,
          steps: [
            RateStep(afterSeconds: 0, price: pesos(1), perSeconds: 30, incrementSeconds: 7)
          ]))
    ]
    let page = try desk.asks("/prefixes/1006").then(.prices(manualPage([rich])))
    #expect(page.status == .ok)
    #expect(page.text.contains("{&quot;prefix&quot;:&quot;1006&quot;}"))
    #expect(page.text.contains("/prefixes/export.json5"))
    #expect(!page.text.contains("action=\"/prefixes/1006\""))
  }
}

/// Tariffs by chance, near to what the form can say and far from it.
private struct Numbers {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func money() -> Money {
    Money(micros: Int64(next(3) == 0 ? next(1_000_000_000) : next(500) * 1_000_000))
  }

  mutating func steps(_ per: Int64) -> [RateStep] {
    let (price, first) = (money(), Int64([1, 1, 6, 30, 60][next(5)]))
    var steps = [
      RateStep(afterSeconds: 0, price: price, perSeconds: per, incrementSeconds: first)
    ]
    if next(3) == 0 {
      steps.append(
        RateStep(
          afterSeconds: first, price: price, perSeconds: per,
          incrementSeconds: Int64([1, 6, 10][next(3)])))
    }
    return steps
  }

  mutating func tariff() -> Tariff {
    let unit = next(3) == 0 ? PriceUnit.second : .minute
    var per = unit.seconds
    if next(12) == 0 { per = 30 }
    var plan = RatePlan(connectionFee: next(2) == 0 ? .zero : money(), steps: steps(per))
    for _ in 0..<next(3) {
      plan.steps.append(
        RateStep(
          afterSeconds: (plan.steps.last?.afterSeconds ?? 0) + Int64(1 + next(90)), price: money(),
          perSeconds: per, incrementSeconds: Int64(1 + next(60))))
    }
    var bands: [Band] = []
    for _ in 0..<next(4) {
      var steps = Array(plan.steps.prefix(next(6) == 0 ? 1 : 2).filter { $0.afterSeconds <= 60 })
      let price = money()
      for index in steps.indices { steps[index].price = price }
      let from = Int64(next(24)) * 3600
      bands.append(
        Band(
          weekdays: (1...7).filter { _ in next(2) == 0 }, fromSecond: from,
          toSecond: next(2) == 0 ? 86_400 : from + 3600,
          plan: RatePlan(
            connectionFee: next(2) == 0 ? plan.connectionFee : money(), steps: steps)))
    }
    return Tariff(
      prefix: "\(next(100_000))", description: "x \(next(9))",
      shownPrice: UnitPrice(of: plan, in: unit), plan: plan, bands: bands,
      graceSeconds: next(3) == 0 ? Int64(next(20)) : 0,
      maximumCharge: next(3) == 0 ? money() : nil)
  }
}
