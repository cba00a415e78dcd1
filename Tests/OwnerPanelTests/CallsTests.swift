import BoothControl
import BoothProtocol
import Foundation
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct CallsPageTests {
  let desk = Desk()

  /// Every address that a link of the page leads to, as the browser reads it.
  private func links(in text: String) -> [String] {
    text.split(separator: "href=\"").dropFirst().map { piece in
      piece.prefix { $0 != "\"" }.split(separator: "&amp;", omittingEmptySubsequences: false)
        .joined(separator: "&")
    }
  }

  @Test(arguments: [
    ("0322768005", "Valparaiso", "0", "$ 200,00 x min", "$ 0", "none"),
    ("025854205", "SANTIAGO CHILE", "0", "$ 50,00 x min", "$ 0", "none"),
    ("1005", "INTERNAS 01", "0", "$ 100,00 x min", "$ 0", "none"),
    ("1006", "INTERNAS 02", "3", "$ 200,00 x min", "$ 10", "yes"),
    ("1006", "INTERNAS 02", "68", "$ 200,00 x min", "$ 227", "yes"),
    ("4375", "", "0", "$ 0,00 x seg", "$ 0", "none"),
  ])
  func `the manual's row is a row of the page`(
    number: String, place: String, seconds: String, price: String, charge: String, charged: String
  ) throws {
    let rows = try desk.get("/booths/4312/calls").text.split(separator: "<tr data-charged=")
    let row = try #require(
      rows.first { row in
        [
          ">27-10-2006 16:18:14</td>", ">\(number)</a>",
          "<span class=\"place\">\(place)</span>", ">\(seconds) <abbr", ">\(price)</td>",
          "<strong>\(charge)</strong>",
        ].allSatisfy { row.contains($0) }
      })
    #expect(row.hasPrefix("\"\(charged)\""))
    let word = seconds == "0" ? "No contestada" : charged == "yes" ? "Por cobrar" : "Sin cobro"
    #expect(row.contains(">\(word)</span>"))
  }

  @Test(arguments: EndCause.allCases)
  func `a call says why it ended, in the page's language and to programs`(
    cause: EndCause
  ) throws {
    var row = manualCalls[0]
    row.endCause = cause
    desk.source.holds([row])
    let spanish = try desk.get("/calls").text
    #expect(spanish.contains("<span class=\"end\">\(cause.words.spanish)</span>"))
    let english = try desk.get("/calls", "Accept-Language: en\r\n").text
    #expect(english.contains("<span class=\"end\">\(cause.words.english)</span>"))
    let json = try desk.get("/api/v1/calls?lang=en").text
    #expect(
      json.contains("\"end\":\"\(cause.rawValue)\",\"endText\":\"\(cause.words.english)\""))
  }

  @Test func `an emergency call says so where others say their place`() throws {
    var row = manualCalls[0]
    row.number = "133"
    row.destination = ""
    row.price = nil
    row.isCharged = false
    desk.source.holds([row])
    let text = try desk.get("/calls").text
    #expect(text.contains("<span class=\"place\">Emergencia</span>"))
    #expect(text.contains(">Gratis</td>"))
  }

  @Test(arguments: [(68, "68 <abbr"), (0, "—<")])
  func `a call whose authorisation is lost says that nobody knows where to, and for how much`(
    seconds: Int64, duration: String
  ) throws {
    var row = manualCalls[0]
    row.number = ""
    row.destination = ""
    row.seconds = seconds
    row.price = nil
    row.charge = .zero
    row.suspicions = [.authorisationLost]
    desk.source.holds([row])
    let text = try desk.get("/calls").text
    #expect(text.contains("<span class=\"place\">Destino desconocido</span>"))
    #expect(text.contains("destino y precio desconocidos"))
    #expect(text.contains(">—</td>"))
    #expect(text.contains(">\(duration)"))
    #expect(text.contains(">Gratis</span> <strong>$ 0</strong>"))
  }

  @Test func `the columns are the manual's`() throws {
    let text = try desk.get("/booths/4312/calls").text
    let heads = text.split(separator: "<th scope=\"col\"").dropFirst().compactMap {
      $0.split(separator: ">", omittingEmptySubsequences: false)[1].split(separator: "<").first
    }
    #expect(heads == ["Fecha", "Destino", "Duración", "Costo", "Cobro"])
  }

  @Test func `pages are counted and turned both ways`() throws {
    var text = try desk.get("/booths/4312/calls?size=10").text
    #expect(text.contains(">Total: 26 registros</p>"))
    #expect(text.contains(">Página 1 de 3</p>"))
    #expect(!links(in: text).contains { $0.contains("after=") })

    var seen = [text]
    while let next = links(in: text).first(where: {
      $0.contains("before=") && !$0.contains("lang=")
    }) {
      text = try desk.get(next).text
      seen.append(text)
    }
    #expect(seen.count == 3)
    #expect(seen[1].contains(">Página 2 de 3</p>"))
    #expect(seen[2].contains(">Página 3 de 3</p>"))

    let back = try #require(
      links(in: text).first { $0.contains("after=") && !$0.contains("lang=") })
    text = try desk.get(back).text
    #expect(text.contains(">Página 2 de 3</p>"))
    let first = try #require(
      links(in: text).first { $0.contains("after=") && !$0.contains("lang=") })
    text = try desk.get(first).text
    #expect(text.contains(">Página 1 de 3</p>"))
    #expect(text.contains("<span aria-current=\"true\">10</span>"))
    let larger = try #require(links(in: text).first { $0.contains("size=50") })
    #expect(!larger.contains("after=") && !larger.contains("before="))
    #expect(try desk.get(larger).text.contains(">Página 1 de 1</p>"))
  }

  @Test(arguments: [("", 26), ("charged=true", 22), ("charged=false", 4), ("charged=", 26)])
  func `the filter shows the charged, the uncharged or all`(query: String, count: Int) throws {
    let text = try desk.get("/booths/4312/calls?size=100&\(query)").text
    #expect(text.contains(">Total: \(count) registros</p>"))
    #expect(text.split(separator: "<tr data-charged=").count - 1 == count)
  }

  @Test func `turning pages keeps the filter, the size and the language's switch its place`() throws
  {
    let text = try desk.get("/booths/4312/calls?size=10&charged=true").text
    let next = try #require(links(in: text).first { $0.contains("before=") })
    #expect(next.contains("charged=true"))
    #expect(next.contains("size=10"))
    let english = try #require(links(in: try desk.get(next).text).first { $0.contains("lang=en") })
    #expect(english.contains("before="))
    #expect(try desk.get(english).text.contains("<html lang=\"en\">"))
  }

  @Test func `the calls of all booths name the booth`() throws {
    let text = try desk.get("/calls").text
    #expect(text.contains(">Todas las cabinas</p>"))
    #expect(text.contains("<a href=\"/booths/4312/calls\">CABINA 01</a>"))
  }

  @Test func `a suspect call says what is the matter`() throws {
    var call = manualCalls[4]
    call.suspicions = [.answerNotSignalled, .tooShort]
    desk.source.holds([call])
    let text = try desk.get("/calls").text
    #expect(text.contains("Revisar: Respuesta no señalizada, Demasiado corta"))
    #expect(text.contains(">Total: 1 registro</p>"))
    #expect(text.contains(">Página 1 de 1</p>"))
  }

  @Test func `a call that is still going on is not yet charged`() throws {
    var call = manualCalls[4]
    call.isOpen = true
    desk.source.holds([call])
    let text = try desk.get("/calls").text
    #expect(text.contains(">En curso</span> <strong>—</strong>"))
    // How long it will have been is not known either.
    #expect(!text.contains("<abbr"))
    #expect(!text.contains(">Por cobrar</span>"))
  }

  @Test func `what became of a call's charge is a word and a colour`() throws {
    func mark(_ change: (inout CallListRow) -> Void) throws -> String? {
      var call = manualCalls[4]
      change(&call)
      desk.source.holds([call])
      let text = try desk.get("/calls").text
      return text.firstMatch(of: #/data-word="(\w+)">([^<]+)</#).map { "\($0.1) \($0.2)" }
    }
    #expect(try mark { $0.isOpen = true } == "open En curso")
    #expect(try mark { _ in } == "due Por cobrar")
    #expect(try mark { $0.ticket = 7 } == "done Cobrada")
    #expect(try mark { $0.isCharged = false } == "no Sin cobro")
    #expect(try mark { $0.verdict = .waived } == "no Anulada")
    #expect(try mark { $0.seconds = 0 } == "done No contestada")
    #expect(try mark { $0.charge = .zero } == "done Gratis")
  }

  /// The filters tell them apart all the same: each is what it would have been.
  @Test func `a call that nobody answered is neither green nor red`() throws {
    func row(_ change: (inout CallListRow) -> Void) throws -> Substring {
      var call = manualCalls[0]
      change(&call)
      desk.source.holds([call])
      let text = try desk.get("/calls?charged=\(call.isCharged)").text
      return try #require(text.split(separator: "<tr data-charged=").last)
    }
    let charged = try row { _ in }
    #expect(charged.hasPrefix("\"none\"") && !charged.contains("Sin cobro</span>"))
    let uncharged = try row { $0.isCharged = false }
    #expect(uncharged.hasPrefix("\"none\""))
    #expect(uncharged.contains("<span class=\"end\">Sin cobro</span>"))
    // Emergency calls are free for all.
    let emergency = try row {
      $0.isCharged = false
      $0.price = nil
    }
    #expect(emergency.hasPrefix("\"none\"") && !emergency.contains("Sin cobro</span>"))
    let spoken = try row {
      $0.isCharged = false
      $0.seconds = 9
    }
    #expect(spoken.hasPrefix("\"no\"") && !spoken.contains("\"end\">Sin cobro</span>"))
    // Something is to be paid all the same.
    #expect(try row { $0.charge = pesos(10) }.hasPrefix("\"yes\""))
  }

  @Test func `a call that was waived is one without charge wherever calls are told apart`() throws {
    var call = manualCalls[4]
    call.verdict = .waived
    desk.source.holds([call])
    let text = try desk.get("/calls?charged=false").text
    #expect(text.contains("<tr data-charged=\"no\">"))
    #expect(
      text.contains(
        "<strong><del><span class=\"unseen\">Antes </span>$ 227</del> $ 0</strong>"))
    #expect(try desk.get("/calls?charged=true").text.contains("No hay llamadas que mostrar."))
    #expect(
      try desk.get("/api/v1/calls").text.contains(#""charge":"227","charged":false,"#))
    guard
      case .pieces(_, var pieces) = try desk.answer(
        "GET /calls.csv?charged=false HTTP/1.1\r\nHost: localhost\r\n\r\n")
    else { throw Desk.NoRequest() }
    var table = ""
    while let piece = try pieces.next() { table += String(decoding: piece, as: UTF8.self) }
    #expect(table.contains(";68;200;min;0;227;Anulada;"))
  }

  @Test func `today and yesterday are one step away`() throws {
    let text = try desk.get("/calls?size=10&number=10").text
    let target = try #require(links(in: text).first { $0.contains("from=2006-10-27") })
    #expect(target == "/calls?from=2006-10-27&to=2006-10-27&number=10&size=10&")
    #expect(links(in: text).contains { $0.contains("from=2006-10-26&to=2006-10-26") })
    let today = try desk.get(target).text
    #expect(today.contains("aria-current=\"page\">Hoy</a>"))
    #expect(today.contains(">1006</a>"))
  }

  @Test(arguments: [
    (Int64(3), "3 <abbr title=\"segundos\">s</abbr></td>"),
    (59, "59 <abbr title=\"segundos\">s</abbr></td>"),
    (60, "60 <abbr title=\"segundos\">s</abbr> <span class=\"clock\">(1:00)</span></td>"),
    (136, "136 <abbr title=\"segundos\">s</abbr> <span class=\"clock\">(2:16)</span></td>"),
  ])
  func `a duration is in seconds, from a minute on with what a clock shows`(
    seconds: Int64, text: String
  ) throws {
    var call = manualCalls[4]
    call.seconds = seconds
    desk.source.holds([call])
    #expect(try desk.get("/calls").text.contains(">\(text)"))
  }

  @Test(arguments: [
    ("", false), ("?size=50", false), ("?booth=4312", false), ("?number=10", true),
    ("?charged=false", true), ("?from=2006-10-01", true), ("?suspect=open", true),
  ])
  func `the search is folded unless it is in use`(query: String, isOpen: Bool) throws {
    let text = try desk.get("/calls\(query)").text
    #expect(text.contains("<details class=\"filters\"\(isOpen ? " open" : "")>"))
  }

  @Test func `a call that nobody answered is neither charged nor uncharged`() throws {
    var call = manualCalls[4]
    call.seconds = 0
    call.charge = .zero
    desk.source.holds([call])
    let text = try desk.get("/calls").text
    #expect(text.contains(">No contestada</span>"))
    #expect(!text.contains(">Por cobrar</span>"))
  }

  @Test func `a booth without calls has an empty list, an unknown one none`() throws {
    desk.source.holds([])
    #expect(try desk.get("/booths/4313/calls").text.contains("No hay llamadas que mostrar."))
    #expect(try desk.get("/booths/9999/calls").status == .notFound)
    let asked = try desk.get("/calls?booth=9999&number=1")
    #expect(asked.status == .notFound)
    #expect(asked.text.contains("id=\"fault-booth\">No hay una cabina «9999».</span>"))
    #expect(asked.text.contains("<option value=\"9999\" selected>"))
    #expect(asked.text.contains("name=\"number\" value=\"1\""))
  }

  @Test func `a booth that was taken away still has its calls`() throws {
    var call = manualCalls[0]
    call.booth = BoothNumber("77")
    desk.source.holds([call])
    #expect(try desk.get("/booths/77/calls").text.contains("Valparaiso"))
  }

  @Test(arguments: [
    "size=501", "size=0", "size=-10", "size=x", "charged=maybe", "before=x", "before=",
    "before=a%20b", "after=%C3%B1", "before=1&after=2", "page=0", "page=x",
    "page=99999999999999999999",
  ])
  func `a query that is not understood is 400`(query: String) throws {
    #expect(try desk.get("/booths/4312/calls?\(query)").status == .badRequest)
  }

  @Test func `a ledger that cannot be read is 503`() throws {
    desk.source.failsToRead()
    #expect(try desk.get("/calls").status == .serviceUnavailable)
    #expect(try desk.get("/api/v1/calls").status == .serviceUnavailable)
  }

  @Test(arguments: [
    ("from=2006-10-28&to=2006-10-27", ", es posterior al último, ", ", is after the last, "),
    ("number=abc", "se esperan cifras", "expected digits"),
    ("to=ayer", "Hasta «ayer»: se espera un día", "To «ayer»: expected a day"),
  ])
  func `what was mistyped is said in the language of the page`(
    query: String, spanish: String, english: String
  ) throws {
    for (language, words) in [("es", spanish), ("en", english)] {
      let response = try Desk().get("/calls?\(query)&lang=\(language)")
      #expect(response.status == .badRequest)
      let name = query.prefix { $0 != "=" }
      #expect(response.text.contains("aria-describedby=\"fault-\(name)\""))
      let fault = response.text.components(separatedBy: "id=\"fault-\(name)\">").last
      #expect(fault?.prefix { $0 != "<" }.contains(words) == true)
      // What was typed is still there, and nothing was looked for.
      for pair in query.split(separator: "&") {
        let parts = pair.split(separator: "=")
        #expect(response.text.contains("name=\"\(parts[0])\" value=\"\(parts[1])\""))
      }
      #expect(!response.text.contains("class=\"pager\""))
      #expect(response.text.contains("expected") == words.contains("expected"))
    }
    #expect(try Desk().get("/api/v1/calls?\(query)").text.contains(#""bad_query""#))
  }
}
