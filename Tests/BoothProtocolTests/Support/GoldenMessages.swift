import BoothProtocol
import Testing

/// Each message of the specification, with values that tell its fields apart, and its frame worked
/// out from the specification alone.
struct GoldenMessage: CustomTestStringConvertible {
  let frame: String
  let message: Message
  /// The header's sequence number, acknowledgement and session.
  let header: [UInt8]

  var testDescription: String { String(describing: message) }

  init(_ message: Message, _ header: [UInt8], _ frame: String) {
    self.frame = frame
    self.message = message
    self.header = header
  }

  static let all = handshake + events + commands + responses + others

  private static let uid = TestBoard.uid

  private static func tick(_ milliseconds: Int64) -> BoardTick {
    BoardTick(milliseconds: milliseconds)
  }

  private static let accepted = HelloAcknowledgement(
    result: .accepted, nonce: 0xDEAD_BEEF,
    identity: BoardIdentity(
      uid: uid, bootID: 0x0102_0304, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 2, patch: 3), lineCount: 8, trunkCount: 2,
      capabilities: [.display, .polarityAnswer, .meteringPulses, .persistentRing, .pulseDialling],
      display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1), ringSize: 512,
      oldestEvent: 41, nextEvent: 57, tick: tick(123_456), configurationCRC: 0x89AB_CDEF))

  private static let refused = HelloAcknowledgement(
    result: .unknownFeature, nonce: 0xDEAD_BEEF,
    identity: BoardIdentity(
      uid: uid, bootID: 0x0102_0304, resetCause: .unknown,
      firmware: FirmwareVersion(major: 0, minor: 0, patch: 0), lineCount: 8, trunkCount: 2,
      capabilities: [], display: DisplayGeometry(rows: 0, columns: 0, charset: .none),
      ringSize: 512, oldestEvent: 1, nextEvent: 1, tick: tick(0), configurationCRC: 0),
    incompatibleFeatures: 4, payloadLimit: 255)

  private static let handshake = [
    GoldenMessage(
      .hello(Hello(nonce: 0xDEAD_BEEF)), [0, 0, 0],
      "02 20 01 01 08 01 01 01 ef be ad de 01 01 01 05 ce 3c 32 e1 00"),
    GoldenMessage(
      .helloAcknowledgement(accepted), [0, 0, 5],
      """
      02 30 01 03 05 02 1d 01 ef be ad de a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 aa ab 04 03 02 01 01 01 \
      02 03 08 02 4f 01 01 01 01 01 01 05 02 10 02 60 03 02 29 01 01 02 39 01 01 04 40 e2 01 09 \
      ef cd ab 89 7e 0e 67 48 00
      """),
    GoldenMessage(
      .helloAcknowledgement(refused), [0, 0, 0],
      """
      02 30 01 01 18 02 02 01 ef be ad de a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 aa ab 04 03 02 01 01 01 \
      01 03 08 02 01 01 01 02 04 01 01 01 01 01 02 ff 03 02 01 01 01 02 01 01 01 01 01 01 01 01 \
      01 01 01 05 83 74 14 8a 00
      """),
    GoldenMessage(
      .announce(
        Announcement(maximumVersion: 2, uid: uid, bootID: 0x0102_0304, resetCause: .watchdog)),
      [0, 0, 0],
      """
      02 30 01 01 19 03 01 02 a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 aa ab 04 03 02 01 03 f3 eb fa a8 00
      """),
  ]

  private static func event(
    _ number: UInt32, _ kind: BoardEvent.Kind, tick: Int64 = 1000, _ frame: String
  ) -> GoldenMessage {
    GoldenMessage(
      .event(BoardEvent(number: number, tick: self.tick(tick), kind: kind)),
      [UInt8(truncatingIfNeeded: number), 0x11, 0x22], frame)
  }

  private static let call = CallID(rawValue: 77)

  private static let events = [
    event(1, .offHook(line: 0), "07 33 01 11 22 20 01 01 01 03 e8 03 01 01 05 af 90 18 fb 00"),
    event(
      0x1234, .onHook(line: 31), tick: 0xFFFF_FFFF,
      "08 33 34 11 22 21 34 12 01 0a ff ff ff ff 1f 52 bc d0 74 00"),
    event(
      3, .digit(line: 5, digit: UInt8(ascii: "#"), method: .pulse),
      "07 33 03 11 22 22 03 01 01 03 e8 03 01 08 05 23 01 36 56 91 04 00"),
    event(4, .flash(line: 5), "07 33 04 11 22 23 04 01 01 03 e8 03 01 06 05 27 b3 94 4f 00"),
    event(
      5, .seized(line: 5, call: call, trunk: 1, digits: ""),
      "07 33 05 11 22 24 05 01 01 03 e8 03 01 03 05 4d 01 01 02 01 05 11 4e 82 86 00"),
    event(
      6, .seized(line: 5, call: CallID(rawValue: 0x8000_0001), trunk: 0, digits: "133"),
      "07 33 06 11 22 24 06 01 01 03 e8 03 01 03 05 01 01 02 80 09 03 31 33 33 7d 2a fb ba 00"),
    event(
      7, .answered(line: 5, call: call, signal: .polarityReversal),
      "07 33 07 11 22 25 07 01 01 03 e8 03 01 03 05 4d 01 01 06 01 dc f8 2b e4 00"),
    event(
      8, .metering(line: 5, call: call, pulses: 300),
      "07 33 08 11 22 26 08 01 01 03 e8 03 01 03 05 4d 01 01 07 2c 01 75 2d 39 69 00"),
    event(
      9, .released(line: 5, call: call, cause: .talkLimit, pulses: 301),
      "07 33 09 11 22 27 09 01 01 03 e8 03 01 03 05 4d 01 01 08 04 2d 01 c5 0b bd 0b 00"),
    event(
      10, .connectFailed(line: 5, call: call, reason: .noTrunkFree),
      "07 33 0a 11 22 28 0a 01 01 03 e8 03 01 03 05 4d 01 01 06 01 91 de a0 c9 00"),
    event(
      11, .lineFault(line: 5, fault: .short),
      "07 33 0b 11 22 29 0b 01 01 03 e8 03 01 07 05 02 f9 5e f4 ff 00"),
    event(
      12, .power(state: .battery, millivolts: 11900),
      "07 33 0c 11 22 2a 0c 01 01 03 e8 03 01 09 ff 02 7c 2e 57 04 a9 ba 00"),
    event(
      1, .boot(.powerOn), tick: 3,
      "07 33 01 11 22 2b 01 01 01 02 03 01 01 07 ff 01 3c f7 67 64 00"),
    event(
      13, .gap(lost: 17, firstTick: tick(900)),
      "07 33 0d 11 22 2c 0d 01 01 03 e8 03 01 03 ff 11 01 01 03 84 03 01 05 d0 bd 0d 89 00"),
    event(14, .loopOpen(line: 5), "07 33 0e 11 22 2d 0e 01 01 03 e8 03 01 06 05 f0 41 58 0e 00"),
  ]

  private static func command(_ command: Command, _ frame: String) -> GoldenMessage {
    GoldenMessage(.command(command), [0x07, 0x2A, 0x22], frame)
  }

  private static let commands = [
    command(
      .tone(line: 3, tone: .refusal, milliseconds: 500),
      "0e 21 07 2a 22 40 03 04 f4 01 4d 86 4b 91 00"),
    command(
      .connect(
        line: 3, call: call, digits: "025854205",
        grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 68_000), nextEvent: 1),
      """
      07 21 07 2a 22 41 03 02 4d 01 01 06 20 4e a0 09 01 02 01 01 01 0f 09 30 32 35 38 35 34 32 \
      30 35 20 a2 64 35 00
      """),
    command(
      .connect(
        line: 3, call: CallID(rawValue: 78), digits: "1*0#",
        grant: .leased(leaseMilliseconds: 65_535, talkLimitMilliseconds: nil),
        nextEvent: 0x0102_0304),
      """
      07 21 07 2a 22 41 03 02 4e 01 01 14 ff ff ff ff ff ff 04 03 02 01 04 31 2a 30 23 77 fe 05 \
      6a 00
      """),
    command(
      .connect(
        line: 3, call: CallID(rawValue: 0x7FFF_FFFF), digits: "133", grant: .emergency,
        nextEvent: .max),
      "0c 21 07 2a 22 41 03 01 ff ff ff 7f 01 11 ff ff ff ff ff ff ff ff 03 31 33 33 f8 ec 73 0c 00"
    ),
    command(
      .lease([
        LeaseRenewal(line: 0, call: call, leaseMilliseconds: 20_000, talkLimitMilliseconds: 1),
        LeaseRenewal(
          line: 31, call: CallID(rawValue: 78), leaseMilliseconds: 1, talkLimitMilliseconds: nil),
      ]),
      """
      07 21 07 2a 22 42 02 02 4d 01 01 04 20 4e 01 01 01 03 1f 4e 01 01 02 01 09 ff ff ff ff b3 \
      a3 80 83 00
      """),
    command(
      .cut(line: 3, call: call, toneAfter: .congestion),
      "08 21 07 2a 22 43 03 4d 01 01 06 03 c2 de 4b 12 00"),
    command(
      .cut(line: 3, call: CallID(rawValue: 0), toneAfter: .silence),
      "07 21 07 2a 22 43 03 01 01 01 01 05 15 9d 79 2b 00"),
    command(
      .ring(line: 3, on: true, milliseconds: 2000),
      "0e 21 07 2a 22 44 03 01 d0 07 af 6b 31 5d 00"),
    command(
      .display(line: 3, row: 1, column: 4, text: "España 5 ?", clearsRest: true),
      "18 21 07 2a 22 45 03 01 04 01 45 73 70 61 f1 61 20 35 20 3f d2 55 cb 10 00"),
    command(.lineTest(line: 3), "0b 21 07 2a 22 46 03 6d 96 3d 20 00"),
    command(
      .configure(
        BoardConfiguration(
          flashMinimum: 80, flashMaximum: 400, answerSignals: [.polarityReversal, .setDelay],
          answerDelaySeconds: 12, emergencyNumbers: ["133", "*911"])),
      "07 21 07 2a 22 47 50 13 90 01 05 0c 02 03 31 33 33 04 2a 39 31 31 c9 a8 4e 84 00"),
    command(.readLines(first: 7), "0b 21 07 2a 22 48 07 f8 93 7c 13 00"),
    command(.statistics, "0a 21 07 2a 22 49 44 96 b6 88 00"),
    command(.reset, "0e 21 07 2a 22 4a 52 53 45 54 1e 31 45 b4 00"),
  ]

  private static func response(
    _ type: MessageType, _ result: CommandResult, _ detail: Response.Detail, _ frame: String
  ) -> GoldenMessage {
    GoldenMessage(
      .response(to: type, Response(result: result, detail: detail)), [0x07, 0x07, 0x22], frame)
  }

  private static let responses = [
    response(.tone, .done, .none, "06 32 07 07 22 40 05 69 23 14 29 00"),
    response(.connect, .eventRingFull, .none, "0b 32 07 07 22 41 05 02 af 47 0f 00"),
    response(
      .lineTest, .done,
      .lineTest(
        LineTestReport(
          isOffHook: true, loopMillivolts: 7200, loopMicroamps: 24_500, fault: .cleared)),
      "06 32 07 07 22 46 06 01 20 1c 92 09 05 66 d6 c6 f7 00"),
    response(
      .configure, .done, .configured(crc: 0x89AB_CDEF),
      "06 32 07 07 22 47 09 ef cd ab 89 5a ff 92 e2 00"),
    response(
      .readLines, .done,
      .lines(
        first: 7,
        [
          LineReport(
            line: 7, state: .talking, call: call, answeredTick: tick(5000),
            leaseMilliseconds: 19_000, trunk: 1),
          LineReport(
            line: 8, state: .onHook, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 0),
        ]),
      """
      06 32 07 07 22 48 05 07 02 04 4d 01 01 03 88 13 01 04 38 4a 01 01 01 01 01 01 01 01 01 01 \
      01 01 05 35 71 bd d1 00
      """),
    response(
      .statistics, .done,
      .statistics(
        BoardStatistics(
          framesReceived: 1, framesSent: 2, crcErrors: 3, malformed: 4, duplicates: 5,
          eventsResent: 6, ringHighWater: 7, uptimeSeconds: 8)),
      """
      06 32 07 07 22 49 02 01 01 01 02 02 01 01 02 03 01 01 02 04 01 01 02 05 01 01 02 06 01 01 \
      02 07 02 08 01 01 05 97 82 48 5c 00
      """),
    response(.reset, .done, .none, "06 32 07 07 22 4a 05 3f d0 45 93 00"),
  ]

  private static let others = [
    GoldenMessage(
      .ping(stamp: 0x1122_3344), [0, 0x2A, 0x22], "02 25 0c 2a 22 70 44 33 22 11 05 cb 67 34 00"),
    GoldenMessage(
      .pong(Pong(stamp: 0x1122_3344, tick: tick(99_000), ringUsed: 12)), [0, 0x07, 0x22],
      "02 36 0b 07 22 71 44 33 22 11 b8 82 01 02 0c 05 a9 3e f3 b0 00"),
    GoldenMessage(.acknowledgement, [0, 0x2A, 0x22], "02 24 08 2a 22 72 18 1d 88 e0 00"),
  ]
}
