package import Rating

/// What the owner or the technician may ask of the core.
package enum OwnerAction: Hashable, Sendable {
  case disable(BoothNumber)
  case enable(BoothNumber)
  /// End the booth's call now.
  case cut(BoothNumber)
  /// M3: the booth's next call is «sin cobrar».
  case chargeNextCall(BoothNumber, Bool)
  /// M14: a payment to the provider, on the balance.
  case pay(amount: Money, reference: String)
}

/// The answer to an action; `done` once the change is on disk, or for a cut, which changes nothing there, once it is ordered.
package enum OwnerActionResult: Hashable, Sendable {
  case done
  case noSuchBooth
  case noCall
  /// An emergency call is nobody's to cut.
  case emergencyCall
  /// The ledger cannot write at present, or never would: nothing was changed.
  case notStored(String)
}
