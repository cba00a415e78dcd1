/// How long to wait before a port is tried again: soon at first, then twice as long each time, up
/// to a limit.
struct ReopeningDelay: Equatable, Sendable {
  static let firstMilliseconds = 100
  static let longestMilliseconds = 2000

  private var upcoming = Self.firstMilliseconds

  /// The milliseconds to wait now; the wait after it is longer.
  mutating func next() -> Int {
    defer { upcoming = min(upcoming * 2, Self.longestMilliseconds) }
    return upcoming
  }
}
