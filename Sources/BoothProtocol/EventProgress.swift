/// How far a board's event log has been told and stored, for one boot of the board.
struct EventProgress {
  /// The next event to be told in this session; never before `firstUnstored`.
  private(set) var next: Int
  /// The first event that is not on disk: what the host's `ack` says.
  private(set) var firstUnstored: Int
  /// The first event that no session has told.
  private(set) var firstUntold: Int

  enum Verdict {
    case deliver
    /// It was told in this session, or is on disk.
    case duplicate
    /// One before it is missing, or too many before it are not on disk; the board will send it again.
    case early
  }

  /// So many events a board may have on their way that are not acknowledged (BLP/1 § 3). One that
  /// keeps no such rule is held to it here: what waits for the disk, and for the core, is bounded
  /// whatever a board does.
  static let window = 8

  init(oldest: UInt32) {
    next = Int(oldest)
    firstUnstored = next
    firstUntold = next
  }

  /// A new session tells again what is not on disk, and nothing that is.
  mutating func beginSession(oldest: UInt32) {
    firstUnstored = max(firstUnstored, Int(oldest))
    next = firstUnstored
    firstUntold = max(firstUntold, next)
  }

  mutating func take(_ number: UInt32) -> Verdict {
    guard number >= next else { return .duplicate }
    guard number == next, next < firstUnstored + Self.window else { return .early }
    next += 1
    firstUntold = max(firstUntold, next)
    return .deliver
  }

  func isStored(_ number: UInt32) -> Bool { number < firstUnstored }

  /// True when this is news. What was never told cannot have been stored: then nothing changes.
  mutating func acknowledge(upTo number: UInt32) -> Bool {
    let first = Int(number) + 1
    guard first > firstUnstored, first <= firstUntold else { return false }
    firstUnstored = first
    // What an earlier session told and is stored only now need not be told again: the board forgets
    // it when it hears of it.
    next = max(next, first)
    return true
  }

  /// Whether a board that holds so many events has none that was not told in this session. It may
  /// hold stored ones too, of which it has not heard: then this is false, though nothing be
  /// missing.
  func areToldAll(ofHeld count: Int) -> Bool { count <= next - firstUnstored }

  var acknowledgement: UInt8 { UInt8(truncatingIfNeeded: firstUnstored) }
}
