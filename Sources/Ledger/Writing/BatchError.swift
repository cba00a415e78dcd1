internal import BoothControl
internal import BoothProtocol

/// Why a batch can never be applied: what it says contradicts what is written.
enum BatchError: Error, Hashable, CustomStringConvertible {
  case noSuchCall(CallID)
  /// Another call has this id already.
  case callIDTaken(CallID)
  case callIDOutOfRange(CallID)
  /// Some of the batch's events are written and some are not, so it is neither new nor old.
  case halfApplied(written: Int, of: Int)
  case balanceOverflow
  /// A payment has this key already.
  case paymentKeyTaken(String)
  /// The price is outside what a tariff may be, so it could not be read back.
  case priceCannotBeKept(String)

  var description: String {
    switch self {
    case .noSuchCall(let call): "there is no call \(call)"
    case .callIDTaken(let call): "call \(call) is written already, with other contents"
    case .callIDOutOfRange(let call): "\(call) is not a call's number"
    case .halfApplied(let written, let count):
      "\(written) of its \(count) events are written already, the others are not"
    case .paymentKeyTaken(let key): "a payment with the key \(key) is written already"
    case .balanceOverflow: "the balance would be larger than 64 bits"
    case .priceCannotBeKept(let record): "the price breaks the rules for tariffs: \(record)"
    }
  }
}

/// What became of a batch.
enum BatchOutcome: Hashable {
  case applied
  /// Its events were written before: nothing was changed.
  case appliedBefore
  /// It breaks a rule and never will fit; it lies in `rejected_batches`.
  case rejected(String)
}
