import BoothControl
import BoothProtocol
import Dispatch
import Ledger
import Notation
import OwnerPanel
import Rating
import Synchronization

/// What the page asks, brought to the core, to the ledger's reader, and to the keepers of prices and
/// of passwords.
final class PanelAdapter: PanelSource {
  private let core: Core
  let reader: LedgerReader
  let prices: PriceKeeper
  let access: AccessKeeper
  private let storageFault = Mutex<String?>(nil)
  private let portReports = Mutex<[PortReport]>([])
  /// Why the page is not on the network, as it was told last; nil: it is, or waits for a password.
  let networkFault = Mutex<PanelError?>(nil)
  private let plan: NumberPlan
  private let configured: ShopSettings
  var settings: ShopSettings {
    var settings = configured
    settings.own = prices.own.withLock { $0 }
    return settings
  }
  var currency: AmountFormat { configured.shop.currency }
  /// nil: there is no file.
  private let configurationMark: FileMark?

  init(
    core: Core, reader: LedgerReader, prices: PriceKeeper, access: AccessKeeper,
    settings: ShopSettings, configurationMark: FileMark?
  ) {
    self.core = core
    self.reader = reader
    self.prices = prices
    self.access = access
    configured = settings
    plan = NumberPlan(settings.shop)
    self.configurationMark = configurationMark
  }

  func perform(
    _ action: OwnerAction, by actor: String,
    then: @escaping @Sendable (OwnerActionResult) -> Void
  ) {
    core.queue.async {
      self.core.perform(action, by: actor) { result in
        Journal.write(
          result.isDone ? .notice : .warning, "\(actor): \(action.text): \(result.text)",
          about: actor)
        then(result)
      }
    }
  }

  func ask(
    _ request: LedgerRequest, by actor: String, then: @escaping @Sendable (LedgerAnswer) -> Void
  ) {
    prices.ask(request, by: actor, then: then)
  }

  func health() -> PanelHealth {
    PanelHealth(
      storageFault: storageFault.withLock { $0 },
      needsRestart: configurationMark?.isEdited == true)
  }

  /// What the disk says when it refuses; nil: it is well.
  func storageIs(_ fault: String?) { storageFault.withLock { $0 = fault } }

  func numberPlan() -> NumberPlan { plan }

  func ports() -> [PortReport] { portReports.withLock { $0 } }

  /// How the ports were when the core last told.
  func portsAre(_ reports: [PortReport]) { portReports.withLock { $0 = reports } }

  func technician(
    _ request: TechnicianRequest, by actor: String,
    then: @escaping @Sendable (TechnicianAnswer) -> Void
  ) {
    core.queue.async { self.core.ask(request, by: actor, then: then) }
  }

  func uncollected(of booth: BoothNumber) throws -> [CallListRow] {
    try reader.uncollected(ofBooth: booth).map(CallListRow.init)
  }

  func tickets(_ query: TicketListQuery) throws -> [TicketStatement] {
    try reader.tickets(
      TicketQuery(
        booth: query.booth, from: query.from, to: query.to, before: query.before,
        after: query.after), limit: query.limit
    ).map {
      TicketStatement(ticket: $0.ticket, actor: $0.actor)
    }
  }

  func ticket(_ number: Int64) throws -> (ticket: TicketStatement, calls: [CallListRow])? {
    try reader.ticket(number).map { found in
      (
        TicketStatement(ticket: found.ticket.ticket, actor: found.ticket.actor),
        found.calls.map(CallListRow.init)
      )
    }
  }

  func statement(ofCall key: Int64) throws -> CallStatement? {
    try reader.detail(ofCall: key).map { detail in
      CallStatement(
        row: CallListRow(detail.row), dialled: detail.row.dialled, carrier: detail.row.carrier,
        answeredAt: detail.row.answeredAt, charge: detail.kept?.explainedCharge,
        worth: detail.kept?.explainedWorth, cost: detail.kept?.explainedCost,
        storedCost: detail.row.cost, markup: detail.kept?.price.markup.shown,
        isIncomplete: !detail.isComplete, reviewNote: detail.reviewNote,
        reviewer: detail.reviewer, reviewedAt: detail.reviewedAt)
    }
  }

  func suspects() throws -> [CallListRow] {
    try reader.suspects(limit: CallStatement.suspectLimit).map(CallListRow.init)
  }

  func quote(_ number: String, _ question: QuoteQuestion, at time: WallTime?) -> NumberQuote {
    let dialling = plan.classify(number)
    var rated = number
    if case .number(_, let stripped, _) = dialling { rated = stripped }
    // Free whatever price a list has for it.
    if case .emergency = dialling {
      return NumberQuote(dialling: dialling, rated: rated, answer: .free(question))
    }
    let price = prices.inForce.price(of: rated)
    let now = time ?? SystemClock.wall
    return NumberQuote(
      dialling: dialling, rated: rated,
      answer: price.map { price in
        QuoteAnswer(
          Quote(
            tariff: price.charge, rounding: price.rounding,
            answered: ShopCalendar.system(around: now).civilTime(at: now)), question)
      }, markup: price?.markup.shown, tariff: price?.charge)
  }
}

extension Markup {
  /// nil: nothing is added.
  fileprivate var shown: Money? { percentMicros == 0 ? nil : percent }
}

extension CallListRow {
  init(_ row: CallRow) {
    self.init(
      key: row.position.key, booth: row.booth, at: row.authorisedAt, number: row.number,
      destination: row.destination, seconds: row.seconds, price: row.price, charge: row.charge,
      isCharged: row.isCharged, isOpen: row.endedAt == nil, endCause: row.endCause,
      suspicions: row.suspicions, verdict: row.review, ticket: row.ticket)
  }
}

extension OwnerActionResult {
  var isDone: Bool {
    switch self {
    case .done, .paid, .collected: true
    default: false
    }
  }

  /// For the journal, after what was asked.
  var text: String {
    switch self {
    case .done, .paid: "done"
    case .noSuchBooth: "refused, there is no such booth"
    case .noCall: "refused, the booth has no call"
    case .emergencyCall: "refused, an emergency call is nobody's to cut"
    case .collected(let ticket):
      "done, ticket \(ticket.number): \(ticket.account.calls) calls of "
        + "\(ticket.account.charged.decimalText), \(ticket.account.credit.decimalText) in advance"
    case .keyTaken: "refused, another request has its key"
    case .nothingToCollect: "refused, there is nothing to collect"
    case .otherDue(let due): "refused, \(due.decimalText) is due"
    case .tooLittle(let due): "refused, \(due.decimalText) is due"
    case .notInCoins(let coin): "refused, the smallest coin is \(coin.decimalText)"
    case .tooMuch(let limit): "refused, there would be more than \(limit.decimalText)"
    case .callInProgress: "refused, a call is in progress"
    case .accountChanging: "refused, the account is changing"
    case .collectFirst: "refused, what is owed is to be collected first"
    case .notStored(let reason): "not done, it could not be stored: \(reason)"
    }
  }
}

extension OwnerAction {
  /// For the journal.
  var text: String {
    switch self {
    case .disable(let booth): "disable \(booth)"
    case .enable(let booth): "enable \(booth)"
    case .cut(let booth): "cut \(booth)"
    case .chargeNextCall(let booth, let isCharged):
      "next call of \(booth) \(isCharged ? "charged" : "uncharged")"
    case .pay(let amount, let reference, _, _):
      "payment of \(amount.decimalText), «\(reference)»"
    case .deposit(let booth, let amount, _): "credit of \(amount.decimalText) for \(booth)"
    case .collect(let booth, _, _, _): "collect \(booth)"
    case .review(let review):
      "call \(review.call) \(review.verdict.rawValue), «\(review.note)»"
    }
  }
}
