/// Events in a board's log that the sound board does not know of: all later ones get higher numbers
/// for the host.
struct AddedEvents: Hashable {
  private struct Addition: Hashable {
    /// The board's number of the event it follows.
    var after: UInt32
    var hostNumber: UInt32
    var frame: LooseFrame
  }

  private var additions: [Addition] = []
  /// The next number after the highest that the host was told.
  private var nextForHost: UInt32 = 1

  /// Beyond this the oldest are forgotten with the boot only.
  private static let limit = 4096

  /// The host's number of the board's event.
  func hostNumber(of number: UInt32) -> UInt32 {
    number &+ UInt32(additions.count { $0.after < number })
  }

  /// What comes right after the board's event, under numbers of its own.
  func following(_ number: UInt32) -> [LooseFrame] {
    additions.filter { $0.after == number }.map(\.frame)
  }

  /// Adds an event after one of the board's; nil when there are too many.
  mutating func add(_ event: LooseFrame, after number: UInt32) -> LooseFrame? {
    guard additions.count < Self.limit else { return nil }
    let hostNumber = hostNumber(of: number) &+ 1 &+ UInt32(following(number).count)
    var event = event
    event.setU32(0, hostNumber)
    event.sequence = UInt8(truncatingIfNeeded: hostNumber)
    additions.append(Addition(after: number, hostNumber: hostNumber, frame: event))
    told(hostNumber)
    return event
  }

  mutating func told(_ hostNumber: UInt32) { nextForHost = max(nextForHost, hostNumber &+ 1) }

  /// The board's form of the host's acknowledgement.
  func boardAcknowledgement(of acknowledgement: UInt8) -> UInt8 {
    let behind = UInt8(truncatingIfNeeded: nextForHost) &- acknowledgement
    return UInt8(truncatingIfNeeded: boardNumber(of: nextForHost &- UInt32(behind)))
  }

  /// The board's form of the number of an event that the host speaks of.
  func boardNumber(of hostNumber: UInt32) -> UInt32 {
    hostNumber &- UInt32(additions.count { $0.hostNumber < hostNumber })
  }
}
