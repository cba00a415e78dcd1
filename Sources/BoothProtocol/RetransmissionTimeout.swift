/// How long to wait for an answer before asking again: RFC 6298, with Karn's rule that only answers
/// to what was sent once are measured.
struct RetransmissionTimeout {
  private static let allowed: ClosedRange<Int64> = 50...2_000

  /// What to wait now.
  private(set) var milliseconds: Int64 = 200
  /// nil before the first measurement.
  private(set) var smoothedMicroseconds: Int64?
  private var variationMicroseconds: Int64 = 0

  /// An answer came this long after the only sending of its question.
  mutating func measured(roundTripMilliseconds: Int64) {
    let sample = roundTripMilliseconds * 1_000
    if let smoothed = smoothedMicroseconds {
      let deviation = Int64((smoothed - sample).magnitude)
      variationMicroseconds = (3 * variationMicroseconds + deviation) / 4
      smoothedMicroseconds = (7 * smoothed + sample) / 8
    } else {
      smoothedMicroseconds = sample
      variationMicroseconds = sample / 2
    }
    // The clock's grain of one millisecond is the least that is added.
    let wait = (smoothedMicroseconds ?? sample) + max(1_000, 4 * variationMicroseconds)
    milliseconds = Self.clamp((wait + 999) / 1_000)
  }

  /// No answer came: what is on the way may be late, so the next wait is twice as long, until an
  /// answer is measured again.
  mutating func backOff() { milliseconds = Self.clamp(2 * milliseconds) }

  private static func clamp(_ wait: Int64) -> Int64 {
    min(max(wait, allowed.lowerBound), allowed.upperBound)
  }
}
