import BoothProtocol
import BoothSimulator
import Testing

@Suite struct SimulatorCallTests {
  @Test func `a lifted handset is reported with the tick of the lift`() throws {
    let world = try SimulatorWorld(simulatorOptions { $0.board.firstTick = 5_000 })
    #expect(world.open())
    world.run(for: 777)
    world.shop.board.lift(line: 3)
    let lifted = world.shop.board.tick
    world.run(for: 200)
    #expect(world.kinds.contains(.offHook(line: 3)))
    #expect(world.tick { $0 == .offHook(line: 3) } == Int64(lifted))
  }

  @Test func `a whole call is told from lift to hang-up with the ticks an onlooker saw`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.call("1006", talking: 68_000...68_000), line: 0))
    #expect(world.run(within: 120_000) { world.shop.isCallerIdle(line: 0) })
    world.run(for: 1_000)

    let call = CallID(rawValue: 1)
    let digits = "1006".utf8.map {
      BoardEvent.Kind.digit(line: 0, digit: $0, method: .dtmf)
    }
    #expect(
      world.kinds == [.boot(.powerOn), .offHook(line: 0)] + digits + [
        .seized(line: 0, call: call, trunk: 0, digits: ""),
        .answered(line: 0, call: call, signal: .polarityReversal),
        .loopOpen(line: 0),
        .released(line: 0, call: call, cause: .callerHungUp, pulses: 0),
        .onHook(line: 0),
      ])
    let answered = try #require(world.tick { if case .answered = $0 { true } else { false } })
    let released = try #require(world.tick { if case .released = $0 { true } else { false } })
    #expect(released - answered == 68_000)
    #expect(
      world.noticedTick { if case .answered = $0 { true } else { false } }
        == UInt32(truncatingIfNeeded: answered))
    #expect(world.noticedTick { $0 == .hungUp } == UInt32(truncatingIfNeeded: released))
  }

  @Test(arguments: [true, false], [0, .max - 10_000] as [UInt32])
  func `a call that a reset or a power cut ends has talked until then`(
    isReset: Bool, firstTick: UInt32
  ) throws {
    let world = try SimulatorWorld(simulatorOptions { $0.board.firstTick = firstTick })
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.call("1006", talking: 68_000...68_000), line: 0))
    #expect(world.run(within: 60_000) { world.shop.board.lines[0].talk != nil })
    let board = world.shop.board
    let talk = try #require(board.lines[0].talk)
    world.run(for: 12_345)
    let talked = board.tick &- talk.answered
    if isReset { board.reset(because: .watchdog) } else { board.cutPower() }
    world.run(for: 3_000)
    if !isReset { board.restorePower() }
    world.run(for: 3_000)
    let ended = try #require(board.lines[0].talk)
    #expect((12_345...13_000).contains(talked))
    #expect(ended.milliseconds == talked)
    // On the clock that ran then.
    #expect(ended.answered == talk.answered)
    #expect(ended.ended == talk.answered &+ talked)
  }

  /// How a call may end, and the talk time it then has.
  struct End: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    var renews = true
    var act: @Sendable (SimulatorWorld) -> Void = { _ in }
    var cause: ReleaseCause
    var talked: Int64
  }

  static let ends = [
    End(
      testDescription: "talk limit",
      grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 12_345),
      cause: .talkLimit, talked: 12_345),
    End(
      testDescription: "far end", act: { _ = $0.shop.board.farEndHangsUp(line: 0) },
      cause: .farEndHungUp, talked: 10_000),
    End(
      testDescription: "caller", act: { $0.shop.board.hangUp(line: 0) }, cause: .callerHungUp,
      talked: 10_000),
    End(
      testDescription: "host",
      act: { $0.send(.cut(line: 0, call: CallID(rawValue: 1), toneAfter: .refusal)) },
      cause: .cutByHost, talked: 10_000),
    End(
      testDescription: "line fault", act: { $0.shop.board.setFault(line: 0, 2) },
      cause: .lineFault, talked: 10_000),
    End(
      testDescription: "trunk fault", act: { _ = $0.shop.board.trunkFault(line: 0) },
      cause: .trunkFault, talked: 10_000),
    End(
      testDescription: "power", act: { $0.shop.board.setPower(1, millivolts: 9_100) },
      cause: .power, talked: 10_000),
  ]

  @Test(arguments: ends) func `each end of a call has its cause and its tick`(_ end: End) throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.grant = end.grant
    world.renews = end.renews
    #expect(world.open())
    try startTalking(world)
    world.run(for: 10_000)
    end.act(world)
    world.run(for: 10_000)

    let answered = try #require(world.tick { if case .answered = $0 { true } else { false } })
    let released = try #require(
      world.tick { if case .released(_, _, end.cause, _) = $0 { true } else { false } })
    #expect(released - answered == end.talked)
    let letGo = try #require(
      world.noticedTick { if case .released = $0 { true } else { false } })
    // A hang-up counts from when the loop opened, and the trunk goes when it cannot be a flash.
    if end.cause != .callerHungUp { #expect(Int64(letGo) == released) }
    #expect(world.shop.board.lines[0].trunk == nil)
  }

  @Test func `a lease that nobody renews cuts the call at its last tick`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.renews = false
    #expect(world.open())
    try startTalking(world)
    let seized = try #require(world.noticedTick { if case .seized = $0 { true } else { false } })
    world.run(for: 30_000)
    let released = try #require(
      world.tick { if case .released(_, _, .leaseExpired, _) = $0 { true } else { false } })
    // The CONNECT was received at the tick of the seizure: bytes take no time here.
    #expect(released == Int64(seized) + 20_000)
    #expect(
      world.noticedTick { if case .released = $0 { true } else { false } }
        == UInt32(truncatingIfNeeded: released))
  }

  @Test func `a killed host gives no unlimited talk, and the returned one is told all of it`()
    throws
  {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    try startTalking(world)
    world.run(for: 2_000)
    world.killHost()
    world.run(for: 60_000)
    #expect(world.shop.board.lines[0].trunk == nil)
    #expect(!world.shop.board.hasSession)
    world.startHost()
    #expect(world.open())
    world.run(for: 1_000)
    #expect(
      world.kinds.filter { if case .released = $0 { true } else { false } } == [
        .released(line: 0, call: CallID(rawValue: 1), cause: .leaseExpired, pulses: 0)
      ])
  }

  @Test func `a host that comes back in time takes the call over`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    let call = try startTalking(world)
    world.run(for: 2_000)
    world.killHost()
    world.run(for: 8_000)
    world.startHost()
    #expect(world.open())
    #expect(world.reports[0].state == .talking)
    #expect(world.reports[0].call == call)
    world.run(for: 60_000)
    #expect(world.shop.board.state(line: 0) == .talking)
  }

  @Test func `metering pulses answer the call and are counted to the last`() throws {
    let world = try SimulatorWorld(
      simulatorOptions {
        var habits = TelephoneNetwork.Habits()
        habits.answersAfterMilliseconds = 3_000...3_000
        habits.signal = .metering(everyMilliseconds: 7_000)
        $0.network = TelephoneNetwork(usual: habits)
      })
    #expect(world.open())
    world.send(.configure(simulatorConfiguration(signals: [.polarityReversal, .meteringPulse])))
    try startTalking(world)
    // Pulses at 0, 7 and 14 s.
    world.run(for: 20_000)
    world.shop.board.hangUp(line: 0)
    world.run(for: 2_000)
    let call = CallID(rawValue: 1)
    #expect(world.kinds.contains(.answered(line: 0, call: call, signal: .meteringPulse)))
    let pulses = world.kinds.compactMap {
      if case .released(_, _, .callerHungUp, let pulses) = $0 { pulses } else { nil }
    }
    let truth = world.notices.count { if case .meteringPulse = $0.kind { true } else { false } }
    #expect(truth == 3)
    #expect(pulses == [3])
  }

  @Test func `an answer without a signal counts from the set delay, and says so`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(
      .configure(simulatorConfiguration(signals: [.polarityReversal, .setDelay], delay: 15)))
    world.shop.begin(.provider(.answersUnsignalled, milliseconds: nil))
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    world.connect(line: 0, to: "1006")
    world.run(for: 10_000)
    #expect(world.shop.board.sound(line: 0) == .voice)
    #expect(world.shop.board.state(line: 0) == .connected)
    world.run(for: 12_000)
    let call = CallID(rawValue: 1)
    #expect(world.kinds.contains(.answered(line: 0, call: call, signal: .setDelay)))
  }

  @Test func `with no session the board connects emergency numbers and nothing else`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(.configure(simulatorConfiguration(emergency: ["131", "133"])))
    world.run(for: 500)
    #expect(!world.shop.board.configuration.isEmpty)
    world.killHost()
    world.run(for: 10_000)

    #expect(world.shop.perform(.emergency("133", talking: 5_000...5_000), line: 0))
    #expect(world.shop.perform(.emergency("1006", talking: 5_000...5_000), line: 1))
    world.run(for: 30_000)
    let seized = world.notices.compactMap {
      if case .seized(_, let digits) = $0.kind { digits } else { nil }
    }
    #expect(seized == ["133"])

    world.startHost()
    #expect(world.open())
    world.run(for: 1_000)
    let dialled = world.kinds.compactMap {
      if case .seized(0, let call, _, let digits) = $0 { (call, digits) } else { nil }
    }
    #expect(dialled.count == 1)
    #expect(dialled.first?.0.wasDialledByBoard == true)
    #expect(dialled.first?.1 == "133")
  }

  @Test func `the configuration outlives a reset`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(.configure(simulatorConfiguration(emergency: ["133"])))
    world.run(for: 500)
    let crc = world.answers.compactMap {
      if case .configured(let crc) = $0.response.detail { crc } else { nil }
    }.first
    world.shop.begin(.reset(.watchdog))
    world.run(for: 8_000)
    #expect(world.identity?.bootID == 2)
    #expect(world.identity?.resetCause == .watchdog)
    #expect(world.identity?.configurationCRC == crc)
    #expect(crc != nil)
  }

  @Test func `a call across the wrap of the tick has its whole length`() throws {
    let world = try SimulatorWorld(simulatorOptions { $0.board.firstTick = .max - 20_000 })
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.call("1006", talking: 40_000...40_000), line: 7))
    world.run(for: 80_000)
    #expect(world.shop.board.tick < 100_000)
    let answered = try #require(world.tick { if case .answered = $0 { true } else { false } })
    let released = try #require(world.tick { if case .released = $0 { true } else { false } })
    #expect(released - answered == 40_000)
  }

  @Test func `digits dialled while talking go through and are not reported`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.dialsMore("1006", more: "99#", talking: 5_000...5_000), line: 0))
    world.run(for: 40_000)
    let passed = world.notices.compactMap {
      if case .passedDigit(_, let digit) = $0.kind { digit } else { nil }
    }
    #expect(passed == Array("99#".utf8))
    let reported = world.kinds.compactMap {
      if case .digit(_, let digit, _) = $0 { digit } else { nil }
    }
    #expect(reported == Array("1006".utf8))
  }

  @Test func `digits dialled while the number is being sent go nowhere`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    world.connect(line: 0, to: "1006")
    world.run(for: 100)
    #expect(world.shop.board.state(line: 0) == .seizing)
    world.shop.board.dial(line: 0, digit: UInt8(ascii: "9"))
    world.run(for: 3_000)
    #expect(
      !world.notices.contains { if case .passedDigit = $0.kind { true } else { false } })
    #expect(!world.kinds.contains { if case .digit = $0 { true } else { false } })
  }

  @Test func `nobody hears a second dial tone after the far end has hung up`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(
      world.shop.perform(
        .farEndHangsUpFirst("1006", talking: 5_000...5_000, lingering: 20_000), line: 0))
    #expect(
      world.run(within: 40_000) {
        world.notices.contains { if case .farEndHungUp = $0.kind { true } else { false } }
      })
    #expect(world.shop.board.sound(line: 0) != .dialTone)
    #expect(world.shop.board.lines[0].trunk == nil)
    #expect(world.shop.board.lines[0].isOffHook)
  }

  @Test(arguments: [(300, true), (60, false)])
  func `a tap of the hook is a flash or noise, and never a new call`(
    _ milliseconds: Int64, _ isFlash: Bool
  ) throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(
      world.shop.perform(
        .flashes("1006", milliseconds: milliseconds, talking: 5_000...5_000), line: 0))
    world.run(for: 40_000)
    #expect(world.kinds.contains(.flash(line: 0)) == isFlash)
    #expect(world.kinds.count { $0 == .onHook(line: 0) } == 1)
    #expect(world.kinds.count { $0 == .offHook(line: 0) } == 1)
    let answered = try #require(world.tick { if case .answered = $0 { true } else { false } })
    let released = try #require(world.tick { if case .released = $0 { true } else { false } })
    #expect(released - answered == 10_000 + milliseconds)
  }

  @Test func `who lifts again quickly makes a second call after the first has ended`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006", "1005"]
    #expect(world.open())
    #expect(
      world.shop.perform(
        .liftsAgainQuickly("1006", after: 900, then: "1005", talking: 5_000...5_000), line: 0))
    world.run(for: 60_000)
    let digits = world.notices.compactMap {
      if case .seized(_, let digits) = $0.kind { digits } else { nil }
    }
    #expect(digits == ["1006", "1005"])
    #expect(world.kinds.count { if case .released = $0 { true } else { false } } == 2)
  }

  /// Lifts line 0, connects it, and waits for the answer.
  @discardableResult
  private func startTalking(_ world: SimulatorWorld) throws -> CallID {
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    let call = world.connect(line: 0, to: "1006")
    let isTalking = world.run(within: 10_000) {
      world.shop.board.state(line: 0) == .talking
    }
    try #require(isTalking)
    return call
  }
}

func simulatorConfiguration(
  signals: AnswerSignals = [.polarityReversal], delay: Int = 0, emergency: [String] = []
) -> BoardConfiguration {
  BoardConfiguration(
    flashMinimum: 80, flashMaximum: 700, answerSignals: signals, answerDelaySeconds: delay,
    emergencyNumbers: emergency)
}
