package import Rating

/// What a booth's display should say.
package enum DisplayContent: Hashable, Sendable {
  /// On-hook, ready for a customer.
  case idle(shopName: String)
  case disabled
  /// On-hook; what is left of what was paid in advance.
  case credit(shopName: String, left: Money)
  /// Off-hook; `digits` empty: none was dialled yet.
  case dialling(digits: String)
  /// Until the far end answers. `destination` may be empty.
  case connecting(number: String, destination: String)
  /// `seconds`: whole seconds talked; `hasWarning`: the money is about to end.
  case talking(destination: String, seconds: Int, total: Money, hasWarning: Bool)
  case ended(destination: String, seconds: Int, total: Money, isCharged: Bool)
  case refused(Refusal)
  case emergency(number: String)
  /// Anything the owner or the technician wants said.
  case message(String)
}
