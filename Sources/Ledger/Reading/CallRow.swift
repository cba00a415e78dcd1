package import BoothControl
package import BoothProtocol
package import Rating

/// A call as the detail of calls, the reports and the tickets show it.
package struct CallRow: Hashable, Sendable {
  /// Where it stands in the order of calls; also its name in addresses of pages.
  package var position: CallPosition
  package var id: CallID
  package var booth: BoothNumber
  /// What was sent.
  package var number: String
  package var dialled: String
  /// The carrier-selection code that was stripped, if any.
  package var carrier: String?
  /// The description of the tariff; empty where there is no price.
  package var destination: String
  /// That of the hour in which it was answered; nil for an emergency call, and for one of which the
  /// price is not known any more.
  package var price: UnitPrice?
  /// false: «sin cobrar», or an emergency call.
  package var isCharged: Bool
  package var answeredAt: WallTime?
  /// nil: the call is still open.
  package var endedAt: WallTime?
  package var endCause: EndCause?
  /// nil: never answered, or still open.
  package var talked: TalkTime?
  /// Zero until the call has ended, as is `cost`.
  package var charge: Money
  package var cost: Money
  package var suspicions: [Suspicion]
  /// The owner's word on a call that was flagged; nil: none yet.
  package var review: CallReview.Verdict?
  /// The ticket it was collected by; nil: none yet.
  package var ticket: Int64?

  package var authorisedAt: WallTime { position.time }
  package var isEmergency: Bool { price == nil && !isCharged }

  /// Seconds talked; one begun counts, as it does for the charge.
  package var seconds: Int64 { ((talked ?? .zero).milliseconds + 999) / 1000 }

  /// As the panel shows it.
  package var snapshot: CallSnapshot {
    CallSnapshot(
      number: number, destination: destination, seconds: seconds, price: price, total: charge,
      isCharged: isCharged, isLive: endedAt == nil)
  }
}

/// A place in the order of calls, newest first: by the wall clock, then by key. Pages are asked for
/// from one of these on, so page 20,000 costs no more than the first and new calls do not shift the
/// rows between two pages.
package struct CallPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// When the call was authorised.
  package var time: WallTime
  /// The call's key: its id.
  package var key: Int64

  package init(time: WallTime, key: Int64) {
    self.time = time
    self.key = key
  }

  /// nil unless `text` is what `description` gives: a call's id is its key, and it was authorised in a
  /// year of four figures.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = Int64(parts[0]), let key = UInt32(parts[1]), key > 0,
      (-62_135_596_800_000...253_402_300_799_999).contains(time)
    else { return nil }
    self.init(time: WallTime(milliseconds: time), key: Int64(key))
  }

  /// `1161980294000-1234`; fit for an address.
  package var description: String { "\(time.milliseconds)-\(key)" }

  package static func < (left: CallPosition, right: CallPosition) -> Bool {
    (left.time, left.key) < (right.time, right.key)
  }
}
