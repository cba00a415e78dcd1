internal import CBoardReference

/// What becomes of the host's frames.
extension FaultyFirmware {
  mutating func change(fromHost original: LooseFrame) -> [LooseFrame] {
    var frame = original
    switch fault {
    case .checksumUnchecked: frame.isChecksumRight = true
    case .versionUnchecked: frame.first = frame.first & 0x1F | UInt8(BLP_VERSION << 5)
    case .ownDirection: frame.first &= ~0x10
    default: break
    }
    guard frame.isFromHost, frame.isChecksumRight else { return [frame] }
    if frame.isHandshake(Int(BLP_HELLO)) { return [changeHello(frame)] }
    if isDeaf { return [] }
    changeAcknowledgement(&frame)
    if frame.kind == BLP_CLASS_PING, fault == .appendedBytes, frame.payload.count > 4 { return [] }
    if frame.kind == BLP_CLASS_COMMAND { return changeCommand(frame) }
    return [frame]
  }

  private mutating func changeHello(_ original: LooseFrame) -> LooseFrame {
    var frame = original
    switch fault {
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
    case .releasedTwice, .digitsInCall:
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

  private mutating func changeCommand(_ original: LooseFrame) -> [LooseFrame] {
    var frame = original
    switch fault {
    case .executesTwice, .sequenceWindow:
      let number = numbers.forBoard(
        frame.sequence, again: fault == .executesTwice, always: fault == .sequenceWindow)
      guard let number else { return [] }
      frame.sequence = number
    case .unknownCommand where Int(frame.type) > Int(BLP_RESET): return []
    case .appendedBytes where frame.isCommand(Int(BLP_READ_LINES)) && frame.payload.count > 1:
      return []
    case .leaseEndless:
      if frame.isCommand(Int(BLP_CONNECT)), frame.u16(FieldOffset.connectLease) > 0 {
        frame.setU16(FieldOffset.connectLease, .max)
      }
      if frame.isCommand(Int(BLP_LEASE)) { frame.setU16(FieldOffset.leaseLease, .max) }
    case .limitLate:
      if frame.isCommand(Int(BLP_CONNECT)) { delayLimit(&frame, FieldOffset.connectLimit) }
      if frame.isCommand(Int(BLP_LEASE)) { delayLimit(&frame, FieldOffset.leaseLimit) }
    case .displayOverflow where frame.isCommand(Int(BLP_DISPLAY)) && frame.payload.count > 4:
      let room = max(0, Int(displayColumns) - Int(frame.payload[2]))
      frame.payload = Array(frame.payload.prefix(FieldOffset.displayText + room))
    default: break
    }
    return [frame]
  }

  private func delayLimit(_ frame: inout LooseFrame, _ offset: Int) {
    let limit = frame.u32(offset)
    if limit != .max { frame.setU32(offset, limit &+ 1000) }
  }
}
