package import Rating

/// What the customer of a booth has paid in advance and what he owes, since the booth's last ticket.
package struct BoothAccount: Hashable, Sendable {
  /// Paid in advance. Above zero: its calls end when it does.
  package var credit: Money
  /// The charges of calls that have ended and are on no ticket.
  package var charged: Money
  /// How many calls that is; those that cost nothing are not among them.
  package var calls: Int

  package init(credit: Money = .zero, charged: Money = .zero, calls: Int = 0) {
    self.credit = credit
    self.charged = charged
    self.calls = calls
  }

  /// Nothing was paid and nothing is owed.
  package var isEmpty: Bool { self == BoothAccount() }

  package var isPrepaid: Bool { credit > .zero }

  /// What of the credit is left for calls; below zero: more than it was spent.
  package var left: Money { credit - charged }

  package mutating func add(_ charge: Money) {
    guard charge != .zero else { return }
    charged = charged + charge
    calls += 1
  }

  /// Takes back what `add` did.
  mutating func subtract(_ charge: Money) {
    guard charge != .zero else { return }
    charged = charged - charge
    calls -= 1
  }

  static func + (left: BoothAccount, right: BoothAccount) -> BoothAccount {
    BoothAccount(
      credit: left.credit + right.credit, charged: left.charged + right.charged,
      calls: left.calls + right.calls)
  }
}

/// Collecting closes a booth's account into a ticket: each of its calls is on one, and on one only.
package struct Ticket: Hashable, Sendable {
  /// From 1.
  package var number: Int64
  package var booth: BoothNumber
  /// What it settles.
  package var account: BoothAccount
  /// The charges, rounded to what can be paid in coins.
  package var payable: Money
  /// What the customer handed over when it was collected; nil: not said, so just what was due.
  package var received: Money?
  package var at: WallTime

  package init(
    number: Int64, booth: BoothNumber, account: BoothAccount, payable: Money, received: Money?,
    at: WallTime
  ) {
    self.number = number
    self.booth = booth
    self.account = account
    self.payable = payable
    self.received = received
    self.at = at
  }

  /// To be paid at the till; below zero: to be paid back.
  package var due: Money { payable - account.credit }

  /// To be handed back to the customer.
  package var change: Money {
    let paid = received ?? (due > .zero ? due : .zero)
    return paid - due
  }
}
