internal import CBoardReference

/// What becomes of the board's frames.
extension FaultyFirmware {
  mutating func change(fromBoard original: LooseFrame) -> [LooseFrame] {
    var frame = original
    switch frame.kind {
    case BLP_CLASS_HANDSHAKE:
      if frame.isHandshake(Int(BLP_ANNOUNCE)) { return fault == .neverAnnounces ? [] : [frame] }
      changeGreeting(&frame)
    case BLP_CLASS_RESPONSE: changeResponse(&frame)
    case BLP_CLASS_PONG:
      if fault == .stampLost { frame.setU32(0, 0) }
      if fault == .tickInSeconds { inSeconds(&frame, FieldOffset.pongTick) }
    case BLP_CLASS_EVENT: return changeEvent(frame).map(inOwnSession)
    default: break
    }
    return [inOwnSession(frame)]
  }

  private func inOwnSession(_ original: LooseFrame) -> LooseFrame {
    var frame = original
    if fault == .sessionRepeated, frame.session != 0 { frame.session = Self.repeatedSession }
    if fault == .executesTwice || fault == .sequenceWindow {
      frame.acknowledgement = numbers.forHost(frame.acknowledgement)
    }
    return frame
  }

  private func inSeconds(_ frame: inout LooseFrame, _ offset: Int) {
    frame.setU32(offset, frame.u32(offset) / 1000)
  }

  // MARK: HELLO_ACK

  private mutating func changeGreeting(_ frame: inout LooseFrame) {
    if fault == .nonceForgotten { frame.setU32(FieldOffset.acknowledgementNonce, offeredNonce) }
    guard frame.payload.first == UInt8(BLP_HELLO_ACCEPTED) else {
      isDeaf = fault == .refusalEndsSession
      return
    }
    isDeaf = false
    if frame.session != session || frame.u32(FieldOffset.acknowledgementBoot) != bootID {
      beginSession(frame)
    }
    switch fault {
    case .tickInSeconds: inSeconds(&frame, FieldOffset.acknowledgementTick)
    case .configurationForgotten: frame.setU32(FieldOffset.acknowledgementConfiguration, 0)
    case .configurationCRC:
      let checksum = frame.u32(FieldOffset.acknowledgementConfiguration)
      frame.setU32(FieldOffset.acknowledgementConfiguration, ~checksum)
    case .forgetsEvents: frame.setU32(FieldOffset.acknowledgementOldest, forgottenBefore)
    case .releasedTwice, .digitsInCall:
      for offset in [FieldOffset.acknowledgementOldest, FieldOffset.acknowledgementNext] {
        frame.setU32(offset, added.hostNumber(of: frame.u32(offset)))
      }
    default: break
    }
  }

  private mutating func beginSession(_ frame: LooseFrame) {
    session = frame.session
    displayColumns = frame.payload[FieldOffset.acknowledgementColumns]
    numbers = CommandNumbers()
    sentInSession = 0
    acknowledged = frame.u32(FieldOffset.acknowledgementOldest)
    if frame.u32(FieldOffset.acknowledgementBoot) != bootID {
      bootID = frame.u32(FieldOffset.acknowledgementBoot)
      added = AddedEvents()
      sentEver = 0
    }
    forgottenBefore = frame.u32(FieldOffset.acknowledgementNext)
    lastForgotten = nil
  }

  // MARK: Responses

  private func changeResponse(_ frame: inout LooseFrame) {
    let result = frame.payload.first.map(Int.init)
    switch fault {
    case .responseSequence: frame.sequence &+= 1
    case .executesTwice, .sequenceWindow: frame.sequence = numbers.forHost(frame.sequence)
    case .fieldsUnchecked where result == BLP_BAD_FIELD: frame.payload[0] = UInt8(BLP_DONE)
    case .stateUnchecked where result == BLP_WRONG_STATE: frame.payload[0] = UInt8(BLP_DONE)
    case .linesInconsistent where frame.isResponse(to: Int(BLP_READ_LINES)):
      // Twelve bytes a line behind three, the trunk last.
      for offset in stride(from: 14, to: frame.payload.count, by: 12)
      where frame.payload[offset] == UInt8(BLP_NO_TRUNK) {
        frame.payload[offset] = 0
      }
    case .anyLine where result == BLP_NO_SUCH_LINE && Int(frame.type) != BLP_READ_LINES:
      frame.payload[0] = UInt8(BLP_DONE)
    case .fullRingConnects where result == BLP_RING_FULL: frame.payload[0] = UInt8(BLP_DONE)
    case .configurationCRC where frame.isResponse(to: Int(BLP_CONFIGURE)):
      frame.setU32(1, ~frame.u32(1))
    default: break
    }
  }

  // MARK: Events

  private mutating func changeEvent(_ original: LooseFrame) -> [LooseFrame] {
    var frame = original
    let number = frame.u32(0)
    let isAgain = number < sentEver
    let isAgainInSession = number < sentInSession
    sentEver = max(sentEver, number &+ 1)
    sentInSession = max(sentInSession, number &+ 1)
    switch fault {
    case .forgetsEvents where number < forgottenBefore:
      lastForgotten = number
      return []
    case .forgetsSent: acknowledgeAtOnce(number)
    case .neverResends where isAgainInSession: return []
    case .changesEvents where isAgain:
      frame.setU32(FieldOffset.eventTick, frame.u32(FieldOffset.eventTick) &+ 1)
    case .tickInSeconds: inSeconds(&frame, FieldOffset.eventTick)
    case .numberInHeader: frame.sequence = 0
    case .causeForgotten where Int(frame.type) == BLP_BOOT: frame.payload[9] = 0
    case .hookLate where Int(frame.type) == BLP_ON_HOOK:
      frame.setU32(FieldOffset.eventTick, frame.u32(FieldOffset.eventTick) &+ 700)
    case .causeConfused where Int(frame.type) == BLP_RELEASED:
      if Int(frame.payload[FieldOffset.releasedCause]) == BLP_CAUSE_TALK_LIMIT {
        frame.payload[FieldOffset.releasedCause] = UInt8(BLP_CAUSE_LEASE_EXPIRED)
      }
    case .meteringRelative where Int(frame.type) == BLP_METERING:
      frame.setU16(FieldOffset.meteringPulses, 1)
    case .releasedTwice, .digitsInCall: return renumber(frame, number, isAgain: isAgain)
    default: break
    }
    return [frame]
  }

  private mutating func renumber(
    _ original: LooseFrame, _ number: UInt32, isAgain: Bool
  ) -> [LooseFrame] {
    var frame = original
    frame.setU32(0, added.hostNumber(of: number))
    frame.sequence = UInt8(truncatingIfNeeded: frame.u32(0))
    added.told(frame.u32(0))
    if fault == .releasedTwice, !isAgain, Int(frame.type) == BLP_RELEASED {
      _ = added.add(frame, after: number)
    }
    return [frame] + added.following(number)
  }
}
