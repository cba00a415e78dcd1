internal import CBoardReference

/// When the firmware tells what it has recorded, and what it adds.
extension FaultyFirmware {
  /// Whether this sending of an event does not happen.
  mutating func withholds(_ frame: LooseFrame, isAgain: Bool) -> Bool {
    let times: Int
    switch (fault, Int(frame.type)) {
    case (.loopOpenWithheld, Int(BLP_LOOP_OPEN)): times = 2
    case (.cutsLate, Int(BLP_RELEASED)) where frame.payload[FieldOffset.releasedCause] == 3:
      times = 2
    // What waited for the session comes once, and then after 1750 ms at the soonest.
    case (.resendSlowAnew, _) where isAgain && frame.u32(0) < forgottenBefore: times = 2
    case (.resendSlow, _) where isAgain && memory.withheld[frame.u32(0)] != nil: times = 2
    default: return false
    }
    let count = memory.withheld[frame.u32(0)] ?? 0
    memory.withheld[frame.u32(0)] = count + 1
    return count < times
  }

  mutating func noteAcknowledgement(_ acknowledgement: UInt8) {
    guard acknowledgement != memory.acknowledgement else { return }
    memory.acknowledgement = acknowledgement
    switch fault {
    case .resendSlow: resendSlowly(after: acknowledgement)
    case .gapApart where memory.ringUsed + 1 >= memory.ringSize:
      memory.keysAfterGap = memory.keysAfterGap ?? 0
    default: break
    }
  }

  /// - Parameter acknowledgement: one that leaves events in flight.
  private mutating func resendSlowly(after acknowledgement: UInt8) {
    let left = UInt8(truncatingIfNeeded: sentInSession) &- acknowledgement
    guard (1...8).contains(left) else { return }
    for number in (sentInSession &- UInt32(left))..<sentInSession { memory.withheld[number] = 0 }
  }

  /// An event that was recorded without a session is stamped when it is sent.
  mutating func stampAnew(_ frame: inout LooseFrame, isAgain: Bool) {
    guard fault == .stampsWhenSent else { return }
    let number = frame.u32(0)
    if !isAgain, number < forgottenBefore, let greeting = memory.greeting {
      memory.stamps[number] = greeting.u32(FieldOffset.acknowledgementTick)
    }
    if let stamp = memory.stamps[number] { frame.setU32(FieldOffset.eventTick, stamp) }
  }

  /// Looks through what the board sends for calls that end as soon as they are seized.
  mutating func foresee(_ bytes: [UInt8]) {
    guard fault == .seizedSkipped else { return }
    let events = bytes.split(separator: 0).compactMap { LooseFrame(encoded: Array($0)) }
      .filter { $0.kind == BLP_CLASS_EVENT && $0.payload.count > FieldOffset.releasedCause }
    for seized in events where Int(seized.type) == BLP_SEIZED && seized.u32(0) >= sentEver {
      let isOver = events.contains {
        Int($0.type) == BLP_RELEASED && $0.u32(0) == seized.u32(0) &+ 1
      }
      if isOver { memory.untold.append(seized.u32(0)) }
    }
  }

  /// Adds what a sound board would not tell, once for each event that gives rise to it.
  mutating func add(after frame: inout LooseFrame, _ number: UInt32, isAgain: Bool) {
    if fault == .meteringUnfolded { unfold(&frame, number, isAgain: isAgain) }
    guard !isAgain else { return }
    let isLoopOpen = Int(frame.type) == BLP_LOOP_OPEN
    let isFlash = Int(frame.type) == BLP_FLASH
    let isEnd = Int(frame.type) == BLP_RELEASED
    switch fault {
    case .releasedTwice where isEnd, .loopOpenTwice where isLoopOpen:
      _ = added.add(frame, after: number)
    case .loopOpenAnywhere where isFlash, .loopOpenStale where isEnd && number < forgottenBefore:
      var loopOpen = LooseFrame(event: .loopOpen, line: Int(frame.payload[8]), session: session)
      loopOpen.setU32(FieldOffset.eventTick, frame.u32(FieldOffset.eventTick))
      _ = added.add(loopOpen, after: number)
    case .gapApart where Int(frame.type) == BLP_GAP:
      let later = memory.keysAfterGap ?? 0
      memory.keysAfterGap = nil
      let lost = frame.u32(FieldOffset.gapLost)
      guard later > 0, later < lost else { break }
      _ = added.add(gap(later, like: frame), after: number)
      frame.setU32(FieldOffset.gapLost, lost &- later)
    case .pulsesCounted where isEnd:
      let told = memory.lines[Int(frame.payload[8])].pulsesTold
      let lost = frame.u16(FieldOffset.releasedPulses) &- told
      if lost > 0 { _ = added.add(gap(UInt32(lost), like: frame), after: number) }
    default: break
    }
  }

  private func gap(_ lost: UInt32, like frame: LooseFrame) -> LooseFrame {
    var gap = LooseFrame(event: .gap, line: 0xFF, session: session)
    gap.payload += Array(repeating: 0, count: 8)
    for offset in [FieldOffset.eventTick, FieldOffset.gapFirstTick] {
      gap.setU32(offset, frame.u32(FieldOffset.eventTick))
    }
    gap.setU32(FieldOffset.gapLost, lost)
    return gap
  }

  /// A METERING of several pulses becomes two.
  private mutating func unfold(_ frame: inout LooseFrame, _ number: UInt32, isAgain: Bool) {
    guard Int(frame.type) == BLP_METERING else { return }
    let pulses = frame.u16(FieldOffset.meteringPulses)
    if !isAgain {
      if pulses > memory.pulses &+ 1 {
        _ = added.add(frame, after: number)
        memory.folded.append(number)
      }
      memory.pulses = pulses
    }
    if memory.folded.contains(number) {
      frame.setU16(FieldOffset.meteringPulses, pulses &- 1)
    }
  }
}
