package import BoothProtocol
package import Rating

/// What the owner or the technician may ask of the core. `key` names a movement of money: asked for
/// again under it, it is not made again; nil: each time is another.
package enum OwnerAction: Hashable, Sendable {
  case disable(BoothNumber)
  case enable(BoothNumber)
  /// End the booth's call now.
  case cut(BoothNumber)
  /// The booth's next call is «sin cobrar», or charged again.
  case chargeNextCall(BoothNumber, Bool)
  /// A payment to the provider, onto the balance; below zero: the correction of one. `paidOn`: on the
  /// shop's calendar; nil: not said.
  case pay(amount: Money, reference: String, paidOn: CalendarDay? = nil, key: String? = nil)
  /// A customer pays in advance, or adds to it. Above zero.
  case deposit(BoothNumber, amount: Money, key: String? = nil)
  /// «Cobrar»: closes the booth's account into a ticket. `expected` is what the asker believes to be
  /// due: if it is not, nothing is done; nil: whatever is. `received`: what the customer hands over.
  case collect(
    BoothNumber, expected: Money? = nil, received: Money? = nil, key: String? = nil)
  /// The owner's word on a call that was flagged, or why another is not paid.
  case review(CallReview)
}

/// The answer to an action; `done` once the change is on disk, or for a cut, which changes nothing
/// there, once it is ordered.
package enum OwnerActionResult: Hashable, Sendable {
  case done
  /// The payment is on disk; no other has this instant.
  case paid(at: WallTime)
  /// The ticket is on disk.
  case collected(Ticket)
  case noSuchBooth
  case noCall
  /// An emergency call is nobody's to cut.
  case emergencyCall
  /// The key is that of another request.
  case keyTaken
  /// Nothing was paid in advance and nothing is owed.
  case nothingToCollect
  /// Something else is due than was expected.
  case otherDue(Money)
  /// Less was received than is due.
  case tooLittle(due: Money)
  /// There are no coins for the sum, or for what is to be handed back of it.
  case notInCoins(coin: Money)
  /// There would be more than this of credit in a booth, or of balance above or below zero.
  case tooMuch(limit: Money)
  /// A call is in progress, which uses up the credit that is to be paid back, or is to be paid before
  /// anything is paid in advance, or is all that there will be to collect.
  case callInProgress
  /// A deposit, a review or a ticket is on its way to the disk, or was quicker: a moment later the
  /// sum is another.
  case accountChanging
  /// What is owed must be collected before anything is paid in advance.
  case collectFirst
  /// The ledger cannot write at present, or never would: nothing was changed.
  case notStored(String)
}

/// The owner's review of a call that was flagged (F15), once and for all. One that was not can only
/// be waived, and the note says why.
package struct CallReview: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// It is charged as it was computed.
    case stands
    /// The customer does not pay it. The provider's cost has fallen all the same.
    case waived
  }

  /// «Con cobro»: whether a customer pays for a call that was to be charged or not when it was
  /// authorised, after the owner's word on it. Lists and their filters, sums and programs all mean
  /// this; the ledger asks its file the same.
  package static func bearsCharge(isCharged: Bool, verdict: Verdict?) -> Bool {
    isCharged && verdict != .waived
  }

  package var call: CallID
  package var booth: BoothNumber
  /// What it was charged.
  package var charge: Money
  package var verdict: Verdict
  /// The owner's words.
  package var note: String
  package var actor: String

  package init(
    call: CallID, booth: BoothNumber, charge: Money, verdict: Verdict, note: String,
    actor: String = ""
  ) {
    self.call = call
    self.booth = booth
    self.charge = charge
    self.verdict = verdict
    self.note = note
    self.actor = actor
  }

  func made(by actor: String) -> CallReview {
    var review = self
    review.actor = actor
    return review
  }
}
