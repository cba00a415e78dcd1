package import Rating

/// What must be done once however often it is asked for, as its key stands for it.
package struct KeyedRequest: Hashable, Sendable {
  /// 1…64 printable ASCII characters.
  package var key: String
  package var matter: Matter

  package enum Matter: Hashable, Sendable {
    /// To the provider; the day as it was named.
    case payment(amount: Money, reference: String, paidOn: CalendarDay?)
    /// A booth's credit.
    case deposit(BoothNumber, amount: Money)
    /// The closing of a booth's account.
    case ticket(BoothNumber, received: Money?)
  }

  package init(key: String, matter: Matter) {
    self.key = key
    self.matter = matter
  }
}

/// A request that was done, and what was answered.
package struct DoneRequest: Hashable, Sendable {
  package var request: KeyedRequest
  package var result: OwnerActionResult

  package init(_ request: KeyedRequest, _ result: OwnerActionResult) {
    self.request = request
    self.result = result
  }
}

/// The latest requests that have a key. An older one that is asked for again is found out by the
/// ledger, which keeps all of them.
struct KeyedRequests: Hashable, Sendable {
  /// Oldest first.
  private var known: [Known] = []

  struct Known: Hashable, Sendable {
    let done: DoneRequest
    /// nil: it was on disk before this daemon began.
    let batch: UInt64?
  }

  static let limit = 256

  /// `stored`: oldest first.
  init(_ stored: [DoneRequest]) {
    known = stored.suffix(Self.limit).map { Known(done: $0, batch: nil) }
  }

  subscript(key: String) -> Known? { known.last { $0.done.request.key == key } }

  mutating func remember(_ done: DoneRequest, batch: UInt64) {
    if known.count == Self.limit { known.removeFirst() }
    known.append(Known(done: done, batch: batch))
  }

  /// The ledger has refused it: it may be asked for again.
  mutating func forget(batch: UInt64) { known.removeAll { $0.batch == batch } }
}

extension OwnerActionResult {
  /// Whether an account that was closed is one of the sum that is expected. The ledger does not keep
  /// what was expected, for nothing else can have been.
  func isExpected(by action: OwnerAction) -> Bool {
    guard case .collected(let ticket) = self, case .collect(_, let expected?, _, _) = action else {
      return true
    }
    return ticket.due == expected
  }
}

extension OwnerAction {
  /// nil: it has no key, and each time is another.
  var keyed: KeyedRequest? {
    switch self {
    case .pay(let amount, let reference, let paidOn, let key?):
      KeyedRequest(
        key: key, matter: .payment(amount: amount, reference: reference, paidOn: paidOn))
    case .deposit(let booth, let amount, let key?):
      KeyedRequest(key: key, matter: .deposit(booth, amount: amount))
    case .collect(let booth, _, let received, let key?):
      KeyedRequest(key: key, matter: .ticket(booth, received: received))
    case .pay, .deposit, .collect, .disable, .enable, .cut, .chargeNextCall, .review: nil
    }
  }
}
