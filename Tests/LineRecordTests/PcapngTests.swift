import LineRecord
import Testing

@Suite struct `A pcapng file` {
  private static func drawRuns(_ draw: inout Draw, _ count: Int) -> [LineRun] {
    (0..<count).map { _ in
      LineRun(
        direction: draw.number(0...1) == 0 ? .toHost : .toBoard,
        microseconds: Int64(draw.number(0...1 << 52)),
        bytes: draw.bytes(draw.number(1...LineRun.maximumLength)))
    }
  }

  @Test func `is read back as it was written`() {
    var draw = Draw(2)
    for _ in 0..<50 {
      let runs = Self.drawRuns(&draw, draw.number(0...20))
      let (recording, fault) = PcapngReader.read(file(runs, program: "cabinad 0.1"))
      #expect(fault == nil)
      #expect(recording.program == "cabinad 0.1")
      let line = RecordedLine(name: "/dev/ttyTEST", description: "115200 bit/s", speed: 115_200)
      #expect(recording.lines == [line])
      #expect(recording.records.map(\.run) == runs)
    }
  }

  @Test func `that ends anywhere gives all whole blocks and says where it ends`() throws {
    var draw = Draw(3)
    let runs = Self.drawRuns(&draw, 4)
    let header = file([])
    // Where each block ends: the section, the interface, the runs.
    var ends = [Self.interface, header.count]
    for count in 1...runs.count { ends.append(file(Array(runs.prefix(count))).count) }
    let whole = file(runs)
    #expect(PcapngReader.read(Array(whole.prefix(Self.interface))).fault == nil)
    for length in 4..<whole.count {
      let (recording, fault) = PcapngReader.read(Array(whole.prefix(length)))
      let kept = ends.count { $0 <= length }
      #expect(recording.records.map(\.run) == Array(runs.prefix(max(0, kept - 2))))
      #expect(fault == (ends.contains(length) ? nil : .truncated(offset: ends[..<kept].last ?? 0)))
    }
  }

  @Test func `of the other byte order is read the same`() {
    var draw = Draw(4)
    let runs = Self.drawRuns(&draw, 30)
    let (recording, fault) = PcapngReader.read(BigEndianFile(runs).bytes)
    #expect(fault == nil)
    #expect(recording.lines == [RecordedLine(name: "ttyBIG")])
    #expect(recording.records.map(\.run) == runs)
    #expect(recording.records.allSatisfy { $0.comment == "crc" })
  }

  @Test func `may go on with another section, as files put together do`() {
    var draw = Draw(5)
    let (first, second) = (Self.drawRuns(&draw, 3), Self.drawRuns(&draw, 2))
    let (recording, fault) = PcapngReader.read(file(first) + BigEndianFile(second).bytes)
    #expect(fault == nil)
    #expect(recording.records.map(\.run) == first + second)
    #expect(recording.records.map(\.line) == [0, 0, 0, 1, 1])
  }

  @Test func `with blocks and options of other programs is read past them`() {
    let run = LineRun(direction: .toBoard, microseconds: 7, bytes: [1, 0])
    // A block of a type to come, and one for name resolution with an odd content.
    let strange = bytes("EF BE 00 00 10 00 00 00 01 02 03 04 10 00 00 00")
    let names = bytes("04 00 00 00 0C 00 00 00 0C 00 00 00")
    let (recording, fault) = PcapngReader.read(
      file([run]) + strange + names + PcapngWriter.block(run))
    #expect(fault == nil)
    #expect(recording.records.count == 2)
  }

  /// Where the blocks after the section's begin.
  private static let interface = 44
  private static let packet = file([]).count

  @Test(arguments: [
    (0, 0x0B, PcapngFault.notPcapng), (8, 0, .unknownByteOrder(offset: 0)),
    (12, 2, .otherVersion(offset: 0, major: 2)), (4, 0x31, .badLength(offset: 0, length: 0x31)),
    (interface + 8, 1, .otherLinkType(offset: interface, 1)),
    (packet + 4, 8, .badLength(offset: packet, length: 8)),
    (packet + 7, 0x7F, .badLength(offset: packet, length: 0x7F00_0030)),
    (packet + 8, 1, .unknownInterface(offset: packet, 1)),
    (packet + 20, 3, .badRun(offset: packet, captured: 3, original: 2)),
    (packet + 24, 0, .badRun(offset: packet, captured: 2, original: 0)),
    (packet + 32, 0x40, .noDirection(offset: packet)),
    (packet + 34, 0x77, .badOption(offset: packet)),
    (packet + 36, 0, .noDirection(offset: packet)),
    (packet + 44, 0x35, .lengthsDiffer(offset: packet)),
  ])
  func `with one byte wrong is refused there, and why`(
    offset: Int, value: UInt8, fault: PcapngFault
  ) {
    let run = LineRun(direction: .toBoard, microseconds: 7, bytes: [1, 0])
    var damaged = file([]) + PcapngWriter.block(run)
    #expect(damaged.count == Self.packet + 48)
    damaged[offset] = value
    let result = PcapngReader.read(damaged)
    #expect(result.fault == fault)
    #expect(result.recording.records.isEmpty)
    let block = [0, Self.interface, Self.packet].last { $0 <= offset } ?? 0
    #expect("\(fault)".hasPrefix("byte \(block): "))
  }

  @Test func `of any bytes at all is survived`() {
    var draw = Draw(6)
    let sound = file(Self.drawRuns(&draw, 5))
    for _ in 0..<2_000 {
      var damaged = sound
      for _ in 0..<draw.number(1...4) {
        damaged[draw.number(0...(damaged.count - 1))] = UInt8(draw.number(0...255))
      }
      let recording = PcapngReader.read(damaged).recording
      #expect(recording.records.count <= 5)
    }
  }

  @Test(arguments: [
    (6, 1_500_000, 1_500_000), (9, 1_500_000_000, 1_500_000), (3, 1_500, 1_500_000),
    (0, 3, 3_000_000), (0x80 | 10, 1536, 1_500_000),
    // Beyond the year 9999: two of them must still have a time between them.
    (0, .max, 253_402_300_800_000_000),
  ])
  func `counts its times as it says`(resolution: UInt8, ticks: Int64, microseconds: Int64) {
    let run = LineRun(direction: .toHost, microseconds: ticks, bytes: [1, 0])
    let (recording, _) = PcapngReader.read(BigEndianFile([run], resolution: resolution).bytes)
    #expect(recording.records.first?.run.microseconds == microseconds)
  }

  @Test(.enabled(if: hasTshark, "capinfos comes with tshark, which is not installed"))
  func `is what the tools of Wireshark take it for`() throws {
    var draw = Draw(7)
    let runs = Self.drawRuns(&draw, 12)
    let written = try TemporaryFile(file(runs, program: "cabinad 0.1"))
    let infos = try #require(try output(of: "capinfos", [written.path]))
    #expect(infos.contains("Number of packets:   12"))
    #expect(infos.contains("USER 0"))
    #expect(infos.contains("cabinad 0.1"))
    #expect(infos.contains("Interface #0 info:") && infos.contains("Name = /dev/ttyTEST"))
    let fields = ["frame.time_epoch", "frame.packet_flags_direction", "data.data"]
    let lines = try #require(
      try output(
        of: "tshark",
        ["-r", written.path, "-T", "fields"] + fields.flatMap { ["-e", $0] }))
    #expect(lines.split(separator: "\n").count == runs.count)
    for (line, run) in zip(lines.split(separator: "\n"), runs) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      let time = cells[0].split(separator: ".")
      let second = Int64(time[0]) ?? -1
      let fraction = Int64(time[1].prefix(6)) ?? -1
      #expect(second * 1_000_000 + fraction == run.microseconds)
      #expect(UInt8(cells[1].drop { $0 != "1" && $0 != "2" }) == run.direction.rawValue)
      #expect(bytes(String(cells[2])) == run.bytes)
    }
    #expect(lines.split(separator: "\n").count == runs.count)
  }
}

/// A recording as a big-endian machine would write it, for the reader.
private struct BigEndianFile {
  private(set) var bytes: [UInt8] = []

  init(_ runs: [LineRun], resolution: UInt8 = 6) {
    append(0x0A0D_0D0A, [0x1A, 0x2B, 0x3C, 0x4D, 0, 1, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
    append(
      1,
      [0, 147, 0, 0, 0, 0, 0, 0] + Self.option(2, Array("ttyBIG".utf8))
        + Self.option(9, [resolution]) + Self.option(0, []))
    for run in runs {
      let time = UInt64(bitPattern: run.microseconds)
      let length = Self.big(UInt32(run.bytes.count))
      let head = Self.big(UInt32(0)) + Self.big(time) + length + length
      let flags = Self.option(2, Self.big(UInt32(run.direction.rawValue)))
      append(
        6,
        head + Self.padded(run.bytes) + Self.option(0x8001, [1, 2, 3]) + flags
          + Self.option(1, Array("crc".utf8)))
    }
  }

  private mutating func append(_ type: UInt32, _ content: [UInt8]) {
    let length = Self.big(UInt32(content.count + 12))
    bytes += Self.big(type) + length + content + length
  }

  private static func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
    big(code) + big(UInt16(value.count)) + padded(value)
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: -bytes.count & 3)
  }

  private static func big(_ value: some FixedWidthInteger) -> [UInt8] {
    stride(from: value.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> $0)
    }
  }
}
