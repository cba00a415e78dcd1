internal import BoothProtocol

extension Check {
  /// § 4: what a board can, and what it says that it cannot.
  static let abilities: [Check] = [
    Check(
      "display-unable", "4", "DISPLAY on a board without display: result 6",
      needs: [.lacking(.display)],
      [
        .refused(.display, 6, as: "DISPLAY") {
          Payload.display(line: $0.line, row: 0, column: 0, [])
        }
      ]),
    Check(
      "ring-unable", "4", "RING on a board without ring generator: result 6",
      needs: [.lacking(.ringGenerator)],
      [.refused(.ring, 6, as: "RING") { Payload.ring(line: $0.line, on: 0) }]),
    Check(
      "line-test-unable", "4", "LINE_TEST on a board that cannot: result 6",
      needs: [.lacking(.lineTest)],
      [.refused(.lineTest, 6, as: "LINE_TEST") { [$0.line] }]),
    Check(
      "ringing", "6", "RING rings an on-hook line (state 7) until its time is over",
      needs: [.capability(.ringGenerator)],
      [
        .refused(.ring, 2, as: "RING with on 2") { Payload.ring(line: $0.line, on: 2) },
        .command(.ring) { Payload.ring(line: $0.line, on: 1) }, .lineState(7),
        .command(.ring) { Payload.ring(line: $0.line, on: 0) }, .lineState(0),
        .command(.ring) { Payload.ring(line: $0.line, on: 1, milliseconds: 1000) }, .lineState(7),
        .pause(milliseconds: 1300), .lineState(0),
      ]),
    Check(
      "line-test", "4", "LINE_TEST tells hook, loop and fault",
      needs: [.capability(.lineTest)],
      [
        .command(.lineTest) { [$0.line] },
        .verify(expected: "hook 0 on an on-hook line, fault 0…3, seven bytes with the result") {
          bench in
          let response = bench.responses.last ?? []
          guard response.count >= 7 else { return "\(response.count) bytes" }
          return response[1] == 0 && response[6] <= 3 ? nil : FrameText.hexadecimal(response)
        },
      ]),
    Check(
      "ring-off-hook", "4", "RING on a line that is off-hook: result 4",
      needs: [.capability(.ringGenerator), .stimuli],
      [
        .lift, .refused(.ring, 4, as: "RING off-hook") { Payload.ring(line: $0.line, on: 1) },
        .lineState(1), .hangUp,
      ]),
    Check(
      "ring-answered", "6", "lifting the handset ends the ringing: OFF_HOOK, state 1",
      needs: [.capability(.ringGenerator), .stimuli],
      [
        .command(.ring) { Payload.ring(line: $0.line, on: 1) }, .lineState(7), .lift,
        .lineState(1), .hangUp, .lineState(0),
      ]),
    Check(
      "line-test-busy", "4", "LINE_TEST of a line with a call, or ringing: result 4",
      needs: [.capability(.lineTest), .trunk, .stimuli],
      [
        .expand { bench in
          guard bench.has(.ringGenerator) else { return [] }
          return [
            .command(.ring) { Payload.ring(line: $0.line, on: 1) },
            .refused(.lineTest, 4, as: "LINE_TEST while it rings") { [$0.line] },
            .command(.ring) { Payload.ring(line: $0.line, on: 0) },
          ]
        },
        .lift, .command(.lineTest) { [$0.line] },
        .verify(expected: "hook 1 on an off-hook line") { bench in
          let response = bench.responses.last ?? []
          return response.count >= 7 && response[1] == 1 ? nil : FrameText.hexadecimal(response)
        },
        .connect(), .seized, .refused(.lineTest, 4, as: "LINE_TEST in a call") { [$0.line] },
        .hangUp,
      ]),
    Check(
      "tone-in-call", "4",
      "TONE in state 3: only 0, 5 and 6; in state 4 only 0 and 5; else result 4",
      needs: [.trunk, .stimuli],
      [
        .configured(delaySeconds: 8), .lift, .connect(), .seized,
        .tones([0, 5, 6], refused: [1, 2, 3, 4], "in state 3"),
        .event(.answered, within: 10_000),
        .tones([0, 5], refused: [1, 2, 3, 4, 6], "in state 4"), .hangUp,
      ]),
    Check(
      "tone-released", "4", "TONE in state 5, off-hook after a call: every tone is done",
      needs: [.trunk, .stimuli],
      [
        .talking(), .cut, .released(5), .lineState(5),
        .tones(Array(0...6), refused: [], "in state 5"), .hangUp,
      ]),
  ]
}

extension Step {
  fileprivate static func tones(_ done: [UInt8], refused: [UInt8], _ place: String) -> Step {
    .group(
      done.map { tone in
        .command(.tone, as: "TONE \(tone) \(place)") { Payload.tone(line: $0.line, tone) }
      }
        + refused.map { tone in
          .refused(.tone, 4, as: "TONE \(tone) \(place)") { Payload.tone(line: $0.line, tone) }
        })
  }
}
