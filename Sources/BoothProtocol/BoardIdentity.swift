/// The 96-bit serial number a board is known by, wherever it is plugged in.
package struct BoardUID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Exactly 12 bytes.
  package let bytes: [UInt8]

  package static let byteCount = 12

  /// nil unless there are exactly 12 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// nil unless `text` is exactly 24 hexadecimal digits.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    guard text.utf8.count == 2 * Self.byteCount, digits.count == text.utf8.count else { return nil }
    bytes = (0..<Self.byteCount).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
  }

  /// 24 lower-case hexadecimal digits.
  package var description: String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }

  package static func < (left: BoardUID, right: BoardUID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// What a board says of itself in the handshake (HELLO_ACK).
package struct BoardIdentity: Hashable, Sendable {
  package var uid: BoardUID
  /// Different at each boot of the board: a changed one means that what was not acknowledged is
  /// gone.
  package var bootID: UInt32
  package var resetCause: ResetCause
  package var firmware: FirmwareVersion
  /// 1…32, numbered from 0.
  package var lineCount: Int
  package var trunkCount: Int
  package var capabilities: Capabilities
  package var display: DisplayGeometry
  /// Events the board's ring can hold.
  package var ringSize: Int
  /// The oldest event the board still holds.
  package var oldestEvent: UInt32
  /// The number its next event will get.
  package var nextEvent: UInt32
  package var tick: BoardTick
  /// CRC-32C of the configuration the board runs with; 0 when it has none.
  package var configurationCRC: UInt32

  package init(
    uid: BoardUID, bootID: UInt32, resetCause: ResetCause, firmware: FirmwareVersion,
    lineCount: Int, trunkCount: Int, capabilities: Capabilities, display: DisplayGeometry,
    ringSize: Int, oldestEvent: UInt32, nextEvent: UInt32, tick: BoardTick,
    configurationCRC: UInt32
  ) {
    self.uid = uid
    self.bootID = bootID
    self.resetCause = resetCause
    self.firmware = firmware
    self.lineCount = lineCount
    self.trunkCount = trunkCount
    self.capabilities = capabilities
    self.display = display
    self.ringSize = ringSize
    self.oldestEvent = oldestEvent
    self.nextEvent = nextEvent
    self.tick = tick
    self.configurationCRC = configurationCRC
  }

  /// Whether there is a display to write to: its geometry means nothing without the capability.
  package var hasDisplay: Bool { capabilities.contains(.display) && display.rows > 0 }
}

package struct FirmwareVersion: Hashable, Sendable, CustomStringConvertible {
  package var major: UInt8
  package var minor: UInt8
  package var patch: UInt8

  package init(major: UInt8, minor: UInt8, patch: UInt8) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  package var description: String { "\(major).\(minor).\(patch)" }
}

package enum ResetCause: UInt8, Sendable {
  case unknown = 0
  case powerOn = 1
  case brownOut = 2
  case watchdog = 3
  case resetPin = 4
  case hostCommand = 5
  case firmwareFault = 6
}

package struct Capabilities: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let display = Capabilities(rawValue: 1 << 0)
  package static let polarityAnswer = Capabilities(rawValue: 1 << 1)
  package static let meteringPulses = Capabilities(rawValue: 1 << 2)
  package static let persistentRing = Capabilities(rawValue: 1 << 3)
  package static let lineTest = Capabilities(rawValue: 1 << 4)
  package static let ringGenerator = Capabilities(rawValue: 1 << 5)
  package static let pulseDialling = Capabilities(rawValue: 1 << 6)
}

/// The display of each booth of a board: all alike.
package struct DisplayGeometry: Hashable, Sendable {
  /// 0 when there is none.
  package var rows: Int
  package var columns: Int
  package var charset: DisplayCharset

  package init(rows: Int, columns: Int, charset: DisplayCharset) {
    self.rows = rows
    self.columns = columns
    self.charset = charset
  }
}

package enum DisplayCharset: UInt8, Sendable {
  case none = 0
  case ascii = 1
  /// ISO 8859-1, so Spanish letters.
  case latin1 = 2
  /// Digits, space, minus and point only.
  case sevenSegment = 3
}
