internal import BoothProtocol

/// Frames, right and wrong, and what becomes of them.
extension Step {
  /// Sends a PING with a stamp of its own.
  static let ping = Step.act { bench in
    bench.stamp &+= 1
    bench.send(bench.frame(.ping, .ping, bench.stamp.wireBytes))
  }

  /// The PONG to the latest PING.
  static let pong = Step.expect(
    Expectation(what: "PONG with the stamp of the PING", milliseconds: 1000) { bench in
      bench.fresh.contains { $0.isPong(bench.stamp) } ? .met : .notYet
    })

  /// The board takes a good frame.
  static let probe = Step.group([.ping, .pong])

  /// Reads the board's clock, for the check to look at.
  static let readClock = Step.expand { before in
    [
      .ping, .pong,
      .act { bench in
        guard let pong = bench.fresh.first(where: { $0.isPong(bench.stamp) }),
          let tick = pong.frame.payload.u32(at: 4),
          let ringUsed = pong.frame.payload.u16(at: 8)
        else { return }
        bench.clock.append(
          Bench.ClockReading(
            tick: tick, asked: before.now, answered: pong.moment, ringUsed: ringUsed))
      },
    ]
  }

  /// A frame other than the bench would send it.
  static func send(_ build: @escaping @Sendable (inout Bench) -> RawFrame) -> Step {
    .act { bench in
      let frame = build(&bench)
      bench.send(frame)
    }
  }

  /// Bytes as they are.
  static func sendBytes(
    _ description: String, _ build: @escaping @Sendable (inout Bench) -> [UInt8]
  ) -> Step {
    .act { bench in
      let bytes = build(&bench)
      bench.send(bytes, description)
    }
  }

  /// A PING with a new stamp, changed into something else.
  static func sendPing(_ change: @escaping @Sendable (inout RawFrame) -> Void) -> Step {
    .send { bench in
      bench.stamp &+= 1
      var frame = bench.frame(.ping, .ping, bench.stamp.wireBytes)
      change(&frame)
      return frame
    }
  }

  /// Nothing but events, and what the bench asked for itself.
  static func noAnswer(to what: String, for milliseconds: Int64 = 250) -> Step {
    .expect(
      Expectation(what: "no answer to \(what)", milliseconds: milliseconds, isSilence: true) {
        bench in
        for heard in bench.fresh {
          switch heard.frame.kind {
          case .response: return .broken(came: FrameText.of(heard.frame))
          case .pong where !heard.isPong(Bench.housekeepingStamp):
            return .broken(came: FrameText.of(heard.frame))
          case .handshake where !heard.isHandshake(.announce):
            return .broken(came: FrameText.of(heard.frame))
          default: continue
          }
        }
        return .notYet
      })
  }

  /// A spoilt PING is not answered; the next good one is.
  static func drops(_ what: String, _ change: @escaping @Sendable (inout RawFrame) -> Void) -> Step
  {
    .group([.sendPing(change), .noAnswer(to: what), .probe])
  }

  /// The board is left alone: nothing is sent by itself, no sign of life, no acknowledgement.
  static let goQuiet = Step.act { bench in
    bench.keepsAlive = false
    bench.acknowledges = false
  }

  static let holdAcknowledgements = Step.act { $0.acknowledges = false }

  /// Says what is stored by now, and goes on doing so.
  static let acknowledge = Step.act { bench in
    bench.acknowledges = true
    bench.storedEvent = bench.nextEvent
    bench.send(bench.frame(.acknowledgement, .acknowledgement))
  }

  /// ANNOUNCE: the board has no session.
  static func announced(within milliseconds: Int64, _ what: String = "ANNOUNCE") -> Step {
    .expect(
      Expectation(what: what, milliseconds: milliseconds) { bench in
        bench.fresh.contains { $0.isHandshake(.announce) } ? .met : .notYet
      })
  }
}
