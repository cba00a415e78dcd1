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

extension TalkTime {
  /// A board counts the milliseconds of a call in 32 bits.
  private static let longestCall = Money(micros: 4_294_967_295_000)

  /// Reads decimal seconds, `68` or `150.05`, up to 2³² ms; a part of a millisecond is talk too.
  package init(decimalSeconds text: String) throws(MoneyError) {
    let seconds = try Money(text, least: .zero, most: Self.longestCall)
    self.init(milliseconds: (seconds.micros + 999) / 1000)
  }

  /// `68`, `150.05`: reading it gives the same.
  package var decimalSeconds: String { Money(micros: milliseconds * 1000).decimalText }
}
