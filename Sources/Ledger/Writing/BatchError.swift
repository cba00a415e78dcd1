internal import BoothControl
internal import BoothProtocol
internal import Rating

/// Why a batch can never be applied: what it says contradicts what is written.
enum BatchError: Error, Hashable, CustomStringConvertible {
  case noSuchCall(CallID)
  /// Another call has this id already.
  case callIDTaken(CallID)
  case callIDOutOfRange(CallID)
  /// Some of the batch's events are written and some are not, so it is neither new nor old.
  case halfApplied(written: Int, of: Int)
  case balanceOverflow
  /// It was done, under its key, before the core can remember; with what it is called.
  case doneBefore(OwnerActionResult, String)
  /// Another request had this key.
  case requestKeyTaken(String, by: String)
  /// Another ticket has this number.
  case ticketTaken(Int64)
  /// A ticket is not what the booth's customer has paid and owes.
  case accountDiffers(BoothNumber, told: BoothAccount, found: BoothAccount)
  case callsMissing(BoothNumber, told: Int, found: Int)
  /// It has not ended, was not flagged, was reviewed before, or is on a ticket.
  case notToReview(CallID)
  /// The price is outside what a tariff may be, so it could not be read back.
  case priceCannotBeKept(String)

  var description: String {
    switch self {
    case .noSuchCall(let call): "there is no call \(call)"
    case .callIDTaken(let call): "call \(call) is written already, with other contents"
    case .callIDOutOfRange(let call): "\(call) is not a call's number"
    case .halfApplied(let written, let count):
      "\(written) of its \(count) events are written already, the others are not"
    case .doneBefore(_, let words): "it was done before: \(words)"
    case .requestKeyTaken(let key, let use):
      "the key \(key) was used before, for \(use): expected a key of its own for each request"
    case .ticketTaken(let number): "there is another ticket \(number)"
    case .accountDiffers(let booth, let told, let found):
      "booth \(booth) has \(found.calls) calls of \(found.charged.decimalText) and a credit of "
        + "\(found.credit.decimalText), not \(told.calls) of \(told.charged.decimalText) and "
        + "\(told.credit.decimalText)"
    case .callsMissing(let booth, let told, let found):
      "booth \(booth) has \(found) calls to collect, not \(told)"
    case .notToReview(let call):
      "call \(call) is not to be reviewed: it has not ended, was not flagged, was reviewed before, "
        + "or is on a ticket"
    case .balanceOverflow: "the balance would be larger than 64 bits"
    case .priceCannotBeKept(let record): "the price breaks the rules for tariffs: \(record)"
    }
  }
}

extension BatchError {
  /// What is answered to an owner who asked for what was done before, or is too late: nothing
  /// contradicts the ledger, and nothing is left for a person to judge. nil: something does.
  var answer: OwnerActionResult? {
    switch self {
    case .doneBefore(let result, _): result
    case .requestKeyTaken: .keyTaken
    case .notToReview: .accountChanging
    default: nil
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
  /// It is what an owner asked for, and cannot be done; nothing of it is kept.
  case declined(OwnerActionResult, String)
}
