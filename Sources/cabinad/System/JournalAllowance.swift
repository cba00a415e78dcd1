/// Which lines may go to the journal, and how many had to be left out.
struct JournalAllowance {
  /// Lines that may wait for their reader.
  static let waitingLimit = 256
  /// A board that is broken or hostile can have something to say a thousand times a second.
  static let linesASecond = 100

  private var waiting = 0
  private var dropped = 0
  private var second: Int64 = 0
  /// Lines that may still be written in this second.
  private var left = linesASecond

  /// Whether a line may wait to be written. One that may not is counted.
  /// - Parameter second: of any clock that does not go back.
  mutating func admits(at second: Int64) -> Bool {
    if second != self.second {
      self.second = second
      left = Self.linesASecond
    }
    guard waiting < Self.waitingLimit, left > 0 else {
      dropped += 1
      return false
    }
    left -= 1
    waiting += 1
    return true
  }

  /// A line that waited was written.
  /// - Returns: how many were left out since this was asked last.
  mutating func wrote() -> Int {
    waiting -= 1
    defer { dropped = 0 }
    return dropped
  }
}
