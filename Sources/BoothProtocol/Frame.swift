/// One frame of BLP/1: five bytes of header and a payload, under a CRC-32C.
package struct Frame: Hashable, Sendable {
  package var direction: Direction
  package var kind: Class
  /// A command's own number, in a response that of its command, in an event the low byte of the
  /// event's number; else 0.
  package var sequence: UInt8
  /// From the host the low byte of the first event number it has not stored; from the board the
  /// number of the last command it executed.
  package var acknowledgement: UInt8
  /// 1…255; 0 outside a session.
  package var session: UInt8
  package var type: UInt8
  /// At most `maximumPayload` bytes.
  package var payload: [UInt8]

  package enum Direction: UInt8, Sendable {
    case hostToBoard = 0
    case boardToHost = 1
  }

  package enum Class: UInt8, Sendable {
    case handshake = 0
    case command = 1
    case response = 2
    case event = 3
    case acknowledgement = 4
    case ping = 5
    case pong = 6
  }

  package static let version: UInt8 = 1
  package static let headerSize = 5
  package static let maximumPayload = 96
  private static let checksumSize = 4
  /// The longest frame without the zero that ends it: header, payload, CRC and one byte of COBS.
  package static let maximumEncodedSize = headerSize + maximumPayload + checksumSize + 1

  package init(
    direction: Direction, kind: Class, sequence: UInt8, acknowledgement: UInt8, session: UInt8,
    type: UInt8, payload: [UInt8]
  ) {
    precondition(payload.count <= Self.maximumPayload)
    self.direction = direction
    self.kind = kind
    self.sequence = sequence
    self.acknowledgement = acknowledgement
    self.session = session
    self.type = type
    self.payload = payload
  }

  /// The frame within `encoded`, the bytes between two zeros.
  package init(encoded: [UInt8]) throws(FrameFault) {
    guard encoded.count <= Self.maximumEncodedSize else { throw .tooLong }
    guard let bytes = COBS.decode(encoded) else { throw .notCOBS }
    guard bytes.count >= Self.headerSize + Self.checksumSize else {
      throw .tooShort(bytes: bytes.count)
    }
    let content = bytes[..<(bytes.count - Self.checksumSize)]
    var checksum: UInt32 = 0
    for index in content.endIndex..<bytes.count {
      checksum |= UInt32(bytes[index]) << UInt32(8 * (index - content.endIndex))
    }
    guard CRC32C.checksum(of: content) == checksum else { throw .wrongChecksum }
    let version = content[0] >> 5
    guard version == Self.version else { throw .otherVersion(version) }
    guard let kind = Class(rawValue: content[0] & 0x0F) else {
      throw .unknownClass(content[0] & 0x0F)
    }
    self.init(
      direction: content[0] & 0x10 == 0 ? .hostToBoard : .boardToHost, kind: kind,
      sequence: content[1], acknowledgement: content[2], session: content[3], type: content[4],
      payload: Array(content[Self.headerSize...]))
  }

  /// The frame as it goes over the wire, with the zero that ends it; `leadingZero`: and one before it,
  /// for a line that was idle.
  package func encoded(leadingZero: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.maximumEncodedSize)
    bytes.append(Self.version << 5 | direction.rawValue << 4 | kind.rawValue)
    bytes.append(sequence)
    bytes.append(acknowledgement)
    bytes.append(session)
    bytes.append(type)
    bytes.append(contentsOf: payload)
    let checksum = CRC32C.checksum(of: bytes)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: checksum >> shift))
    }
    var encoded: [UInt8] = []
    encoded.reserveCapacity(Self.maximumEncodedSize + 2)
    if leadingZero { encoded.append(0) }
    COBS.encode(bytes, into: &encoded)
    encoded.append(0)
    return encoded
  }
}

/// Why the bytes between two zeros are no frame.
package enum FrameFault: Error, Hashable, Sendable {
  /// Longer than any frame can be: the zero that ended one was lost, or this is no BLP/1.
  case tooLong
  case notCOBS
  case tooShort(bytes: Int)
  case wrongChecksum
  case otherVersion(UInt8)
  case unknownClass(UInt8)
  /// What this side sent came back: a looped-back or echoing line.
  case wrongDirection
}
