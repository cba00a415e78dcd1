import BoothControl
import Ledger
import OwnerPanel
import Rating

/// The centre's money at its provider.
extension PanelAdapter {
  var balanceWarning: Money? { prices.balanceWarning }

  func payments(before: Int64?, after: Int64?, limit: Int) throws -> [PaymentListRow] {
    try reader.payments(before: before, after: after, limit: limit).map(PaymentListRow.init)
  }

  func payment(at time: WallTime) throws -> PaymentListRow? {
    try reader.payment(at: time).map(PaymentListRow.init)
  }
}

extension PaymentListRow {
  init(_ payment: Payment) {
    self.init(
      number: payment.number, at: payment.at, amount: payment.amount,
      reference: payment.reference, paidOn: payment.paidOn, actor: payment.actor)
  }
}
