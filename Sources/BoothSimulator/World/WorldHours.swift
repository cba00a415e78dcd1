/// When a simulated shop is open each day; milliseconds from midnight. Its world begins at midnight.
package struct WorldHours: Hashable, Sendable {
  package var opening: Int64
  package var closing: Int64

  package init(from opening: Int64, to closing: Int64) {
    self.opening = opening * Self.hour
    self.closing = closing * Self.hour
  }

  package static let hour: Int64 = 3_600_000
  package static let day = 24 * hour

  /// `time`, if the shop is open then; else within the first hour of its next opening, so that what
  /// is put off does not come all at once.
  package func next(_ time: Int64) -> Int64 {
    let midnight = time / Self.day * Self.day
    let ofDay = time - midnight
    if ofDay < opening { return midnight + opening + ofDay % (Self.hour / 2) }
    guard ofDay >= closing else { return time }
    return midnight + Self.day + opening + (ofDay - closing) % Self.hour
  }
}
