/// Which lines may go to the journal, and how many had to be left out.
struct JournalAllowance {
  /// Lines that may wait for their reader.
  static let waitingLimit = 256
  /// A board that is broken or hostile can have something to say a thousand times a second.
  static let linesASecond = 100
  /// Of those about one thing (a board, who asks, the audit): it does not take the others' place.
  static let linesASecondAboutOne = 25

  private var waiting = 0
  private var dropped = 0
  private var second: Int64 = 0
  /// Lines that may still be written in this second.
  private var left = linesASecond
  /// Lines of this second, by what they are about: no more of them than lines.
  private var written: [String: Int] = [:]

  /// Whether a line may wait to be written. One that may not is counted.
  /// - Parameters:
  ///   - second: of any clock that does not go back.
  ///   - subject: what it is about; nil: nothing that there could be much to say of.
  mutating func admits(at second: Int64, about subject: String? = nil) -> Bool {
    if second != self.second {
      self.second = second
      left = Self.linesASecond
      written = [:]
    }
    let ofSubject = subject.flatMap { written[$0] } ?? 0
    guard waiting < Self.waitingLimit, left > 0, ofSubject < Self.linesASecondAboutOne else {
      dropped += 1
      return false
    }
    if let subject { written[subject] = ofSubject + 1 }
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
