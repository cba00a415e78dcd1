internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]
  private static let atTheTrunk: [Need] = [.trunk, .stimuli, .watch(.trunkFault)]
  private static let atAllLines: [Need] = [.trunk, .stimuli, .spareLine]

  /// § 6: trunks that break, and trunks that are all taken.
  static let trunks: [Check] = [
    Check(
      "far-end-gone-while-seizing", "6",
      "the far end hangs up before the trunk is seized: CONNECT_FAILED 3, or RELEASED 2 after it",
      needs: atTheLine,
      [
        .lift, .connect(), .stimulus(.farEndHangsUp), .failed(3, orReleased: 2), .lineState(5),
        .hangUp,
      ]),
    Check(
      "released-by-trunk-fault", "3", "a trunk fault ends a call: RELEASED 7", needs: atTheTrunk,
      [
        .talking(), .stimulus(.trunkFault), .released(7, within: 5000), .lineState(5), .hangUp,
      ]),
    Check(
      "trunk-fault-while-seizing", "3",
      "a trunk fault before the trunk is seized: CONNECT_FAILED 3, or RELEASED 7 after it",
      needs: atTheTrunk,
      [
        .lift, .connect(), .stimulus(.trunkFault), .failed(3, orReleased: 7), .lineState(5),
        .hangUp,
      ]),
    Check(
      "trunks-out-of-order", "3",
      "with all trunks out of order CONNECT is done, and CONNECT_FAILED 3 tells why",
      needs: atTheTrunk,
      [
        .stimulus(.trunk(nil, isOut: true)), .lift, .connect(), .connectFailed(3), .lineState(5),
        .stimulus(.trunk(nil, isOut: false)), .hangUp,
      ]),
    Check(
      "trunks-some-busy", "6",
      "where none of the trunks that are free works, the reason is 3, though others are busy",
      needs: atTheTrunk + [.secondTrunk, .spareLine],
      [
        .expand { bench in
          bench.otherLines.prefix(1).map { other in
            .group([
              .stimulus(.liftOther(other)), .eventElsewhere(.offHook, on: other), .lift,
              .takeTrunk(on: other), .command(.readLines) { _ in [other] },
              .freeTrunksOut, .connect(), .connectFailed(3), .lineState(5), .freeTrunksBack,
              .hangUp, .stimulus(.hangUpOther(other)), .eventElsewhere(.onHook, on: other),
            ])
          }
        }
      ]),
    Check(
      "another-trunk", "6", "the board picks another trunk if one is out of order",
      needs: atTheTrunk + [.secondTrunk],
      [
        .lift, .connect(), .seized, .hangUp,
        .expand { before in
          let trunk = before.latest(.seized)?.detail ?? 0
          return [
            .stimulus(.trunk(trunk, isOut: true)), .lift, .connect(),
            .event(.seized, "the callID and a trunk other than \(trunk)", within: 20_000) {
              $1.call == $0.call && $1.detail != trunk
            },
            .stimulus(.trunk(trunk, isOut: false)), .hangUp,
          ]
        },
      ]),
    Check(
      "no-trunk-free", "4",
      "a CONNECT that finds no trunk is done: the reason comes as CONNECT_FAILED 1",
      needs: atAllLines,
      [
        .liftOthers, .lift, .takeTrunks(), .connect(), .connectFailed(1), .lineState(5),
        .hangUp, .hangUpOthers,
      ]),
    Check(
      "emergency-displaces", "6",
      "an emergency call with no trunk free takes that of another, which is RELEASED 5",
      needs: atAllLines,
      [
        .liftOthers, .lift, .takeTrunks(), .connect(flags: 1, lease: 0),
        .expect(
          Expectation(what: "RELEASED with cause 5 of one other call", milliseconds: 5000) {
            bench in
            let ends = bench.elsewhere.filter { $0.is(.released) }
            guard let end = ends.first else { return .notYet }
            let isRight =
              ends.count == 1 && end.detail == 5
              && bench.otherCalls.contains { $0.call == end.call && $0.line == end.line }
            return isRight ? .met : .broken(came: FrameText.of(end))
          }),
        .seized, .cut, .released(5), .hangUp, .hangUpOthers,
      ]),
    Check(
      "least-advanced-displaced", "6",
      "of the calls that an emergency call may displace, one in state 3 goes before one in state 4",
      needs: atAllLines + [.secondTrunk],
      [
        .configured(delaySeconds: 5), .liftOthers, .lift,
        .expand { bench in
          let lines = bench.otherLines
          return lines.dropLast().map { .takeTrunk(on: $0) }
            + lines.dropLast().map { .eventElsewhere(.answered, on: $0, within: 8000) }
            + lines.suffix(1).map { .takeTrunk(on: $0) }
        },
        .connect(flags: 1, lease: 0),
        .expand { bench in
          guard let last = bench.otherCalls.last else { return [] }
          return [
            .eventElsewhere(.released, on: last.line, "cause 5", within: 5000) {
              $1.call == last.call && $1.detail == 5
            }
          ]
        },
        .seized, .cut, .released(5), .hangUp, .hangUpOthers,
      ]),
    Check(
      "emergency-not-displaced", "6", "an emergency call displaces no other emergency call",
      needs: atAllLines,
      [
        .liftOthers, .lift, .takeTrunks(flags: 1), .connect(flags: 1, lease: 0),
        .connectFailed(1),
        .verify(expected: "no RELEASED of another emergency call") { bench in
          bench.elsewhere.first { $0.is(.released) }.map(FrameText.of)
        },
        .hangUp, .hangUpOthers,
      ]),
  ]
}

extension Step {
  /// All trunks are unplugged but that of the call that READ_LINES has just told.
  fileprivate static let freeTrunksOut = Step.expand { bench in
    let busy = LineEntry(inResponse: bench.responses.last ?? [], at: 0)?.trunk
    let trunks = UInt8(clamping: bench.greeting?.identity.trunkCount ?? 0)
    // No event tells when it is done.
    return (0..<trunks).filter { $0 != busy }.map { .stimulus(.trunk($0, isOut: true)) }
      + [.pause(milliseconds: 500)]
  }

  fileprivate static let freeTrunksBack = Step.expand { bench in
    bench.toUndo.compactMap { stimulus in
      if case .trunk = stimulus { .stimulus(stimulus) } else { nil }
    }
  }
}
