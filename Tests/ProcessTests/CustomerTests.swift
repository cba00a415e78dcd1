import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// Customers' money through the whole program, as the shop's command line handles it.
@Suite(.waiting) struct `A shop's customers` {
  /// Talks some seconds at 200 a minute and hangs up; what the call was charged.
  private func call(_ seconds: Double, in shop: RunningShop, number: Int) throws -> Money {
    try shop.talk(1, to: "1006")
    usleep(UInt32(seconds * 1_000_000))
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { $0.contains("\"free\"") && !$0.contains("\"talking\"") })
    return try ended(number, in: shop).charge
  }

  /// A call whose end is on the disk: the page shows it a moment sooner.
  private func ended(_ number: Int, in shop: RunningShop) throws -> CallRow {
    let reader = try LedgerReader(path: shop.ledgerPath)
    let end = Date().addingTimeInterval(Program.patience)
    while Date() < end {
      if let row = try reader.call(key: Int64(number)), row.endedAt != nil { return row }
      usleep(10_000)
    }
    return try #require(nil, "call \(number) never ended on the disk")
  }

  private func verify(_ shop: RunningShop) throws -> (status: Int32, output: [String]) {
    let program = try Program("cabinactl", ["verify", "--ledger", shop.ledgerPath])
    let status = try program.status()
    return (status, program.restOfOutput())
  }

  @Test func `pay afterwards, by a ticket that has each call once`() throws {
    let shop = try RunningShop()
    let sum = try call(1.2, in: shop, number: 1) + call(0.4, in: shop, number: 2)
    let account = try shop.command("account", "4312")
    #expect(
      account.output.contains { $0.contains("to be paid") && $0.hasSuffix("$ \(sum.decimalText)") })
    // What the cashier believes is not so any more.
    let stale = try shop.command("collect", "4312", "--expected", "1")
    #expect(stale.status == 1)
    #expect(stale.errors.contains("It is: $ \(sum.decimalText)"), "\(stale)")
    let paid = try shop.command("collect", "4312", "--received", "100", "--key", "k1")
    #expect(paid.status == 0)
    #expect(paid.output.first?.hasPrefix("ticket 1 of booth 4312") == true, "\(paid)")
    #expect(
      paid.output.contains {
        $0.contains("handed back") && $0.hasSuffix("$ \(100 - sum.micros / 1_000_000)")
      })
    // Nobody knows whether it was done: asked again, it is the same ticket.
    #expect(
      try shop.command("collect", "4312", "--received", "100", "--key", "k1").output == paid.output)
    #expect(try shop.command("collect", "4312").errors.contains("owes nothing"))
    try shop.daemon.killAtOnce()
    try shop.startDaemon()
    #expect(
      try shop.command("collect", "4312", "--received", "100", "--key", "k1").output == paid.output)
    let ticket = try shop.command("ticket", "1").output
    #expect(ticket.count { $0.contains("1006") } == 2, "\(ticket)")
    #expect(try shop.command("tickets").output.count == 3)
    // A daemon may be writing meanwhile.
    let well = try verify(shop)
    #expect(well.output.first == "2 calls: all is well", "\(well)")
    try shop.stopDaemon()
    try Database(path: shop.ledgerPath, access: .readWrite).execute(
      "UPDATE calls SET charge_micros = charge_micros + 1000000 WHERE key = 1")
    let ill = try verify(shop)
    #expect(ill.status == 1)
    #expect(ill.output.contains { $0.hasPrefix("call 1 has a charge") }, "\(ill)")
    #expect(ill.output.contains { $0.hasPrefix("ticket 1 says") })
  }

  /// What follows `start` on a page, up to the next quotation mark.
  private func value(after start: String, in page: String) throws -> String {
    let place = try #require(page.range(of: start), "\(page)")
    return String(page[place.upperBound...].prefix { $0 != "\"" })
  }

  @Test func `are collected from with a form, once, and find their calls on the list`() throws {
    let shop = try RunningShop()
    let sum = try call(1.2, in: shop, number: 1)
    #expect(try shop.waitForShop { $0.contains("\"due\":\"\(sum.decimalText)\"") })
    let page = try PageClient.fetch(port: shop.port, "/booths/4312/collect")
    let key = try value(after: "name=\"key\" value=\"", in: page)
    let due = try value(after: "name=\"expected\" value=\"", in: page)
    #expect(due == sum.decimalText)
    let form = "key=\(key)&expected=\(due)&received=1.000"
    let wrong = try PageClient.post(
      port: shop.port, "/booths/4312/collect", form: "key=\(key)&expected=1&received=1.000")
    #expect(wrong.hasPrefix("HTTP/1.1 409"), "\(wrong)")
    #expect(wrong.contains("value=\"1.000\""))
    // Twice, as by a finger that shakes.
    for _ in 1...2 {
      let done = try PageClient.post(port: shop.port, "/booths/4312/collect", form: form)
      #expect(done.hasPrefix("HTTP/1.1 303"), "\(done)")
      #expect(done.contains("Location: /tickets/1?done=collected"))
    }
    let ticket = try PageClient.fetch(port: shop.port, "/tickets/1?done=collected&lang=es")
    #expect(ticket.contains("Vuelto <strong>$\u{a0}\(1000 - sum.micros / 1_000_000)</strong>"))
    #expect(!ticket.contains("class=\"copy\""))
    #expect(
      try PageClient.fetch(port: shop.port, "/tickets/1?lang=es").contains(">Copia</p>"))
    #expect(try shop.command("tickets").output.count == 3)

    let reasons = try PageClient.fetch(port: shop.port, "/calls/1?lang=es")
    #expect(reasons.contains("$\u{a0}200,00 x min"))
    #expect(!reasons.contains("class=\"problem\""))
    for (query, count) in [
      ("number=100", 1), ("number=2", 0), ("place=internas", 1), ("place=valpa", 0),
      ("to=2001-01-01", 0), ("from=2001-01-01", 1),
    ] {
      let list = try PageClient.fetch(port: shop.port, "/api/v1/calls?\(query)")
      #expect(list.contains("\"total\":\(count),\"totalIsLeast\":false"), "\(query): \(list)")
    }
    let table = try PageClient.fetch(port: shop.port, "/calls.csv?lang=es")
    #expect(table.contains("Transfer-Encoding: chunked"))
    #expect(table.contains(";1006;INTERNAS 02;"), "\(table)")
    let credit = try PageClient.fetch(port: shop.port, "/booths/4312/credit")
    let deposit = "amount=1.000&key=" + (try value(after: "name=\"key\" value=\"", in: credit))
    for _ in 1...2 {
      #expect(
        try PageClient.post(port: shop.port, "/booths/4312/credit", form: deposit)
          .contains("Location: /booths/4312/credit?done=credited"))
    }
    #expect(
      try PageClient.fetch(port: shop.port, "/booths/4312/credit?lang=es")
        .contains("<dt>Queda</dt><dd>$\u{a0}1.000</dd>"))
  }

  @Test func `who pay in advance talk to the last second of it, and get no more`() throws {
    let shop = try RunningShop()
    // 200 a minute: 7 pesos are two seconds.
    #expect(try shop.command("credit", "4312", "7").status == 0)
    try shop.talk(1, to: "1006")
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    let call = try ended(1, in: shop)
    #expect(call.endCause == .creditEnded)
    #expect(call.talked == .seconds(2))
    #expect(call.charge == Money(micros: 7_000_000))
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { !$0.contains("\"released\"") })
    try shop.board.ask("lift 1")
    try shop.board.ask("dial 1 1006")
    #expect(try shop.waitForShop { $0.contains("\"noCredit\"") })
    let paid = try shop.command("collect", "4312").output
    #expect(paid.contains { $0.contains("paid in advance") && $0.hasSuffix("7") }, "\(paid)")
  }

  @Test func `are told why a call costs what it costs, by the price that was promised`() throws {
    let shop = try RunningShop()
    let charge = try call(0.4, in: shop, number: 1)
    let why = try shop.command("explain", "1").output
    #expect(
      why.contains { $0.contains("charge $ \(charge.decimalText), by 1006 INTERNAS 02") }, "\(why)")
    #expect(why.contains { $0.contains("at $ 200,00 per min") })
    #expect(!why.contains { $0.contains("THE LINES") })
    #expect(try shop.command("explain", "9").errors.contains("there is no call 9"))
    // A quote by the prices in force is the same arithmetic.
    let quote = try shop.command("quote", "--number", "1006", "--seconds", "68", "--json").output
    #expect(quote.first?.hasPrefix(#"{"charge":"227","billedSeconds":68,"prefix":"1006""#) == true)
    let unpriced = try shop.command("quote", "--number", "4999", "--seconds", "68", "--json")
    #expect(unpriced.status == 3)
    #expect(
      unpriced.output == [
        #"{"error":"no_rate","message":"«4999»: the number has no price"}"#
      ])
    #expect(
      try shop.command("quote", "--number", "1006", "--amount", "10", "--json").output.first?
        .hasPrefix(#"{"maximumSeconds":"3""#) == true)
  }

  @Test func `do not pay for a flagged call that the owner waives`() throws {
    let shop = try RunningShop(shortCall: 60)
    _ = try call(0.3, in: shop, number: 1)
    let suspects = try shop.command("suspects").output
    #expect(suspects.contains { $0.contains("1006") }, "\(suspects)")
    #expect(try shop.command("review", "1", "waived", "no one spoke").status == 0)
    #expect(try shop.command("review", "1", "stands").errors.contains("reviewed before"))
    #expect(try shop.command("suspects").output == ["nothing to review"])
    #expect(try shop.command("collect", "4312").errors.contains("owes nothing"))
    #expect(try shop.command("explain", "1").output.contains { $0.contains("waived by uid") })
  }
}
