internal import CBoardReference

/// A configuration that the firmware reads in another way than it was written, and says it does not.
extension FaultyFirmware {
  mutating func changeConfiguration(_ frame: inout LooseFrame) {
    let original = frame.payload
    guard original.count > 8 else { return }
    let count = Int(original[7])
    if original.count >= 8 + count {
      memory.number = String(decoding: original[8..<(8 + count)], as: UTF8.self)
    }
    let minimum = frame.u16(0)
    guard minimum <= frame.u16(2) else { return }
    switch fault {
    case .flashMinimumFixed where minimum > 80 && frame.u16(2) > 80: frame.setU16(0, 80)
    case .flashMaximumFixed where minimum <= 700: frame.setU16(2, 700)
    case .anySignal where original[4] < 8: frame.payload[4] |= UInt8(BLP_ANSWER_BY_POLARITY)
    case .delayZeroOff where original[5] == 0: frame.payload[4] &= ~UInt8(BLP_ANSWER_BY_DELAY)
    default: break
    }
    memory.offered = FirmwareMemory.Configuration(
      hostChecksum: blp_crc32c(original, original.count),
      boardChecksum: blp_crc32c(frame.payload, frame.payload.count))
  }

  mutating func answerConfiguration(_ frame: inout LooseFrame) {
    guard frame.payload.first == UInt8(BLP_DONE) else { return }
    memory.configuration = memory.offered
    tellConfiguration(&frame, at: 1)
  }

  /// The host's checksum in place of the board's.
  func tellConfiguration(_ frame: inout LooseFrame, at offset: Int) {
    guard let configuration = memory.configuration,
      frame.u32(offset) == configuration.boardChecksum
    else { return }
    frame.setU32(offset, configuration.hostChecksum)
  }
}
