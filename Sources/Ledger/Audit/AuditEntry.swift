internal import BoothControl
internal import BoothProtocol
internal import Rating

/// A record of the audit before it has a place there: what is written with a change, and what must
/// have been written for a row that is found.
struct AuditEntry: Hashable {
  /// Empty: the daemon itself.
  var actor: String
  var at: WallTime
  var action: String
  var subject: String
  var before: String?
  var after: String?
}

/// What the audit has one record of each, and each record has one row of.
enum AuditedItem: String, CaseIterable {
  case payments
  case deposits
  case tickets
  case reviews

  var action: String {
    switch self {
    case .payments: "payment"
    case .deposits: "credit"
    case .tickets: "ticket"
    case .reviews: "review"
    }
  }

  /// What the row of this number is called as a record's subject.
  func subject(_ number: Int64) -> String {
    switch self {
    case .payments: "payment \(number)"
    case .deposits: "deposit \(number)"
    case .tickets: "ticket \(number)"
    case .reviews: "call \(number)"
    }
  }

  /// nil: it is not what `subject` gives.
  func number(_ subject: String) -> Int64? {
    guard let number = subject.split(separator: " ").last.flatMap({ Int64($0) }),
      self.subject(number) == subject
    else { return nil }
    return number
  }
}

extension AuditEntry {
  /// `balance`: before it; nil: not known, and then neither `before` nor the sum in `after` is told.
  static func payment(_ payment: Payment, balance: Money? = nil) -> AuditEntry {
    let day = payment.paidOn.map { " on \($0)" } ?? ""
    let words = payment.reference.isEmpty ? "" : " «\(payment.reference)»"
    return AuditEntry(
      actor: payment.actor, at: payment.at, action: AuditedItem.payments.action,
      subject: AuditedItem.payments.subject(payment.number),
      before: balance.map { "balance \($0.decimalText)" },
      after: sum("balance", balance, payment.amount)
        + ": \(payment.amount.decimalText) paid\(day)\(words)")
  }

  /// `credit`: of the booth before it; nil: as for a payment.
  static func deposit(_ deposit: Deposit, credit: Money? = nil) -> AuditEntry {
    AuditEntry(
      actor: deposit.actor, at: deposit.at, action: AuditedItem.deposits.action,
      subject: AuditedItem.deposits.subject(deposit.number),
      before: credit.map { "credit \($0.decimalText)" },
      after: sum("credit", credit, deposit.amount)
        + ": \(deposit.amount.decimalText) paid at booth \(deposit.booth)")
  }

  private static func sum(_ name: String, _ before: Money?, _ amount: Money) -> String {
    before.map { "\(name) \(($0 + amount).decimalText)" } ?? ""
  }

  static func ticket(_ ticket: Ticket, actor: String) -> AuditEntry {
    let account = ticket.account
    let received = ticket.received.map { "\($0.decimalText) received, " } ?? ""
    return AuditEntry(
      actor: actor, at: ticket.at, action: AuditedItem.tickets.action,
      subject: AuditedItem.tickets.subject(ticket.number),
      before: "booth \(ticket.booth): \(account.calls) \(account.calls == 1 ? "call" : "calls") of "
        + "\(account.charged.decimalText), \(account.credit.decimalText) in advance",
      after: "\(ticket.payable.decimalText) payable, \(received)\(ticket.due.decimalText) due")
  }

  static func review(_ review: CallReview, at time: WallTime) -> AuditEntry {
    AuditEntry(
      actor: review.actor, at: time, action: AuditedItem.reviews.action,
      subject: AuditedItem.reviews.subject(Int64(review.call.rawValue)),
      before: review.charge.decimalText,
      after: "\(review.verdict.rawValue)\(review.note.isEmpty ? "" : ": \(review.note)")")
  }

  /// Whether `record` tells this. Its own sums are taken as they are.
  func fits(_ record: AuditRecord) -> Bool {
    guard record.subject == subject, record.at == at,
      record.actor == (actor.isEmpty ? AuditOrigin.daemon : actor)
    else { return false }
    guard let after, after.hasPrefix(":") else {
      return record.before == before && record.after == after
    }
    return record.after.map { String($0.drop { $0 != ":" }) } == after
  }
}

/// A customer's payment in advance.
struct Deposit: Hashable {
  /// From 1.
  var number: Int64
  var booth: BoothNumber
  var amount: Money
  var actor: String
  var at: WallTime
}
