import BoothControl
import BoothProtocol
import Rating

/// What is on the disk of a simulated box: the meaning of each ledger entry, told once more and
/// without SQL.
struct DurableBooks {
  /// One call.
  struct Record {
    let authorisation: CallAuthorisation
    var seizedTick: BoardTick?
    var answered: (tick: BoardTick, at: WallTime, clock: CivilTime?, signal: AnswerSignal)?
    var heardTick: BoardTick?
    var end: CallEnd?
    var ticket: Int64?
    var verdict: CallReview.Verdict?

    var isWaived: Bool { verdict == .waived }
  }

  struct BoothState {
    var isDisabled = false
    var nextCallIsUncharged = false
  }

  private struct Payment: Hashable {
    let amount: Money
    let reference: String
    let at: WallTime
  }

  private(set) var records: [CallID: Record] = [:]
  private(set) var booths: [BoothNumber: BoothState] = [:]
  private(set) var balance: Money?
  private(set) var references: Set<String> = []
  /// What was done under a key, by the key, oldest first.
  private(set) var requests: [DoneRequest] = []
  private(set) var paid = Money.zero
  private(set) var lastTicket: Int64 = 0
  private(set) var tickets: [Ticket] = []
  private var credits: [BoothNumber: Money] = [:]
  private var depositTimes: [WallTime] = []
  private var paymentTimes: [WallTime] = []
  /// Why batches were not taken, save for what the owner asks in vain.
  private(set) var contradictions: [String] = []
  private var payments: Set<Payment> = []
  private var events: [UInt32: Set<UInt32>] = [:]
  private var lastBoots: [UInt32] = []
  /// The highest number of a host's call that the last boot told of.
  private var lastToldCall = CallID(rawValue: 0)
  private let board: BoardUID

  /// `time`: when the opening balance was paid.
  init(board: BoardUID, openingBalance: Money?, at time: WallTime) {
    self.board = board
    balance = openingBalance
    paid = openingBalance ?? .zero
    if openingBalance != nil { paymentTimes = [time] }
  }

  func hasEvent(_ number: UInt32, ofBoot bootID: UInt32) -> Bool {
    events[bootID]?.contains(number) ?? false
  }

  /// All calls, by their number.
  var calls: [Record] { records.sorted { $0.key < $1.key }.map(\.value) }

  /// Writes all of a batch or nothing; nil, or why it contradicts what is written.
  mutating func write(_ batch: LedgerBatch) -> String? {
    let contradiction = attempt(batch)
    if let contradiction, !batch.isReview { contradictions.append(contradiction) }
    return contradiction
  }

  private mutating func attempt(_ batch: LedgerBatch) -> String? {
    let told = batch.entries.compactMap { entry in
      if case .boardEvent(let record) = entry { record } else { nil }
    }
    let written = told.count { hasEvent($0.event.number, ofBoot: $0.bootID) }
    if !told.isEmpty, written == told.count { return nil }
    guard written == 0 else { return "some of its events are written, some are not" }
    if let contradiction = contradiction(in: batch) { return contradiction }
    for entry in batch.entries { apply(entry) }
    return nil
  }

  private func contradiction(in batch: LedgerBatch) -> String? {
    var known: [CallID] = []
    for entry in batch.entries {
      let call: CallID
      switch entry {
      case .callAuthorised(let authorisation):
        if let other = records[authorisation.call], other.authorisation != authorisation {
          return "call \(authorisation.call) is another's"
        }
        known.append(authorisation.call)
        continue
      case .callSeized(let id, _, _), .callAnswered(let id, _, _, _, _), .callHeard(let id, _):
        call = id
      case .callEnded(let end): call = end.call
      case .callReviewed(let review, _):
        guard isToReview(review) else { return "call \(review.call) is not to be reviewed" }
        continue
      case .ticketClosed(let ticket, _, _):
        guard account(of: ticket.booth) == ticket.account else {
          return "ticket \(ticket.number) is not what booth \(ticket.booth) owes"
        }
        guard ticket.payable == .zero || !batch.isDeposit else {
          return "ticket \(ticket.number) is closed by a deposit, and nobody paid it"
        }
        fallthrough
      case .payment, .deposit:
        if let request = entry.request?.request, isDone(request.key) {
          return "\(request) is done under its key already"
        }
        continue
      case .boardEvent, .boothChanged: continue
      }
      guard records[call] != nil || known.contains(call) else { return "no call \(call)" }
    }
    return nil
  }

  func isDone(_ key: String) -> Bool { requests.contains { $0.request.key == key } }

  private mutating func apply(_ entry: LedgerEntry) {
    if let request = entry.request { requests.append(request) }
    switch entry {
    case .boardEvent(let record):
      if !lastBoots.contains(record.bootID) {
        lastBoots.append(record.bootID)
        lastToldCall = CallID(rawValue: 0)
      }
      if let call = record.event.call, !call.wasDialledByBoard {
        lastToldCall = max(lastToldCall, call.unmarked)
      }
      events[record.bootID, default: []].insert(record.event.number)
    case .callAuthorised(let authorisation):
      guard records[authorisation.call] == nil else { return }
      records[authorisation.call] = Record(authorisation: authorisation)
    case .callSeized(let call, let tick, _):
      guard records[call]?.seizedTick == nil else { return }
      records[call]?.seizedTick = tick
    case .callAnswered(let call, let tick, let at, let clock, let signal):
      guard let record = records[call], record.end == nil, record.answered == nil else { return }
      records[call]?.answered = (tick, at, clock, signal)
    case .callHeard(let call, let tick):
      guard let record = records[call], record.end == nil else { return }
      records[call]?.heardTick = max(record.heardTick ?? tick, tick)
    case .callEnded(let end):
      guard let record = records[end.call], record.end == nil else { return }
      records[end.call]?.end = end
      if let balance, end.cost != .zero { self.balance = balance - end.cost }
    case .boothChanged(let number, let isDisabled, let nextCallIsUncharged, _, _):
      booths[number] = BoothState(
        isDisabled: isDisabled, nextCallIsUncharged: nextCallIsUncharged)
    case .payment(let amount, let reference, _, _, _, let at):
      guard
        payments.insert(Payment(amount: amount, reference: reference, at: at)).inserted
      else { return }
      references.insert(reference)
      paymentTimes.append(at)
      paid = paid + amount
      if let balance { self.balance = balance + amount }
    case .deposit(let booth, let amount, _, _, let at):
      depositTimes.append(at)
      credits[booth, default: .zero] = credits[booth, default: .zero] + amount
    case .ticketClosed(let ticket, _, _):
      for (call, record) in records where openCharge(record, ticket.booth) != nil {
        records[call]?.ticket = ticket.number
      }
      credits[ticket.booth] = nil
      lastTicket = max(lastTicket, ticket.number)
      tickets.append(ticket)
    case .callReviewed(let review, _): records[review.call]?.verdict = review.verdict
    }
  }

  /// A call is reviewed once, and its charge is waived only as long as it is on no ticket; one that was
  /// not flagged is only waived, with a reason.
  private func isToReview(_ review: CallReview) -> Bool {
    guard let record = records[review.call], let end = record.end, record.verdict == nil
    else { return false }
    if end.suspicions.isEmpty {
      guard review.verdict == .waived, !review.note.isEmpty, end.charge > .zero else {
        return false
      }
    }
    return review.verdict == .stands || record.ticket == nil && end.charge == review.charge
  }

  /// What the owner may say a word about.
  var toReview: [Record] {
    calls.filter { record in
      guard let end = record.end, record.verdict == nil else { return false }
      return !end.suspicions.isEmpty || end.charge > .zero && record.ticket == nil
    }
  }

  /// The charge of a call that is to be paid in a booth; nil: there is nothing to pay.
  private func openCharge(_ record: Record, _ booth: BoothNumber) -> Money? {
    guard let end = record.end, end.charge > .zero, record.ticket == nil, !record.isWaived,
      record.authorisation.booth == booth
    else { return nil }
    return end.charge
  }

  /// What a booth's customer has paid in advance and owes.
  func account(of booth: BoothNumber) -> BoothAccount {
    let charges = records.values.compactMap { openCharge($0, booth) }
    return BoothAccount(
      credit: credits[booth] ?? .zero, charged: charges.reduce(.zero, +), calls: charges.count)
  }

  private var knownBooths: [BoothNumber] {
    let called = Set(records.values.map(\.authorisation.booth))
    return called.union(booths.keys).union(credits.keys).sorted()
  }

  /// What a daemon that starts now goes on from.
  var restored: RestoredState {
    RestoredState(
      openCalls: calls.filter { $0.end == nil }.map(\.open),
      booths: knownBooths.map { number in
        let state = booths[number] ?? BoothState()
        return StoredBooth(
          number: number, isDisabled: state.isDisabled,
          nextCallIsUncharged: state.nextCallIsUncharged, account: account(of: number))
      }, balance: balance, lastCallID: max(records.keys.max() ?? CallID(rawValue: 0), lastToldCall),
      durableEvents: lastBoots.map { bootID in
        DurablePosition(board: board, bootID: bootID, event: events[bootID]?.max() ?? 0)
      }, requests: requests.suffix(RestoredState.requestLimit), lastTicket: lastTicket,
      moneyTimes: depositTimes.suffix(RestoredState.moneyTimeLimit)
        + paymentTimes.suffix(RestoredState.moneyTimeLimit))
  }
}

extension LedgerBatch {
  fileprivate var isDeposit: Bool {
    entries.contains { if case .deposit = $0 { true } else { false } }
  }
}

extension LedgerEntry {
  /// What was asked for under a key, and its answer; nil: nothing, or without a key.
  fileprivate var request: DoneRequest? {
    switch self {
    case .payment(let amount, let reference, let paidOn, let key?, _, let time):
      DoneRequest(
        KeyedRequest(
          key: key, matter: .payment(amount: amount, reference: reference, paidOn: paidOn)),
        .paid(at: time))
    case .deposit(let booth, let amount, let key?, _, _):
      DoneRequest(KeyedRequest(key: key, matter: .deposit(booth, amount: amount)), .done)
    case .ticketClosed(let ticket, let key?, _):
      DoneRequest(
        KeyedRequest(key: key, matter: .ticket(ticket.booth, received: ticket.received)),
        .collected(ticket))
    default: nil
    }
  }
}

extension DurableBooks.Record {
  fileprivate var open: OpenCall {
    var open = OpenCall(authorisation: authorisation)
    open.seizedTick = seizedTick
    open.answeredTick = answered?.tick
    open.answeredAt = answered?.at
    open.answeredClock = answered?.clock
    open.signal = answered?.signal
    open.lastHeardTick = heardTick
    return open
  }
}

extension BoardEvent {
  /// Whose it is; nil: no call's.
  fileprivate var call: CallID? {
    switch kind {
    case .seized(_, let call, _, _), .answered(_, let call, _), .metering(_, let call, _),
      .released(_, let call, _, _), .connectFailed(_, let call, _):
      call
    default: nil
    }
  }
}
