internal import BoothProtocol

extension Check {
  /// § 1: what is dropped, what is taken, and that nothing keeps the next frame from being read.
  static let framing: [Check] = [
    Check(
      "crc", "1", "a frame with a wrong CRC is dropped",
      [
        .drops("a PING with one bit of its CRC turned") { $0.spoiling = 1 },
        .drops("a PING with the CRC inverted") { $0.spoiling = .max },
      ]),
    Check(
      "cobs", "1", "a code byte that points past the end: dropped",
      [
        .sendBytes("a PING whose first code byte points past its end") { bench in
          bench.stamp &+= 1
          var bytes = bench.frame(.ping, .ping, bench.stamp.wireBytes).bytes
          bytes[0] = 0x7F
          return [0] + bytes
        },
        .noAnswer(to: "broken COBS"), .probe,
      ]),
    Check(
      "too-short", "1", "fewer than 9 bytes, or a payload below its message's minimum: dropped",
      [
        .sendBytes("8 bytes between two 00") { _ in [0] + COBS.encode(1...8) + [0] },
        .noAnswer(to: "8 bytes"), .probe,
        .drops("a PING with three bytes of stamp") { $0.payload.removeLast() },
      ]),
    Check(
      "too-long", "1", "more than 106 bytes before a 00: all dropped, the next frame is taken",
      [
        .drops("a PING of 108 bytes with a right CRC") { frame in
          frame.payload += Array(repeating: 0x55, count: 98 - frame.payload.count)
        }
      ]),
    Check(
      "version", "1", "a frame of another version is dropped",
      [.drops("a PING of version 2") { $0.version = 2 }, .drops("version 0") { $0.version = 0 }]),
    Check(
      "own-direction", "1", "a frame with the board's own direction is dropped",
      [.drops("a PING with direction 1") { $0.direction = 1 }]),
    Check(
      "unknown-class", "12", "a class that the host does not send is dropped",
      ([2, 3, 6, 7, 15] as [UInt8]).map { kind in
        .drops("class \(kind)") { $0.kind = kind }
      }),
    Check(
      "wrong-session", "12", "a frame of another session is dropped",
      [
        .drops("a PING of the next session") {
          $0.session = $0.session == 255 ? 1 : $0.session + 1
        },
        .drops("a PING of session 0") { $0.session = 0 },
      ]),
    Check(
      "garbage", "1", "garbage costs no frame that comes after its 00",
      [
        .sendBytes("300 bytes of garbage and a 00") { _ in
          (0..<300).map { UInt8(1 + $0 * 7 % 255) } + [0]
        },
        .probe,
      ]),
    Check(
      "garbage-before", "1", "garbage costs at most the frame it touches",
      [
        .sendBytes("garbage that runs into a PING") { bench in
          bench.stamp &+= 1
          return [9, 8, 7, 6, 5] + bench.frame(.ping, .ping, bench.stamp.wireBytes).bytes
        },
        .noAnswer(to: "a PING that garbage has run into"), .probe,
      ]),
    Check(
      "empty-frames", "1", "an empty frame is ignored",
      [.sendBytes("five times 00") { _ in [0, 0, 0, 0, 0] }, .probe]),
    Check(
      "no-leading-zero", "1", "frames that follow each other need no 00 but the closing one",
      [
        .sendBytes("two PINGs, one behind the other") { bench in
          bench.stamp &+= 2
          return [0] + bench.frame(.ping, .ping, (bench.stamp &- 1).wireBytes).bytes
            + bench.frame(.ping, .ping, bench.stamp.wireBytes).bytes
        },
        .pong,
        .verify(expected: "two PONGs") { bench in
          bench.fresh.contains { $0.isPong(bench.stamp &- 1) } ? nil : "the second only"
        },
      ]),
    Check(
      "leading-zero", "1", "a frame after 10 ms or more of silence is preceded by one extra 00",
      [
        .probe, .pause(milliseconds: 500), .ping, .pong,
        .verify(expected: "00 before the PONG") { bench in
          let pong = bench.fresh.first { $0.isPong(bench.stamp) }
          return pong?.followsZero == true ? nil : "PONG without one"
        },
      ]),
    Check(
      "ack-of-frames", "1", "the ack of every frame is the last command executed",
      [
        .session, .probe, .ackIs(0), .command(.readLines) { _ in [0] }, .probe, .ackIs(1),
        .command(.statistics), .probe, .ackIs(2),
      ]),
    Check(
      "unknown-ping", "12",
      "of a ping of a type that is not known the ack counts, and nothing is answered",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .act { $0.storedEvent = $0.nextEvent },
        .send { bench in
          var frame = bench.frame(.ping, .ping, bench.stamp.wireBytes)
          frame.type = 0x7F
          return frame
        },
        .noAnswer(to: "a PING of type 7F"),
        // That of the PING that asks is from before and does not count.
        .act { $0.storedEvent = $0.nextEvent &- 1 }, .readClock,
        .verify(expected: "ringUsed 0") { bench in
          bench.clock.last.flatMap { $0.ringUsed == 0 ? nil : "ringUsed \($0.ringUsed)" }
        },
        .acknowledge, .hangUp,
      ]),
    Check(
      "split", "1", "a frame may come byte by byte: a receiver needs no timer",
      [
        .expand { bench in
          let stamp = bench.stamp &+ 1
          let bytes = [0] + bench.frame(.ping, .ping, stamp.wireBytes).bytes
          return [.act { $0.stamp = stamp }]
            + bytes.enumerated().map { place, byte in
              let step = Step.sendBytes("a byte of a PING") { _ in [byte] }
              return place == bytes.count - 1
                ? step : .group([step, .pause(milliseconds: 20)])
            }
        },
        .pong,
      ]),
    Check(
      "appended-bytes", "1", "extra payload bytes at the end of a known message are ignored",
      [
        .sendPing { $0.payload += [1, 2, 3] }, .pong,
        .command(.readLines, as: "READ_LINES with two bytes more") { _ in [0, 0xAA, 0xBB] },
        .command(.statistics, as: "STATISTICS with a byte more") { _ in [0xCC] },
        .hello(), .greeted(),
      ]),
    Check(
      "payload-limit", "2", "payloads up to payloadLimit are taken",
      [
        .expand { bench in
          // More than 96 no host of version 1 sends.
          let limit = min(bench.greeting?.payloadLimit ?? 0, Frame.maximumPayload)
          return [.sendPing { $0.payload += Array(repeating: 0, count: max(0, limit - 4)) }, .pong]
        }
      ]),
    Check(
      "pong-stamp", "5", "PONG has the stamp of its PING",
      [0, 1, 0x00FF_00FF, .max].map { stamp in
        .group([
          .act { $0.stamp = stamp }, .send { $0.frame(.ping, .ping, $0.stamp.wireBytes) }, .pong,
        ])
      } + [.act { $0.stamp = 1 }]),
    Check(
      "tick", "5", "tick counts milliseconds and keeps time within 1 %",
      [
        .readClock, .pause(milliseconds: 2000), .readClock,
        .verify(expected: "a tick 2000 ms later, ± 1 % and the time on the wire") { bench in
          guard bench.clock.count == 2 else { return "no two readings" }
          let (first, last) = (bench.clock[0], bench.clock[1])
          let ticks = Int64(last.tick.ticks(since: first.tick))
          let shortest = last.asked.milliseconds(since: first.answered)
          let longest = last.answered.milliseconds(since: first.asked)
          // Both clocks show whole milliseconds.
          let isRight = ticks >= shortest * 99 / 100 - 2 && ticks <= longest * 101 / 100 + 2
          return isRight ? nil : "\(ticks) ticks in \(shortest)…\(longest) ms"
        },
      ]),
    Check(
      "ring-used", "5", "ringUsed is 0 when all events are acknowledged",
      [
        .readClock,
        .verify(expected: "ringUsed 0") { bench in
          bench.clock.last.flatMap { $0.ringUsed == 0 ? nil : "ringUsed \($0.ringUsed)" }
        },
      ]),
  ]
}

extension Step {
  /// What the latest PONG says of the commands executed.
  fileprivate static func ackIs(_ sequence: UInt8) -> Step {
    .verify(expected: "PONG with ack \(sequence)") { bench in
      let ack = bench.fresh.first { $0.isPong(bench.stamp) }?.frame.acknowledgement
      return ack == sequence ? nil : "ack \(ack.map(String.init) ?? "missing")"
    }
  }
}
