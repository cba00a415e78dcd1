package import BoothProtocol
package import Rating

/// A call as it is promised: on disk before the trunk is seized.
package struct CallAuthorisation: Hashable, Sendable {
  package var call: CallID
  /// The board's name for the call: the same, marked if it is an emergency call; or the one it has
  /// had for a call that was adopted.
  package var wireCall: CallID
  package var booth: BoothNumber
  package var board: BoardUID
  package var bootID: UInt32
  package var line: Int
  /// As dialled.
  package var dialled: String
  /// What is sent to the trunk, with the carrier code that the caller chose.
  package var number: String
  /// The carrier-selection code that was stripped, if any.
  package var carrier: String?
  /// nil: an emergency call, free; or what was promised is not known any more.
  package var price: DestinationPrice?
  /// false: «sin cobrar». It is recorded and its charge is 0; the cost still falls. An emergency call
  /// never is charged; one whose authorisation was lost was to be, and cannot.
  package var isCharged: Bool
  package var reserved: Money
  /// The first event of the board that was not read when the call was decided: what happened on the
  /// line before it is of before the call. 0: not known; the call was not decided here.
  package var nextEvent: UInt32
  package var at: WallTime

  package init(
    call: CallID, wireCall: CallID, booth: BoothNumber, board: BoardUID, bootID: UInt32, line: Int,
    dialled: String, number: String, carrier: String?, price: DestinationPrice?, isCharged: Bool,
    reserved: Money, nextEvent: UInt32, at: WallTime
  ) {
    self.call = call
    self.wireCall = wireCall
    self.booth = booth
    self.board = board
    self.bootID = bootID
    self.line = line
    self.dialled = dialled
    self.number = number
    self.carrier = carrier
    self.price = price
    self.isCharged = isCharged
    self.reserved = reserved
    self.nextEvent = nextEvent
    self.at = at
  }

  package var isEmergency: Bool { price == nil && !isCharged }
  /// The board had it, and the ledger, put back from a copy, did not: whom it was to and what it was
  /// to cost is not known.
  package var isLost: Bool { price == nil && isCharged }
  /// Begun by a daemon before this one, and written down without what that one promised.
  package var isAdopted: Bool { !wireCall.wasDialledByBoard && wireCall.unmarked != call }
}

/// The end of a call: with it the charge and the cost are fixed.
package struct CallEnd: Hashable, Sendable {
  package var call: CallID
  package var cause: EndCause
  /// nil: never answered.
  package var talked: TalkTime?
  package var charge: Money
  package var cost: Money
  /// Why the owner should look at it; empty: nothing.
  package var suspicions: [Suspicion]
  package var at: WallTime

  package init(
    call: CallID, cause: EndCause, talked: TalkTime?, charge: Money, cost: Money,
    suspicions: [Suspicion], at: WallTime
  ) {
    self.call = call
    self.cause = cause
    self.talked = talked
    self.charge = charge
    self.cost = cost
    self.suspicions = suspicions
    self.at = at
  }
}

/// How a call ended. The raw values are stored.
package enum EndCause: String, Hashable, Sendable, CaseIterable {
  case callerHungUp
  case farEndHungUp
  case leaseExpired
  /// The balance at the provider.
  case moneyEnded
  /// What the customer paid in advance.
  case creditEnded
  case cutByOwner
  /// Nobody knew any more what was promised for it.
  case cutUnauthorised
  /// Nobody answered for so long that it was cut.
  case notAnswered
  /// An emergency call took its trunk.
  case displaced
  case lineFault
  case trunkFault
  case power
  /// Never connected: no trunk, a fault before seizing, the caller hung up before.
  case notConnected
  /// The board restarted or lost its log: billed to the last tick that was heard.
  case boardRestarted
}

/// Why a call is flagged for review. The raw values are stored.
package enum Suspicion: String, Hashable, Sendable, CaseIterable {
  case answerNotSignalled
  case interruptedByFault
  /// The board had no room for some events of its time.
  case eventsLost
  /// The board gave ticks that cannot be: of the future, or an answer before the trunk was taken.
  case clockFault
  case endUnknown
  case tooShort
  /// The board let it run on after the time that was granted.
  case beyondLimit
  /// The ledger, put back from a copy, did not know it: its destination and its price are not known,
  /// nor is its beginning where no answer is told.
  case authorisationLost
}

/// What the ledger knows at start: from this the core goes on where it was.
package struct RestoredState: Hashable, Sendable {
  /// Authorised and not ended, by call id.
  package var openCalls: [OpenCall]
  package var booths: [StoredBooth]
  /// nil: none was ever kept.
  package var balance: Money?
  package var lastCallID: CallID
  /// The last event of each boot of each board that is on disk; sorted by uid.
  package var durableEvents: [DurablePosition]
  /// The last call of each booth, for the panel.
  package var lastCalls: [LastCall]
  /// The latest requests that have a key, oldest first, at most `requestLimit`.
  package var requests: [DoneRequest]
  /// The number of the last ticket; 0: there is none.
  package var lastTicket: Int64
  /// The instants of the latest payments and deposits: the next one bears another.
  package var moneyTimes: [WallTime]

  package static let requestLimit = KeyedRequests.limit
  /// Of each kind.
  package static let moneyTimeLimit = MoneyTimes.limit / 2

  package init(
    openCalls: [OpenCall] = [], booths: [StoredBooth] = [], balance: Money? = nil,
    lastCallID: CallID = CallID(rawValue: 0), durableEvents: [DurablePosition] = [],
    lastCalls: [LastCall] = [], requests: [DoneRequest] = [], lastTicket: Int64 = 0,
    moneyTimes: [WallTime] = []
  ) {
    self.openCalls = openCalls
    self.booths = booths
    self.balance = balance
    self.lastCallID = lastCallID
    self.durableEvents = durableEvents
    self.lastCalls = lastCalls
    self.requests = requests
    self.lastTicket = lastTicket
    self.moneyTimes = moneyTimes
  }
}

package struct OpenCall: Hashable, Sendable {
  package var authorisation: CallAuthorisation
  package var seizedTick: BoardTick?
  package var answeredTick: BoardTick?
  package var answeredAt: WallTime?
  /// What the shop's clock showed then; nil: the price does not depend on it.
  package var answeredClock: CivilTime?
  package var signal: AnswerSignal?
  package var lastHeardTick: BoardTick?

  package init(authorisation: CallAuthorisation) { self.authorisation = authorisation }
}

package struct StoredBooth: Hashable, Sendable {
  package var number: BoothNumber
  package var isDisabled: Bool
  package var nextCallIsUncharged: Bool
  package var account: BoothAccount
  package init(
    number: BoothNumber, isDisabled: Bool, nextCallIsUncharged: Bool,
    account: BoothAccount = BoothAccount()
  ) {
    self.number = number
    self.isDisabled = isDisabled
    self.nextCallIsUncharged = nextCallIsUncharged
    self.account = account
  }
}

package struct DurablePosition: Hashable, Sendable {
  package var board: BoardUID
  package var bootID: UInt32
  package var event: UInt32
  package init(board: BoardUID, bootID: UInt32, event: UInt32) {
    self.board = board
    self.bootID = bootID
    self.event = event
  }
}

package struct LastCall: Hashable, Sendable {
  package var booth: BoothNumber
  package var call: CallSnapshot
  package init(booth: BoothNumber, call: CallSnapshot) {
    self.booth = booth
    self.call = call
  }
}
