internal import CBoardReference

/// What an event tells of a booth or a call, and what the firmware makes of it.
extension FaultyFirmware {
  /// Takes notice of an event that is told for the first time.
  mutating func remember(_ event: LooseFrame) {
    let line = Int(event.payload[8])
    let call = event.u32(FieldOffset.eventCall)
    switch Int(event.type) {
    case Int(BLP_OFF_HOOK), Int(BLP_ON_HOOK):
      memory.lines[line].wasCleared = false
      memory.lines[line].isToldReleased = false
      memory.lines[line].isToldReleasedFlash = false
      memory.lines[line].isAfterCall = false
      memory.lines[line].hasFlashedAfterCall = false
    case Int(BLP_FLASH):
      memory.lines[line].hasFlashedAfterCall = memory.lines[line].isAfterCall
      memory.lines[line].isToldReleasedFlash = memory.lines[line].isToldReleased
    case Int(BLP_SEIZED):
      memory.lines[line].call = call
      memory.lines[line].isAnswered = false
      memory.lines[line].opened = nil
      memory.seized.append((UInt8(line), call))
      memory.pulses = 0
      memory.lines[line].pulsesTold = 0
    case Int(BLP_ANSWERED): memory.lines[line].isAnswered = true
    case Int(BLP_LOOP_OPEN): memory.lines[line].opened = event.u32(FieldOffset.eventTick)
    case Int(BLP_METERING):
      memory.lines[line].pulsesTold = event.u16(FieldOffset.meteringPulses)
    case Int(BLP_GAP): memory.gap = event.u32(0)
    case Int(BLP_RELEASED):
      memory.lines[line].call = 0
      memory.lines[line].ended = call
      memory.lines[line].isAfterCall = true
      memory.seized.removeAll { $0.call == call }
    case Int(BLP_LINE_FAULT):
      memory.lines[line].hasFault = event.payload[9] != UInt8(BLP_FAULT_CLEARED)
      memory.lines[line].wasCleared = !memory.lines[line].hasFault
    case Int(BLP_POWER): memory.supply = event.payload[9]
    default: break
    }
  }

  mutating func changeHookEvent(_ frame: inout LooseFrame) {
    let line = memory.lines[Int(frame.payload[8])]
    switch (fault, Int(frame.type)) {
    case (.loopOpenLate, Int(BLP_LOOP_OPEN)): delay(&frame, 800)
    case (.loopOpenTalking, Int(BLP_LOOP_OPEN)) where !line.isAnswered: hide(&frame)
    case (.flashHangsUp, Int(BLP_FLASH)) where line.call != 0: frame.type = UInt8(BLP_ON_HOOK)
    case (.flashLate, Int(BLP_FLASH)): delay(&frame, 300)
    case (.hangUpLate, Int(BLP_ON_HOOK)): delay(&frame, 700)
    case (.hangUpLate, Int(BLP_RELEASED)) where frame.payload[FieldOffset.releasedCause] == 1,
      (.hangUpLate, Int(BLP_CONNECT_FAILED)) where frame.payload[FieldOffset.releasedCause] == 2:
      delay(&frame, 700)
    case (.failureLate, Int(BLP_CONNECT_FAILED))
    where frame.payload[FieldOffset.releasedCause] == 2:
      delay(&frame, 700)
    case (.answerOverlooked, Int(BLP_RELEASED)):
      if frame.payload[FieldOffset.releasedCause] == 1, let opened = line.opened {
        frame.setU32(FieldOffset.eventTick, opened)
      }
    case (.offHookUndated, Int(BLP_OFF_HOOK)): frame.setU32(FieldOffset.eventTick, 0)
    case (.liftUnwatched, Int(BLP_OFF_HOOK)) where line.hasFault: hide(&frame)
    case (.bootOnHook, Int(BLP_OFF_HOOK)) where isOfBoot(frame): hide(&frame)
    default: break
    }
  }

  /// Whether it is the first event after BOOT, and no host was there yet.
  private func isOfBoot(_ event: LooseFrame) -> Bool { event.u32(0) == 2 && forgottenBefore > 2 }

  mutating func changeFaultEvent(_ frame: inout LooseFrame) {
    switch (fault, Int(frame.type)) {
    case (.lineFaultUntold, Int(BLP_LINE_FAULT)), (.powerUntold, Int(BLP_POWER)),
      (.gapUntold, Int(BLP_GAP)):
      hide(&frame)
    case (.bootFaultUntold, Int(BLP_LINE_FAULT)) where isOfBoot(frame),
      (.bootPowerUntold, Int(BLP_POWER)) where isOfBoot(frame):
      hide(&frame)
    case (.batteryAsLow, Int(BLP_POWER)) where frame.payload[9] == UInt8(BLP_POWER_BATTERY):
      frame.payload[9] = UInt8(BLP_POWER_LOW)
    case (.gapMiscounted, Int(BLP_GAP)): frame.setU32(9, frame.u32(9) &+ 1)
    case (.gapUndated, Int(BLP_GAP)): frame.setU32(13, 0)
    case (.adviceCounted, Int(BLP_GAP)) where frame.u32(9) == 1: frame.setU32(9, 2)
    case (.roomForgotten, Int(BLP_ANSWERED)) where memory.ringUsed + 4 >= memory.ringSize:
      hide(&frame)
    default: break
    }
  }

  mutating func changeEndEvent(_ frame: inout LooseFrame) {
    guard frame.payload.count > FieldOffset.releasedCause else { return }
    let why = Int(frame.payload[FieldOffset.releasedCause])
    let isEnd = Int(frame.type) == BLP_RELEASED
    let isFailure = Int(frame.type) == BLP_CONNECT_FAILED
    guard isEnd || isFailure else { return }
    switch fault {
    case .lineFaultCause where isEnd && why == 6: tell(&frame, 5)
    case .lineFaultCause where isFailure && why == 4: tell(&frame, 3)
    case .powerCause where isEnd && why == 8: tell(&frame, 5)
    case .trunkFaultCause where isEnd && why == 7: tell(&frame, 2)
    case .trunkFaultCause where isFailure && why == 3: tell(&frame, 1)
    case .noTrunkAsFault where isFailure && why == 1: tell(&frame, 3)
    case .faultAsBusy where isFailure && why == 3 && !memory.seized.isEmpty: tell(&frame, 1)
    case .displacedCause where isEnd && why == 5 && memory.isEmergency: tell(&frame, 7)
    case .displacesFirst where isEnd && why == 5 && memory.isEmergency:
      guard let first = memory.seized.first else { break }
      frame.payload[8] = first.line
      frame.setU32(FieldOffset.eventCall, first.call)
    case .cutUndated where isEnd && why == 5: delay(&frame, 1000)
    case .limitBackdated where isEnd && why == 4:
      if memory.isRightAfterCommand, memory.isCommand(Int(BLP_LEASE)) { delay(&frame, -1000) }
    default: break
    }
  }

  mutating func changeCallEvent(_ frame: inout LooseFrame) {
    switch (fault, Int(frame.type)) {
    case (.sameTrunk, Int(BLP_SEIZED)): frame.payload[FieldOffset.seizedTrunk] = 0
    case (.meteringEarly, Int(BLP_METERING)): delay(&frame, -500)
    case (.pulsesUnwaiting, Int(BLP_METERING)) where memory.ringUsed + 4 >= memory.ringSize:
      hide(&frame)
    case (.pulsesForgotten, Int(BLP_RELEASED)):
      let told = memory.lines[Int(frame.payload[8])].pulsesTold
      frame.setU16(FieldOffset.releasedPulses, told)
    case (.localCallConstant, Int(BLP_SEIZED)...Int(BLP_CONNECT_FAILED)):
      tellOwnCall(&frame, at: FieldOffset.eventCall)
    default: break
    }
  }

  /// Bit 31 of a callID (§ 3).
  private static let ownCalls: UInt32 = 0x8000_0000

  /// Every call of the board's own has the same number.
  func tellOwnCall(_ frame: inout LooseFrame, at offset: Int) {
    if frame.u32(offset) >= Self.ownCalls { frame.setU32(offset, Self.ownCalls | 1) }
  }

  private func tell(_ frame: inout LooseFrame, _ why: UInt8) {
    frame.payload[FieldOffset.releasedCause] = why
  }

  private func delay(_ frame: inout LooseFrame, _ milliseconds: Int32) {
    let tick = frame.u32(FieldOffset.eventTick)
    frame.setU32(FieldOffset.eventTick, tick &+ UInt32(bitPattern: milliseconds))
  }

  /// An event must keep its place in the log: of a type to come, it tells nothing.
  func hide(_ frame: inout LooseFrame) { frame.type = 0x3F }
}
