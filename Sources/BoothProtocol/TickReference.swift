/// What the wire's 32-bit ticks are extended with, so that they do not wrap after 49.7 days.
package struct TickReference: Hashable, Sendable {
  /// A 32-bit tick stands for the one 64-bit tick of that value which is nearest to this.
  private let centre: Int64

  /// The tick is the wire's own, 0…FFFFFFFF: for those who look at single frames.
  package static let none = TickReference(near: BoardTick(milliseconds: 1 << 31))

  /// The tick is less than 24.8 days before or after `tick`.
  package init(near tick: BoardTick) { centre = tick.milliseconds }

  /// The tick is at most an hour after `latest`, or less than 49.6 days before it: an event that a
  /// board has kept for a host that was away.
  package init(upTo latest: BoardTick) {
    centre = latest.milliseconds - (1 << 31) + 3_600_000
  }

  /// The tick is `earliest` or less than 49.7 days after it.
  package init(from earliest: BoardTick) { centre = earliest.milliseconds + (1 << 31) }

  package func extend(_ wireTick: UInt32) -> BoardTick {
    let distance = Int32(bitPattern: wireTick &- UInt32(truncatingIfNeeded: centre))
    return BoardTick(milliseconds: centre + Int64(distance))
  }
}
