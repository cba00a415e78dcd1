import BoothControl
import BoothProtocol
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct PanelPageTests {
  private func page(
    _ snapshot: ShopSnapshot = shop(), in language: Language = .spanish, isStale: Bool = false
  ) -> String {
    PanelPage(
      context: context(snapshot, in: language, isStale: isStale),
      shop: ShopState(snapshot: snapshot, isStale: isStale)
    ).html.text
  }

  /// The part of the page between the start of this booth's card and its end.
  private func card(_ booth: BoothSnapshot) throws -> String {
    let text = page(shop(booths: [booth]))
    let start = try #require(text.firstRange(of: "<article"))
    return String(text[start.lowerBound...])
  }

  @Test func `the card has the manual's fields`() throws {
    let text = try card(booth("4312", "CABINA 01", .talking, call: currentCall()))
    for part in [
      "CABINA 01", ">4312<", ">Hablando<", "<dt>Num.</dt><dd data-text=\"number\">1006</dd>",
      "<dt>Dest.</dt><dd data-text=\"destination\">INTERNAS 02</dd>",
      "<dt>Dur.</dt><dd data-text=\"duration\">1:08</dd>",
      "<dt>Costo</dt><dd data-text=\"price\">$\u{a0}200,00 x min</dd>",
      "<strong data-text=\"total\">$\u{a0}227</strong>", "data-text=\"caption\">Total<",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `the balance is on the page, and is not where none is kept`() {
    #expect(page().contains("Saldo actual"))
    #expect(page().contains("$\u{a0}1.856"))
    #expect(!page(shop(balance: nil)).contains("Saldo actual"))
    #expect(page(shop(balance: .zero)).contains("class=\"balance\" data-gone"))
    #expect(!page().contains("data-gone"))
  }

  @Test(arguments: [
    (BoothState.free, "Libre", "free"), (.offHook, "Descolgada", "off-hook"),
    (.dialling(digits: "02"), "Marcando", "dialling"), (.connecting, "Conectando", "connecting"),
    (.ringing, "Llamando", "ringing"),
    (.talking, "Hablando", "talking"), (.released, "Terminada", "released"),
    (.refused(.unpriced), "Rechazada", "refused"), (.lineFault, "Falla de línea", "fault"),
    (.boardGone, "Sin conexión", "gone"),
  ])
  func `every state is a word, an icon and a colour`(
    state: BoothState, word: String, name: String
  ) throws {
    let text = try card(booth("4312", "CABINA 01", state))
    #expect(text.contains(">\(word)<"))
    #expect(text.contains("<use href=\"#state-\(name)\"/>"))
    #expect(text.contains("data-state=\"\(name)\""))
    #expect(page().contains("<symbol id=\"state-\(name)\""))
  }

  @Test func `a disabled booth says so, and one that still talks says when`() throws {
    #expect(try card(booth(isDisabled: true)).contains("data-state=\"disabled\""))
    let talking = try card(booth("1", "A", .talking, isDisabled: true, call: currentCall()))
    #expect(talking.contains("data-state=\"talking\""))
    #expect(talking.contains("Se deshabilita al colgar"))
  }

  @Test(arguments: [
    (BoothState.offHook, "Deshabilitada"), (.dialling(digits: "10"), "Deshabilitada"),
    (.refused(.boothDisabled), "Cabina deshabilitada"),
    (.refused(.unpriced), "Destino sin tarifa · Deshabilitada"), (.released, "Deshabilitada"),
    (.lineFault, "Deshabilitada"), (.connecting, "Se deshabilita al colgar"),
    (.ringing, "Se deshabilita al colgar"),
  ])
  func `a disabled booth without a call is disabled already`(
    state: BoothState, note: String
  ) throws {
    let text = try card(booth("1", "A", state, isDisabled: true))
    #expect(text.contains("data-text=\"note\">\(note)</span>"))
  }

  @Test func `a refusal shows the number, and not the last call's money beside it`() throws {
    var last = currentCall()
    last.isLive = false
    var refused = booth("4312", "CABINA 01", .refused(.unpriced), call: last)
    refused.refusedNumber = "0055123456"
    let text = try card(refused)
    #expect(text.contains("data-text=\"number\">0055123456<"))
    #expect(text.contains("data-text=\"note\">Destino sin tarifa<"))
    for name in ["destination", "duration", "price", "total", "caption"] {
      #expect(text.contains("data-text=\"\(name)\"></"), "\(name)")
    }
  }

  @Test func `a price is said in the language of the page`() {
    let calling = shop()
    func text(_ say: Language) -> String {
      PanelPage(
        context: context(calling, in: say), shop: ShopState(snapshot: calling, isStale: false)
      )
      .html.text
    }
    #expect(text(.spanish).contains("$\u{a0}200,00 x min"))
    #expect(text(.english).contains("$\u{a0}200,00 per min"))
    #expect(!text(.english).contains("x min"))
  }

  @Test func `while a customer dials, the last call's money is not shown beside the digits`() throws
  {
    var last = currentCall()
    last.isLive = false
    let text = try card(booth("4312", "CABINA 01", .dialling(digits: "0322"), call: last))
    #expect(text.contains(">0322<"))
    for text in [text, try card(booth("4312", "CABINA 01", .offHook, call: last))] {
      #expect(!text.contains("$\u{a0}227"))
      #expect(!text.contains("INTERNAS"))
    }
    #expect(try card(booth("4312", "CABINA 01", .released, call: last)).contains("$\u{a0}227"))
  }

  @Test func `a refusal gives its reason`() throws {
    for refusal in Refusal.allCases {
      let text = try card(booth("4312", "CABINA 01", .refused(refusal)))
      #expect(text.contains(refusal.words.spanish))
    }
  }

  @Test func `an uncharged call and an emergency call are named`() throws {
    var call = currentCall(total: 0)
    call.isCharged = false
    call.price = nil
    let text = try card(booth("4312", "CABINA 01", .talking, call: call))
    #expect(text.contains("data-text=\"note\">Sin cobro<"))
    #expect(text.contains("data-text=\"total\">$\u{a0}0<"))
    #expect(text.contains("data-text=\"destination\">Emergencia<"))
    #expect(text.contains("data-text=\"price\">Gratis<"))
    #expect(try card(booth(nextCallIsUncharged: true)).contains(">Próxima sin cobro</span>"))
  }

  /// The forms and links of a card that are shown, by the last part of their path.
  private func offered(_ text: String) -> [String] {
    text.replacing(#/<noscript>.*?<\/noscript>/#.dotMatchesNewlines(), with: "")
      .matches(of: #/<(?:form|a)[^>]* (?:action|data-path)="\/booths\/4312\/([a-z]+)"[^>]*>/#)
      .filter { !$0.0.hasSuffix(" hidden>") }.map { String($0.1) }
  }

  @Test func `what makes sense is a form or a link that works without the script`() throws {
    #expect(
      try offered(card(booth("4312", "CABINA 01", .talking, call: currentCall())))
        == ["cut", "disable", "uncharged"])
    #expect(
      try offered(card(booth(isDisabled: true, nextCallIsUncharged: true)))
        == ["credit", "enable", "charged"])
    var owing = booth("4312", "CABINA 01", .talking, call: currentCall())
    owing.account = BoothAccount(charged: pesos(418), calls: 2)
    owing.due = pesos(418)
    #expect(try offered(card(owing)) == ["collect", "cut", "disable", "uncharged"])
  }

  @Test func `what is rarely asked for is behind a word of its own`() throws {
    let text = try card(booth("4312", "CABINA 01", .talking, call: currentCall()))
    let rest = try #require(text.firstRange(of: "<details")).lowerBound
    let inSight = offered(String(text[..<rest]))
    #expect(inSight == ["cut"])
    #expect(text[rest...].contains("<span class=\"unseen\">Más CABINA 01</span></summary>"))
    #expect(text[rest...].contains("href=\"/booths/4312/calls\">Detalle de llamadas<"))
    // Without scripts the same is in sight.
    let folded = try #require(
      text.firstMatch(of: #/<\/summary>(.*)<\/details>/#.dotMatchesNewlines()))
    let plain = try #require(
      text.firstMatch(of: #/<noscript>(.*)<\/noscript>/#.dotMatchesNewlines()))
    #expect(plain.1 == folded.1.trimmingPrefix("\n").dropLast())
  }

  @Test func `without the script the page loads itself anew`() {
    let refresh = "<meta http-equiv=\"refresh\" content=\"5; url=?\">"
    #expect(
      page().contains(
        "<noscript>\(refresh)<link rel=\"stylesheet\" href=\"/static/plain.css\"></noscript>"))
    let sign = ">Datos de las 16:18:14<noscript> · Se actualiza sola cada 5 segundos<"
    #expect(page().contains(sign))
    #expect(!page().contains("style="))
    #expect(!page().contains("onclick"))
  }

  @Test func `a silent core is not shown as the present`() {
    let text = page(isStale: true)
    #expect(text.contains("<body data-assets=\"\(StaticFile.fingerprint)\" data-old>"))
    #expect(text.contains(">La central no responde: los datos son antiguos<"))
    // Nothing is done about what may be another by now; with the script that is for it to end.
    #expect(!text.contains(#/data-link="\w+" data-path="[^"]*" href/#))
    #expect(page().contains(#/data-link="\w+" data-path="[^"]*" href/#))
    let buttons = #/<button[^>]*>/#
    #expect(text.contains(buttons) && page().contains(buttons))
    #expect(text.matches(of: buttons).allSatisfy { $0.0.hasSuffix(" disabled>") })
    #expect(page().matches(of: buttons).allSatisfy { !$0.0.contains("disabled") })
  }

  @Test func `what comes from outside is text, never markup`() {
    var snapshot = shop(booths: [
      booth(
        "4\"/x", "<b>A&B</b>", .talking,
        call: CallSnapshot(
          number: "<script>", destination: "'\"&<>", seconds: 1, price: perMinute(200),
          total: .zero,
          isCharged: true, isLive: true))
    ])
    snapshot.shopName = "</title><script>"
    let text = page(snapshot)
    #expect(!text.contains("<script>"))
    #expect(!text.contains("<b>"))
    #expect(text.contains("&lt;b&gt;A&amp;B&lt;/b&gt;"))
    #expect(text.contains("&#39;&quot;&amp;&lt;&gt;"))
    #expect(text.contains("action=\"/booths/4%22%2Fx/cut\""))
    #expect(text.contains("data-booth=\"4&quot;/x\""))
  }

  @Test func `the summary counts, and agrees in number`() {
    func summary(_ states: [BoothState]) -> String {
      let booths = states.enumerated().map { booth("\($0.offset)", "", $0.element) }
      return ShopState(snapshot: shop(booths: booths), isStale: false).summary(in: .spanish)
    }
    #expect(summary([.talking, .offHook, .free]) == "2 en uso · 1 libre")
    #expect(summary([.free, .free, .boardGone, .lineFault]) == "2 libres · 2 con falla")
    #expect(summary([.refused(.unpriced), .talking]) == "1 en uso · 1 rechazada")
  }

  @Test func `who owes is counted beside the sum, and all others as what their cards say`() {
    var booths = [
      booth("1", "A", .talking, call: currentCall()), booth("2", "B", isDisabled: true),
      booth("3", "C"), booth("4", "D", .boardGone), booth("5", "E"), booth("6", "F"),
    ]
    for index in 0..<4 { booths[index].due = pesos(1000) }
    booths[4].due = pesos(-500)
    let state = ShopState(snapshot: shop(booths: booths), isStale: false)
    #expect(state.summary(in: .spanish) == "1 en uso · 2 libres · 1 con falla")
    #expect(state.owed(in: .spanish) == "Por cobrar en 4 cabinas: $\u{a0}4.000")
    #expect(state.owed(in: .english) == "To collect at 4 booths: $\u{a0}4.000")
    #expect(page(shop(booths: [booths[2]])).contains(">Por cobrar en 1 cabina: $\u{a0}1.000</p>"))
    #expect(page(shop(booths: [booths[5]])).contains("data-shop=\"owed\"></p>"))
  }

  @Test func `English is complete`() {
    let text = page(in: .english)
    for part in ["<html lang=\"en\">", "Current balance", "Talking", "Cut off", "Call details"] {
      #expect(text.contains(part), "\(part)")
    }
    for word in ["Saldo", "Hablando", "Cortar", "Detalle", "Datos"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}

@Suite struct LanguageTests {
  @Test(arguments: [
    ("", "", Language.spanish), ("?lang=en", "", .english), ("?lang=xx", "", .spanish),
    ("", "Accept-Language: en\r\n", .english),
    ("", "Accept-Language: en-US,es;q=0.9\r\n", .english),
    ("", "Accept-Language: es-CL,en;q=0.9\r\n", .spanish),
    ("", "Accept-Language: en;q=0.3, es;q=0.35\r\n", .spanish),
    ("", "Accept-Language: de, fr;q=0.9, en;q=0.1\r\n", .english),
    ("", "Accept-Language: en;q=0, eno\r\n", .spanish),
    ("", "Accept-Language: *;;;,=q\r\n", .spanish), ("", "Cookie: a=b; lang=en\r\n", .english),
    ("?lang=es", "Cookie: lang=en\r\nAccept-Language: en\r\n", .spanish),
    ("", "Cookie: lang=es\r\nAccept-Language: en\r\n", .spanish),
  ])
  func `the language is the asker's`(query: String, header: String, language: Language) throws {
    let text = try Desk().get("/\(query)", header).text
    #expect(text.contains("<html lang=\"\(language.rawValue)\">"))
  }

  @Test func `a choice is remembered`() throws {
    let desk = Desk()
    #expect(
      try desk.get("/?lang=en")["Set-Cookie"]
        == "lang=en; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly")
    #expect(try desk.get("/")["Set-Cookie"] == nil)
  }
}

@Suite struct TimeTests {
  @Test func `dates are written the Chilean way`() {
    #expect(manualTime.text == "27-10-2006 16:18:14")
    let early = LocalTime(year: 2012, month: 2, day: 2, hour: 0, minute: 5, second: 9)
    #expect(early.text == "02-02-2012 00:05:09")
  }

  @Test func `times for programs are in UTC`() {
    let time = WallTime(milliseconds: 1_161_976_694_025)
    #expect(LocalTime.timestamp(time) == "2006-10-27T19:18:14.025Z")
    #expect(LocalTime.httpDate(time) == "Fri, 27 Oct 2006 19:18:14 GMT")
    #expect(LocalTime.timestamp(WallTime(milliseconds: -1)) == "1969-12-31T23:59:59.999Z")
  }

  @Test(arguments: [
    (Int64(0), "0:00"), (68, "1:08"), (3599, "59:59"), (3600, "1:00:00"), (3725, "1:02:05"),
    (360_000, "100:00:00"),
  ])
  func `durations run like a clock`(seconds: Int64, text: String) {
    #expect(seconds.clockText == text)
  }
}
