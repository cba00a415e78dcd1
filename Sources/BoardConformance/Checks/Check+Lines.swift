internal import BoothProtocol

extension Check {
  /// § 4 READ_LINES, § 6: what happens in a booth before a call.
  static let lines: [Check] = [
    Check(
      "read-lines", "4", "READ_LINES tells all lines, at most 7 in a response, each consistent",
      [.readAll(from: 0)]),
    Check(
      "off-hook", "6", "the loop closing on an on-hook line is OFF_HOOK, and state 1",
      needs: [.stimuli],
      [
        .lift, .lineIs("state 1, no call, no trunk") { $1.state == 1 && $1.call == 0 },
        .hangUp, .lineState(0),
      ]),
    Check(
      "off-hook-tick", "3", "OFF_HOOK is stamped with the tick at which it was seen",
      needs: [.stimuli],
      [
        .readClock, .stimulus(.lift), .event(.offHook), .readClock,
        .stampedBetweenReadings(.offHook), .hangUp,
      ]),
    Check(
      "digits", "3", "each digit is a DIGIT, as it was dialled",
      needs: [.stimuli],
      [.lift, .dial("159")]
        + "159".utf8.map { digit in
          .event(.digit, "digit \(Unicode.Scalar(digit)) by method 0 or 1", within: 5000) {
            $1.rest.count >= 2 && $1.rest[0] == digit && $1.rest[1] <= 1
          }
        } + [.ticksInOrder, .hangUp]),
    Check(
      "on-hook", "3", "ON_HOOK is stamped with the tick at which the loop opened",
      needs: [.stimuli],
      [
        .lift, .hangUp, .readClock,
        .verify(expected: "a tick at least flashMaximum (700 ms) before ON_HOOK was told") {
          bench in
          guard let event = bench.latest(.onHook), let reading = bench.clock.last else {
            return "nothing"
          }
          let age = reading.tick.ticks(since: event.tick)
          return age >= 690 && age < 20_000 ? nil : "a tick \(age) ms before"
        },
        .ticksInOrder,
      ]),
    Check(
      "flash", "6", "a loop that opens for less than flashMaximum is a FLASH",
      needs: [.stimuli],
      [
        .lift, .stimulus(.flash), .event(.flash, within: 3000), .lineState(1),
        .noEvent([.onHook, .offHook], "no hang-up of a flash", for: 1000), .hangUp,
      ]),
    Check(
      "numbers", "8", "event numbers are consecutive, and the seq of the frame is their low byte",
      needs: [.stimuli],
      [
        .lift, .dial("12"), .event(.digit, within: 5000), .event(.digit, within: 5000), .hangUp,
        .verify(expected: "each number one more than the last, its low byte as seq") { bench in
          let events = bench.heard.compactMap { heard in
            heard.event.map { (heard.frame.sequence, $0) }
          }
          for (sequence, event) in events where sequence != UInt8(event.number & 0xFF) {
            return "seq \(sequence) for \(FrameText.of(event))"
          }
          let numbers = bench.history.map(\.number)
          return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
            ? nil : "\(numbers)"
        },
      ]),
  ]
}

extension Step {
  /// READ_LINES from a line on, and what is wrong with its answer.
  fileprivate static func readAll(from first: Int) -> Step {
    .group([
      .command(.readLines) { _ in [UInt8(first)] },
      .verify(expected: "entries from line \(first) on, 1…7 of them, consistent") { bench in
        entriesFault(bench.responses.last ?? [], from: first, bench)
      },
      .expand { bench in
        let count = bench.responses.last.map { $0.count > 2 ? Int($0[2]) : 0 } ?? 0
        let next = first + count
        return next < bench.greeting?.identity.lineCount ?? 0 && count > 0
          ? [.readAll(from: next)] : []
      },
    ])
  }

  private static func entriesFault(_ payload: [UInt8], from first: Int, _ bench: Bench) -> String? {
    let lines = bench.greeting?.identity.lineCount ?? 0
    guard payload.count >= LineEntry.offset else { return "\(payload.count) bytes" }
    let count = Int(payload[2])
    guard payload[1] == first else { return "first \(payload[1])" }
    guard (1...7).contains(count), first + count <= lines else { return "count \(count)" }
    for index in 0..<count {
      guard let entry = LineEntry(inResponse: payload, at: index) else {
        return "\(payload.count) bytes for \(count) lines"
      }
      let hasCall = (2...4).contains(entry.state)
      let isSound =
        entry.state <= 7 && (entry.call != 0) == hasCall
        && (entry.state == 4 || entry.answeredTick == 0)
        && (hasCall || entry.lease == 0 && entry.trunk == 0xFF)
      if !isSound { return "line \(first + index): \(entry.text)" }
    }
    return nil
  }

  /// Ticks do not go back from one event to the next.
  static let ticksInOrder = Step.verify(expected: "ticks that do not go back") { bench in
    for (earlier, later) in zip(bench.history, bench.history.dropFirst())
    where later.tick.ticks(since: earlier.tick) < 0 {
      return "\(FrameText.of(earlier)), then \(FrameText.of(later))"
    }
    return nil
  }
}
