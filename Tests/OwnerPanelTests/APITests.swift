import BoothControl
import FoundationEssentials
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct APITests {
  let desk = Desk()

  @Test func `the shop is its whole snapshot, with exact amounts`() throws {
    var exact = desk
    exact.shop?.snapshot.balance = Money(micros: 1_856_500_000)
    #expect(
      try exact.get("/api/v1/shop").text == """
        {"name":"Locutorio Central","version":"1","stale":false,\
        "currency":{"code":"CLP","symbol":"$","decimals":0},"balance":"1856.5",\
        "balanceReserved":"0","balanceWarning":null,"balanceLow":false,"restartNeeded":false,"booths":[\
        {"number":"4312","name":"CABINA 01","state":"talking","dialled":null,"refusal":null,\
        "refusalText":null,"disabled":false,"nextCallUncharged":false,"call":{"number":"1006",\
        "destination":"INTERNAS 02","seconds":68,"price":"200","unit":"minute","total":"227",\
        "charged":true,"live":true},"account":{"credit":"0","charged":"0","calls":0,\
        "due":"0"}},\
        {"number":"4313","name":"CABINA 02","state":"free","dialled":null,"refusal":null,\
        "refusalText":null,"disabled":false,"nextCallUncharged":false,"call":null,\
        "account":{"credit":"0","charged":"0","calls":0,"due":"0"}}],\
        "boards":[{"uid":"00112233445566778899AABB","connected":true,"firmware":"1.2.3"}]}
        """)
  }

  @Test(arguments: [
    (
      booth("1", "A", .dialling(digits: "02"), isDisabled: true),
      #""state":"dialling","dialled":"02","refusal":null,"refusalText":null,"disabled":true"#
    ),
    (
      booth("1", "A", .refused(.noBalance)),
      #""dialled":null,"refusal":"noBalance","refusalText":"No queda saldo""#
    ),
    (APITests.refusedBooth, #""state":"refused","dialled":"0055","refusal":"unpriced""#),
    (booth("1", "A", .free, isDisabled: true), #""state":"free","dialled":null"#),
    (booth("1", "A", .boardGone), #""state":"gone""#),
  ])
  func `a booth's state has its particulars`(booth: BoothSnapshot, part: String) throws {
    var other = desk
    other.shop?.snapshot.booths = [booth]
    #expect(try other.get("/api/v1/booths/1").text.contains(part))
  }

  private static var refusedBooth: BoothSnapshot {
    var refused = booth("1", "A", .refused(.unpriced))
    refused.refusedNumber = "0055"
    return refused
  }

  @Test func `calls come in pages, each naming the next`() throws {
    struct Page: Decodable {
      struct Call: Decodable {
        var id: Int
        var seconds: Int
        var charge: String
        var charged: Bool
      }
      var total: Int
      var next: String?
      var calls: [Call]
    }
    var ids: [Int] = []
    var target = "/api/v1/calls?booth=4312&size=10"
    while true {
      let page = try JSONDecoder().decode(Page.self, from: Data(try desk.get(target).body))
      #expect(page.total == 26)
      ids += page.calls.map(\.id)
      guard let next = page.next else { break }
      target = "/api/v1/calls?booth=4312&size=10&before=\(next)"
    }
    #expect(ids == (1...26).reversed().map { $0 * 10 })

    let uncharged = try desk.get("/api/v1/calls?charged=false&size=100").body
    let page = try JSONDecoder().decode(Page.self, from: Data(uncharged))
    #expect(page.total == 4)
    #expect(page.calls.allSatisfy { !$0.charged })
  }

  @Test func `errors have a code for programs and words for people`() throws {
    let text = try desk.get("/api/v1/booths/9", "Accept-Language: en\r\n").text
    #expect(text == #"{"error":"no_such_booth","message":"There is no booth «9»."}"#)
  }

  @Test(arguments: [
    (#"{"amount":"50000","reference":"transferencia 12"}"#, pesos(50_000), "transferencia 12"),
    (#"{"reference":"ñandú","amount":"70"}"#, pesos(70), "ñandú"),
    (#"{ "amount" : "1"  }"#, pesos(1), ""),
  ])
  func `a payment reaches the core as it was written`(
    body: String, amount: Money, reference: String
  ) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json; charset=utf-8\r\n", body: body)
    guard case .later(let action, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(
      action == .pay(amount: amount, reference: reference))
  }

  @Test(arguments: [
    (#"{"amount":"-5000","reference":"corrección"}"#, pesos(-5000), "corrección", nil),
    (#"{"amount":"1","key":"7f-3a ~"}"#, pesos(1), "", "7f-3a ~"),
  ])
  func `a correction and a payment's key reach the core`(
    body: String, amount: Money, reference: String, key: String?
  ) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json\r\n", body: body)
    guard case .later(let action, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(
      action
        == .pay(amount: amount, reference: reference, key: key))
  }

  @Test(arguments: ["2006-10-26", "2006-10-27", "2000-01-01", "2004-02-29"])
  func `a payment's day is the one that is said`(day: String) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json\r\n",
      body: "{\"amount\":\"1\",\"date\":\"\(day)\"}")
    guard case .later(let action, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(action == .pay(amount: pesos(1), reference: "", paidOn: CalendarDay(day)))
  }

  @Test(arguments: [
    "2006-10-28", "2007-01-01", "1999-12-31", "2006-02-29", "2006-13-01", "2006-10-00",
    "27-10-2006",
    "2006-10-2x", "2006-10-027", "", "ayer",
  ])
  func `a payment's day that is none, or yet to come, is refused with those that there are`(
    day: String
  ) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json\r\n",
      body: "{\"amount\":\"1\",\"date\":\"\(day)\"}")
    let response = try desk.now(answer)
    #expect(response.status == .badRequest)
    #expect(
      response.text.contains("fecha «\(day)»: se espera un día del 2000-01-01 al 2006-10-27"),
      "\(response.text)")
  }

  @Test func `payments come by pages of any size`() throws {
    desk.source.holds(
      payments: [2, 1].map { number in
        PaymentListRow(
          number: number, at: WallTime(milliseconds: 1_161_976_694_000), amount: pesos(5),
          reference: "", actor: "uid 1000")
      })
    let first = try desk.get("/api/v1/payments?size=1").text
    #expect(first.contains(#""next":2,"#) && first.contains(#""number":2,"#), "\(first)")
    #expect(!first.contains(#""number":1,"#))
    let last = try desk.get("/api/v1/payments?size=1&before=2").text
    #expect(last.contains(#""next":null,"#) && last.contains(#""number":1,"#), "\(last)")
    for query in ["size=0", "size=501", "before=x", "after=1"] {
      #expect(try desk.get("/api/v1/payments?\(query)").status == .badRequest, "\(query)")
    }
  }

  @Test func `the list of payments says when, how much, what for and who`() throws {
    desk.source.holds(payments: [
      PaymentListRow(
        number: 2, at: WallTime(milliseconds: 1_161_976_694_000), amount: pesos(-5000),
        reference: "corrección", paidOn: CalendarDay("2006-10-26"), actor: "uid 1000")
    ])
    #expect(
      try desk.get("/api/v1/payments").text == """
        {"currency":{"code":"CLP","symbol":"$","decimals":0},"next":null,"payments":[\
        {"number":2,"at":"2006-10-27T19:18:14.000Z","paidOn":"2006-10-26","amount":"-5000",\
        "reference":"corrección","by":"uid 1000"}]}
        """)
    desk.source.failsToRead()
    #expect(try desk.get("/api/v1/payments").status == .serviceUnavailable)
  }

  @Test(arguments: [
    "", "{}", "[]", "nonsense", #"{"amount":50000}"#, #"{"amount":"1,5"}"#,
    #"{"amount":"1.500.000"}"#,
    #"{"amount":"0"}"#, #"{"amount":"-5"}"#, #"{"amount":"1e3"}"#, #"{"amount":"0.0000001"}"#,
    #"{"amount":"1.000"}"#, #"{"amount":"0.5"}"#,
    #"{"amount":"99999999999999999999"}"#, #"{"amount":"1","reference":"a\u0000b"}"#,
    #"{"amount":"1","reference":7}"#, #"{"amount":"-5","reference":"  "}"#,
    #"{"amount":"1","key":""}"#, #"{"amount":"1","key":"ñ"}"#, #"{"amount":"1","key":7}"#,
    #"{"amount":"1","key":"\#(String(repeating: "k", count: 65))"}"#,
    #"{"amount":"1","reference":"\#(String(repeating: "x", count: 121))"}"#,
  ])
  func `a payment that is none is 400`(body: String) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json\r\n", body: body)
    #expect(try desk.now(answer).status == .badRequest)
  }

  @Test(arguments: [
    (#"{"amount":"1","amount":"2"}"#, "amount"),
    (#"{"amount":"1","reference":"a","\u0061mount":"2"}"#, "amount"),
    (#"{"amount":"1","reference":"{\"key\":\"x\\","key":"k", "key" : "k"}"#, "key"),
  ])
  func `a payment with a key twice is 400 and the key is named`(
    body: String, key: String
  ) throws {
    let answer = try desk.post(
      "/api/v1/payments", "Content-Type: application/json\r\n", body: body)
    let response = try desk.now(answer)
    #expect(response.status == .badRequest)
    #expect(response.text.contains("the key «\(key)» twice"), "\(response.text)")
  }

  @Test func `a key that is also a value is not there twice`() throws {
    let body = #"{"amount":"1","reference":"amount","key":"key"}"#
    #expect(
      try PaymentRequest(
        body: Array(body.utf8), decimals: 0, today: manualTime
      ).reference == "amount")
  }

  @Test(arguments: [
    "", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n",
  ])
  func `a payment that is not sent as JSON is 415: any page could send a form`(
    header: String
  ) throws {
    let answer = try desk.post("/api/v1/payments", header, body: #"{"amount":"1"}"#)
    #expect(try desk.now(answer).status == .unsupportedMediaType)
  }

  @Test func `how callers dial is told, to be asked what they can reach`() throws {
    let text = try desk.get("/api/v1/dialling").text
    #expect(text.hasPrefix(#"{"digitMap":"(1[03]x|"#))
    #expect(
      text.contains(
        #""emergency":["131","132","133"],"blocked":["700"],"blocksAll":false,"allowed":[],"#))
    #expect(text.contains(#""carriers":["110","111","#))
    #expect(text.hasSuffix(#""carriersReplace":"0","refusedCarriers":[]}"#))
  }

  @Test func `the list of paths is whole, and every one of them is there`() throws {
    let text = try desk.get("/api/v1?lang=en").text
    for entry in APIIndex.entries {
      #expect(
        text.contains(#""method":"\#(entry.method.rawValue)","path":"/api/v1\#(entry.path)""#))
      let segments = "api/v1\(entry.path)".split(separator: "/").map {
        ["{number}": "4312", "{id}": "7"][$0] ?? String($0)
      }
      let route = try #require(Route(segments), "\(entry.path)")
      #expect(route.methods.contains(entry.method))
    }
    for action in BoothAction.allCases {
      #expect(text.contains("/api/v1/booths/{number}/\(action.rawValue)\""))
    }
  }
}
