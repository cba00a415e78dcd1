package import BoothProtocol
package import Rating

/// What the core wants written; a batch is one transaction: all of it or nothing.
package struct LedgerBatch: Hashable, Sendable {
  /// Counts from 1 in each run of the daemon; `committed(upTo:)` names it.
  package var number: UInt64
  package var entries: [LedgerEntry]

  package init(number: UInt64, entries: [LedgerEntry]) {
    self.number = number
    self.entries = entries
  }
}

package enum LedgerEntry: Hashable, Sendable {
  /// A board's event that bears on money; unique on (uid, boot id, number): the second time is
  /// harmless.
  case boardEvent(BoardEventRecord)
  case callAuthorised(CallAuthorisation)
  case callSeized(CallID, tick: BoardTick, at: WallTime)
  /// `clock`: what the shop's clock showed; nil: the price does not depend on it.
  case callAnswered(
    CallID, tick: BoardTick, at: WallTime, clock: CivilTime? = nil, signal: AnswerSignal)
  /// The last tick at which the call was known to be up: what it is billed to if the board forgets
  /// it.
  case callHeard(CallID, tick: BoardTick)
  /// The end, its charge and cost, and the balance they move.
  case callEnded(CallEnd)
  /// `actor` empty: nobody asked for it, a call has used up «sin cobrar».
  case boothChanged(
    BoothNumber, isDisabled: Bool, nextCallIsUncharged: Bool, actor: String = "", at: WallTime)
  /// `paidOn`: on the shop's calendar; nil: not said. `key` nil: known by its instant, amount and
  /// reference.
  case payment(
    amount: Money, reference: String, paidOn: CalendarDay? = nil, key: String? = nil,
    actor: String = "", at: WallTime)
  /// A customer paid in advance; onto the booth's credit.
  case deposit(BoothNumber, amount: Money, key: String? = nil, actor: String = "", at: WallTime)
  /// The booth's account is closed. The ledger must find the very sum in its calls, or refuses.
  case ticketClosed(Ticket, key: String? = nil, actor: String = "")
  /// Refused unless the call has ended and was flagged, and, to be waived, is on no ticket.
  case callReviewed(CallReview, at: WallTime)
}

/// Milliseconds since 1970-01-01T00:00:00Z on the box's wall clock: for people to read, never for
/// durations.
package struct WallTime: Hashable, Comparable, Sendable {
  package var milliseconds: Int64
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package static func < (left: WallTime, right: WallTime) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

package struct BoardEventRecord: Hashable, Sendable {
  package var board: BoardUID
  package var bootID: UInt32
  package var event: BoardEvent
  package init(board: BoardUID, bootID: UInt32, event: BoardEvent) {
    self.board = board
    self.bootID = bootID
    self.event = event
  }
}
