/// Gives the host's commands other sequence numbers, so that a sound board executes what it would
/// drop or only answer.
struct CommandNumbers: Hashable {
  private var lastFromHost: UInt8 = 0
  private var lastForBoard: UInt8 = 0
  /// The host's number of each that the board knows.
  private var hostNumbers = [UInt8](repeating: 0, count: 256)

  /// - Parameters:
  ///   - again: a repetition becomes a command of its own.
  ///   - always: so does one from before.
  mutating func forBoard(_ number: UInt8, again: Bool, always: Bool) -> UInt8? {
    let ahead = number &- lastFromHost
    let isFirst = lastForBoard == 0
    if ahead == 0 && !again && !isFirst { return lastForBoard }
    // Without a command before it there is nothing to repeat.
    if ahead == 0 && isFirst && !always { return nil }
    if ahead > 127 && !always { return nil }
    if ahead <= 127 { lastFromHost = number }
    lastForBoard &+= 1
    hostNumbers[Int(lastForBoard)] = number
    return lastForBoard
  }

  func forHost(_ number: UInt8) -> UInt8 { hostNumbers[Int(number)] }
}
