import BoothControl
import BoothProtocol
import Rating

/// The last happenings of a simulated shop, for whoever has to find out what went wrong. Put in
/// words only when they are asked for.
struct WorldHistory {
  enum Happening {
    case noticed(BoardNotice)
    case told(BoardEvent)
    case ordered(Command)
    case answered(Command, Response)
    case submitted(LedgerBatch)
    case disk(ModelLedger.Notice)
    case acknowledged(UInt32)
    case owner(OwnerAction)
    case replied(OwnerAction, OwnerActionResult)
    case trouble(WorldTrouble)
    case report(Anomaly)
    case note(String)
  }

  /// How many are told.
  private let limit: Int
  private(set) var happenings: [(time: Int64, what: Happening)] = []

  /// How many are kept, so that there is enough of one line among them.
  private static let keptLimit = 20_000

  init(limit: Int) { self.limit = limit }

  mutating func add(_ what: Happening, at time: Int64) {
    // Thrown away by the half, so that a place costs next to nothing.
    if happenings.count >= 2 * Self.keptLimit { happenings.removeFirst(Self.keptLimit) }
    happenings.append((time, what))
  }

  /// The last ones up to a time, oldest first, one to a line of text; `line` nil: of all lines of
  /// the board.
  func lines(about line: Int?, until end: Int64) -> [String] {
    happenings.reversed().lazy
      .filter { happening in
        happening.time <= end && line.map { happening.what.isAbout($0) } ?? true
      }
      .prefix(limit).map { "\(WorldHistory.clock($0.time))  \($0.what.text)" }.reversed()
  }

  /// `m:ss.mmm` from the opening of the shop.
  static func clock(_ time: Int64) -> String {
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(time / 60_000):\(padded(time / 1000 % 60, 2)).\(padded(time % 1000, 3))"
  }
}

extension WorldHistory.Happening {
  /// Whether it has to do with a line of the board, as far as can be seen.
  fileprivate func isAbout(_ line: Int) -> Bool {
    switch self {
    case .noticed(let notice): notice.line == nil || notice.line == line
    case .told(let event): event.kind.line == nil || event.kind.line == line
    case .ordered(let command), .answered(let command, _): command.isFor(line)
    case .submitted(let batch): batch.entries.contains { $0.isAbout(line) }
    case .disk(.committed), .acknowledged: false
    case .disk, .owner, .replied, .trouble, .report, .note: true
    }
  }

  fileprivate var text: String {
    switch self {
    case .noticed(let notice):
      "shop    \(notice.line.map { "line \($0) " } ?? "")\(words(notice.kind)), tick \(notice.tick)"
    case .told(let event):
      "board → #\(event.number) tick \(event.tick.milliseconds) \(words(event.kind))"
    case .ordered(let command): "board ← \(words(command))"
    case .answered(let command, let response):
      "answer  \(words(response.result)), to \(words(command))"
    case .submitted(let batch):
      "disk ←  \(batch.number): " + batch.entries.map(\.shortText).joined(separator: ", ")
    case .disk(let notice): "disk →  \(words(notice))"
    case .acknowledged(let event): "board ← acknowledged to #\(event)"
    case .owner(let action): "owner   \(words(action))"
    case .replied(let action, let result): "owner   is told \(words(result)), to \(words(action))"
    case .trouble(let trouble): "TROUBLE \(words(trouble))"
    case .report(let anomaly): "journal \(words(anomaly))"
    case .note(let text): "        \(text)"
    }
  }
}

/// Whatever it is, in words.
private func words(_ value: Any) -> String { PlainWords.text(value) }

extension Command {
  fileprivate func isFor(_ line: Int) -> Bool {
    switch self {
    case .tone(let own, _, _), .connect(let own, _, _, _, _), .cut(let own, _, _): own == line
    case .lease(let renewals): renewals.contains { $0.line == line }
    default: true
    }
  }
}

extension LedgerEntry {
  fileprivate func isAbout(_ line: Int) -> Bool {
    switch self {
    case .boardEvent(let record): record.event.kind.line == line
    case .callAuthorised(let authorisation): authorisation.line == line
    case .callEnded: true
    case .callSeized, .callAnswered, .callHeard, .boothChanged, .payment, .deposit, .ticketClosed,
      .callReviewed:
      false
    }
  }

  fileprivate var shortText: String {
    switch self {
    case .boardEvent(let record): "event #\(record.event.number) of boot \(record.bootID)"
    case .callAuthorised(let authorisation):
      "call \(authorisation.call), \(authorisation.wireCall) on the wire, of line \(authorisation.line) to \(authorisation.number) authorised, reserved \(words(authorisation.reserved))"
    case .callSeized(let call, let tick, _): "call \(call) seized at \(tick.milliseconds)"
    case .callAnswered(let call, let tick, _, _, _):
      "call \(call) answered at \(tick.milliseconds)"
    case .callHeard(let call, let tick): "call \(call) heard at \(tick.milliseconds)"
    case .callEnded(let end):
      "call \(end.call) ended, \(words(end.cause)), talked \(words(end.talked as Any)), cost \(words(end.cost)), suspicions \(words(end.suspicions))"
    case .boothChanged(let number, let isDisabled, let nextCallIsUncharged, _, _):
      "booth \(number) \(isDisabled ? "disabled" : "enabled"), next call \(nextCallIsUncharged ? "uncharged" : "charged")"
    case .payment(let amount, let reference, _, _, _, _):
      "payment \(words(amount)) \(words(reference))"
    case .deposit(let booth, let amount, _, _, _): "deposit of booth \(booth), \(words(amount))"
    case .ticketClosed(let ticket, _, _): "ticket \(ticket.number) of booth \(ticket.booth)"
    case .callReviewed(let review, _): "call \(review.call) \(review.verdict.rawValue)"
    }
  }
}
