import BoothProtocol
import BoothSimulator
import Testing

/// The board by itself, without shop, people or cable.
@Suite struct SimulatorBoardTests {
  @Test(arguments: [0, UInt32.max - 4_000])
  func `one leap of time does all that was due on the way`(_ first: UInt32) throws {
    var options = BoardOptions()
    options.firstTick = first
    let board = try SimulatedBoard(options)
    board.advance(to: first &+ 10_000)
    // Announced at the start and after each of ten seconds.
    #expect(board.framesSent == 11)
    #expect(board.nextDueTime == first &+ 11_000)
  }

  @Test func `time does not go back`() throws {
    let board = try SimulatedBoard()
    board.advance(to: 5_000)
    board.advance(to: 4_000)
    #expect(board.time == 5_000)
  }

  @Test func `what the transmit buffer has no room for is not sent, and the board runs on`() throws
  {
    var options = BoardOptions()
    options.outputCapacity = 109
    let board = try SimulatedBoard(options)
    board.advance(to: 60_000)
    let sent = board.takeOutput()
    #expect(sent.count <= 109)
    #expect(board.framesSent == 3)
    board.advance(to: 61_000)
    #expect(board.hasOutput)
  }

  @Test func `a reset begins the counter again and lets all trunks go`() throws {
    let world = try SimulatorWorld(simulatorOptions { $0.board.firstTick = 70_000 })
    world.numbers = ["1006"]
    #expect(world.open())
    #expect(world.shop.perform(.reach("1006"), line: 0))
    #expect(world.run(within: 30_000) { world.shop.board.state(line: 0) == .talking })
    world.shop.begin(.reset(.watchdog))
    #expect(world.shop.board.tick == 0)
    #expect(world.shop.board.lines[0].trunk == nil)
    #expect(world.notices.contains { $0.kind == .released(trunk: 0) })
    world.run(for: 8_000)
    let boot = world.events.first { $0.event.kind == .boot(.watchdog) }
    #expect(boot?.event.tick.milliseconds == 0)
  }

  @Test func `each line is measured as it is`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.board.lift(line: 1)
    world.shop.board.setFault(line: 2, 2)
    for line in 0..<3 { world.send(.lineTest(line: line)) }
    world.run(for: 1_000)
    let tests = world.answers.compactMap {
      if case .lineTest(let report) = $0.response.detail { report } else { nil }
    }
    #expect(tests.map(\.isOffHook) == [false, true, false])
    #expect(tests.map(\.loopMillivolts) == [48_000, 8_400, 300])
    #expect(tests.map(\.loopMicroamps) == [0, 25_000, 60_000])
    #expect(tests.map(\.fault) == [.cleared, .cleared, .short])
  }

  @Test func `a bell rings until it is told to stop`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(.ring(line: 3, on: true, milliseconds: 0))
    world.run(for: 5_000)
    #expect(world.shop.board.lines[3].isRinging)
    world.send(.ring(line: 3, on: false, milliseconds: 0))
    world.run(for: 500)
    #expect(!world.shop.board.lines[3].isRinging)
  }

  /// Options with one field out of its range, and what is said of it.
  struct Misfit: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var change: @Sendable (inout BoardOptions) -> Void

    init(_ message: String, _ change: @escaping @Sendable (inout BoardOptions) -> Void) {
      testDescription = message
      self.change = change
    }
  }

  static let misfits = [
    Misfit("lines: 0 is not within 1…32") { $0.lines = 0 },
    Misfit("lines: 33 is not within 1…32") { $0.lines = 33 },
    Misfit("trunks: 33 is not within 0…32") { $0.trunks = 33 },
    Misfit("ring capacity: 30 is not within 36…65535") { $0.ringCapacity = 30 },
    Misfit("display columns: 93 is not within 1…92") { $0.displayColumns = 93 },
    Misfit("output capacity: 10 is not within 108…1048576") { $0.outputCapacity = 10 },
    Misfit("uid: 3 is not within 12…12") { $0.uid = [1, 2, 3] },
  ]

  @Test(arguments: misfits)
  func `options out of their range are refused with the range`(_ misfit: Misfit) {
    var options = BoardOptions()
    misfit.change(&options)
    #expect {
      try SimulatedBoard(options)
    } throws: {
      "\($0)" == misfit.testDescription
    }
  }
}
