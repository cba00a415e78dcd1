internal import BoothProtocol

extension Check {
  /// § 4: CONFIGURE and what is kept of it; the counters of STATISTICS.
  static let configuration: [Check] = [
    Check(
      "configuration-crc", "4", "the configuration CRC is the CRC-32C of the payload",
      [
        .configure { Payload.configuration(flash: (90, 650), emergency: [$0.number]) },
        .configure { _ in Payload.configuration(flash: (80, 700), emergency: []) },
      ]),
    Check(
      "configuration-largest", "4",
      "12 numbers of 6 digits and all that a configuration may say are taken",
      [
        .configure { _ in
          let number = Array("1*#AD9".utf8)
          return Payload.configuration(
            flash: (700, 700), signals: AnswerSignals(rawValue: 7), delaySeconds: 255,
            emergency: Array(repeating: number, count: 12))
        },
        .configure { _ in
          let numbers = "BC0".utf8.map { [$0] }
          return Payload.configuration(flash: (0, 65_535), delaySeconds: 0, emergency: numbers)
        },
      ]),
    Check(
      "configuration-kept", "4", "the configuration is kept: its CRC is in the next HELLO_ACK",
      [
        .configure { Payload.configuration(flash: (85, 690), emergency: [$0.number]) },
        .expand { before in
          let sent = before.responses.last?.u32(at: 1)
          return [
            .session,
            .verify(expected: "configurationCRC of the CONFIGURE") { bench in
              let kept = bench.greeting?.identity.configurationCRC
              return kept == sent ? nil : "\(kept ?? 0) in place of \(sent ?? 0)"
            },
          ]
        },
      ]),
    Check(
      "configuration-appended", "4", "memory and checksum take the payload with fields to come",
      [
        .configure { Payload.configuration(emergency: [$0.number]) + [0x11, 0x22, 0x33] }
      ]),
  ]

  static let counters: [Check] = [
    Check(
      "statistics", "4", "STATISTICS counts frames, CRC errors, malformed ones and duplicates",
      [
        .command(.statistics),
        .sendPing { $0.spoiling = 1 }, .noAnswer(to: "a wrong CRC"),
        .sendPing { $0.direction = 1 }, .noAnswer(to: "the board's own direction"),
        .probe,
        .sendCommand(.statistics, ahead: 0),
        .responded(.statistics, as: "the first STATISTICS again, with its seq"),
        .command(.statistics, as: "STATISTICS with the next seq"),
        .verify(expected: "framesReceived 3 more, framesSent 2 more, one more of the others") {
          bench in
          guard let first = bench.responses.first, let last = bench.responses.last else {
            return "nothing"
          }
          let names = ["framesReceived", "framesSent", "crcErrors", "malformed", "duplicates"]
          let least: [UInt32] = [3, 2, 1, 1, 1]
          for index in names.indices {
            guard let before = first.u32(at: 1 + 4 * index), let after = last.u32(at: 1 + 4 * index)
            else { return "\(last.count) bytes" }
            if after &- before < least[index] || after &- before > 100 {
              return "\(names[index]) \(before), then \(after)"
            }
          }
          return last.count >= 31 ? nil : "\(last.count) bytes"
        },
      ]),
    Check(
      "statistics-of-log", "4",
      "STATISTICS counts events sent again, and has the ring's high water",
      needs: [.stimuli],
      [
        .command(.statistics), .holdAcknowledgements, .lift, .pause(milliseconds: 1500),
        .command(.statistics),
        .verify(expected: "eventsResent 1 more, ringHighWater 1, uptimeSeconds 1 more, at least") {
          bench in
          guard let first = bench.responses.first, let last = bench.responses.last,
            let resent = last.u32(at: 21), let highWater = last.u16(at: 25),
            let uptime = last.u32(at: 27)
          else { return "\(bench.responses.last?.count ?? 0) bytes" }
          let isRight =
            resent &- (first.u32(at: 21) ?? 0) >= 1 && highWater >= 1
            && uptime &- (first.u32(at: 27) ?? 0) >= 1
          return isRight
            ? nil : "eventsResent \(resent), ringHighWater \(highWater), uptimeSeconds \(uptime)"
        },
        .acknowledge, .hangUp,
      ]),
    Check(
      "statistics-foreign", "12", "a frame of another session, or of none, is counted as malformed",
      [
        .command(.statistics),
        .sendPing { $0.session = $0.session == 255 ? 1 : $0.session + 1 },
        .noAnswer(to: "a PING of the next session"),
        .sendPing { $0.session = 0 }, .noAnswer(to: "a PING of session 0"),
        .command(.statistics), .counted("malformed", at: 13, atLeast: 2),
      ]),
    Check(
      "statistics-too-long", "1", "a frame that is too long is counted as malformed",
      [
        .command(.statistics),
        .sendPing { $0.payload += Array(repeating: 0x55, count: 98 - $0.payload.count) },
        .noAnswer(to: "a PING of 108 bytes"),
        .command(.statistics), .counted("malformed", at: 13, atLeast: 1),
      ]),
    Check(
      "statistics-late", "12",
      "a command from before, or more than 127 ahead, is counted as duplicate",
      [
        .command(.readLines) { _ in [0] }, .command(.statistics),
        .behind(by: 1), .behind(by: 128), .command(.statistics),
        .counted("duplicates", at: 17, atLeast: 2),
      ]),
  ]
}

extension Step {
  /// A counter of the last two STATISTICS has gone on.
  fileprivate static func counted(_ name: String, at offset: Int, atLeast least: UInt32) -> Step {
    .verify(expected: "\(name) \(least) more") { bench in
      let counts = bench.responses.suffix(2).map { $0.u32(at: offset) }
      guard counts.count == 2, let before = counts[0], let after = counts[1] else {
        return "\(bench.responses.last?.count ?? 0) bytes"
      }
      return (least...100).contains(after &- before)
        ? nil : "\(name) \(before), then \(after)"
    }
  }

  /// CONFIGURE is done and answered with the CRC-32C of what was sent.
  fileprivate static func configure(
    _ payload: @escaping @Sendable (Bench) -> [UInt8]
  ) -> Step {
    .group([
      .command(.configure, payload),
      .verify(expected: "configurationCRC of the payload") { bench in
        let expected = CRC32C.checksum(of: payload(bench))
        let came = bench.responses.last?.u32(at: 1)
        return came == expected ? nil : "\(came.map(String.init) ?? "none") for \(expected)"
      },
    ])
  }
}
