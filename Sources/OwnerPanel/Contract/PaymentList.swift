package import BoothControl
package import Rating

/// A payment to the provider as the list of payments shows it.
package struct PaymentListRow: Hashable, Sendable {
  /// From 1.
  package var number: Int64
  package var at: WallTime
  /// Below zero: the correction of another.
  package var amount: Money
  /// The owner's words.
  package var reference: String
  /// On the shop's calendar; nil: not said.
  package var paidOn: CalendarDay?
  /// Who asked for it: `web 127.0.0.1` or `uid 1000`; empty: not known.
  package var actor: String

  /// Payments that the list has at most.
  package static let limit = 100

  package init(
    number: Int64, at: WallTime, amount: Money, reference: String, paidOn: CalendarDay? = nil,
    actor: String
  ) {
    self.number = number
    self.at = at
    self.amount = amount
    self.reference = reference
    self.paidOn = paidOn
    self.actor = actor
  }
}
