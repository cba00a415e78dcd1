internal import CBoardReference

/// A frame as its bytes stand, whether or not a board would take it.
struct LooseFrame: Hashable {
  /// Version, direction and class.
  var first: UInt8
  var sequence: UInt8
  var acknowledgement: UInt8
  var session: UInt8
  var type: UInt8
  var payload: [UInt8]
  var isChecksumRight: Bool

  /// nil when the bytes, without their closing 00, are no frame of any kind.
  init?(encoded: [UInt8]) {
    guard !encoded.isEmpty, encoded.count <= Int(BLP_ENCODED_MAX) else { return nil }
    var body = [UInt8](repeating: 0, count: Int(BLP_BODY_MAX))
    var count = 0
    guard blp_cobs_decode(encoded, encoded.count, &body, body.count, &count), count >= 9 else {
      return nil
    }
    let content = Array(body[..<(count - 4)])
    let checksum = Array(body[(count - 4)..<count])
    first = content[0]
    sequence = content[1]
    acknowledgement = content[2]
    session = content[3]
    type = content[4]
    payload = Array(content.dropFirst(5))
    isChecksumRight = Self.bytes(of: blp_crc32c(content, content.count)) == checksum
  }

  init(class kind: Int, type: Int, session: UInt8, acknowledgement: UInt8) {
    first = UInt8(BLP_VERSION << 5) | UInt8(kind)
    sequence = 0
    self.acknowledgement = acknowledgement
    self.session = session
    self.type = UInt8(type)
    payload = []
    isChecksumRight = true
  }

  /// An event for the host, its number and tick still 0.
  init(event: AddedEvent, line: Int, session: UInt8) {
    let type =
      switch event {
      case .digit: Int(BLP_DIGIT)
      case .loopOpen: Int(BLP_LOOP_OPEN)
      case .gap: Int(BLP_GAP)
      }
    self.init(class: BLP_CLASS_EVENT, type: type, session: session, acknowledgement: 0)
    first |= 0x10
    payload = Array(repeating: 0, count: 8) + [UInt8(line)]
  }

  enum AddedEvent {
    case digit
    case loopOpen
    case gap
  }

  /// On the wire, with the closing 00; a CRC that was wrong stays wrong.
  var encoded: [UInt8] {
    var content = [first, sequence, acknowledgement, session, type] + payload
    let checksum = blp_crc32c(content, content.count)
    content += Self.bytes(of: isChecksumRight ? checksum : ~checksum)
    var out = [UInt8](repeating: 0, count: content.count + 2)
    let count = blp_cobs_encode(content, content.count, &out)
    return out[..<count] + [0]
  }

  var kind: Int { Int(first & 0x0F) }
  var isFromHost: Bool { first & 0x10 == 0 }

  func isCommand(_ wanted: Int) -> Bool {
    kind == BLP_CLASS_COMMAND && Int(type) == wanted
  }

  func isResponse(to wanted: Int) -> Bool {
    kind == BLP_CLASS_RESPONSE && Int(type) == wanted
  }

  func isHandshake(_ wanted: Int) -> Bool {
    kind == BLP_CLASS_HANDSHAKE && Int(type) == wanted
  }

  /// Little-endian; 0 where the payload ends before.
  func u32(_ offset: Int) -> UInt32 {
    guard offset + 4 <= payload.count else { return 0 }
    return payload[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func setU32(_ offset: Int, _ value: UInt32) {
    guard offset + 4 <= payload.count else { return }
    payload.replaceSubrange(offset..<(offset + 4), with: Self.bytes(of: value))
  }

  mutating func setU16(_ offset: Int, _ value: UInt16) {
    guard offset + 2 <= payload.count else { return }
    payload[offset] = UInt8(truncatingIfNeeded: value)
    payload[offset + 1] = UInt8(truncatingIfNeeded: value >> 8)
  }

  func u16(_ offset: Int) -> UInt16 {
    guard offset + 2 <= payload.count else { return 0 }
    return UInt16(payload[offset]) | UInt16(payload[offset + 1]) << 8
  }

  private static func bytes(of value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

/// Offsets in payloads (the specification's tables).
enum FieldOffset {
  static let announceBoot = 14
  static let helloNonce = 2
  static let helloFeatures = 6
  static let acknowledgementNonce = 2
  static let acknowledgementBoot = 18
  static let acknowledgementCapabilities = 28
  static let acknowledgementRows = 36
  static let acknowledgementColumns = 37
  static let acknowledgementCharset = 38
  static let acknowledgementLimit = 39
  static let acknowledgementRing = 40
  static let acknowledgementOldest = 42
  static let acknowledgementNext = 46
  static let acknowledgementTick = 50
  static let acknowledgementConfiguration = 54
  static let eventTick = 4
  static let eventCall = 9
  static let releasedCause = 13
  static let meteringPulses = 13
  static let seizedTrunk = 13
  static let answeredSignal = 13
  static let releasedPulses = 14
  static let gapLost = 9
  static let gapFirstTick = 13
  static let digitMethod = 10
  static let cutCall = 1
  static let connectCall = 2
  static let connectLease = 6
  static let connectLimit = 8
  static let connectNextEvent = 12
  static let leaseCall = 2
  static let leaseLease = 6
  static let leaseLimit = 8
  static let pongTick = 4
  static let pongRingUsed = 8
  static let displayText = 4
}
