/// How long a call really talked: what a host's bill is held against.
package struct SimulatedTalk: Hashable, Sendable {
  /// When the far end picked up, on the board's clock.
  package let answered: UInt32
  /// When the first of both put down the handset, or the trunk was let go, on that clock as it went
  /// then, even if the board has begun a new one; nil: they still talk.
  package fileprivate(set) var ended: UInt32?
  /// When the handset went down; it may have been a flash.
  fileprivate var opened: UInt32?
  /// When the boot began in which the far end picked up.
  private let bootTime: UInt32

  package var milliseconds: UInt32? { ended.map { $0 &- answered } }

  fileprivate init(answered time: UInt32, bootTime: UInt32) {
    answered = time &- bootTime
    self.bootTime = bootTime
  }

  fileprivate func tick(at time: UInt32) -> UInt32 { time &- bootTime }
}

extension SimulatedLine {
  /// - Parameters:
  ///   - time: on the board's quartz, which no reset touches.
  ///   - bootTime: when the board's counter began, on the same.
  mutating func noteTalk(_ kind: BoardNotice.Kind, at time: UInt32, bootTime: UInt32) {
    if case .answered = kind { talk = SimulatedTalk(answered: time, bootTime: bootTime) }
    guard var talk, talk.ended == nil else { return }
    let tick = talk.tick(at: time)
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
