import BoothProtocol
import Testing

struct CommandWritingTests {
  private static let call = CallID(rawValue: 7)
  private static let grant = TalkGrant.leased(
    leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)

  private static func renewal(
    line: Int = 0, lease: Int = 20_000, limit: UInt32? = nil
  ) -> LeaseRenewal {
    LeaseRenewal(line: line, call: call, leaseMilliseconds: lease, talkLimitMilliseconds: limit)
  }

  private static func configuration(
    flash: (Int, Int) = (80, 400), delay: Int = 5, signals: UInt8 = 1, numbers: [String] = ["133"]
  ) -> BoardConfiguration {
    BoardConfiguration(
      flashMinimum: flash.0, flashMaximum: flash.1, answerSignals: AnswerSignals(rawValue: signals),
      answerDelaySeconds: delay, emergencyNumbers: numbers)
  }

  @Test(arguments: [
    Command.tone(line: 32, tone: .dial, milliseconds: 0),
    .tone(line: -1, tone: .dial, milliseconds: 0),
    .tone(line: 0, tone: .dial, milliseconds: 65_536),
    .tone(line: 0, tone: .dial, milliseconds: -1),
    .connect(line: 0, call: CallID(rawValue: 0), digits: "1", grant: grant, nextEvent: 1),
    .connect(line: 0, call: CallID(rawValue: 0x8000_0000), digits: "1", grant: grant, nextEvent: 1),
    .connect(line: 0, call: call, digits: "", grant: grant, nextEvent: 1),
    .connect(
      line: 0, call: call, digits: String(repeating: "1", count: 33), grant: grant, nextEvent: 1),
    .connect(line: 0, call: call, digits: "12a", grant: grant, nextEvent: 1),
    .connect(line: 0, call: call, digits: "１２", grant: grant, nextEvent: 1),
    .connect(
      line: 0, call: call, digits: "1",
      grant: .leased(leaseMilliseconds: 0, talkLimitMilliseconds: nil), nextEvent: 1),
    .connect(
      line: 0, call: call, digits: "1",
      grant: .leased(leaseMilliseconds: 65_536, talkLimitMilliseconds: nil), nextEvent: 1),
    // As a number of milliseconds this would be read as no limit at all.
    .connect(
      line: 0, call: call, digits: "1",
      grant: .leased(leaseMilliseconds: 1, talkLimitMilliseconds: .max), nextEvent: 1),
    .lease([]),
    .lease((0..<9).map { renewal(line: $0) }),
    .lease([renewal(line: 40)]),
    .lease([renewal(lease: 0)]),
    .lease([renewal(limit: .max)]),
    .cut(line: 99, call: call, toneAfter: .busy),
    .ring(line: 0, on: true, milliseconds: 70_000),
    .display(line: 0, row: 256, column: 0, text: "", clearsRest: true),
    .display(line: 0, row: 0, column: -1, text: "", clearsRest: true),
    .display(
      line: 0, row: 0, column: 0, text: String(repeating: "x", count: 93), clearsRest: true),
    .lineTest(line: 32),
    .readLines(first: 32),
    .configure(configuration(flash: (400, 80))),
    .configure(configuration(flash: (80, 65_536))),
    .configure(configuration(delay: 256)),
    .configure(configuration(signals: 8)),
    .configure(configuration(numbers: [String](repeating: "133", count: 13))),
    .configure(configuration(numbers: ["1234567"])),
    .configure(configuration(numbers: [""])),
    .configure(configuration(numbers: ["1-3"])),
  ])
  func `a value that has no place on the wire is refused`(command: Command) {
    #expect(throws: EncodingFault.self) { try Message.command(command).frame() }
  }

  @Test func `the fault says which field, what it was and what it may be`() {
    #expect(throws: EncodingFault.outOfRange(field: "line", value: 32, allowed: 0...31)) {
      try Message.command(.lineTest(line: 32)).frame()
    }
    #expect(throws: EncodingFault.notDigits(field: "emergencyNumber", text: "1-3")) {
      try Self.configuration(numbers: ["1-3"]).payload()
    }
  }

  @Test func `the largest configuration fits a frame`() throws {
    let largest = Self.configuration(numbers: [String](repeating: "123456", count: 12))
    #expect(try largest.payload().count == 91)
  }

  @Test func `a configuration is told by the checksum of its payload`() throws {
    let configuration = Self.configuration(numbers: ["133", "*911"])
    let payload = bytes("5000 9001 01 05 02 03 313333 04 2a393131")
    #expect(try configuration.payload() == payload)
    #expect(configuration.configurationCRC == CRC32C.checksum(of: payload))
    #expect(Self.configuration(delay: 6).configurationCRC != configuration.configurationCRC)
    #expect(Self.configuration(delay: 256).configurationCRC == nil)
  }

  @Test(arguments: [
    ("ÑÁü¿¡", "d1 c1 fc bf a1"), ("$ 1.856", "24 20 31 2e 38 35 36"), ("€5", "3f 35"),
    ("a\nb\u{7F}c\u{85}", "61 3f 62 3f 63 3f"), ("😀x", "3f 78"), ("\u{A0}", "a0"),
  ])
  func `a text is ISO 8859-1, one byte a character`(text: String, expected: String) throws {
    let command = Command.display(line: 0, row: 0, column: 0, text: text, clearsRest: false)
    let frame = try Message.command(command).frame()
    #expect(hexadecimal(Array(frame.payload.dropFirst(4))) == expected)
  }
}
