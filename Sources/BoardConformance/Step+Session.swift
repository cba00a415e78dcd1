internal import BoothProtocol

/// Handshakes, sessions, and what is around each check.
extension Step {
  enum NonceChoice {
    case fresh
    /// That of the session.
    case again
  }

  static func hello(
    _ choice: NonceChoice = .fresh, versions: ClosedRange<UInt8> = 1...1, features: UInt32 = 0,
    session: UInt8 = 0
  ) -> Step {
    .act { bench in
      // The ack of a HELLO means nothing: what was heard is acknowledged before.
      bench.payAcknowledgement()
      // An odd step: no nonce comes again before all have been used.
      bench.offeredNonce = choice == .again ? bench.nonce : bench.offeredNonce &+ 0x9E37_79B9
      bench.send(
        RawFrame(
          kind: Frame.Class.handshake.rawValue, session: session,
          type: MessageType.hello.rawValue,
          payload: Payload.hello(
            versions: versions, nonce: bench.offeredNonce, features: features)))
    }
  }

  /// HELLO_ACK with this result, to the latest HELLO.
  static func greeted(
    _ result: UInt8 = 0, within milliseconds: Int64 = 1000,
    _ what: String = "", _ fits: @escaping @Sendable (Bench, Frame) -> Bool = { _, _ in true }
  ) -> Step {
    let words = "HELLO_ACK with result \(result)" + (what.isEmpty ? "" : ", \(what)")
    return .expect(
      Expectation(what: words, milliseconds: milliseconds) { bench in
        for heard in bench.fresh where heard.isHandshake(.helloAcknowledgement) {
          guard heard.frame.payload.first == result, fits(bench, heard.frame) else {
            return .broken(came: FrameText.of(heard.frame))
          }
          return .met
        }
        return .notYet
      })
  }

  /// A new session.
  static let session = Step.group([.hello(), .greeted()])

  /// The first HELLO of a run: a board may still be busy with its start, and the line with noise.
  static let survey: [Step] = [
    .act { $0.send([0], "00 to end what the line may have gathered") },
    .expand { _ in helloTries(left: 10) },
  ]

  /// The board is back after a reset, in a new session.
  static let restarted = Step.group([
    .act { bench in
      bench.session = 0
      bench.greeting = nil
    },
    .expand { _ in helloTries(left: 10) },
  ])

  private static func helloTries(left: Int) -> [Step] {
    let isLast = left == 1
    return [
      .hello(),
      .expect(
        Expectation(
          what: "HELLO_ACK with result 0 to one of ten HELLOs, the last of them",
          milliseconds: 1000, isSilence: !isLast
        ) { $0.greeting == nil ? .notYet : .met }),
      .expand { $0.greeting == nil ? helloTries(left: left - 1) : [] },
    ]
  }

  /// A fresh session, nothing left in the log, and the configuration of the checks in force.
  static let opening: [Step] = [.session, .drained, .configured()]

  /// All events that the board holds are heard and acknowledged.
  static let drained = Step.group([
    .expect(
      Expectation(what: "all events of the log, in order", milliseconds: 30_000) { bench in
        let end = bench.greeting?.identity.nextEvent ?? 0
        return Int32(bitPattern: bench.nextEvent &- end) >= 0 ? .met : .notYet
      })
  ])

  /// What was done at the lines is undone and the calls cut, whatever state the check was left in.
  static let clearing: [Step] = [
    .expand { bench in
      let stimuli = bench.toUndo.reversed()
      guard !stimuli.isEmpty else { return [] }
      // The board must have seen it before the next check: of a hang-up no sooner than any
      // flashMaximum, of the rest when whoever does it has come to it.
      let isHook = stimuli.contains(where: \.takesHookTime)
      return stimuli.map { .stimulus($0) } + [.pause(milliseconds: isHook ? 1700 : 500)]
    },
    .session,
    .command(.cut) { Payload.cut(line: $0.line, call: 0) },
    .expand { bench in
      bench.otherCalls.map { other in
        .command(.cut) { _ in Payload.cut(line: other.line, call: 0) }
      }
    },
  ]
}
