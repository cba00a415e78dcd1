/// Reads a recording: pcapng in either byte order, of one section or several, with runs of link
/// type USER0. Blocks and options that it has no use for are passed over.
package struct PcapngReader {
  private let bytes: [UInt8]
  private var order = ByteOrder.little
  /// The interfaces of the section, as places in `recording.lines`.
  private var interfaces: [Interface] = []
  private var recording = LineRecording()

  private struct Interface {
    var line: Int
    var time: TimeScale
  }

  /// All that is sound up to the first fault, and that fault; nil when there is none.
  package static func read(_ bytes: [UInt8]) -> (recording: LineRecording, fault: PcapngFault?) {
    var reader = PcapngReader(bytes: bytes)
    do throws(PcapngFault) {
      try reader.readAll()
      return (reader.recording, nil)
    } catch {
      return (reader.recording, error)
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func readAll() throws(PcapngFault) {
    guard bytes.starts(with: [0x0A, 0x0D, 0x0D, 0x0A]) else { throw .notPcapng }
    var offset = 0
    while offset < bytes.count {
      let block = try block(at: offset)
      switch block.type {
      case Pcapng.BlockType.sectionHeader: try readSection(block)
      case Pcapng.BlockType.interfaceDescription: try readInterface(block)
      case Pcapng.BlockType.enhancedPacket: try readPacket(block)
      default: break
      }
      offset += block.length
    }
  }

  private struct Block {
    let offset: Int
    let type: UInt32
    let length: Int
    var content: PcapngFields
  }

  /// The block that begins there. That of a section also says the byte order from there on.
  private mutating func block(at offset: Int) throws(PcapngFault) -> Block {
    guard bytes.count - offset >= Pcapng.blockOverhead else { throw .truncated(offset: offset) }
    let head = PcapngFields(bytes[offset..<offset + Pcapng.blockOverhead], order: order)
    let isSection = head.u32(at: 0) == Pcapng.BlockType.sectionHeader
    if isSection {
      let magic = bytes[(offset + 8)..<(offset + 12)]
      guard let found = ByteOrder.allCases.first(where: { $0.u32(magic) == Pcapng.byteOrderMagic })
      else { throw .unknownByteOrder(offset: offset) }
      order = found
    }
    let length = order.u32(bytes[(offset + 4)..<(offset + 8)])
    guard length % 4 == 0, (Pcapng.blockOverhead...Pcapng.blockLimit).contains(Int(length)) else {
      throw .badLength(offset: offset, length: length)
    }
    let end = offset + Int(length)
    guard end <= bytes.count else { throw .truncated(offset: offset) }
    guard order.u32(bytes[(end - 4)..<end]) == length else { throw .lengthsDiffer(offset: offset) }
    return Block(
      offset: offset, type: order.u32(bytes[offset..<offset + 4]), length: Int(length),
      content: PcapngFields(bytes[(offset + 8)..<(end - 4)], order: order))
  }

  private mutating func readSection(_ block: Block) throws(PcapngFault) {
    guard block.content.count >= 16 else { throw .blockTooShort(offset: block.offset) }
    let major = block.content.u16(at: 4)
    guard major == Pcapng.majorVersion else {
      throw .otherVersion(offset: block.offset, major: major)
    }
    interfaces = []
    guard let options = block.content.options(from: 16) else {
      throw .badOption(offset: block.offset)
    }
    for option in options where option.code == Pcapng.Option.userApplication {
      if recording.program.isEmpty { recording.program = option.text }
    }
  }

  private mutating func readInterface(_ block: Block) throws(PcapngFault) {
    guard block.content.count >= 8 else { throw .blockTooShort(offset: block.offset) }
    guard recording.lines.count < Pcapng.interfaceLimit else {
      throw .tooManyInterfaces(offset: block.offset)
    }
    let linkType = block.content.u16(at: 0)
    guard linkType == Pcapng.linkType else {
      throw .otherLinkType(offset: block.offset, linkType)
    }
    guard let options = block.content.options(from: 8) else {
      throw .badOption(offset: block.offset)
    }
    var line = RecordedLine(name: "")
    var time = TimeScale()
    for option in options {
      switch option.code {
      case Pcapng.Option.interfaceName: line.name = option.text
      case Pcapng.Option.interfaceDescription: line.description = option.text
      case Pcapng.Option.interfaceSpeed: line.speed = option.u64 ?? 0
      case Pcapng.Option.timeOffset: time.offsetSeconds = Int64(bitPattern: option.u64 ?? 0)
      case Pcapng.Option.timeResolution:
        let value = option.bytes.first ?? 6
        guard time.setResolution(value) else {
          throw .badTimeResolution(offset: block.offset, value)
        }
      default: break
      }
    }
    interfaces.append(Interface(line: recording.lines.count, time: time))
    recording.lines.append(line)
  }

  private mutating func readPacket(_ block: Block) throws(PcapngFault) {
    let content = block.content
    guard content.count >= Pcapng.packetHeaderSize else {
      throw .blockTooShort(offset: block.offset)
    }
    let number = content.u32(at: 0)
    guard number < interfaces.count else {
      throw .unknownInterface(offset: block.offset, number)
    }
    let captured = content.u32(at: 12)
    let original = content.u32(at: 16)
    guard captured == original, (1...LineRun.maximumLength).contains(Int(captured)) else {
      throw .badRun(offset: block.offset, captured: captured, original: original)
    }
    let end = Pcapng.packetHeaderSize + Int(captured)
    guard content.count >= end else { throw .blockTooShort(offset: block.offset) }
    guard let options = content.options(from: (end + 3) & ~3) else {
      throw .badOption(offset: block.offset)
    }
    var direction: LineDirection?
    var comment = ""
    for option in options {
      switch option.code {
      case Pcapng.Option.packetFlags:
        direction = option.u32.flatMap { LineDirection(rawValue: UInt8($0 & 3)) }
      case Pcapng.Option.comment: comment = option.text
      default: break
      }
    }
    guard let direction else { throw .noDirection(offset: block.offset) }
    let interface = interfaces[Int(number)]
    let ticks = UInt64(content.u32(at: 4)) << 32 | UInt64(content.u32(at: 8))
    let run = LineRun(
      direction: direction, microseconds: interface.time.microseconds(ticks),
      bytes: content.bytes(Pcapng.packetHeaderSize..<end))
    recording.records.append(
      LineRecording.Record(run: run, line: interface.line, comment: comment))
  }
}
