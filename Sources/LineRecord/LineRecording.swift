/// A recording that was read.
package struct LineRecording: Hashable, Sendable {
  /// Who wrote it; empty when it does not say.
  package var program = ""
  package var lines: [RecordedLine] = []
  package var records: [Record] = []

  package struct Record: Hashable, Sendable {
    package var run: LineRun
    /// Which of `lines` it was on.
    package var line: Int
    /// What is written beside it; empty for a good run.
    package var comment: String

    package init(run: LineRun, line: Int = 0, comment: String = "") {
      self.run = run
      self.line = line
      self.comment = comment
    }
  }

  package init() {}
}

/// What is wrong with a file, and where: `offset` is that of the block, in bytes.
package enum PcapngFault: Error, Hashable, Sendable, CustomStringConvertible {
  case notPcapng
  case unknownByteOrder(offset: Int)
  case otherVersion(offset: Int, major: UInt16)
  /// The file ends within a block.
  case truncated(offset: Int)
  case badLength(offset: Int, length: UInt32)
  /// The length after a block is not the one before it.
  case lengthsDiffer(offset: Int)
  case blockTooShort(offset: Int)
  case badOption(offset: Int)
  case tooManyInterfaces(offset: Int)
  case otherLinkType(offset: Int, UInt16)
  case badTimeResolution(offset: Int, UInt8)
  case unknownInterface(offset: Int, UInt32)
  case noDirection(offset: Int)
  /// A run of no bytes or of too many, or one of which only a part was kept.
  case badRun(offset: Int, captured: UInt32, original: UInt32)

  package var description: String {
    switch self {
    case .notPcapng: "byte 0: this is no pcapng file, expected one that begins 0A 0D 0D 0A"
    case .unknownByteOrder(let offset): "byte \(offset): a section without its byte-order magic"
    case .otherVersion(let offset, let major):
      "byte \(offset): pcapng of version \(major), expected \(Pcapng.majorVersion)"
    case .truncated(let offset): "byte \(offset): the file ends within the block that begins here"
    case .badLength(let offset, let length):
      "byte \(offset): a block of \(length) bytes, expected a multiple of 4 within "
        + "\(Pcapng.blockOverhead)…\(Pcapng.blockLimit)"
    case .lengthsDiffer(let offset):
      "byte \(offset): a block with another length after it than before it"
    case .blockTooShort(let offset): "byte \(offset): a block too short for what it must hold"
    case .badOption(let offset): "byte \(offset): a block with an option that runs past its end"
    case .tooManyInterfaces(let offset):
      "byte \(offset): more than \(Pcapng.interfaceLimit) interfaces"
    case .otherLinkType(let offset, let type):
      "byte \(offset): an interface of link type \(type), expected \(Pcapng.linkType) (USER0)"
    case .badTimeResolution(let offset, let value):
      "byte \(offset): an interface with time resolution \(value), expected 10^-0 to 10^-9 or 2^-0 to 2^-32"
    case .unknownInterface(let offset, let number):
      "byte \(offset): a packet of interface \(number), which was not described"
    case .noDirection(let offset):
      "byte \(offset): a packet that does not say its direction (epb_flags)"
    case .badRun(let offset, let captured, let original):
      "byte \(offset): a packet of \(original) bytes of which \(captured) are there, "
        + "expected all of 1…\(LineRun.maximumLength)"
    }
  }
}
