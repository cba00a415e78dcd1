/// Writes a recording as pcapng, little-endian: a header, then a block for each run.
package enum PcapngWriter {
  /// What a file begins with.
  /// - Parameter program: who wrote it, with its version.
  package static func header(program: String, line: RecordedLine) -> [UInt8] {
    var section = PcapngBlock(Pcapng.BlockType.sectionHeader)
    section.integer(Pcapng.byteOrderMagic)
    section.integer(Pcapng.majorVersion)
    section.integer(UInt16(0))
    section.integer(Pcapng.unknownSectionLength)
    section.option(Pcapng.Option.userApplication, text: program)
    section.endOptions()

    var interface = PcapngBlock(Pcapng.BlockType.interfaceDescription)
    interface.integer(Pcapng.linkType)
    interface.integer(UInt16(0))
    interface.integer(UInt32(LineRun.maximumLength))
    interface.option(Pcapng.Option.interfaceName, text: line.name)
    interface.option(Pcapng.Option.interfaceDescription, text: line.description)
    if line.speed > 0 { interface.option(Pcapng.Option.interfaceSpeed, integer: line.speed) }
    interface.option(Pcapng.Option.timeResolution, [6])
    interface.endOptions()
    return section.bytes + interface.bytes
  }

  /// - Parameter comment: why its receiver drops the run.
  package static func block(_ run: LineRun, comment: String? = nil) -> [UInt8] {
    var block = PcapngBlock(Pcapng.BlockType.enhancedPacket)
    let time = UInt64(clamping: run.microseconds)
    block.integer(UInt32(0))
    block.integer(UInt32(truncatingIfNeeded: time >> 32))
    block.integer(UInt32(truncatingIfNeeded: time))
    block.integer(UInt32(run.bytes.count))
    block.integer(UInt32(run.bytes.count))
    block.padded(run.bytes)
    if let comment { block.option(Pcapng.Option.comment, text: comment) }
    block.option(Pcapng.Option.packetFlags, integer: UInt32(run.direction.rawValue))
    block.endOptions()
    return block.bytes
  }
}

/// One block, built from its front; its two lengths come last.
private struct PcapngBlock {
  private let type: UInt32
  private var content: [UInt8] = []

  init(_ type: UInt32) { self.type = type }

  mutating func integer(_ value: some FixedWidthInteger & UnsignedInteger) {
    content += littleEndian(value)
  }

  /// With zeros up to a multiple of four.
  mutating func padded(_ bytes: some Collection<UInt8>) {
    content += bytes
    content += [UInt8](repeating: 0, count: -bytes.count & 3)
  }

  mutating func option(_ code: UInt16, _ value: [UInt8]) {
    integer(code)
    integer(UInt16(value.count))
    padded(value)
  }

  mutating func option(_ code: UInt16, integer value: some FixedWidthInteger & UnsignedInteger) {
    option(code, littleEndian(value))
  }

  /// An empty text is none.
  mutating func option(_ code: UInt16, text: String) {
    guard !text.isEmpty else { return }
    var cut = ""
    for character in text where cut.utf8.count + character.utf8.count <= Pcapng.textLimit {
      cut.append(character)
    }
    option(code, Array(cut.utf8))
  }

  mutating func endOptions() { option(Pcapng.Option.endOfOptions, []) }

  var bytes: [UInt8] {
    let length = littleEndian(UInt32(content.count + Pcapng.blockOverhead))
    return littleEndian(type) + length + content + length
  }

  private func littleEndian(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    stride(from: 0, to: value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
