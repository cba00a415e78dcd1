/// What becomes of one call beyond the board: the provider's exchange and whoever is called.
package struct FarEnd: Hashable, Sendable {
  package enum Signal: Hashable, Sendable {
    /// The exchange reverses the polarity of the pair.
    case polarity
    /// A metering pulse at the answer and one after each such time.
    case metering(everyMilliseconds: UInt32)
    /// The far end talks, but the line does not say so.
    case none
  }

  package enum Outcome: Hashable, Sendable {
    /// Times from the end of dialling and from the answer; nil: waits for the booth to hang up.
    case answers(
      afterMilliseconds: UInt32, signal: Signal, hangsUpAfterMilliseconds: UInt32? = nil)
    case neverAnswers
    case busy
    /// The exchange gives no dial tone.
    case noTrunkFree
    /// The trunk breaks while it is being seized.
    case trunkFault
  }

  /// From lifting the trunk to the exchange being ready for digits.
  package var seizeMilliseconds: UInt32 = 400
  /// For each digit sent.
  package var digitMilliseconds: UInt32 = 100
  package var outcome: Outcome

  package init(_ outcome: Outcome) { self.outcome = outcome }
}
