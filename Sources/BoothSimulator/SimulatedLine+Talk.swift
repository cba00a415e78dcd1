/// How long a call really talked: what a host's bill is held against.
package struct SimulatedTalk: Hashable, Sendable {
  /// When the far end picked up, on the board's clock.
  package let answered: UInt32
  /// When the first of both put down the handset, or the trunk was let go; nil: they still talk.
  package fileprivate(set) var ended: UInt32?
  /// When the handset went down; it may have been a flash.
  fileprivate var opened: UInt32?

  package var milliseconds: UInt32? { ended.map { $0 &- answered } }
}

extension SimulatedLine {
  mutating func noteTalk(_ kind: BoardNotice.Kind, at tick: UInt32) {
    if case .answered = kind { talk = SimulatedTalk(answered: tick) }
    guard var talk, talk.ended == nil else { return }
    switch kind {
    case .hungUp: talk.opened = tick
    case .lifted: talk.opened = nil
    case .farEndHungUp: talk.ended = tick
    case .released: talk.ended = talk.opened ?? tick
    default: break
    }
    self.talk = talk
  }
}
