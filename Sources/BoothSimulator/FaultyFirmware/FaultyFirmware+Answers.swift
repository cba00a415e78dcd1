internal import CBoardReference

/// What the firmware answers to commands that a sound board has executed or refused.
extension FaultyFirmware {
  mutating func changeAnswer(_ frame: inout LooseFrame) {
    guard let result = frame.payload.first.map(Int.init), let command = memory.command else {
      return
    }
    if frame.isResponse(to: Int(BLP_RING)), result == BLP_DONE {
      memory.lines[Int(memory.line)].rings = command.payload[1] == 1
    }
    let line = memory.lines[Int(memory.line)]
    switch fault {
    case .toneOverCall where frame.isResponse(to: Int(BLP_TONE)) && result == BLP_WRONG_STATE:
      if line.call != 0 { frame.payload[0] = UInt8(BLP_DONE) }
    case .renewsAnything where frame.isResponse(to: Int(BLP_CONNECT)) && result == BLP_BAD_FIELD:
      if line.call != 0, line.call == command.u32(FieldOffset.connectCall) {
        frame.payload[0] = UInt8(BLP_DONE)
      }
    case .ringsOffHook where frame.isResponse(to: Int(BLP_RING)) && result == BLP_WRONG_STATE:
      frame.payload[0] = UInt8(BLP_DONE)
    case .lineTestBusy where frame.isResponse(to: Int(BLP_LINE_TEST)) && result == BLP_WRONG_STATE:
      frame.payload = Array(repeating: 0, count: 7)
    case .fewNumbers where frame.isResponse(to: Int(BLP_CONFIGURE)) && result == BLP_DONE:
      if command.payload[6] > 8 { frame.payload = [UInt8(BLP_BAD_FIELD)] }
    case .cutStrict where frame.isResponse(to: Int(BLP_CUT)) && result == BLP_DONE:
      if line.call == 0 { frame.payload[0] = UInt8(BLP_WRONG_STATE) }
    case .leaseStrict where frame.isResponse(to: Int(BLP_LEASE)) && result == BLP_DONE:
      let call = memory.lines[Int(command.payload[1])].call
      if call != command.u32(FieldOffset.leaseCall) { frame.payload[0] = UInt8(BLP_WRONG_STATE) }
    case .displayNarrow where frame.isResponse(to: Int(BLP_DISPLAY)) && result == BLP_DONE:
      let end = Int(command.payload[2]) + command.payload.count - FieldOffset.displayText
      if end == Int(displayColumns) { frame.payload[0] = UInt8(BLP_BAD_FIELD) }
    case .statisticsIdle where frame.isResponse(to: Int(BLP_STATISTICS)): frame.setU32(21, 0)
    case .toneBeforeCall where frame.isResponse(to: Int(BLP_TONE)) && line.isToldReleased,
      .refusedNeedsFlag
    where frame.isResponse(to: Int(BLP_CONNECT)) && line.isToldReleased && !memory.isEmergency:
      frame.payload[0] = UInt8(BLP_WRONG_STATE)
    case .faultConnects where frame.isResponse(to: Int(BLP_CONNECT)) && line.hasFault,
      .powerConnects where frame.isResponse(to: Int(BLP_CONNECT)) && isPowerLow:
      frame.payload[0] = UInt8(BLP_DONE)
    case .powerRefusesAll where frame.isResponse(to: Int(BLP_CONNECT)) && isPowerLow,
      .refusedStays where line.isToldReleased && memory.isEmergency:
      frame.payload[0] = UInt8(BLP_WRONG_STATE)
    case .endedForEver where frame.isResponse(to: Int(BLP_CONNECT)) && result == BLP_DONE:
      if command.u32(FieldOffset.connectCall) == line.ended {
        frame.payload[0] = UInt8(BLP_WRONG_STATE)
      }
    case .emergencyNoRoom where memory.isEmergency && memory.ringUsed + 3 >= memory.ringSize:
      frame.payload[0] = UInt8(BLP_RING_FULL)
    default: break
    }
    if frame.isResponse(to: Int(BLP_CONFIGURE)) { answerConfiguration(&frame) }
    if frame.isResponse(to: Int(BLP_READ_LINES)) { changeLines(&frame) }
  }

  private var isPowerLow: Bool { memory.supply == UInt8(BLP_POWER_LOW) }

  /// READ_LINES: twelve bytes a line behind three.
  private mutating func changeLines(_ frame: inout LooseFrame) {
    guard frame.payload.count > 3 else { return }
    for offset in stride(from: 3, to: frame.payload.count - 11, by: 12) {
      let number = Int(frame.payload[1]) + (offset - 3) / 12
      let line = memory.lines[number]
      let state = Int(frame.payload[offset])
      switch fault {
      case .faultHidden where state == BLP_STATE_FAULT: frame.payload[offset] = 0
      case .clearedAnew where state == BLP_STATE_RELEASED && line.wasCleared:
        frame.payload[offset] = UInt8(BLP_STATE_OFF_HOOK)
      case .ringsOn where state == BLP_STATE_OFF_HOOK && line.rings:
        frame.payload[offset] = UInt8(BLP_STATE_RINGING)
      case .refusalLasts where state == BLP_STATE_OFF_HOOK && line.isToldReleasedFlash:
        frame.payload[offset] = UInt8(BLP_STATE_RELEASED)
      case .flashBeginsAnew where state == BLP_STATE_RELEASED && line.hasFlashedAfterCall,
        .refusesLate
      where state == BLP_STATE_RELEASED && line.keys.utf8.count == 1 && !line.wasCleared:
        frame.payload[offset] = UInt8(BLP_STATE_OFF_HOOK)
      case .flagForgotten where line.leaseAgain > 0 && frame.u32(offset + 1) == line.emergencyCall:
        frame.setU16(offset + 9, line.leaseAgain)
      case .localCallConstant: tellOwnCall(&frame, at: offset + 1)
      default: break
      }
      memory.lines[number].isToldReleased = state == BLP_STATE_RELEASED
      if state == BLP_STATE_ON_HOOK { memory.lines[number].rings = false }
    }
  }
}
