/// When a simulated shop is open each day; milliseconds from midnight. Its world begins at midnight.
package struct WorldHours: Hashable, Sendable {
  package var opening: Int64
  package var closing: Int64

  package init(from opening: Int64, to closing: Int64) {
    self.opening = opening * Self.hour
    self.closing = closing * Self.hour
  }

  static let hour: Int64 = 3_600_000
  static let day = 24 * hour

  /// `time`, if the shop is open then; else so long after its next opening as `time` is after the
  /// closing, or a few minutes after it in the hours before it.
  func next(_ time: Int64) -> Int64 {
    let midnight = time / Self.day * Self.day
    let ofDay = time - midnight
    if ofDay < opening { return midnight + opening + ofDay % (Self.hour / 2) }
    guard ofDay >= closing else { return time }
    return midnight + Self.day + opening + (ofDay - closing) % Self.hour
  }
}
