import BoothControl
import BoothProtocol
import Rating
import Testing

@testable import Ledger

@Suite struct `Customers' money` {
  let shop: Shop
  let booth = BoothNumber("4312")

  init() throws { shop = try Shop() }

  /// A call of 68 s at 200 a minute, from its authorisation to its end.
  private func call(
    _ number: UInt32, booth: String = "4312", suspicions: [Suspicion] = []
  ) -> [LedgerEntry] {
    [
      .callAuthorised(authorisation(number, booth: booth)), seized(number), answered(number),
      .callEnded(callEnd(number, suspicions: suspicions)),
    ]
  }

  private func deposit(
    _ amount: Int64, at time: WallTime = manualTime, key: String? = nil
  )
    -> LedgerEntry
  {
    .deposit(booth, amount: pesos(amount), key: key, actor: "uid 7", at: time)
  }

  private func ticket(
    _ number: Int64, credit: Int64 = 0, charged: Int64, calls: Int, received: Int64? = nil,
    at time: WallTime = at(90_000)
  ) -> Ticket {
    Ticket(
      number: number, booth: booth,
      account: BoothAccount(credit: pesos(credit), charged: pesos(charged), calls: calls),
      payable: pesos(charged), received: received.map(pesos), at: time)
  }

  private func account() throws -> BoothAccount? {
    try shop.ledger.restore().booths.first { $0.number == booth }?.account
  }

  @Test func `owed is summed up call by call, and is there after a restart`() throws {
    #expect(shop.store(call(1) + call(2) + call(3, booth: "4313")))
    #expect(try account() == BoothAccount(charged: pesos(454), calls: 2))
    #expect(try shop.reader().uncollected(ofBooth: booth).map(\.id.rawValue) == [1, 2])
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `collected is on one ticket with all its calls`() throws {
    #expect(shop.store(call(1) + call(2) + [deposit(500)]))
    let first = ticket(1, credit: 500, charged: 454, calls: 2)
    #expect(shop.store(.ticketClosed(first, key: "k", actor: "uid 7")))
    #expect(shop.store(call(3)))
    #expect(try account() == BoothAccount(charged: pesos(227), calls: 1))
    let reader = try shop.reader()
    let kept = try #require(try reader.ticket(1))
    #expect(kept.ticket.ticket == first)
    #expect(kept.ticket.actor == "uid 7")
    #expect(kept.calls.map(\.id.rawValue) == [1, 2])
    #expect(try reader.ticket(2) == nil)
    #expect(try reader.tickets(TicketQuery(), limit: 10).map(\.ticket.number) == [1])
    #expect(try reader.tickets(TicketQuery(booth: BoothNumber("4313")), limit: 10) == [])
    #expect(try shop.ledger.restore().lastTicket == 1)
    #expect(try reader.verify().complaints == [])
  }

  @Test func `tickets are found by booth, by day and from one of them on`() throws {
    for number in 1...9 as ClosedRange<UInt32> {
      let booth = number % 3 == 0 ? "4313" : "4312"
      #expect(shop.store(call(number, booth: booth)))
      var ticket = ticket(Int64(number), charged: 227, calls: 1)
      ticket.booth = BoothNumber(booth)
      ticket.at = at(Int64(number) * 100_000)
      #expect(shop.store(.ticketClosed(ticket)))
    }
    let reader = try shop.reader()
    func numbers(_ query: TicketQuery, limit: Int = 9) throws -> [Int64] {
      try reader.tickets(query, limit: limit).map(\.ticket.number)
    }
    #expect(try numbers(TicketQuery()) == [9, 8, 7, 6, 5, 4, 3, 2, 1])
    #expect(try numbers(TicketQuery(before: 7), limit: 3) == [6, 5, 4])
    let other = BoothNumber("4313")
    #expect(try numbers(TicketQuery(booth: other)) == [9, 6, 3])
    #expect(try numbers(TicketQuery(booth: other, before: 9), limit: 1) == [6])
    #expect(try numbers(TicketQuery(from: at(300_000), to: at(700_000))) == [6, 5, 4, 3])
    #expect(try numbers(TicketQuery(from: at(800_000))) == [9, 8])
    #expect(try numbers(TicketQuery(to: at(300_000), before: 2)) == [1])
    #expect(try numbers(TicketQuery(booth: other, from: at(400_000))) == [9, 6])
    #expect(try numbers(TicketQuery(booth: BoothNumber("99"))) == [])
    // The way back, to those that are next.
    #expect(try numbers(TicketQuery(after: 4), limit: 3) == [7, 6, 5])
    #expect(try numbers(TicketQuery(booth: other, after: 3), limit: 1) == [6])
    let days = (from: at(200_000), to: at(900_000))
    #expect(try numbers(TicketQuery(from: days.from, to: days.to, after: 6), limit: 3) == [8, 7])
    #expect(try numbers(TicketQuery(from: days.from, to: days.to, before: 5), limit: 2) == [4, 3])
    // Of no ticket, and of those at the ends.
    #expect(try numbers(TicketQuery(from: days.from, before: 40), limit: 2) == [9, 8])
    #expect(try numbers(TicketQuery(from: days.from, after: 40)) == [])
    #expect(try numbers(TicketQuery(from: days.from, before: 1)) == [])
  }

  @Test func `tickets of days are in the order of time, whatever the clock did to their numbers`()
    throws
  {
    // The box's clock was put back before the third, and stood still after it.
    for (number, time) in [(1, 500), (2, 600), (3, 300), (4, 300), (5, 700)] as [(UInt32, Int64)] {
      #expect(shop.store(call(number)))
      var ticket = ticket(Int64(number), charged: 227, calls: 1)
      ticket.at = at(time)
      #expect(shop.store(.ticketClosed(ticket)))
    }
    let reader = try shop.reader()
    func pages(_ turn: (TicketQuery, [Int64]) -> TicketQuery?) throws -> [[Int64]] {
      var query = TicketQuery(from: at(0), to: at(1000))
      var pages: [[Int64]] = []
      while true {
        let page = try reader.tickets(query, limit: 2).map(\.ticket.number)
        guard !page.isEmpty else { return pages }
        pages.append(page)
        guard let next = turn(query, page) else { return pages }
        query = next
      }
    }
    let back = try pages { query, page in
      var query = query
      query.before = page.last
      return query
    }
    #expect(back == [[5, 2], [1, 4], [3]])
    let forth = try pages { query, page in
      var query = query
      query.before = nil
      query.after = query.after == nil ? 3 : page.first
      return query
    }
    #expect(forth == [[5, 2], [1, 4], [5, 2]])
  }

  /// However many days and tickets there are: no more is read than the page has.
  @Test func `a page of tickets is read in the order of an index`() throws {
    let reader = try shop.reader()
    for booth in [nil, BoothNumber("4312")] {
      for from in [nil, at(0)] {
        for (before, after) in [(nil, nil), (7, nil), (nil, 7)] as [(Int64?, Int64?)] {
          _ = try reader.tickets(
            TicketQuery(booth: booth, from: from, before: before, after: after), limit: 9)
        }
      }
    }
    let plans = try reader.read { database in
      try database.preparedStatements.filter {
        $0.contains("LIMIT ?") && !$0.hasPrefix("EXPLAIN")
      }.map { sql in
        let count = (1...9).reversed().first { sql.contains("?\($0)") } ?? 0
        return try database.rows(
          "EXPLAIN QUERY PLAN " + sql, Array(repeating: .null, count: count)
        ) { try $0.text(3) }
      }
    }
    #expect(plans.count == 6)
    for steps in plans {
      #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
      #expect(!steps.contains { $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" }, "\(steps)")
    }
  }

  @Test func `that is paid is on no card after a restart`() throws {
    #expect(shop.store(call(1)))
    #expect(try shop.ledger.restore().lastCalls.count == 1)
    #expect(shop.store(.ticketClosed(ticket(1, charged: 227, calls: 1))))
    #expect(try shop.ledger.restore().lastCalls.isEmpty)
  }

  @Test(arguments: [(226, 1), (227, 2), (454, 2), (0, 0)] as [(Int64, Int)])
  func `is not collected for another sum than the calls have`(charged: Int64, calls: Int) throws {
    #expect(shop.store(call(1)))
    shop.submit(.ticketClosed(ticket(1, charged: charged, calls: calls)))
    #expect(
      shop.notices.wait { notices in
        notices.contains { if case .rejected = $0 { true } else { false } }
      })
    #expect(try account() == BoothAccount(charged: pesos(227), calls: 1))
    #expect(try shop.reader().tickets(TicketQuery(), limit: 10).isEmpty)
    #expect(try shop.reader().uncollected(ofBooth: booth).count == 1)
  }

  @Test func `moves once though the same is written twice`() throws {
    let closing = LedgerEntry.ticketClosed(
      ticket(1, credit: 500, charged: 227, calls: 1), key: "k", actor: "")
    #expect(shop.store(call(1) + [deposit(500, key: "d")]))
    #expect(shop.store(deposit(500, key: "d")))
    #expect(try account()?.credit == pesos(500))
    #expect(shop.store(closing))
    #expect(shop.store(call(2)))
    #expect(shop.store(closing))
    #expect(shop.rejections == [])
    #expect(try account() == BoothAccount(charged: pesos(227), calls: 1))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `with the key of another movement is refused`() throws {
    #expect(shop.store(deposit(500, key: "d")))
    shop.submit(deposit(600, at: at(1), key: "d"))
    #expect(
      shop.notices.wait { notices in
        notices.contains { if case .declined = $0 { true } else { false } }
      })
    #expect(try account()?.credit == pesos(500))
  }

  @Test func `with the key of a request of another kind is refused, and which it was is said`()
    throws
  {
    let closing = ticket(1, credit: 500, charged: 227, calls: 1)
    #expect(shop.store(call(1) + [deposit(500, key: "d")]))
    #expect(shop.store(.ticketClosed(closing, key: "d", actor: "")))
    #expect(try shop.reader().tickets(TicketQuery(), limit: 10).isEmpty)
    #expect(shop.store(.ticketClosed(closing, key: "t", actor: "")))
    #expect(shop.store(deposit(100, at: at(9), key: "t")))
    let payment = LedgerEntry.payment(
      amount: pesos(100), reference: "", key: "t", at: at(10))
    #expect(shop.store(payment))
    #expect(
      shop.declined.map { String($0.reason.prefix { $0 != ":" }) } == [
        "the key d was used before, for a credit of booth \(booth)",
        "the key t was used before, for ticket 1", "the key t was used before, for ticket 1",
      ])
    #expect(try account() == BoothAccount())
  }

  @Test func `an old ticket's key closes no account again`() throws {
    #expect(shop.store(call(1)))
    #expect(shop.store(.ticketClosed(ticket(1, charged: 227, calls: 1), key: "t", actor: "")))
    #expect(shop.store(call(2)))
    #expect(shop.store(.ticketClosed(ticket(2, charged: 227, calls: 1), key: "t", actor: "")))
    #expect(
      shop.declined.map(\.answer) == [.collected(ticket(1, charged: 227, calls: 1))])
    #expect(try account()?.calls == 1)
  }

  @Test func `has its latest instants told at the start, so that nothing moves in one of them`()
    throws
  {
    #expect(shop.store(payment(100, at: at(9)), deposit(300, at: at(7))))
    #expect(shop.store(payment(100, at: at(5))))
    #expect(try shop.ledger.restore().moneyTimes == [at(7), at(9), at(5)])
    for second in 0..<300 as Range<Int64> {
      #expect(shop.store(deposit(10, at: at(1000 + second))))
    }
    let times = try shop.ledger.restore().moneyTimes
    #expect(times.count == RestoredState.moneyTimeLimit + 2)
    #expect(times.first == at(1044) && times.last == at(5))
    #expect(times[RestoredState.moneyTimeLimit - 1] == at(1299))
  }

  @Test func `moved under a key is told at the start, oldest first`() throws {
    #expect(shop.store(call(1) + [deposit(300, at: at(1), key: "d")]))
    let closed = ticket(1, credit: 300, charged: 227, calls: 1, received: 0)
    #expect(shop.store(.ticketClosed(closed, key: "t", actor: "")))
    #expect(
      try shop.ledger.restore().requests == [
        DoneRequest(KeyedRequest(key: "d", matter: .deposit(booth, amount: pesos(300))), .done),
        DoneRequest(
          KeyedRequest(key: "t", matter: .ticket(booth, received: .zero)), .collected(closed)),
      ])
  }

  private func review(
    _ call: UInt32, _ verdict: CallReview.Verdict, charge: Int64 = 227, note: String = "no habló"
  ) -> LedgerEntry {
    .callReviewed(
      CallReview(
        call: CallID(rawValue: call), booth: booth, charge: pesos(charge), verdict: verdict,
        note: note, actor: "uid 7"), at: at(95_000))
  }

  @Test func `of a flagged call is owed no more once the owner waives it`() throws {
    #expect(shop.store(call(1, suspicions: [.answerNotSignalled]) + call(2)))
    #expect(try shop.reader().suspects(limit: 10).map(\.id.rawValue) == [1])
    #expect(shop.store(review(1, .waived)))
    #expect(try account() == BoothAccount(charged: pesos(227), calls: 1))
    let reader = try shop.reader()
    for (isCharged, calls) in [(true, [2]), (false, [1])] as [(Bool, [UInt32])] {
      for query in [
        CallQuery(isCharged: isCharged), CallQuery(booth: booth, isCharged: isCharged),
        CallQuery(isCharged: isCharged, from: at(0)),
        CallQuery(isCharged: isCharged, numberStart: "1"),
      ] {
        let rows = try reader.calls(query, limit: 9).rows
        #expect(rows.map(\.id.rawValue) == calls, "\(query)")
        #expect(
          rows.allSatisfy {
            CallReview.bearsCharge(isCharged: $0.isCharged, verdict: $0.review) == isCharged
          })
        if query.numberStart == nil { #expect(try reader.count(query) == 1) }
      }
    }
    #expect(try reader.suspects(limit: 10).isEmpty)
    #expect(try reader.uncollected(ofBooth: booth).map(\.id.rawValue) == [2])
    let detail = try #require(try reader.detail(ofCall: 1))
    #expect(detail.row.review == .waived)
    #expect(detail.row.charge == pesos(227))
    #expect(detail.reviewNote == "no habló")
    #expect(detail.reviewer == "uid 7")
    #expect(detail.reviewedAt == at(95_000))
    #expect(shop.store(.ticketClosed(ticket(1, charged: 227, calls: 1))))
    #expect(try reader.verify().complaints == [])
  }

  @Test func `of a call that nothing is odd about is waived with a reason, and not without`() throws
  {
    #expect(shop.store(call(1) + call(2)))
    #expect(shop.store(review(1, .waived, note: "")))
    #expect(shop.declined.map(\.answer) == [.accountChanging])
    #expect(shop.store(review(1, .waived)))
    #expect(try account() == BoothAccount(charged: pesos(227), calls: 1))
    #expect(try shop.reader().uncollected(ofBooth: booth).map(\.id.rawValue) == [2])
    #expect(shop.declined.count == 1)
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test(
    arguments: [
      // Not flagged, reviewed before, another charge, on a ticket, unknown.
      ([2], CallReview.Verdict.stands, 227), ([1, 1], .stands, 227), ([1], .waived, 226),
      ([3], .waived, 227), ([9], .stands, 227),
    ] as [([UInt32], CallReview.Verdict, Int64)])
  func `is reviewed only where there is something to review`(
    calls: [UInt32], verdict: CallReview.Verdict, charge: Int64
  ) throws {
    #expect(shop.store(call(3, suspicions: [.tooShort])))
    #expect(shop.store(.ticketClosed(ticket(1, charged: 227, calls: 1))))
    #expect(shop.store(call(1, suspicions: [.tooShort]) + call(2)))
    for call in calls { shop.submit(review(call, verdict, charge: charge)) }
    #expect(
      shop.notices.wait { notices in
        notices.count { if case .declined = $0 { true } else { false } } == 1
      })
    #expect(shop.declined.map(\.answer) == [.accountChanging])
    #expect(try shop.reader().rejectedBatches().isEmpty)
    #expect(try account() == BoothAccount(charged: pesos(454), calls: 2))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `is in the audit: who took it, how it stood before and after`() throws {
    #expect(shop.store(call(1, suspicions: [.tooShort]) + call(2) + [deposit(500)]))
    #expect(shop.store(review(1, .waived)))
    let closed = ticket(1, credit: 500, charged: 227, calls: 1)
    #expect(shop.store(.ticketClosed(closed, key: nil, actor: "uid 7")))
    let records = try shop.reader().audit(limit: 10)
    #expect(
      records.map {
        "\($0.actor) \($0.action) \($0.subject): \($0.before ?? "") → \($0.after ?? "")"
      }
        == [
          "uid 7 ticket ticket 1: booth 4312: 1 call of 227, 500 in advance → "
            + "227 payable, -273 due",
          "uid 7 review call 1: 227 → waived: no habló",
          "uid 7 credit deposit 1: credit 0 → credit 500: 500 paid at booth 4312",
        ])
    #expect(try shop.reader().verifyAudit().fault == nil)
  }

  @Test(arguments: [
    ("UPDATE booths SET charged_micros = 1", "to be collected"),
    ("UPDATE booths SET credit_micros = 1", "were deposited"),
    ("UPDATE tickets SET charged_micros = 228000000", "ticket 1 says"),
    ("UPDATE deposits SET amount_micros = 1", "ticket 1 says"),
    ("UPDATE calls SET ticket = NULL WHERE key = 1", "ticket 1 says"),
    ("UPDATE tickets SET calls = 2", "ticket 1 says"),
    (
      "UPDATE calls SET ticket = 0 WHERE key = 2; UPDATE booths SET charged_micros = 0, charged_calls = 0",
      "call 2 is marked"
    ),
    (
      "UPDATE calls SET ticket = 99 WHERE key = 2; UPDATE booths SET charged_micros = 0, charged_calls = 0",
      "call 2 is on ticket 99"
    ),
    (
      "UPDATE calls SET talked_ms = NULL WHERE key = 2", "call 2 has a charge of 227000000"
    ),
    ("UPDATE quotes SET record = '{}'", "call 2: "),
    ("UPDATE calls SET charge_micros = 228000000 WHERE key = 2", "its price makes 227000000"),
    ("UPDATE calls SET talked_ms = 69001 WHERE key = 2", "its price makes"),
  ])
  func `that was tampered with is told of by the check`(sql: String, complaint: String) throws {
    #expect(shop.store(call(1) + [deposit(500)]))
    #expect(shop.store(.ticketClosed(ticket(1, credit: 500, charged: 227, calls: 1))))
    #expect(shop.store(call(2)))
    #expect(try shop.reader().verify().complaints == [])
    try Database(path: shop.path, access: .readWrite).execute(sql)
    let verdict = try shop.reader().verify()
    expectSpanish(verdict)
    let complaints = verdict.complaints
    #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
  }
}

@Suite struct `Why a call costs what it costs` {
  let shop: Shop

  init() throws { shop = try Shop() }

  /// Saturday 23:59:30, and the clock is put back an hour ten seconds later.
  private let clock = CivilTime(
    weekday: 6, millisecondsIntoDay: 86_370_000,
    shifts: [CivilTime.Shift(after: .seconds(10), shiftSeconds: -3600)])

  private func store(_ clock: CivilTime?, talked: Int64) throws {
    let price = DestinationPrice(
      charge: richTariff, cost: tariff("", "nacional", 100),
      rounding: Rounding(mode: .halfUp, decimals: 2))
    let quote = Quote(
      tariff: richTariff, rounding: price.rounding,
      answered: clock ?? CivilTime(weekday: 1, millisecondsIntoDay: 0))
    let talk = TalkTime(milliseconds: talked)
    let cost = Quote(tariff: price.cost, rounding: price.rounding, answered: self.clock)
    #expect(
      shop.store(
        .callAuthorised(authorisation(1, price: price)), seized(1),
        .callAnswered(
          CallID(rawValue: 1), tick: BoardTick(milliseconds: 9000), at: at(9000), clock: clock,
          signal: .polarityReversal)))
    #expect(try shop.ledger.restore().openCalls.first?.answeredClock == clock)
    #expect(
      shop.store(
        .callEnded(
          CallEnd(
            call: CallID(rawValue: 1), cause: .callerHungUp, talked: talk,
            charge: quote.charge(at: talk), cost: cost.charge(at: talk), suspicions: [],
            at: at(80_000)))))
  }

  @Test func `is derived again from the price and the clock that it keeps`() throws {
    try store(clock, talked: 90_000)
    let detail = try #require(try shop.reader().detail(ofCall: 1))
    let kept = try #require(detail.kept)
    #expect(kept.clock == clock)
    #expect(kept.charge == detail.row.charge)
    #expect(kept.cost == detail.row.cost)
    let lines = try #require(kept.explainedCharge?.lines)
    // The band of the weekend, capped.
    guard case .talk(let rate) = lines[0].reason else {
      Issue.record("\(lines)")
      return
    }
    #expect(rate.band?.weekdays == [6, 7])
    #expect(kept.explainedWorth == nil)
    var uncharged = kept
    uncharged.isCharged = false
    #expect(uncharged.explainedCharge == nil && uncharged.charge == .zero)
    #expect(uncharged.explainedWorth == kept.explainedCharge)
    #expect(detail.isComplete)
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `of a call that did not keep the clock is told, and of an older program not held`()
    throws
  {
    try store(nil, talked: 90_000)
    let reader = try shop.reader()
    #expect(!(try #require(try reader.detail(ofCall: 1)).isComplete))
    #expect(
      try reader.verify().complaints == [
        "call 1 has lost the clock at its answer, which its price depends on"
      ])
    #expect(try reader.verify().underivedCalls == 0)
    try Database(path: shop.path, access: .readWrite).execute(
      "UPDATE settings SET value = '1' WHERE name = 'last_call_before_tickets'")
    #expect(try reader.verify().underivedCalls == 1)
    // That it is one of an older program is in no record.
    #expect(
      try reader.verify().complaints == [
        "setting last_call_before_tickets is «1», not nothing, and the audit has no record of it"
      ])
  }

  @Test(arguments: [
    "", "8 0", "0 0", "1 86400000", "1 -1", "1 0 5:1", "1 0 +5", "1 0 +9:1 +9:2", "1 0 +1:99999",
    "1 0 ", "x 0",
  ])
  func `is not derived from a clock that is none`(text: String) throws {
    try store(clock, talked: 90_000)
    try Database(path: shop.path, access: .readWrite).run(
      "UPDATE calls SET answered_clock = ?1", [.text(text)])
    #expect(throws: DatabaseError.self) { try shop.reader().detail(ofCall: 1) }
  }

  @Test func `is nothing for a call that was not answered`() throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)), .callEnded(callEnd(1, talked: nil, charge: 0, cost: 0))))
    #expect(try shop.reader().detail(ofCall: 1)?.kept == nil)
    #expect(try shop.reader().detail(ofCall: 2) == nil)
  }
}
