/// Something an onlooker in the shop, or at the provider, would see; the truth that a host's books
/// are held against.
package struct BoardNotice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case lifted
    case hungUp
    case digit(UInt8)
    case tone(BoardTone)
    /// A row of the display, as it now reads.
    case display(row: Int, text: String)
    case ringing(Bool)
    case seized(trunk: Int, digits: String)
    /// The digits are out; it rings, or is busy.
    case dialled(trunk: Int)
    /// The far end talks; `isSignalled` when the line said so.
    case answered(trunk: Int, isSignalled: Bool)
    case meteringPulse(trunk: Int)
    case farEndHungUp(trunk: Int)
    /// The trunk was let go.
    case released(trunk: Int)
    /// A digit that went out through a held trunk.
    case passedDigit(trunk: Int, digit: UInt8)
    case sessionBegan
    case sessionEnded
    case restarted(bootID: UInt32)
    case powerLost
    case unplugged
    case plugged
  }

  /// On the board's clock.
  package var tick: UInt32
  /// From 0; nil when it concerns the whole board.
  package var line: Int?
  package var kind: Kind
}
