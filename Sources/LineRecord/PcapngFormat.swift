/// What of pcapng (draft-ietf-opsawg-pcapng) a recording is made of.
enum Pcapng {
  enum BlockType {
    static let sectionHeader: UInt32 = 0x0A0D_0D0A
    static let interfaceDescription: UInt32 = 1
    static let enhancedPacket: UInt32 = 6
  }

  enum Option {
    static let endOfOptions: UInt16 = 0
    static let comment: UInt16 = 1
    static let userApplication: UInt16 = 4
    static let interfaceName: UInt16 = 2
    static let interfaceDescription: UInt16 = 3
    static let interfaceSpeed: UInt16 = 8
    static let timeResolution: UInt16 = 9
    static let timeOffset: UInt16 = 14
    static let packetFlags: UInt16 = 2
  }

  /// Reads as written only in the byte order it was written in.
  static let byteOrderMagic: UInt32 = 0x1A2B_3C4D
  static let majorVersion: UInt16 = 1
  /// A length of −1: the section goes on to the next one.
  static let unknownSectionLength = UInt64.max
  /// LINKTYPE_USER0, for formats that are nobody else's.
  static let linkType: UInt16 = 147
  /// Type and length before a block's content, and the length once more after it.
  static let blockOverhead = 12
  /// Interface, two halves of the time, captured and original length.
  static let packetHeaderSize = 20
  /// No block of a recording comes near it.
  static let blockLimit = 1 << 20
  /// Ports in one file: a program that joins recordings makes one interface of each.
  static let interfaceLimit = 256
  /// A text of an option longer than this is cut.
  static let textLimit = 1024
}

/// The line that a recording is of.
package struct RecordedLine: Hashable, Sendable {
  /// The path of the port.
  package var name: String
  package var description: String
  /// Bits a second; 0: not known.
  package var speed: UInt64

  package init(name: String, description: String = "", speed: UInt64 = 0) {
    self.name = name
    self.description = description
    self.speed = speed
  }
}
