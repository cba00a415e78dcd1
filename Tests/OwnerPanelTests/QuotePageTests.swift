import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «¿Cuánto cuesta llamar a…?», and «% ganancia».
@Suite struct QuotePageTests {
  private let desk = Desk()

  @Test func `the manual's 68 seconds cost 227, line by line`() throws {
    let text = try desk.get("/quote?number=1006&minutes=1&seconds=8").text
    for part in [
      "1 min 8 s cuestan", "<strong>$ 227</strong>", "1006 · INTERNAS 02", "$ 200,00 x min",
      "1 min 8 s, a $ 200,00 x min", "Redondeo a $ 1", "12,5 %",
    ] { #expect(text.contains(part), "\(part)") }
    // A row of examples: half a minute, one, three…
    for sum in ["$ 100", "$ 200", "$ 600", "$ 1.000", "$ 2.000", "$ 6.000"] {
      #expect(text.contains(">\(sum)<"), "\(sum)")
    }
    let english = try desk.get("/quote?number=1006&minutes=1&seconds=8&lang=en")
    #expect(english.text.contains("1 min 8 s at $ 200,00 per min"))
    #expect(english["Set-Cookie"]?.hasPrefix("lang=en") == true)
  }

  @Test func `the price is the one that is charged at that hour`() throws {
    let text = try desk.get("/quote?number=1007").text
    #expect(text.contains("<strong>$ 120</strong>"))
    #expect(text.contains("<dt>Precio</dt><dd>$ 120,00 x min, lun–mar 00:00–06:00</dd>"))
    #expect(text.contains("<dt>Precio normal</dt><dd>$ 200,00 x min</dd>"))
    #expect(
      try desk.get("/quote?number=1006").text.contains("<dt>Precio</dt><dd>$ 200,00 x min</dd>"))
  }

  @Test func `without a time it is a minute`() throws {
    #expect(try desk.get("/quote?number=1006").text.contains("<strong>$ 200</strong>"))
    #expect(try desk.get("/quote?number=1006&seconds=0").text.contains("<strong>$ 0</strong>"))
  }

  @Test func `an amount says how long it lasts, and what that costs`() throws {
    let text = try desk.get("/quote?number=1006&amount=%24+1.000").text
    #expect(text.contains("Con $ 1.000,00 se habla"))
    #expect(text.contains("<strong>5 min</strong>"))
    #expect(text.contains("5 min, a $ 200,00 x min"))
    #expect(!text.contains("300 s"))
    #expect(try desk.get("/quote?number=1006&amount=0").text.contains("No alcanza para nada"))
  }

  /// The caret would stand before it, and 250 typed over 200 would be 250200.
  @Test func `no field with a good value in it has the focus`() throws {
    for path in ["/markup", "/quote?number=1006", "/settings/shop"] {
      let page = try desk.get(path)
      #expect(page.status == .ok)
      #expect(page.text.contains(" value=\"") && !page.text.contains(" autofocus"), "\(path)")
    }
    let known = try desk.asks("/prefixes/100").then(.prices(manualPage([manualPrices[0]])))
    #expect(known.text.contains("id=\"field-price\"") && !known.text.contains(" autofocus"))
    for path in ["/quote", "/prefixes/new"] {
      #expect(try desk.get(path).text.contains(" autofocus"), "\(path)")
    }
    let mistaken = try desk.now(desk.send("/markup", "percent=x"))
    #expect(mistaken.text.contains("id=\"field-percent\""))
    #expect(mistaken.text.contains(" autofocus"))
  }

  @Test(arguments: [
    ("minutes=x", "minutes"), ("seconds=86401", "seconds"), ("minutes=1441", "minutes"),
    ("amount=1.50", "amount"), ("amount=-1", "amount"), ("amount=5&minutes=1", "amount"),
    ("day=27-10-2006", "day"), ("time=25:00", "time"),
  ])
  func `a mistake is told at its field`(query: String, field: String) throws {
    let response = try desk.get("/quote?number=1006&\(query)")
    #expect(response.status == .badRequest)
    #expect(response.text.contains("id=\"fault-\(field)\""))
    #expect(!response.text.contains("<strong>$ 2"))
  }

  @Test func `a number is taken as people write it`() throws {
    #expect(try desk.get("/quote?number=10-06+").text.contains("<strong>$ 200</strong>"))
    let page = try desk.get("/quote?number=%3Cb%3E").text
    #expect(page.contains("&lt;b&gt;"))
    #expect(!page.contains("<b>"))
    let long = String(repeating: "1", count: 65)
    #expect(try desk.get("/quote?number=\(long)").status == .badRequest)
  }

  @Test(arguments: ["abc", "100a", "*100", "%2B56"])
  func `what has no digits alone is no number, and is said to be none`(number: String) throws {
    for (language, words) in [("es", "se escribe con cifras"), ("en", "is written in digits")] {
      let page = try desk.get("/quote?number=\(number)&lang=\(language)")
      #expect(page.status == .badRequest)
      #expect(page.text.contains("id=\"fault-number\""))
      #expect(page.text.contains(words))
      #expect(!page.text.contains("class=\"quote\""))
    }
  }

  @Test func `what keeps a number from being called is said`() throws {
    desk.source.makesOfNumbers(.emergency("131"))
    #expect(try desk.get("/quote?number=131").text.contains("número de emergencia"))
    desk.source.makesOfNumbers(.blocked("700"))
    let blocked = try desk.get("/quote?number=1006").text
    #expect(blocked.contains("Está bloqueado"))
    #expect(blocked.contains("«700»"))
    #expect(blocked.contains("<strong>$ 200</strong>"))
    desk.source.makesOfNumbers(.blocked(""))
    #expect(try desk.get("/quote?number=1006").text.contains("que la configuración no permite"))
    desk.source.makesOfNumbers(.notANumber)
    #expect(try desk.get("/quote?number=1006").text.contains("El plan de números no lo conoce"))
    // Once, whatever else is wrong; and a price would not help.
    let both = try desk.get("/quote?number=777").text
    #expect(both.split(separator: "class=\"problem\"").count == 2)
    #expect(both.contains("Destino sin tarifa. <span class=\"detail\">El plan de números"))
    #expect(!both.contains("/prefixes/new"))
  }

  @Test func `what has no price is said, and the owner can give it one`() throws {
    let text = try desk.get("/quote?number=777").text
    #expect(text.contains("Destino sin tarifa."))
    #expect(text.contains("href=\"/prefixes/new?prefix=777\""))
    #expect(!text.contains("Ejemplos"))
  }

  @Test func `the cashier may ask, and is offered what is his`() throws {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    let text = try desk.get("/quote?number=777").text
    #expect(text.contains("Destino sin tarifa."))
    #expect(!text.contains("/prefixes"))
    #expect(!text.contains("/markup"))
    #expect(try desk.get("/").text.contains("href=\"/quote\""))
    desk.visitor = .stranger(address: "192.168.1.20")
    #expect(try desk.get("/quote?number=777").status == .seeOther)
  }

  @Test func `a time of another day is asked for by the shop's clock`() throws {
    let day = try #require(CalendarDay("2006-10-28"))
    var request = QuotePageRequest(
      try Parameters(
        parsing: Array("number=1&day=2006-10-28&time=16:18".utf8), limit: 9))
    var context = context()
    context.startOfDay = { _ in WallTime(milliseconds: 1_000_000) }
    context.localTime = { time in
      let second = Int(time.milliseconds - 1_000_000) / 1000
      return LocalTime(
        year: day.year, month: day.month, day: day.day, hour: second / 3600,
        minute: second / 60 % 60, second: second % 60)
    }
    #expect(
      request.answered(in: context)
        == WallTime(milliseconds: 1_000_000 + (16 * 3600 + 18 * 60) * 1000))
    // The clocks were put forward by an hour that morning.
    context.localTime = { time in
      let second = Int(time.milliseconds - 1_000_000) / 1000 + 3600
      return LocalTime(
        year: day.year, month: day.month, day: day.day, hour: second / 3600,
        minute: second / 60 % 60, second: second % 60)
    }
    #expect(
      request.answered(in: context)
        == WallTime(milliseconds: 1_000_000 + (15 * 3600 + 18 * 60) * 1000))
    #expect(request.faults == [:])
    // They skip the hour of midnight: the day begins at one, and 23:30 is of the same day.
    var late = QuotePageRequest(
      try Parameters(parsing: Array("number=1&day=2006-10-28&time=23:30".utf8), limit: 9))
    context.localTime = { time in
      let second = Int(time.milliseconds - 1_000_000) / 1000 + 3600
      return LocalTime(
        year: day.year, month: day.month, day: min(day.day + second / 86_400, 31),
        hour: second / 3600 % 24, minute: second / 60 % 60, second: second % 60)
    }
    #expect(
      late.answered(in: context)
        == WallTime(milliseconds: 1_000_000 + (22 * 3600 + 30 * 60) * 1000))
  }

  // MARK: Markup

  @Test func `the markup is shown with an example, and set`() throws {
    let text = try desk.get("/markup").text
    #expect(text.contains("costo $ 100,00 x min más 10 %, precio $ 110,00 x min"))
    #expect(text.contains("name=\"percent\" "))
    let (request, then) = try desk.asks(desk.send("/markup", "percent=12,5+%25"))
    #expect(request == .setMarkup(percent: Money(micros: 12_500_000)))
    #expect(then(.done)["Location"] == "/markup?done=saved")
    #expect(then(.refused(.badContent("deck of 56"))).text.contains("deck of 56"))
    let high = then(.refused(.tooHighWithMarkup(prefix: "56", Words("Sería mucho.", "Too much."))))
    #expect(high.status == .badRequest)
    #expect(high.text.contains("Nada cambió. Sería mucho."))
    for bad in ["", "x", "-1", "10001", "1.5"] {
      let response = try desk.now(desk.send("/markup", "percent=\(bad)"))
      #expect(response.status == .badRequest)
      #expect(response.text.contains("id=\"fault-percent\""))
      #expect(response.text.contains("value=\"\(bad)\""))
    }
  }

  @Test func `so is the rounding`() throws {
    let (request, then) = try desk.asks(desk.send("/markup", "mode=up"))
    #expect(request == .setRounding(.up))
    #expect(then(.done)["Location"] == "/markup?done=saved")
    let text = try desk.get("/markup").text
    #expect(text.contains("value=\"half-up\" selected>al más cercano (½ arriba)"))
    #expect(try desk.now(desk.send("/markup", "mode=sideways")).status == .badRequest)
  }
}
