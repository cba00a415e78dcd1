/// Time talked, from the tick of the answer: milliseconds, never negative.
package struct TalkTime: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = max(0, milliseconds) }

  package static let zero = TalkTime(milliseconds: 0)
  package static func seconds(_ seconds: Int64) -> TalkTime {
    TalkTime(milliseconds: seconds * 1000)
  }
  package static func < (left: TalkTime, right: TalkTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// A second begun is a second talked.
  package var secondsBegun: Int64 {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest > 0 ? whole + 1 : whole
  }
}

/// How long a sum lasts.
package enum TalkLimit: Hashable, Sendable {
  case unlimited
  case limited(TalkTime)
}
