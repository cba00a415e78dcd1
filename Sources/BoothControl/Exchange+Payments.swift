package import Rating

/// Payments to the provider: each moves the balance once, however often it is asked for.
extension Exchange {
  /// Answers a payment that was asked for before: the balance has moved for it, or will once its
  /// batch is on disk. False: it is a new one.
  mutating func repeats(_ payment: KeyedPayment, _ request: OwnerRequestID) -> Bool {
    guard let known = paymentKeys[payment.key] else { return false }
    if known.payment != payment {
      effects.append(.answer(request, .keyTaken))
    } else if let batch = known.batch, batch > outbox.committed {
      outbox.promise(.answer(request, .done), with: batch)
    } else {
      effects.append(.answer(request, .done))
    }
    return true
  }

  mutating func pay(
    _ amount: Money, _ reference: String, key: String?, actor: String, _ request: OwnerRequestID,
    at now: Now
  ) {
    let (sum, overflows) = (balance ?? .zero).micros.addingReportingOverflow(amount.micros)
    // Room is left for what calls in progress still cost.
    guard !overflows, sum.magnitude <= Self.largestBalance.micros.magnitude else {
      return effects.append(.answer(request, .notStored("the balance would be too large")))
    }
    lastPayment = max(
      now.wall, WallTime(milliseconds: lastPayment.milliseconds + 1))
    let batch = submit([
      .payment(amount: amount, reference: reference, key: key, actor: actor, at: lastPayment)
    ])
    if let key {
      paymentKeys.remember(
        KeyedPayment(key: key, amount: amount, reference: reference), batch: batch)
    }
    outbox.promise(.credit(Payment(amount: amount, key: key)), with: batch)
    outbox.promise(.answer(request, .done), with: batch)
  }

  /// Far beyond what any shop has, either way.
  private static let largestBalance = Money(micros: Int64.max / 2)
}

/// What moves the balance once it is on disk.
struct Payment: Hashable, Sendable {
  let amount: Money
  let key: String?
}

/// A payment as its key stands for it.
package struct KeyedPayment: Hashable, Sendable {
  /// 1…64 printable ASCII characters.
  package var key: String
  package var amount: Money
  package var reference: String

  package init(key: String, amount: Money, reference: String) {
    self.key = key
    self.amount = amount
    self.reference = reference
  }
}

/// The latest payments that have a key. An older one that is asked for again is found out by the
/// ledger, which keeps all of them.
struct PaymentKeys: Hashable, Sendable {
  /// Oldest first.
  private var known: [Known] = []

  struct Known: Hashable, Sendable {
    let payment: KeyedPayment
    /// nil: it was on disk before this daemon began.
    let batch: UInt64?
  }

  static let limit = 256

  /// `stored`: oldest first.
  init(_ stored: [KeyedPayment]) {
    known = stored.suffix(Self.limit).map { Known(payment: $0, batch: nil) }
  }

  subscript(key: String) -> Known? { known.last { $0.payment.key == key } }

  mutating func remember(_ payment: KeyedPayment, batch: UInt64) {
    if known.count == Self.limit { known.removeFirst() }
    known.append(Known(payment: payment, batch: batch))
  }

  /// The ledger has refused it: it may be asked for again.
  mutating func forget(_ key: String) { known.removeAll { $0.payment.key == key } }
}
