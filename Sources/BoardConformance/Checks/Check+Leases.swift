internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

  /// § 7: renewals.
  static let leases: [Check] = [
    Check(
      "lease-shortened", "7", "a renewal replaces the lease and may shorten it",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(1500), .readClock, .released(3, within: 4000),
        .leaseCounted(1500), .hangUp,
      ]),
    Check(
      "lease-extended", "7", "a renewal extends the lease, counted from its receipt",
      needs: atTheLine,
      [
        .lift, .connect(lease: 3000), .pause(milliseconds: 1000),
        .readClock, .lease(4000), .readClock, .released(3, within: 6000), .leaseCounted(4000),
        .hangUp,
      ]),
    Check(
      "lease-zero", "7", "lease 0 in a LEASE ends the call at once",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(0), .readClock, .released(3, within: 1000),
        .leaseCounted(0), .hangUp,
      ]),
    Check(
      "lease-repeated", "7", "a repeated command (same seq) renews nothing",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(2000), .readClock, .pause(milliseconds: 1000),
        .expand { bench in
          [
            .sendCommand(.lease, ahead: 0) { _ in
              Payload.lease(line: bench.line, call: bench.call, lease: 2000)
            }, .responded(.lease),
          ]
        },
        .released(3, within: 3500), .leaseCounted(2000), .hangUp,
      ]),
    Check(
      "lease-of-another", "4", "LEASE for a call that the line does not have renews nothing",
      needs: atTheLine,
      [
        .lift, .readClock, .connect(lease: 3000), .readClock,
        .command(.lease) {
          Payload.lease(line: $0.line, call: $0.call + 500_000, lease: 60_000)
        },
        .released(3, within: 5000), .leaseCounted(3000), .hangUp,
      ]),
    Check(
      "lease-left", "4", "READ_LINES tells the lease that is left",
      needs: atTheLine,
      [
        .talking(), .lease(20_000), .pause(milliseconds: 1000),
        .lineIs("a lease left of 17500…19010") { (17_500...19_010).contains($1.lease) }, .hangUp,
      ]),
    Check(
      "emergency-flag", "7", "an emergency call has no lease and no limit; CUT ends it",
      needs: atTheLine,
      [
        .lift, .connect(flags: 1, lease: 0, talkLimit: 0), .seized, .answered,
        .lease(0), .noEvent([.released], "no end by lease or limit", for: 500),
        .lineIs("state 4, lease 0") { $1.state == 4 && $1.lease == 0 },
        .cut, .released(5), .hangUp,
      ]),
    Check(
      "lease-mixed", "4",
      "in a LEASE of several lines those that do not fit are skipped, no others",
      needs: atTheLine,
      [
        .lift, .connect(lease: 3000), .readClock,
        .command(.lease) { bench in
          let strange = Payload.lease(line: 200, call: bench.call, lease: 9000, count: 2)
          let own = Payload.lease(line: bench.line, call: bench.call, lease: 5000)
          return strange + own.dropFirst()
        },
        .readClock, .released(3, within: 7000), .leaseCounted(5000), .hangUp,
      ]),
    Check(
      "lease-eight", "4", "a LEASE has up to 8 lines, and the eighth is renewed as well",
      needs: atTheLine,
      [
        .lift, .connect(lease: 3000), .readClock,
        .leaseEight {
          Array(repeating: .ofNoLine, count: 7)
            + [Renewal(line: $0.line, call: $0.call, milliseconds: 5000)]
        },
        .readClock, .released(3, within: 7000), .leaseCounted(5000), .hangUp,
      ]),
    Check(
      "lease-all-lines", "4", "one LEASE renews the calls of several lines, up to 8",
      needs: [.trunk, .secondTrunk, .stimuli, .spareLine],
      [
        .liftOthers, .takeTrunks(), .readClock,
        .leaseEight { bench in
          bench.otherCalls.map { Renewal(line: $0.line, call: $0.call, milliseconds: 2000) }
        },
        .readClock, .leasesCounted(2000), .hangUpOthers,
      ]),
    Check(
      "lease-while-seizing", "6",
      "a lease that runs out before the trunk is seized: SEIZED, RELEASED 3",
      needs: atTheLine,
      [.lift, .connect(lease: 200), .seized, .released(3), .lineState(5), .hangUp]),
    Check(
      "lease-in-time", "7", "a board polls at least each 10 ms: the end of a lease is told in time",
      needs: atTheLine,
      // 200 ms for a busy host and a slow bridge.
      [.lift, .connect(lease: 3000), .released(3, within: 3200), .hangUp]),
    Check(
      "talk-limit-past", "7",
      "a talk limit that is past when it comes ends the call at the tick of its coming",
      needs: atTheLine,
      [
        .talking(), .pause(milliseconds: 2000), .readClock,
        .lease(Payload.longLease, talkLimit: 500), .released(4), .readClock,
        .stampedBetweenReadings(.released), .hangUp,
      ]),
  ]
}

/// One entry of a LEASE.
private struct Renewal {
  var line: UInt8
  var call: UInt32
  var milliseconds: UInt16

  /// Skipped (§ 4).
  static let ofNoLine = Renewal(line: 200, call: 1, milliseconds: 9000)
}

extension Step {
  /// LEASE with eight entries: these, and behind them some that are skipped.
  fileprivate static func leaseEight(
    _ renewals: @escaping @Sendable (Bench) -> [Renewal]
  ) -> Step {
    .command(.lease, as: "LEASE with count 8") { bench in
      let entries = (renewals(bench) + Array(repeating: .ofNoLine, count: 8)).prefix(8)
      return [8]
        + entries.flatMap { entry in
          Payload.lease(line: entry.line, call: entry.call, lease: entry.milliseconds).dropFirst()
        }
    }
  }

  /// Each of the calls of other lines that one LEASE can have ends so long after a moment between
  /// the last two readings of the clock.
  fileprivate static func leasesCounted(_ milliseconds: Int) -> Step {
    .expand { bench in
      guard bench.clock.count > 1 else { return [] }
      let (before, after) = (bench.clock[bench.clock.count - 2], bench.clock[bench.clock.count - 1])
      return bench.otherCalls.prefix(8).map { other in
        .eventElsewhere(
          .released, on: other.line, "cause 3, \(milliseconds) ms after the LEASE", within: 4000
        ) { _, end in
          end.call == other.call && end.detail == 3
            && end.tick.ticks(since: after.tick) <= milliseconds
            && milliseconds <= end.tick.ticks(since: before.tick)
        }
      }
    }
  }
}
