/// Turns the world's milliseconds into those a board counts: a quartz that is a little too fast or
/// too slow.
struct Oscillator {
  private let first: UInt32
  /// Parts per million that it runs too fast.
  private let error: Int64

  private static let million: Int64 = 1_000_000
  static let errorLimit: Int64 = 100_000

  init(first: UInt32, partsPerMillion error: Int64) {
    self.first = first
    self.error = min(max(error, -Self.errorLimit), Self.errorLimit)
  }

  /// What it has counted at `time`, not before 0; it wraps as the board's counter does.
  func reading(at time: Int64) -> UInt32 {
    first &+ UInt32(truncatingIfNeeded: elapsed(at: time))
  }

  /// The earliest time, not before `time`, at which it has counted `ticks` more than at `time`.
  func time(of ticks: UInt32, after time: Int64) -> Int64 {
    guard ticks > 0 else { return time }
    // Rounded up: the smallest t with floor(t × rate) ≥ wanted.
    let wanted = elapsed(at: time) + Int64(ticks)
    let rate = Self.million + error
    return (wanted * Self.million + rate - 1) / rate
  }

  private func elapsed(at time: Int64) -> Int64 { time * (Self.million + error) / Self.million }
}
