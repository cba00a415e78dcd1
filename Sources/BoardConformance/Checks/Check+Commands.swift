internal import BoothProtocol

extension Check {
  /// § 4: the order of commands.
  static let commands: [Check] = [
    Check(
      "response-echo", "4", "a response has the type of its command, its seq, and that seq as ack",
      [
        .command(.readLines) { _ in [0] },
        .verify(expected: "ack of the response is the seq of its command") { bench in
          let response = bench.fresh.first { $0.frame.kind == .response }?.frame
          return response?.acknowledgement == bench.sequence
            ? nil : response.map(FrameText.of) ?? "nothing"
        },
      ]),
    Check(
      "repetition", "4", "a command again: the response again, and nothing is executed",
      [
        .command(.statistics), .probe, .probe,
        .sendCommand(.statistics, ahead: 0), .responded(.statistics),
        .verify(expected: "the same bytes as in the first response") { bench in
          bench.responses.count == 2 && bench.responses[0] == bench.responses[1]
            ? nil : FrameText.hexadecimal(bench.responses.last ?? [])
        },
      ]),
    Check(
      "ahead", "4", "a command whose seq is 1…127 ahead is executed",
      [
        .session, .command(.readLines) { _ in [0] },
        .sendCommand(.readLines, ahead: 127) { _ in [0] }, .responded(.readLines),
        .sendCommand(.readLines, ahead: 2) { _ in [0] }, .responded(.readLines),
        .sendCommand(.readLines, ahead: 127) { _ in [0] }, .responded(.readLines),
      ]),
    Check(
      "behind", "4", "a command whose seq is 128 or more ahead is dropped",
      [
        .session, .command(.readLines) { _ in [0] }, .command(.readLines) { _ in [0] },
        .behind(by: 128), .behind(by: 1), .behind(by: 100),
        .command(.readLines, as: "the next seq") { _ in [0] },
      ]),
    Check(
      "seq-zero", "4", "before the first command of a session, one with seq 0 is dropped",
      [
        .session, .sendCommand(.readLines, ahead: 0) { _ in [0] },
        .noAnswer(to: "a command with seq 0"), .command(.readLines) { _ in [0] },
      ]),
    Check(
      "seq-wrap", "4", "seq goes from 255 to 0 and on to 1, and all three are executed",
      [
        .session, .command(.readLines) { _ in [0] },
        .sendCommand(.readLines, ahead: 127) { _ in [0] }, .responded(.readLines),
        .sendCommand(.readLines, ahead: 127) { _ in [0] }, .responded(.readLines),
        .verify(expected: "seq 255") { $0.sequence == 255 ? nil : "seq \($0.sequence)" },
        .command(.readLines, as: "seq 0") { _ in [0] },
        .sendCommand(.readLines, ahead: 0) { _ in [0] },
        .responded(.readLines, as: "seq 0 again"), .command(.readLines, as: "seq 1") { _ in [0] },
      ]),
    Check(
      "unknown-type", "4", "a command that is not known: result 1",
      ([0x4B, 0x5F, 0xFF] as [UInt8]).map { type in
        .group([
          .send { bench in
            bench.sequence &+= 1
            var frame = bench.frame(.command, .statistics, sequence: bench.sequence)
            frame.type = type
            return frame
          },
          .responded(type: type, results: [1]),
        ])
      }),
    Check(
      "short-command", "1", "a command below its minimum is dropped and not executed",
      [
        .sendCommand(.tone) { [$0.line, 0, 0] }, .noAnswer(to: "a TONE of three bytes"),
        .sendCommand(.readLines, ahead: 0) { _ in [0] }, .responded(.readLines),
      ]),
    Check(
      "no-such-line", "4", "a line that does not exist: result 3",
      [
        .noSuchLine(.tone) { Payload.tone(line: $0, 0) },
        .noSuchLine(.connect) { Payload.connect(line: $0, call: 1_000_000, digits: [0x35]) },
        .noSuchLine(.cut) { Payload.cut(line: $0, call: 0) },
        .noSuchLine(.readLines) { [$0] },
      ]),
    Check(
      "tone-on-hook", "4", "TONE on a line that is on-hook: result 4",
      [.refused(.tone, 4, as: "TONE on an on-hook line") { Payload.tone(line: $0.line, 1) }]),
    Check(
      "connect-on-hook", "4", "CONNECT on a line that is on-hook: result 4",
      [
        .refused(.connect, 4, as: "CONNECT on an on-hook line") {
          Payload.connect(line: $0.line, call: $0.call, digits: $0.number)
        },
        .lineState(0),
      ]),
    Check(
      "cut-of-none", "4", "CUT of a call that is no longer there is done",
      [
        .command(.cut) { Payload.cut(line: $0.line, call: 123_456) },
        .command(.cut) { Payload.cut(line: $0.line, call: 0) },
        .noEvent([.released, .connectFailed], "no end of a call that is not there", for: 300),
      ]),
    Check(
      "lease-of-none", "4", "LEASE for a line that does not have that call is skipped, and done",
      [
        .command(.lease) { Payload.lease(line: $0.line, call: 123_456, lease: 5000) },
        .command(.lease, as: "LEASE of a line there is not") { _ in
          Payload.lease(line: 200, call: 123_456, lease: 5000)
        },
      ]),
    Check(
      "reset-magic", "4", "RESET without the magic word: result 2, and no reset",
      [
        .refused(.reset, 2, as: "RESET with another word") { _ in [0x52, 0x53, 0x45, 0x55] },
        .probe,
      ]),
  ]
}

extension Step {
  /// The first line beyond the last, and FF.
  fileprivate static func noSuchLine(
    _ type: MessageType, _ payload: @escaping @Sendable (UInt8) -> [UInt8]
  ) -> Step {
    .expand { bench in
      let lines = UInt8(clamping: bench.greeting?.identity.lineCount ?? 1)
      return [lines, 0xFF].map { line in
        .refused(type, 3, as: "\(FrameText.name(type.rawValue)) of line \(line)") { _ in
          payload(line)
        }
      }
    }
  }
}
