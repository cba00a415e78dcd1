import BoothProtocol
import Rating

/// What has been handed to the ledger and waits for the disk: board events that may be acknowledged
/// then, and owner's requests that may be answered then.
struct Outbox: Hashable, Sendable {
  private(set) var lastBatch: UInt64 = 0
  private(set) var committed: UInt64 = 0
  private var waiting: [Waiting] = []

  private struct Waiting: Hashable, Sendable {
    let batch: UInt64
    let promise: Promise
  }

  /// What follows once a batch is on disk.
  enum Promise: Hashable, Sendable {
    case answer(OwnerRequestID, OwnerActionResult)
    case payment(Money)
    case deposit(BoothNumber, Money)
    /// What a ticket settled, and the call it took from the booth's card.
    case ticket(Ticket, lastCall: CallSnapshot?)
    case waiver(CallReview)
    /// What the end of a call has moved.
    case bill(BoothNumber, charge: Money, cost: Money)
    case connect(CallID)
    /// What a booth goes back to if the ledger refuses the change.
    case booth(BoothNumber, isDisabled: Bool, nextCallIsUncharged: Bool)
  }

  /// A ticket of the booth, or a review that takes a charge from it, is not on disk yet.
  func settles(_ booth: BoothNumber) -> Bool {
    waiting.contains { waiting in
      switch waiting.promise {
      case .ticket(let ticket, _): ticket.booth == booth
      case .waiver(let review): review.booth == booth
      case .answer, .payment, .deposit, .bill, .connect, .booth: false
      }
    }
  }

  mutating func nextBatch() -> UInt64 {
    lastBatch += 1
    return lastBatch
  }

  /// After what was promised with the same batch or with earlier ones.
  mutating func promise(_ promise: Promise, with batch: UInt64) {
    let place = waiting.lastIndex { $0.batch <= batch }.map { $0 + 1 } ?? 0
    waiting.insert(Waiting(batch: batch, promise: promise), at: place)
  }

  /// The promises that came due, in order.
  mutating func commit(upTo batch: UInt64) -> [Promise] {
    committed = max(committed, batch)
    let due = waiting.prefix { $0.batch <= committed }.map(\.promise)
    waiting.removeFirst(due.count)
    return due
  }

  /// Takes out what was promised with one batch, which will never be on disk.
  mutating func withdraw(_ batch: UInt64) -> [Promise] {
    let withdrawn = waiting.filter { $0.batch == batch }.map(\.promise)
    waiting.removeAll { $0.batch == batch }
    return withdrawn
  }
}

/// One board as the core knows it.
struct Board: Hashable, Sendable {
  let uid: BoardUID
  var identity: BoardIdentity
  var isConnected = false
  /// All that the board held at the handshake has been read.
  var isCaughtUp = false
  var clock: BoardClock
  /// `clock` is what the link has found, not a guess.
  var isClockTold = false
  /// The latest tick that came from the board.
  var lastHeard: BoardTick
  var nextRenewal: Moment?
  /// Events up to here, of the present boot, have been taken, by this daemon or, on disk, by one
  /// before it.
  var lastEvent: UInt32 = 0
  var acknowledgements = PendingAcknowledgements()
  /// Its calls of a daemon before this one that were adopted, as it calls them; what the ledger had of
  /// them at the start is below `lastWrittenCallID`.
  var adoptedCalls: Set<CallID> = []
  /// The first call that this daemon has given it; nil: none yet.
  var firstGivenCallID: CallID?

  /// The first event that has not been read.
  var nextEvent: UInt32 { UInt32(clamping: Int64(lastEvent) + 1) }
}

/// Which events of a board may be acknowledged in its present session: all it has told, up to the
/// first whose batch is not on disk.
struct PendingAcknowledgements: Hashable, Sendable {
  private var waiting: [Waiting] = []
  private var latest: UInt32 = 0
  private var acknowledged: UInt32 = 0

  private struct Waiting: Hashable, Sendable {
    let event: UInt32
    let batch: UInt64
  }

  /// A session begins: the board tells again from its oldest event on, and has forgotten what was
  /// acknowledged before.
  mutating func begin(oldest: UInt32) {
    latest = oldest &- 1
    acknowledged = latest
  }

  /// `batch` nil: nothing of this event waits for the disk on its own account.
  mutating func received(_ event: UInt32, batch: UInt64?) {
    latest = event
    if let batch { waiting.append(Waiting(event: event, batch: batch)) }
  }

  /// The event to acknowledge up to, when that has moved.
  mutating func advance(committed: UInt64) -> UInt32? {
    waiting.removeFirst(waiting.prefix { $0.batch <= committed }.count)
    let position = min(latest, waiting.first.map { $0.event &- 1 } ?? latest)
    guard position > acknowledged else { return nil }
    acknowledged = position
    return position
  }
}
