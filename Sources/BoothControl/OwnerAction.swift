package import Rating

/// What the owner or the technician may ask of the core.
package enum OwnerAction: Hashable, Sendable {
  case disable(BoothNumber)
  case enable(BoothNumber)
  /// End the booth's call now.
  case cut(BoothNumber)
  /// The booth's next call is «sin cobrar», or charged again.
  case chargeNextCall(BoothNumber, Bool)
  /// A payment to the provider, onto the balance; below zero: the correction of one. `key` names
  /// the payment: asked for again under it, it is not made again; nil: each time is another
  /// payment. `actor` is who pays, for the audit.
  case pay(amount: Money, reference: String, key: String? = nil, actor: String = "")

  /// The same, asked by someone who is to be written down with it.
  package func asked(by actor: String) -> OwnerAction {
    guard case .pay(let amount, let reference, let key, _) = self else { return self }
    return .pay(amount: amount, reference: reference, key: key, actor: actor)
  }
}

/// The answer to an action; `done` once the change is on disk, or for a cut, which changes nothing
/// there, once it is ordered.
package enum OwnerActionResult: Hashable, Sendable {
  case done
  case noSuchBooth
  case noCall
  /// An emergency call is nobody's to cut.
  case emergencyCall
  /// The payment's key is that of another payment.
  case keyTaken
  /// The ledger cannot write at present, or never would: nothing was changed.
  case notStored(String)
}
