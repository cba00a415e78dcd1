import Rating

/// Payments to the provider: each moves the balance once, however often it is asked for.
extension Exchange {
  /// Answers a request that was made before: it is done, or will be once its batch is on disk.
  /// False: it is a new one.
  mutating func repeats(_ action: OwnerAction, _ request: OwnerRequestID) -> Bool {
    guard let keyed = action.keyed, let known = keyedRequests[keyed.key] else { return false }
    if known.done.request != keyed || !known.done.result.isExpected(by: action) {
      effects.append(.answer(request, .keyTaken))
    } else if let batch = known.batch, batch > outbox.committed {
      outbox.promise(.answer(request, known.done.result), with: batch)
    } else {
      effects.append(.answer(request, known.done.result))
    }
    return true
  }

  /// Remembers what was asked under a key, so that it is done once.
  mutating func remember(_ action: OwnerAction, _ result: OwnerActionResult, batch: UInt64) {
    guard let keyed = action.keyed else { return }
    keyedRequests.remember(DoneRequest(keyed, result), batch: batch)
  }

  mutating func pay(
    _ amount: Money, _ reference: String, paidOn: CalendarDay?, key: String?, actor: String,
    _ request: OwnerRequestID, at now: Now
  ) {
    let (sum, overflows) = (balance ?? .zero).micros.addingReportingOverflow(amount.micros)
    // Room is left for what calls in progress still cost.
    guard !overflows, sum.magnitude <= Self.largestBalance.micros.magnitude else {
      return effects.append(.answer(request, .tooMuch(limit: Self.largestBalance)))
    }
    let time = moneyTimes.next(at: now.wall)
    let batch = submit([
      .payment(
        amount: amount, reference: reference, paidOn: paidOn, key: key, actor: actor, at: time)
    ])
    let result = OwnerActionResult.paid(at: time)
    remember(
      .pay(amount: amount, reference: reference, paidOn: paidOn, key: key), result, batch: batch)
    outbox.promise(.payment(amount), with: batch)
    outbox.promise(.answer(request, result), with: batch)
  }

  /// Far beyond what any shop has, either way.
  private static let largestBalance = Money(micros: 1_000_000_000_000_000_000)
}
