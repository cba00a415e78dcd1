import BoothProtocol
import BoothSimulator
import Testing

@Suite struct SimulatorMisbehaviourTests {
  @Test func `what happens while the plug is out is told when it is back, with its own ticks`()
    throws
  {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.run(for: 1_000)
    world.shop.begin(.unplug(milliseconds: 10_000))
    world.run(for: 3_000)
    #expect(world.losses == [.portClosed])
    world.shop.board.lift(line: 2)
    let lifted = world.shop.board.tick
    world.run(for: 2_000)
    world.shop.board.hangUp(line: 2)
    let hungUp = world.shop.board.tick
    world.run(for: 2_000)
    #expect(world.kinds == [.boot(.powerOn)])
    #expect(world.run(within: 10_000) { world.isConnected })
    world.run(for: 1_000)
    #expect(world.identity?.bootID == 1)
    #expect(world.kinds == [.boot(.powerOn), .offHook(line: 2), .onHook(line: 2)])
    #expect(world.events.map(\.event.tick.milliseconds) == [0, Int64(lifted), Int64(hungUp)])
  }

  @Test func `a reset is another boot, and what was not acknowledged is gone`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.run(for: 1_000)
    world.acknowledges = false
    world.shop.board.lift(line: 0)
    world.shop.board.hangUp(line: 0)
    world.run(for: 2_000)
    #expect(world.shop.board.eventsHeld == 2)
    world.acknowledges = true
    world.shop.begin(.reset(.brownOut))
    world.run(for: 8_000)
    #expect(world.identity?.bootID == 2)
    #expect(world.shop.board.eventsHeld == 0)
    #expect(
      world.events.filter { $0.bootID == 2 }.map(\.event.kind) == [.boot(.brownOut)])
  }

  @Test func `a handset that is off through a reset is reported by the new boot`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.board.lift(line: 5)
    world.run(for: 1_000)
    world.send(.reset)
    world.run(for: 8_000)
    #expect(
      world.events.filter { $0.bootID == 2 }.map(\.event.kind) == [
        .boot(.hostCommand), .offHook(line: 5),
      ])
    #expect(world.reports[5].state == .offHook)
  }

  @Test func `a silent board is lost and found, and its calls end with their leases`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.reach("1006"), line: 0))
    #expect(world.run(within: 30_000) { world.shop.board.state(line: 0) == .talking })
    world.shop.begin(.silence(milliseconds: 30_000))
    let heard = world.shop.board.framesReceived
    world.run(for: 29_000)
    #expect(world.losses == [.silence])
    #expect(world.shop.board.framesReceived == heard)
    #expect(world.shop.board.lines[0].trunk == nil)
    world.run(for: 5_000)
    #expect(world.isConnected)
    #expect(
      world.kinds.contains(
        .released(line: 0, call: CallID(rawValue: 1), cause: .leaseExpired, pulses: 0)))
  }

  @Test func `lost acknowledgements leave events with the board until they get through`() throws {
    var bad = Misbehaviour()
    bad.lostAcknowledgementPermille = 1000
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.run(for: 1_000)
    world.shop.setWireFaults(bad)
    for _ in 0..<10 {
      world.shop.board.lift(line: 0)
      world.run(for: 2_000)
      world.shop.board.hangUp(line: 0)
      world.run(for: 2_000)
    }
    #expect(world.isConnected)
    #expect(world.losses.isEmpty)
    // The first that the host says after it began still gets through.
    #expect(world.shop.board.eventsHeld == 19)
    // Eight in flight and no more: the rest waits for the acknowledgement of these.
    #expect(world.events.count == 1 + 1 + 8)
    world.shop.heal()
    world.run(for: 5_000)
    #expect(world.shop.board.eventsHeld == 0)
    #expect(world.events.count == 1 + 20)
  }

  @Test func `a full ring refuses new calls and owns up to what it could not keep`() throws {
    let world = try SimulatorWorld(
      simulatorOptions {
        $0.board.lines = 2
        $0.board.ringCapacity = 16
      })
    #expect(world.open())
    world.run(for: 1_000)
    world.killHost()
    world.run(for: 6_000)
    for _ in 0..<30 {
      world.shop.board.lift(line: 0)
      world.run(for: 1_000)
      world.shop.board.hangUp(line: 0)
      world.run(for: 1_000)
    }
    #expect(world.shop.board.eventsHeld <= 16)
    world.startHost()
    #expect(world.open())
    world.run(for: 3_000)
    let lost = world.kinds.compactMap { if case .gap(let lost, _) = $0 { Int(lost) } else { nil } }
    let hooks = world.kinds.count { $0 == .offHook(line: 0) || $0 == .onHook(line: 0) }
    #expect(!lost.isEmpty)
    #expect(hooks + lost.reduce(0, +) == 60)
  }

  @Test(arguments: [300, -300, 500, 0] as [Int64])
  func `a clock that is wrong by so much is measured as such`(_ partsPerMillion: Int64) throws {
    let world = try SimulatorWorld(
      simulatorOptions { $0.misbehaviour.clockPartsPerMillion = partsPerMillion })
    #expect(world.open())
    world.run(for: 1_000_000 - world.now)
    #expect(world.shop.board.tick == UInt32(1_000_000 + partsPerMillion))
    let measured = world.link.statistics.driftPartsPerBillion
    #expect(abs(measured - partsPerMillion * 1_000) < 20_000)
  }

  @Test func `with no trunk free a connection fails and says why`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.begin(.provider(.noTrunkFree, milliseconds: 10_000))
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    let call = world.connect(line: 0, to: "1006")
    world.run(for: 2_000)
    #expect(
      world.kinds.contains(.connectFailed(line: 0, call: call, reason: .noTrunkFree)))
    world.run(for: 10_000)
    world.shop.board.hangUp(line: 0)
    world.run(for: 2_000)
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    let second = world.connect(line: 0, to: "1006")
    world.run(for: 2_000)
    #expect(world.kinds.contains(.seized(line: 0, call: second, trunk: 0, digits: "")))
  }

  @Test func `a trunk that breaks while it is seized fails the connection`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.board.nextFarEnd[0] = FarEnd(.trunkFault)
    world.shop.board.lift(line: 0)
    world.run(for: 500)
    let call = world.connect(line: 0, to: "1006")
    world.run(for: 3_000)
    #expect(world.kinds.contains(.connectFailed(line: 0, call: call, reason: .trunkFault)))
  }

  @Test func `while nobody answers the caller hears ringing and gives up`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    world.numbers = ["1006"]
    #expect(world.open())
    world.shop.begin(.provider(.neverAnswers, milliseconds: nil))
    let script = CallerScript.call("1006", talking: 5_000...5_000, patience: 20_000)
    #expect(world.shop.perform(script, line: 0))
    world.run(for: 10_000)
    #expect(world.shop.board.sound(line: 0) == .ringback)
    #expect(world.run(within: 60_000) { world.shop.isCallerIdle(line: 0) })
    #expect(!world.kinds.contains { if case .answered = $0 { true } else { false } })
    #expect(!world.shop.board.lines[0].isOffHook)
  }

  @Test func `drawn misbehaviour is the same for the same seed and keeps to its time`() {
    var mishaps = 0
    for seed in 0..<200 as Range<UInt64> {
      let drawn = Misbehaviour.drawn(seed: seed, lasting: 60_000)
      mishaps += drawn.mishaps.count
      #expect(drawn == Misbehaviour.drawn(seed: seed, lasting: 60_000))
      #expect(drawn.mishaps.allSatisfy { (0..<60_000).contains($0.time) })
      #expect(drawn.mishaps.count <= 8)
    }
    #expect(mishaps > 0)
    let all = Set((0..<200).map { Misbehaviour.drawn(seed: $0, lasting: 60_000) })
    #expect(all.count == 200)
  }
}
