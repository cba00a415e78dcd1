/// What the firmware makes of the keys.
extension FaultyFirmware {
  /// Whether the firmware takes notice of a key.
  /// - Parameters:
  ///   - now: milliseconds, of any origin.
  mutating func hears(
    _ digit: UInt8, line: Int, hasSession: Bool, at now: Int64
  ) -> Bool {
    let isPause = now - memory.lines[line].lastKey >= 2000
    memory.lines[line].lastKey = now
    memory.keysAfterGap = memory.keysAfterGap.map { $0 + 1 }
    let isHopeful = memory.number.hasPrefix(memory.lines[line].keys)
    if isPause, fault == .flashKeepsDigits, !isHopeful { memory.lines[line].keys = "" }
    let keys = memory.lines[line].keys
    if isPause, fault == .pauseForgets, isHopeful, !keys.isEmpty {
      memory.lines[line].isForgetful = true
    }
    if !hasSession, misses(digit, after: keys) || memory.lines[line].isForgetful { return false }
    memory.lines[line].keys = keys + String(Unicode.Scalar(digit))
    return true
  }

  /// The handset is on the hook.
  mutating func forgetKeys(line: Int) {
    memory.lines[line].keys = ""
    memory.lines[line].isForgetful = false
  }

  private func misses(_ digit: UInt8, after keys: String) -> Bool {
    switch fault {
    case .emergencyIgnored: true
    case .listLost: !memory.hasMetHost
    case .hopelessForEver, .flashKeepsDigits: !memory.number.hasPrefix(keys)
    case .emergencyWithin:
      keys.isEmpty && !memory.number.hasPrefix(String(Unicode.Scalar(digit)))
    default: false
    }
  }

  /// The event of a key that a sound board tells no one of, for the host; empty when there is none.
  mutating func reportKey(
    _ digit: UInt8, line: Int, hasCall: Bool, hasFault: Bool, tick: UInt32
  ) -> [UInt8] {
    guard fault == .digitsInCall && hasCall || fault == .faultDigits && hasFault, session != 0,
      sentEver > 0
    else { return [] }
    var event = LooseFrame(event: .digit, line: line, session: session)
    event.payload += [digit, 0]
    event.setU32(FieldOffset.eventTick, tick)
    return added.add(event, after: sentEver &- 1)?.encoded ?? []
  }
}
