internal import BoothProtocol

/// Events, people and calls.
extension Step {
  /// The next event of this type; another one of the type in its place is a failure.
  static func event(
    _ type: MessageType, _ what: String = "", within milliseconds: Int64 = 2000,
    _ fits: @escaping @Sendable (Bench, HeardEvent) -> Bool = { _, _ in true }
  ) -> Step {
    let words = FrameText.name(type.rawValue) + (what.isEmpty ? "" : " with \(what)")
    return .expect(
      Expectation(what: words, milliseconds: milliseconds) { bench in
        while !bench.inbox.isEmpty {
          let event = bench.inbox.removeFirst()
          guard event.is(type) else { continue }
          return fits(bench, event) ? .met : .broken(came: FrameText.of(event))
        }
        return .notYet
      })
  }

  /// None of these types; others are passed over.
  static func noEvent(
    _ types: [MessageType], _ what: String, for milliseconds: Int64
  ) -> Step {
    .expect(
      Expectation(what: what, milliseconds: milliseconds, isSilence: true) { bench in
        while !bench.inbox.isEmpty {
          let event = bench.inbox.removeFirst()
          if types.contains(where: { event.is($0) }) {
            return .broken(came: FrameText.of(event))
          }
        }
        return .notYet
      })
  }

  /// An event of this type has come in this check, or does: where one thing brings about several
  /// events, they may come in one burst or one by one, and those that were passed over count.
  static func told(
    _ type: MessageType, _ what: String, within milliseconds: Int64 = 5000,
    _ fits: @escaping @Sendable (Bench, HeardEvent) -> Bool
  ) -> Step {
    .expect(
      Expectation(
        what: "\(FrameText.name(type.rawValue)) with \(what)", milliseconds: milliseconds
      ) { bench in
        bench.history.contains { $0.is(type) && fits(bench, $0) } ? .met : .notYet
      })
  }

  /// What was told so far has been looked at.
  static let passOver = Step.act { $0.inbox = [] }

  static let lift = Step.group([.stimulus(.lift), .event(.offHook)])

  /// Longer than flashMaximum passes before the board can know.
  static let hangUp = Step.group([.stimulus(.hangUp), .event(.onHook)])

  static func dial(_ digits: String) -> Step { .stimulus(.dial(digits)) }

  static let dialNumber = Step.expand { [.stimulus(.dial($0.underTest.number))] }

  // MARK: Calls

  /// CONNECT with a new callID on the line.
  static func connect(
    flags: UInt8 = 0, lease: UInt16 = Payload.longLease, talkLimit: UInt32 = Payload.noLimit
  ) -> Step {
    .group([
      .act { bench in
        bench.call += 1
        let isKept = lease == Payload.longLease
        bench.keptCall =
          isKept
          ? Bench.KeptCall(call: bench.call, talkLimit: talkLimit, renewed: bench.now) : nil
      },
      .connectAgain(flags: flags, lease: lease, talkLimit: talkLimit),
    ])
  }

  /// CONNECT with the callID of the latest.
  static func connectAgain(
    flags: UInt8 = 0, lease: UInt16 = Payload.longLease, talkLimit: UInt32 = Payload.noLimit,
    results: [UInt8] = [0]
  ) -> Step {
    .command(.connect, results: results) { bench in
      Payload.connect(
        line: bench.line, flags: flags, call: bench.call, lease: lease, talkLimit: talkLimit,
        digits: bench.number)
    }
  }

  static func lease(_ lease: UInt16, talkLimit: UInt32 = Payload.noLimit) -> Step {
    .group([
      .act { $0.keptCall = nil },
      .command(.lease) { bench in
        Payload.lease(line: bench.line, call: bench.call, lease: lease, talkLimit: talkLimit)
      },
    ])
  }

  static let cut = Step.command(.cut) { Payload.cut(line: $0.line, call: $0.call) }

  /// The trunk is seized and the digits are out: how long that takes is the provider's affair.
  static let seized = Step.event(.seized, "the callID of the CONNECT", within: 20_000) {
    $1.call == $0.call
  }

  static let answered = Step.event(.answered, "the callID of the CONNECT", within: 5000) {
    $1.call == $0.call
  }

  static func released(
    _ cause: UInt8, within milliseconds: Int64 = 2000
  ) -> Step {
    .event(.released, "the callID and cause \(cause)", within: milliseconds) {
      $1.call == $0.call && $1.detail == cause
    }
  }

  /// Off-hook, connected, answered by the set delay.
  static func talking(lease: UInt16 = Payload.longLease) -> Step {
    .group([.lift, .connect(lease: lease), .seized, .answered])
  }

  /// Until the call is answered, of which no event can be heard.
  static func awaitTalking(tries: Int) -> Step {
    .group([
      .command(.readLines) { [$0.line] },
      .expand { bench in
        let entry = LineEntry(inResponse: bench.responses.last ?? [], at: 0)
        guard tries > 0, entry.map({ (2...3).contains($0.state) }) ?? false else { return [] }
        return [.pause(milliseconds: 1000), .awaitTalking(tries: tries - 1)]
      },
    ])
  }

  /// RELEASED 3 came so long after a moment between the last two readings of the clock.
  static func leaseCounted(_ milliseconds: Int, from reading: Int = 0) -> Step {
    .verify(expected: "RELEASED 3 stamped \(milliseconds) ms after the receipt of the lease") {
      bench in
      guard bench.clock.count > reading + 1, let end = bench.latest(.released) else {
        return "no RELEASED"
      }
      let longest = end.tick.ticks(since: bench.clock[reading].tick)
      let shortest = end.tick.ticks(since: bench.clock[reading + 1].tick)
      guard shortest <= milliseconds, milliseconds <= longest else {
        return "\(shortest)…\(longest) ms after it"
      }
      return nil
    }
  }
}
