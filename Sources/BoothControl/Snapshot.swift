package import Rating

/// Everything the faces show, at one instant: made by the core, read by any queue.
package struct ShopSnapshot: Hashable, Sendable {
  package var shopName: String
  package var currency: AmountFormat
  /// Grows with each change.
  package var version: UInt64
  /// nil: no balance is kept.
  package var balance: Money?
  /// Of the balance, what calls in progress may still spend.
  package var reserved: Money
  package var booths: [BoothSnapshot]
  package var boards: [BoardSnapshot]

  package init(
    shopName: String, currency: AmountFormat, version: UInt64, balance: Money?,
    reserved: Money = .zero, booths: [BoothSnapshot], boards: [BoardSnapshot]
  ) {
    self.shopName = shopName
    self.currency = currency
    self.version = version
    self.balance = balance
    self.reserved = reserved
    self.booths = booths
    self.boards = boards
  }
}

package struct BoothSnapshot: Hashable, Sendable {
  package var number: BoothNumber
  package var name: String
  package var state: BoothState
  package var isDisabled: Bool
  /// The next call is «sin cobrar».
  package var nextCallIsUncharged: Bool
  /// What was dialled when the gate said no; empty: nothing, or it said no to no number.
  package var refusedNumber: String
  /// The call in progress, else the last one; nil before the first, and once it is collected.
  package var call: CallSnapshot?
  /// Paid in advance and owed, without the call in progress.
  package var account: BoothAccount
  /// What collecting it now would be for; below zero: to be paid back.
  package var due: Money
  /// The same, had the call in progress ended now.
  package var dueWithCall: Money

  package init(
    number: BoothNumber, name: String, state: BoothState, isDisabled: Bool,
    nextCallIsUncharged: Bool, refusedNumber: String = "", call: CallSnapshot?,
    account: BoothAccount = BoothAccount(), due: Money = .zero, dueWithCall: Money = .zero
  ) {
    self.number = number
    self.name = name
    self.state = state
    self.isDisabled = isDisabled
    self.nextCallIsUncharged = nextCallIsUncharged
    self.refusedNumber = refusedNumber
    self.call = call
    self.account = account
    self.due = due
    self.dueWithCall = dueWithCall
  }
}

/// What a booth is doing, in the words of the panel.
package enum BoothState: Hashable, Sendable {
  /// On-hook.
  case free
  /// Off-hook, no digit yet.
  case offHook
  case dialling(digits: String)
  /// The number is on its way out: promised on disk, sent to the board, the trunk being taken.
  case connecting
  /// The number is dialled on the trunk and nobody has answered yet. What the network sends back,
  /// ringing or engaged, only the caller hears.
  case ringing
  case talking
  /// Off-hook after a call or a refusal; the reason is what the display says.
  case released
  case refused(Refusal)
  case lineFault
  /// No board serves this booth now: what is shown may be old.
  case boardGone
  /// The configuration has it no more; what its customer owes or has paid is still open.
  case removed
}

package struct CallSnapshot: Hashable, Sendable {
  package var number: String
  package var destination: String
  /// Seconds talked; one begun counts, as it does for the charge.
  package var seconds: Int64
  /// nil for an emergency call, and for one of which the price is not known any more.
  package var price: UnitPrice?
  package var total: Money
  /// Of an uncharged call in progress, what it would come to by now; nil: of any other.
  package var worth: Money?
  /// false for an emergency call.
  package var isCharged: Bool
  package var isLive: Bool

  package init(
    number: String, destination: String, seconds: Int64, price: UnitPrice?, total: Money,
    worth: Money? = nil, isCharged: Bool, isLive: Bool
  ) {
    self.number = number
    self.destination = destination
    self.seconds = seconds
    self.price = price
    self.total = total
    self.worth = worth
    self.isCharged = isCharged
    self.isLive = isLive
  }
}

package struct BoardSnapshot: Hashable, Sendable {
  /// 24 hexadecimal digits.
  package var uid: String
  package var isConnected: Bool
  package var firmware: String
  package init(uid: String, isConnected: Bool, firmware: String) {
    self.uid = uid
    self.isConnected = isConnected
    self.firmware = firmware
  }
}

/// Why the gate refused a number.
package enum Refusal: String, Error, Hashable, Sendable, CaseIterable {
  case boothDisabled
  case noBalance
  case noCredit
  case unpriced
  case blocked
  case notANumber
  case dialledTooSlowly
  /// What was dialled so far is not known any more, or is too old: hang up and dial again.
  case interrupted
  case trunkBusy
  case boardFault
  /// The box cannot write to its disk: nothing may be promised.
  case storageFault
}
