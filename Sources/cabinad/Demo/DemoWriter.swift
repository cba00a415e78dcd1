import BoothControl
import BoothProtocol
import BoothSimulator
import Ledger
import OwnerPanel
import Rating

/// Hands in what happened, in the order in which it did.
struct DemoWriter {
  let ledger: Ledger
  let shop: ShopConfiguration
  var book: TariffBook
  /// At the provider, when all that was handed in is written.
  private(set) var balance = Money.zero
  var payments = 0
  private var batches: UInt64 = 0
  private var calls: UInt32 = 0
  private var tickets: Int64 = 0
  private var waiting: [(at: Int64, entries: [LedgerEntry])] = []

  init(ledger: Ledger, shop: ShopConfiguration, book: TariffBook) {
    (self.ledger, self.shop, self.book) = (ledger, shop, book)
  }

  private mutating func submit(_ entries: [LedgerEntry]) {
    batches += 1
    _ = ledger.submit(LedgerBatch(number: batches, entries: entries))
  }

  /// Changes what is not handed in, when all that was is written.
  func change(_ body: (Ledger) throws -> Void) throws {
    while ledger.statistics.waiting > 0 { try ledger.write { _ in } }
    try body(ledger)
  }

  mutating func set(markupPercent: Int64, by origin: AuditOrigin) throws {
    try change { try $0.setMarkup(markupPercent * 1_000_000, by: origin) }
    book = book.with(markupPercentMicros: markupPercent * 1_000_000)
  }

  mutating func setBooth(
    _ booth: BoothNumber, isDisabled: Bool, by actor: String, at time: WallTime
  ) {
    submit([
      .boothChanged(
        booth, isDisabled: isDisabled, nextCallIsUncharged: false, actor: actor, at: time)
    ])
  }

  mutating func pay(_ amount: Money, _ reference: String, by actor: String, at time: WallTime) {
    balance = balance + amount
    submit([
      .payment(
        amount: amount, reference: reference, paidOn: CalendarDay(LocalTime.ofSystem(time)),
        actor: actor, at: time)
    ])
  }

  /// Calls are numbered as they begin, and written down as they end.
  mutating func write(
    _ visits: [DemoDay.Visit], isToday: Bool, using generator: inout SplitMix64
  ) {
    let starts = visits.flatMap { visit in visit.calls.map { Self.place($0, visit) } }.sorted()
    var ids: [Int64: UInt32] = [:]
    for start in starts {
      calls += 1
      ids[start] = calls
    }
    waiting = []
    for visit in visits { write(visit, ids, isToday: isToday, using: &generator) }
    for batch in waiting.sorted(by: { $0.at < $1.at }) {
      submit(batch.entries.map { numbered($0) })
    }
  }

  /// Of a call among those of its day.
  private static func place(_ call: DemoDay.Call, _ visit: DemoDay.Visit) -> Int64 {
    call.start << 5 | Int64(visit.line)
  }

  /// Tickets are numbered as they are made.
  private mutating func numbered(_ entry: LedgerEntry) -> LedgerEntry {
    guard case .ticketClosed(var ticket, let key, let actor) = entry else { return entry }
    tickets += 1
    ticket.number = tickets
    return .ticketClosed(ticket, key: key, actor: actor)
  }

  private mutating func write(
    _ visit: DemoDay.Visit, _ ids: [Int64: UInt32], isToday: Bool,
    using generator: inout SplitMix64
  ) {
    var account = BoothAccount()
    var steps: [(at: Int64, entries: [LedgerEntry])] = []
    for call in visit.calls {
      guard let id = ids[Self.place(call, visit)].map(CallID.init(rawValue:)),
        let (entries, charge) = entries(call, id, visit)
      else { continue }
      steps.append((call.end, entries))
      guard charge > .zero else { continue }
      // Those of today still wait for the owner's word.
      guard call.isShort, !isToday else {
        account.add(charge)
        continue
      }
      let isWaived = generator.happens(permille: 500)
      let review = CallReview(
        call: id, booth: visit.booth, charge: charge, verdict: isWaived ? .waived : .stands,
        note: isWaived ? "contestó una grabadora" : "", actor: DemoHistory.owner)
      if !isWaived { account.add(charge) }
      steps.append(
        (call.end + 8_000, [.callReviewed(review, at: WallTime(milliseconds: call.end + 8_000))]))
    }
    if visit.isPaidInAdvance, account.charged > .zero, let start = visit.calls.first?.start {
      account.credit = account.charged.raised(toPesos: 1_000)
      let time = WallTime(milliseconds: start - 4_000)
      steps.append(
        (
          time.milliseconds,
          [
            .deposit(
              visit.booth, amount: account.credit, actor: DemoHistory.cashier, at: time)
          ]
        ))
    }
    waiting += steps
    guard account.charged > .zero else { return }
    let payable = shop.payable(account)
    let paysWithNote =
      generator.happens(permille: 600) && account.credit == .zero && payable > .zero
    let ticket = Ticket(
      number: 0, booth: visit.booth, account: account, payable: payable,
      received: paysWithNote ? payable.raised(toPesos: 500) : nil,
      at: WallTime(milliseconds: visit.end))
    waiting.append((visit.end, [.ticketClosed(ticket, actor: DemoHistory.cashier)]))
  }

  /// A call from its beginning to its end; nil: it has no price.
  private mutating func entries(
    _ call: DemoDay.Call, _ id: CallID, _ visit: DemoDay.Visit
  ) -> (entries: [LedgerEntry], charge: Money)? {
    guard let price = book.price(of: call.number),
      let board = BoardUID(bytes: Array("CABINA-DEMO1".utf8))
    else { return nil }
    func tick(_ after: Int64) -> BoardTick { BoardTick(milliseconds: call.start + after) }
    func time(_ after: Int64) -> WallTime { WallTime(milliseconds: call.start + after) }
    var entries: [LedgerEntry] = []
    if !call.isCharged {
      entries.append(
        .boothChanged(
          visit.booth, isDisabled: false, nextCallIsUncharged: true, actor: DemoHistory.owner,
          at: time(-5_000)))
    }
    entries += [
      .callAuthorised(
        CallAuthorisation(
          call: id, wireCall: id, booth: visit.booth, board: board, bootID: 1, line: visit.line,
          dialled: call.number, number: call.number, carrier: nil, price: price,
          isCharged: call.isCharged, reserved: .zero, nextEvent: 0, at: time(0))),
      .callSeized(id, tick: tick(400), at: time(400)),
    ]
    if !call.isCharged {
      entries.append(
        .boothChanged(
          visit.booth, isDisabled: false, nextCallIsUncharged: false, at: time(0)))
    }
    var (charge, cost) = (Money.zero, Money.zero)
    if let talked = call.talked {
      entries.append(
        .callAnswered(
          id, tick: tick(call.ringing), at: time(call.ringing), signal: .polarityReversal))
      let kept = KeptCall(
        price: price, clock: nil, isCharged: call.isCharged,
        talked: TalkTime(milliseconds: talked))
      (charge, cost) = (kept.charge, kept.cost)
      balance = balance - cost
    }
    entries.append(
      .callEnded(
        CallEnd(
          call: id, cause: call.cause, talked: call.talked.map(TalkTime.init(milliseconds:)),
          charge: charge, cost: cost, suspicions: call.isShort ? [.tooShort] : [],
          at: WallTime(milliseconds: call.end))))
    return (entries, charge)
  }
}
