import BoothProtocol

/// What a board has owned up to have lost, and what it has told of each call all the same: whether
/// it is a full log that is to blame for what a host does not know.
struct WorldGaps {
  /// One GAP: what was lost has ticks from the first to the last, as the board stamps them.
  private struct Gap {
    let bootID: UInt32
    let number: UInt32
    let first: UInt32
    let last: UInt32
  }

  private struct Key: Hashable {
    let bootID: UInt32
    let call: CallID
    let line: Int
  }

  /// The numbers of a call's events that were told; nil: not told.
  struct Told {
    var seized: UInt32?
    var answered: UInt32?
    var released: UInt32?
  }

  private var gaps: [Gap] = []
  private var told: [Key: Told] = [:]

  /// A hang-up is lost with the tick at which the loop opened, and known when that is no flash any
  /// more.
  private static let slackMilliseconds: Int32 = WorldLine.flash.upperBound + 1

  /// The host was told an event, perhaps again.
  mutating func take(_ event: BoardEvent, ofBoot bootID: UInt32) {
    func key(_ call: CallID, _ line: Int) -> Key { Key(bootID: bootID, call: call, line: line) }
    switch event.kind {
    case .gap(_, let firstTick):
      guard !gaps.contains(where: { $0.bootID == bootID && $0.number == event.number }) else {
        return
      }
      gaps.append(
        Gap(
          bootID: bootID, number: event.number, first: firstTick.onTheWire,
          last: event.tick.onTheWire))
    case .seized(let line, let call, _, _):
      told[key(call, line), default: Told()].seized = event.number
    case .answered(let line, let call, _):
      told[key(call, line), default: Told()].answered = event.number
    case .released(let line, let call, _, _):
      told[key(call, line), default: Told()].released = event.number
    default: break
    }
  }

  /// Something was lost between two ticks of a boot.
  func hasGap(ofBoot bootID: UInt32, from first: UInt32, to last: UInt32) -> Bool {
    gaps.contains { gap in
      gap.bootID == bootID && Int32(bitPattern: last &- gap.first) >= 0
        && Int32(bitPattern: gap.last &- first) >= -Self.slackMilliseconds
    }
  }

  func told(of call: WorldCall) -> Told {
    told[Key(bootID: call.bootID, call: call.id, line: call.line)] ?? Told()
  }

  /// The log had no place for the taking of the call's trunk.
  func hasLostSeizure(of call: WorldCall) -> Bool {
    guard let dialled = call.dialledTick, told(of: call).seized == nil else { return false }
    return hasGap(ofBoot: call.bootID, from: dialled, to: dialled)
  }

  /// It had none for its answer.
  func hasLostAnswer(of call: WorldCall) -> Bool {
    guard let answered = call.answered, told(of: call).answered == nil else { return false }
    return hasGap(ofBoot: call.bootID, from: answered.tick, to: answered.tick)
  }

  /// It had none for its end.
  func hasLostEnd(of call: WorldCall) -> Bool {
    guard let end = call.endedTick, told(of: call).released == nil else { return false }
    return hasGap(ofBoot: call.bootID, from: end, to: end)
  }

  /// The host was told of a loss while it knew of the call: after the event `first`, and before
  /// that of its end.
  func hasGap(in call: WorldCall, after first: UInt32) -> Bool {
    let end = told(of: call).released ?? .max
    return gaps.contains {
      $0.bootID == call.bootID && (first...max(first, end)).contains($0.number)
    }
  }
}

extension BoardTick {
  /// Its 32 bits as the board stamps them.
  fileprivate var onTheWire: UInt32 { UInt32(truncatingIfNeeded: milliseconds) }
}
