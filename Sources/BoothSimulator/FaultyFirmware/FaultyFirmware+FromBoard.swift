internal import CBoardReference

/// What becomes of the board's frames.
extension FaultyFirmware {
  mutating func change(fromBoard original: LooseFrame) -> [LooseFrame] {
    var frame = original
    switch frame.kind {
    case BLP_CLASS_HANDSHAKE:
      if frame.isHandshake(Int(BLP_ANNOUNCE)) { return announce(frame) }
      changeGreeting(&frame)
    case BLP_CLASS_RESPONSE:
      changeAnswer(&frame)
      changeResponse(&frame)
    case BLP_CLASS_PONG:
      memory.ringUsed = frame.u16(FieldOffset.pongRingUsed)
      if memory.ringUsed + 2 < memory.ringSize { memory.keysAfterGap = nil }
      if fault == .acknowledgesInResponses { frame.acknowledgement = 0 }
      if fault == .announcesAlways, let announce = memory.announce { return [frame, announce] }
      if fault == .stampLost { frame.setU32(0, 0) }
      if fault == .tickInSeconds { inSeconds(&frame, FieldOffset.pongTick) }
      if fault == .ringMiscounted {
        frame.setU16(FieldOffset.pongRingUsed, frame.u16(FieldOffset.pongRingUsed) &+ 1)
      }
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

  private mutating func announce(_ frame: LooseFrame) -> [LooseFrame] {
    let boot = FieldOffset.announceBoot
    if memory.announce?.u32(boot) != frame.u32(boot) { memory.restart(frame) }
    memory.announce = frame
    return fault == .neverAnnounces ? [] : [frame]
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
      memory.greeting = frame
      memory.hasMetHost = true
      memory.ringSize = frame.u16(FieldOffset.acknowledgementRing)
    }
    tellConfiguration(&frame, at: FieldOffset.acknowledgementConfiguration)
    switch fault {
    case .greetingStale:
      if let greeting = memory.greeting { frame.payload = greeting.payload }
    case .tickInSeconds: inSeconds(&frame, FieldOffset.acknowledgementTick)
    case .configurationForgotten: frame.setU32(FieldOffset.acknowledgementConfiguration, 0)
    case .configurationCRC:
      let checksum = frame.u32(FieldOffset.acknowledgementConfiguration)
      frame.setU32(FieldOffset.acknowledgementConfiguration, ~checksum)
    case .greetingRange: frame.payload[FieldOffset.acknowledgementLimit] = 64
    case .capabilitiesHidden:
      let hidden = UInt32(BLP_CAN_DISPLAY | BLP_CAN_LINE_TEST | BLP_CAN_RING)
      let capabilities = frame.u32(FieldOffset.acknowledgementCapabilities)
      frame.setU32(FieldOffset.acknowledgementCapabilities, capabilities & ~hidden)
      for offset in FieldOffset.acknowledgementRows...FieldOffset.acknowledgementCharset {
        frame.payload[offset] = 0
      }
    case .commandsRemembered: frame.acknowledgement = lastCommandBefore
    case .forgetsEvents: frame.setU32(FieldOffset.acknowledgementOldest, forgottenBefore)
    case _ where fault.addsEvents:
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
    lastCommandBefore = lastCommand
    lastCommand = 0
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
    case .acknowledgesNone: frame.acknowledgement = 0
    case .hookInverted where frame.isResponse(to: Int(BLP_LINE_TEST)) && result == BLP_DONE:
      frame.payload[1] ^= 1
    case .responseSequence: frame.sequence &+= 1
    case .executesTwice, .sequenceWindow: frame.sequence = numbers.forHost(frame.sequence)
    case .fieldsUnchecked where result == BLP_BAD_FIELD: frame.payload[0] = UInt8(BLP_DONE)
    case .stateUnchecked where result == BLP_WRONG_STATE: frame.payload[0] = UInt8(BLP_DONE)
    case .stateConfused where frame.isResponse(to: Int(BLP_READ_LINES)):
      for offset in stride(from: 3, to: frame.payload.count, by: 12)
      where frame.payload[offset] == UInt8(BLP_STATE_OFF_HOOK) {
        frame.payload[offset] = UInt8(BLP_STATE_RELEASED)
      }
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
    if withholds(frame, isAgain: isAgainInSession) { return [] }
    if !isAgain { remember(original) }
    if memory.untold.contains(number) { hide(&frame) }
    stampAnew(&frame, isAgain: isAgain)
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
    case _ where fault.addsEvents: return renumber(frame, number, isAgain: isAgain)
    default:
      changeDetail(&frame)
      changeHookEvent(&frame)
      changeFaultEvent(&frame)
      changeEndEvent(&frame)
      changeCallEvent(&frame)
    }
    return [frame]
  }

  /// What an event tells of a booth or a call.
  private func changeDetail(_ frame: inout LooseFrame) {
    switch (fault, Int(frame.type)) {
    case (.causeForgotten, Int(BLP_BOOT)): frame.payload[9] = 0
    case (.hookLate, Int(BLP_ON_HOOK)):
      frame.setU32(FieldOffset.eventTick, frame.u32(FieldOffset.eventTick) &+ 700)
    case (.digitMethod, Int(BLP_DIGIT)): frame.payload[FieldOffset.digitMethod] = 9
    case (.flashUntold, Int(BLP_FLASH)):
      frame.type = UInt8(BLP_LINE_FAULT)
      frame.payload.append(UInt8(BLP_FAULT_CLEARED))
    case (.trunkUnknown, Int(BLP_SEIZED)):
      frame.payload[FieldOffset.seizedTrunk] = UInt8(BLP_NO_TRUNK)
    case (.answerUnsignalled, Int(BLP_ANSWERED)):
      frame.payload[FieldOffset.answeredSignal] = UInt8(BLP_SIGNAL_SET_DELAY)
    case (.causeConfused, Int(BLP_RELEASED)), (.causeConfused, Int(BLP_CONNECT_FAILED)):
      frame.payload[FieldOffset.releasedCause] &+= 1
    case (.meteringRelative, Int(BLP_METERING)): frame.setU16(FieldOffset.meteringPulses, 1)
    case (.pulsesLost, Int(BLP_RELEASED)): frame.setU16(FieldOffset.releasedPulses, 0)
    default: break
    }
  }

  private mutating func renumber(
    _ original: LooseFrame, _ number: UInt32, isAgain: Bool
  ) -> [LooseFrame] {
    var frame = original
    frame.setU32(0, added.hostNumber(of: number))
    frame.sequence = UInt8(truncatingIfNeeded: frame.u32(0))
    added.told(frame.u32(0))
    add(after: &frame, number, isAgain: isAgain)
    return [frame] + added.following(number)
  }
}
