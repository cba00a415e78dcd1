internal import BoothProtocol

/// How attempts end that are cut short while the trunk is seized.
extension Step {
  /// CONNECT_FAILED with its reason, or, when the board was faster, SEIZED and RELEASED with the
  /// cause.
  static func failed(_ reason: UInt8, orReleased cause: UInt8) -> Step {
    .expect(
      Expectation(
        what: "CONNECT_FAILED \(reason), or SEIZED and RELEASED \(cause)", milliseconds: 20_000
      ) { bench in
        for event in bench.history where event.call == bench.call {
          if event.is(.connectFailed) {
            return event.detail == reason && bench.latest(.seized) == nil
              ? .met : .broken(came: FrameText.of(event))
          }
          if event.is(.released) {
            return event.detail == cause && bench.latest(.seized) != nil
              ? .met : .broken(came: FrameText.of(event))
          }
        }
        return .notYet
      })
  }

  /// CONNECT_FAILED in place of SEIZED.
  static func connectFailed(_ reason: UInt8) -> Step {
    .group([
      .event(.connectFailed, "the callID and reason \(reason)", within: 20_000) {
        $1.call == $0.call && $1.detail == reason
      },
      .verify(expected: "no SEIZED of that call") { bench in
        bench.history.first { $0.is(.seized) && $0.call == bench.call }.map(FrameText.of)
      },
    ])
  }

  /// The latest event of a type was told so long after the tick it is stamped with.
  /// - Parameter reading: of the clock, right after it was told.
  static func stamped(_ type: MessageType, ago ages: ClosedRange<Int>) -> Step {
    let name = FrameText.name(type.rawValue)
    return .group([
      .readClock,
      .verify(
        expected: "\(name) stamped \(ages.lowerBound)…\(ages.upperBound) ms before it was told"
      ) { bench in
        guard let event = bench.latest(type), let reading = bench.clock.last else {
          return "nothing"
        }
        let age = reading.tick.ticks(since: event.tick)
        return ages.contains(age) ? nil : "\(name) stamped \(age) ms before"
      },
    ])
  }

  /// The latest event of a type is stamped between the last two readings of the clock.
  static func stampedBetweenReadings(_ type: MessageType) -> Step {
    let name = FrameText.name(type.rawValue)
    return .verify(expected: "\(name) stamped between the PONG before and the PONG after") {
      bench in
      guard let event = bench.latest(type), bench.clock.count > 1 else { return "nothing" }
      let (before, after) = (bench.clock[bench.clock.count - 2], bench.clock[bench.clock.count - 1])
      let early = event.tick.ticks(since: before.tick)
      let late = after.tick.ticks(since: event.tick)
      return early >= 0 && late >= 0
        ? nil : "tick \(event.tick), PONGs at \(before.tick) and \(after.tick)"
    }
  }

  /// RELEASED is stamped so long after ANSWERED.
  static func talked(_ milliseconds: Int) -> Step {
    .verify(expected: "RELEASED stamped \(milliseconds) ms after ANSWERED") { bench in
      guard let answered = bench.latest(.answered), let released = bench.latest(.released) else {
        return "nothing"
      }
      let talked = released.tick.ticks(since: answered.tick)
      return talked == milliseconds ? nil : "\(talked) ms after"
    }
  }
}
