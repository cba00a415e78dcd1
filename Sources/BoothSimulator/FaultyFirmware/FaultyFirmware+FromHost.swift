internal import CBoardReference

/// What becomes of the host's frames.
extension FaultyFirmware {
  mutating func change(fromHost original: LooseFrame) -> [LooseFrame] {
    var frame = original
    switch fault {
    case .checksumUnchecked: frame.isChecksumRight = true
    case .versionUnchecked: frame.first = frame.first & 0x1F | UInt8(BLP_VERSION << 5)
    case .classUnchecked where !Self.hostClasses.contains(frame.kind):
      frame.first = frame.first & 0xF0 | UInt8(BLP_CLASS_PING)
    case .ownDirection: frame.first &= ~0x10
    default: break
    }
    let isSpoilt = !frame.isFromHost || !frame.isChecksumRight
    defer { isAfterSpoiltFrame = isSpoilt }
    guard !isSpoilt else { return [frame] }
    if fault == .slowResync, isAfterSpoiltFrame { return [] }
    if fault == .anyHandshake, frame.kind == BLP_CLASS_HANDSHAKE { frame.type = UInt8(BLP_HELLO) }
    if frame.isHandshake(Int(BLP_HELLO)) { return [changeHello(frame)] }
    if isDeaf { return [] }
    if fault == .foreignUncounted, frame.kind != BLP_CLASS_HANDSHAKE, frame.session != session {
      return []
    }
    if fault == .padsShort, frame.kind == BLP_CLASS_PING || frame.isCommand(Int(BLP_TONE)) {
      frame.payload += Array(repeating: 0, count: max(0, 4 - frame.payload.count))
    }
    changeAcknowledgement(&frame)
    noteAcknowledgement(frame.acknowledgement)
    if frame.kind == BLP_CLASS_PING, fault == .unknownPing, frame.type != UInt8(BLP_PING) {
      return []
    }
    if frame.kind != BLP_CLASS_ACKNOWLEDGEMENT { memory.isRightAfterCommand = false }
    if frame.kind == BLP_CLASS_PING, fault == .appendedBytes, frame.payload.count > 4 { return [] }
    if frame.kind == BLP_CLASS_COMMAND { return changeCommand(frame) }
    return [frame]
  }

  private mutating func changeHello(_ original: LooseFrame) -> LooseFrame {
    var frame = original
    greetingCame()
    switch fault {
    case .anyVersion: frame.payload[0] = UInt8(BLP_VERSION)
    case .helloInSession: frame.session = 0
    case .helloAcknowledges where frame.acknowledgement != 0:
      acknowledgeAtOnce(UInt32(frame.acknowledgement) &- 1)
    case .exactVersion where frame.payload[1] != UInt8(BLP_VERSION):
      frame.payload[0] = UInt8(BLP_VERSION + 1)
      frame.payload[1] = UInt8(BLP_VERSION + 1)
    case .oneFeature:
      frame.setU32(FieldOffset.helloFeatures, frame.u32(FieldOffset.helloFeatures) & ~(1 << 7))
    case .unknownFeature: frame.setU32(FieldOffset.helloFeatures, 0)
    case .nonceForgotten:
      offeredNonce = frame.u32(FieldOffset.helloNonce)
      nonce &+= 1
      frame.setU32(FieldOffset.helloNonce, nonce)
    default: break
    }
    return frame
  }

  private mutating func changeAcknowledgement(_ frame: inout LooseFrame) {
    switch fault {
    case _ where fault.addsEvents:
      frame.acknowledgement = added.boardAcknowledgement(of: frame.acknowledgement)
    case .acknowledgesOne:
      let ahead = frame.acknowledgement &- UInt8(truncatingIfNeeded: acknowledged)
      if (1...8).contains(ahead) { acknowledged &+= 1 }
      frame.acknowledgement = UInt8(truncatingIfNeeded: acknowledged)
    case .forgetsEvents:
      // What the host was never told must leave the sound board all the same.
      guard let last = lastForgotten else { break }
      frame.acknowledgement = UInt8(truncatingIfNeeded: last &+ 1)
      if last &+ 1 == forgottenBefore { lastForgotten = nil }
    case .sessionUnchecked: frame.session = session
    case .sessionRepeated:
      // The constant and the board's own number change places.
      if frame.session == Self.repeatedSession {
        frame.session = session
      } else if frame.session == session {
        frame.session = Self.repeatedSession
      }
    default: break
    }
  }

  static let repeatedSession: UInt8 = 7
  private static let hostClasses = [
    Int(BLP_CLASS_HANDSHAKE), Int(BLP_CLASS_COMMAND), Int(BLP_CLASS_ACKNOWLEDGEMENT),
    Int(BLP_CLASS_PING),
  ]

  private mutating func changeCommand(_ original: LooseFrame) -> [LooseFrame] {
    var frame = original
    let ahead = frame.sequence &- lastCommand
    if fault == .nextOnly, ahead > 1 { return [] }
    if fault == .lateUncounted, ahead > 127 { return [] }
    if fault == .seqZeroNever, frame.sequence == 0 { return [] }
    if ahead <= 127 { lastCommand = frame.sequence }
    memory.command = original
    memory.isRightAfterCommand = true
    if frame.isCommand(Int(BLP_CONFIGURE)) { changeConfiguration(&frame) }
    if frame.isCommand(Int(BLP_CONNECT)) { noteConnect(frame) }
    switch fault {
    case .executesTwice, .sequenceWindow:
      let number = numbers.forBoard(
        frame.sequence, again: fault == .executesTwice, always: fault == .sequenceWindow)
      guard let number else { return [] }
      frame.sequence = number
    case .unknownCommand where Int(frame.type) > Int(BLP_RESET): return []
    case .appendedBytes where frame.isCommand(Int(BLP_READ_LINES)) && frame.payload.count > 1:
      return []
    case .displayOverflow where frame.isCommand(Int(BLP_DISPLAY)) && frame.payload.count > 4:
      let room = max(0, Int(displayColumns) - Int(frame.payload[2]))
      frame.payload = Array(frame.payload.prefix(FieldOffset.displayText + room))
    case .displayStrict where frame.isCommand(Int(BLP_DISPLAY)):
      let text = frame.payload.dropFirst(FieldOffset.displayText)
      // More than a row holds: the sound board refuses it.
      if text.isEmpty || text.contains(where: { $0 < 0x20 }) {
        frame.payload += Array(repeating: 0x20, count: Int(displayColumns) + 1)
      }
    default: changeCallCommand(&frame)
    }
    return [frame]
  }

  /// Whether it is a CONNECT of the call that its line has.
  private func isAgain(_ frame: LooseFrame) -> Bool {
    let call = memory.lines[Int(frame.payload[0])].call
    return call != 0 && frame.u32(FieldOffset.connectCall) == call
  }

  private mutating func noteConnect(_ frame: LooseFrame) {
    let line = Int(frame.payload[0])
    let call = frame.u32(FieldOffset.connectCall)
    if frame.payload[1] == UInt8(BLP_CONNECT_EMERGENCY) {
      memory.lines[line].emergencyCall = call
      memory.lines[line].leaseAgain = 0
    } else if isAgain(frame), call == memory.lines[line].emergencyCall {
      memory.lines[line].leaseAgain = frame.u16(FieldOffset.connectLease)
    }
    if !isAgain(frame) { memory.lines[line].limit = frame.u32(FieldOffset.connectLimit) }
  }

  private func changeCallCommand(_ frame: inout LooseFrame) {
    switch fault {
    case .leaseEndless:
      if frame.isCommand(Int(BLP_CONNECT)), frame.u16(FieldOffset.connectLease) > 0 {
        frame.setU16(FieldOffset.connectLease, .max)
      }
      if frame.isCommand(Int(BLP_LEASE)) { frame.setU16(FieldOffset.leaseLease, .max) }
    case .limitLate:
      if frame.isCommand(Int(BLP_CONNECT)) { delayLimit(&frame, FieldOffset.connectLimit) }
      if frame.isCommand(Int(BLP_LEASE)) { delayLimit(&frame, FieldOffset.leaseLimit) }
    case _ where fault.addsEvents:
      guard frame.isCommand(Int(BLP_CONNECT)) else { break }
      let nextEvent = added.boardNumber(of: frame.u32(FieldOffset.connectNextEvent))
      frame.setU32(FieldOffset.connectNextEvent, nextEvent)
    case .flagsTaken where frame.isCommand(Int(BLP_CONNECT)) && isAgain(frame):
      guard memory.isEmergency else { break }
      frame.setU16(FieldOffset.connectLease, .max)
      frame.setU32(FieldOffset.connectLimit, .max)
    case .againLimitKept where frame.isCommand(Int(BLP_CONNECT)) && isAgain(frame):
      frame.setU32(FieldOffset.connectLimit, memory.lines[Int(frame.payload[0])].limit)
    case .nextEventUnread where frame.isCommand(Int(BLP_CONNECT)):
      frame.setU32(FieldOffset.connectNextEvent, .max)
    case .leaseFirstOnly where frame.isCommand(Int(BLP_LEASE)) && frame.payload[0] == 2:
      frame.payload[0] = 1
    case .leaseSeven where frame.isCommand(Int(BLP_LEASE)) && frame.payload[0] == 8:
      frame.payload[0] = 7
    case .leaseOneCall where frame.isCommand(Int(BLP_LEASE)): renewOneCall(&frame)
    case .lostHookForgotten where frame.isCommand(Int(BLP_CONNECT)):
      if frame.u32(FieldOffset.connectNextEvent) == memory.gap {
        frame.setU32(FieldOffset.connectNextEvent, .max)
      }
    case .cutNeedsCall where frame.isCommand(Int(BLP_CUT)) && frame.u32(FieldOffset.cutCall) == 0:
      frame.setU32(FieldOffset.cutCall, 1)
    case .emergencyForgotten where memory.isEmergency && memory.line != 0:
      frame.payload[1] = 0
      frame.setU16(FieldOffset.connectLease, .max)
    case .cutsAny where frame.isCommand(Int(BLP_CUT)): frame.setU32(FieldOffset.cutCall, 0)
    case .emergencyLeased where frame.isCommand(Int(BLP_CONNECT)) && frame.payload[1] == 1:
      frame.payload[1] = 0
      frame.setU16(FieldOffset.connectLease, 20_000)
    default: break
    }
  }

  /// Eleven bytes an entry behind the count: all calls but the first become 0.
  private func renewOneCall(_ frame: inout LooseFrame) {
    var isFirst = true
    for offset in stride(from: 1, to: frame.payload.count - 10, by: 11) {
      let call = frame.u32(offset + 1)
      guard memory.seized.contains(where: { $0.call == call }) else { continue }
      if !isFirst { frame.setU32(offset + 1, 0) }
      isFirst = false
    }
  }

  private func delayLimit(_ frame: inout LooseFrame, _ offset: Int) {
    let limit = frame.u32(offset)
    if limit != .max { frame.setU32(offset, limit &+ 1000) }
  }
}
