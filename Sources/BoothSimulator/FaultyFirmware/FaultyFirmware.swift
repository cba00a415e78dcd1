internal import CBoardReference

/// One mistake of a firmware, played by changing what goes to and comes from a sound board: the
/// reference stays as it is.
struct FaultyFirmware {
  let fault: FirmwareFault
  /// Bytes since the last 00, in each direction.
  private var fromHost: [UInt8] = []
  private var fromBoard: [UInt8] = []
  /// Empty frames from the host, one behind the other.
  private var emptyFrames = 0
  /// What the host sends is the rest of a frame that was too long.
  private var isTooLong = false
  /// Frames for the board that no host sent.
  private var injected: [LooseFrame] = []

  /// The board's own session number.
  var session: UInt8 = 0
  var bootID: UInt32 = 0
  var numbers = CommandNumbers()
  var added = AddedEvents()
  /// The next number after the highest event the host was sent in this session, and ever.
  var sentInSession: UInt32 = 0
  var sentEver: UInt32 = 0
  /// Events before this are kept from the host.
  var forgottenBefore: UInt32 = 0
  var lastForgotten: UInt32?
  /// What the board has been told is stored.
  var acknowledged: UInt32 = 1
  var isDeaf = false
  var nonce: UInt32 = 0
  var offeredNonce: UInt32 = 0
  /// A HELLO has come, with which the board forgets what was dialled.
  private var forgetsDigits = false
  var displayColumns: UInt8 = 0
  /// The host's latest command, in this session and in the one before.
  var lastCommand: UInt8 = 0
  var lastCommandBefore: UInt8 = 0
  var isAfterSpoiltFrame = false
  /// When the host's latest frame came.
  var lastHeard: Int64 = 0

  var memory = FirmwareMemory()

  init(_ fault: FirmwareFault) { self.fault = fault }

  mutating func takeForgetsDigits() -> Bool {
    defer { forgetsDigits = false }
    return forgetsDigits
  }

  mutating func greetingCame() { forgetsDigits = fault == .digitsOfSession }

  /// - Parameter now: milliseconds, of any origin.
  mutating func passToBoard(_ bytes: [UInt8], at now: Int64) -> [UInt8] {
    var out: [UInt8] = []
    var frames = 0
    if fault == .sessionShort, now - lastHeard > 3000 { isDeaf = true }
    lastHeard = now
    for byte in bytes {
      fromHost.append(byte)
      guard byte == 0 || fromHost.count > Int(BLP_WIRE_MAX) else { continue }
      if fault == .tooLongUncounted, isTooLong || fromHost.count > Int(BLP_ENCODED_MAX) + 1 {
        isTooLong = byte != 0
        fromHost = []
        continue
      }
      if losesFrame(at: frames) {
        fromHost = []
        continue
      }
      if fromHost.count > 1 { frames += 1 }
      if byte == 0, let frame = LooseFrame(encoded: fromHost.dropLast()) {
        out += change(fromHost: frame).flatMap(\.encoded)
      } else {
        if fromHost.count > 1 { isAfterSpoiltFrame = true }
        out += fromHost
      }
      fromHost = []
    }
    if fault == .impatient { fromHost = [] }
    return out
  }

  /// - Parameter place: of the frame among those of one reading.
  private mutating func losesFrame(at place: Int) -> Bool {
    let isEmpty = fromHost.count == 1
    defer { emptyFrames = isEmpty ? emptyFrames + 1 : 0 }
    return !isEmpty
      && (fault == .oneFrameARead && place > 0 || fault == .emptyLoses && emptyFrames > 2)
  }

  mutating func passToHost(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    foresee(bytes)
    for byte in bytes {
      fromBoard.append(byte)
      guard byte == 0 else { continue }
      if fault == .noLeadingZero, fromBoard.count == 1 {
        fromBoard = []
        continue
      }
      if let frame = LooseFrame(encoded: fromBoard.dropLast()) {
        if fault == .chatter, frame.isHandshake(Int(BLP_HELLO_ACK)) {
          out += Array("ready\r\n".utf8) + [0]
        }
        out += change(fromBoard: frame).flatMap(\.encoded)
      } else {
        out += fromBoard
      }
      fromBoard = []
    }
    return out
  }

  /// What the firmware itself has the board believe came from the host.
  mutating func takeForBoard() -> [UInt8] {
    defer { injected = [] }
    return injected.flatMap(\.encoded)
  }

  mutating func acknowledgeAtOnce(_ number: UInt32) {
    injected.append(
      LooseFrame(
        class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, session: session,
        acknowledgement: UInt8(truncatingIfNeeded: number &+ 1)))
  }
}
