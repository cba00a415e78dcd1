package import BoothControl
package import Rating

/// Which calls the owner wants to see, newest first.
package struct CallListQuery: Hashable, Sendable {
  /// Where the page begins.
  package enum Position: Hashable, Sendable {
    case newest
    /// The first calls older than this place.
    case before(CallListCursor)
    /// The calls right before this place, seen from the newest: the page before.
    case after(CallListCursor)
  }

  /// The page sizes on offer.
  package static let sizes = [10, 26, 50, 100]
  /// Who asks by the address may have any up to this.
  package static let largestSize = 500

  /// nil: of all booths.
  package var booth: BoothNumber?
  /// nil: both; else as `CallListRow.bearsCharge`.
  package var isCharged: Bool?
  /// 1…`largestSize`; what is exported takes `exportSize` at a time.
  package var size: Int
  package var position: Position
  /// Authorised at or after this instant; nil: it does not matter. As the rest below.
  package var from: WallTime?
  /// Authorised before.
  package var to: WallTime?
  /// How the number begins.
  package var numberStart: String?
  /// What the destination's name contains, whatever its case and its accents.
  package var place: String?
  package var mark: Mark?

  /// The raw value goes through addresses.
  package enum Mark: String, Hashable, Sendable, CaseIterable {
    /// Flagged, whether or not it was reviewed since.
    case any = "true"
    case toReview = "open"
  }

  /// A few milliseconds' work: all the panel's other clients wait for it.
  package static let exportSize = 40

  package init(
    booth: BoothNumber? = nil, isCharged: Bool? = nil, size: Int = 26,
    position: Position = .newest, from: WallTime? = nil, to: WallTime? = nil,
    numberStart: String? = nil, place: String? = nil, mark: Mark? = nil
  ) {
    self.booth = booth
    self.isCharged = isCharged
    self.size = size
    self.position = position
    self.from = from
    self.to = to
    self.numberStart = numberStart
    self.place = place
    self.mark = mark
  }
}

/// A place between two calls, in the words of whoever keeps them: it goes into addresses of pages
/// and comes back from there, perhaps changed by hand; the key of a call is its place too.
package struct CallListCursor: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// nil unless `text` is 1…64 letters, digits and `-`.
  package init?(_ text: String) {
    guard (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
          true
        default: false
        }
      })
    else { return nil }
    self.text = text
  }

  package var description: String { text }
}

/// What `PanelSource.calls` throws for a cursor that it never gave; answered as 400.
package struct UnknownCursor: Error {
  package init() {}
}

package struct CallListPage: Hashable, Sendable {
  /// Newest first, at most as many as were asked for.
  package var rows: [CallListRow]
  /// All calls that match, on all pages.
  package var total: Int
  /// false: there are that many at least.
  package var isTotalWhole: Bool
  /// `before` this is the next page; nil: this is the last.
  package var older: CallListCursor?
  /// `after` this is the page before; nil: this is the first.
  package var newer: CallListCursor?
  /// A search looks at so many calls for a page, however few match: back, or on the way forth, to
  /// this instant. nil: it found as many as were asked for, or there are no others.
  package var searchedTo: WallTime?

  package init(
    rows: [CallListRow], total: Int, isTotalWhole: Bool = true, older: CallListCursor?,
    newer: CallListCursor?, searchedTo: WallTime? = nil
  ) {
    self.isTotalWhole = isTotalWhole
    self.searchedTo = searchedTo
    self.rows = rows
    self.total = total
    self.older = older
    self.newer = newer
  }
}

package struct CallListRow: Hashable, Sendable {
  /// Of this call alone, for ever.
  package var key: Int64
  package var booth: BoothNumber
  /// When it was authorised.
  package var at: WallTime
  package var number: String
  /// The place: `SANTIAGO CHILE`.
  package var destination: String
  /// Seconds talked; one begun counts.
  package var seconds: Int64
  /// nil: an emergency call, or one of which the price is not known any more.
  package var price: UnitPrice?
  /// Zero while the call is open; what a call came to stays when it is waived.
  package var charge: Money
  /// Whether it was to be charged when it was authorised; false for an emergency call.
  package var isCharged: Bool
  /// «Con cobro»: whether a customer pays for it.
  package var bearsCharge: Bool {
    CallReview.bearsCharge(isCharged: isCharged, verdict: verdict)
  }
  /// What of it is the customer's to pay.
  package var due: Money { bearsCharge ? charge : .zero }
  /// What was promised for it is not known any more.
  package var isLost: Bool { price == nil && isCharged }
  /// It has not ended yet.
  package var isOpen: Bool
  /// nil: it has not ended yet, or nobody knows why.
  package var endCause: EndCause?
  /// Why the owner should look at it.
  package var suspicions: [Suspicion]
  /// The owner's word on it; nil: none yet.
  package var verdict: CallReview.Verdict?
  /// The ticket it was collected by; nil: none yet.
  package var ticket: Int64?

  package init(
    key: Int64, booth: BoothNumber, at: WallTime, number: String, destination: String,
    seconds: Int64, price: UnitPrice?, charge: Money, isCharged: Bool, isOpen: Bool = false,
    endCause: EndCause? = nil, suspicions: [Suspicion] = [],
    verdict: CallReview.Verdict? = nil, ticket: Int64? = nil
  ) {
    self.key = key
    self.booth = booth
    self.at = at
    self.number = number
    self.destination = destination
    self.seconds = seconds
    self.price = price
    self.charge = charge
    self.isCharged = isCharged
    self.isOpen = isOpen
    self.endCause = endCause
    self.suspicions = suspicions
    self.verdict = verdict
    self.ticket = ticket
  }
}
