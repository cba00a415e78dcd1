import BoardConformance
import BoothProtocol
import BoothSimulator
import Notation
import Testing

/// What is run, skipped and concluded.
@Suite struct ConformanceRunTests {
  @Test func `with nobody at the line what needs somebody is skipped, and nothing is decided`()
    throws
  {
    var options = ConformanceRun.Options()
    options.hasStimuli = false
    let world = try ConformanceWorld(options)
    let report = world.finish()
    #expect(world.stimuli == [])
    #expect(report.failures == [])
    let skipped = report.results.filter {
      if case .skipped = $0.verdict { true } else { false }
    }
    #expect(!skipped.isEmpty)
    #expect(skipped.allSatisfy { $0.check.needs.contains(.stimuli) })
    #expect(report.verdict(of: .minimum) == .undecided)
    // A display board is a minimum board first.
    #expect(report.verdict(of: .display) == .undecided)
  }

  @Test func `a quick run leaves out what takes long`() throws {
    var options = ConformanceRun.Options()
    options.isQuick = true
    let report = try ConformanceWorld(options).finish()
    #expect(report.results.contains { $0.check.needs.contains(.time) })
    for result in report.results {
      let isLong = result.check.needs.contains(.time)
      let reason = Words("tarda mucho (--quick)", "takes long (--quick)")
      #expect((result.verdict == .skipped(reason)) == isLong)
    }
  }

  @Test func `only what was asked for is run, and no level is passed by it`() throws {
    var options = ConformanceRun.Options()
    options.only = ["crc", "nonce-echoed"]
    let report = try ConformanceWorld(options).finish()
    #expect(report.results.map(\.check.name) == ["nonce-echoed", "crc"])
    #expect(report.count().passed == 2)
    #expect(report.verdict(of: .minimum) == .undecided)
  }

  @Test(arguments: [
    (ConformanceLevel.minimum, [ConformanceLevel.minimum]),
    (.display, [.minimum, .display]), (.metering, [.minimum, .display, .metering]),
  ])
  func `a level brings the minimum with it`(_ level: ConformanceLevel, _ levels: [ConformanceLevel])
  {
    var options = ConformanceRun.Options()
    options.level = level
    let found = ConformanceRun.chosen(options).map(\.level)
    #expect(ConformanceLevel.allCases.filter(found.contains) == levels)
  }

  @Test func `a board without display is no display board, and still a minimum board`() throws {
    var board = ConformanceWorld.board
    board.displayRows = 0
    board.displayColumns = 0
    let report = try ConformanceWorld(board: board).finish()
    #expect(report.failures == [])
    #expect(report.verdict(of: .minimum) == .passed)
    #expect(report.verdict(of: .display) == .notApplicable)
    #expect(report.results.first { $0.check.name == "display-unable" }?.verdict == .passed)
  }

  @Test func `what a board does not have is told in both languages`() throws {
    var board = ConformanceWorld.board
    (board.displayRows, board.displayColumns) = (0, 0)
    (board.lines, board.trunks) = (2, 1)
    var options = ConformanceRun.Options()
    options.hasStimuli = false
    let report = try ConformanceWorld(options, board: board).finish()
    func verdict(_ name: String) -> Verdict? {
      report.results.first { $0.check.name == name }?.verdict
    }
    #expect(
      verdict("display-row")
        == .notApplicable(Words("la placa no anuncia visor", "the board announces no display")))
    #expect(
      verdict("ring-unable")
        == .notApplicable(Words("la placa anuncia timbre", "the board announces ring generator")))
    #expect(
      verdict("off-hook")
        == .skipped(
          Words("nadie en la línea (--stimuli none)", "nobody at the line (--stimuli none)")))
    board.trunks = 0
    let trunkless = try ConformanceWorld(options, board: board).finish()
    #expect(
      trunkless.results.map(\.verdict).contains(
        .skipped(Words("la placa no tiene troncal", "the board has no trunk"))))
  }

  @Test func `a board without a trunk is of no level`() throws {
    var board = ConformanceWorld.board
    board.trunks = 0
    let report = try ConformanceWorld(board: board).finish()
    #expect(report.failures == [])
    #expect(report.verdict(of: .minimum) == .undecided)
  }

  @Test func `what a board has no way to notice is not applicable to it`() throws {
    var options = ConformanceRun.Options()
    options.lacks = [.power]
    let report = try ConformanceWorld(options).finish()
    #expect(report.results.contains { $0.check.needs.contains(.watch(.power)) })
    for result in report.results {
      let isPower = result.check.needs.contains(.watch(.power))
      let reason = Words(
        "la placa no tiene cómo notarlo (--without power)",
        "the board has no way to notice it (--without power)")
      #expect((result.verdict == .notApplicable(reason)) == isPower)
    }
    #expect(report.verdict(of: .minimum) == .passed)
  }

  @Test func `on a board with a trunk for each line they cannot all be taken`() throws {
    var board = ConformanceWorld.board
    board.lines = 2
    let report = try ConformanceWorld(board: board).finish()
    let result = report.results.first { $0.check.name == "emergency-displaces" }
    let reason = Words(
      "la placa tiene una troncal por línea", "the board has a trunk for each line")
    #expect(result?.verdict == .notApplicable(reason))
    #expect(report.verdict(of: .minimum) == .passed)
  }

  @Test func `a board of 32 lines whose tick wraps passes as well`() throws {
    var board = ConformanceWorld.board
    board.lines = 32
    board.trunks = 4
    board.ringCapacity = 200
    board.firstTick = .max - 60_000
    #expect(try ConformanceWorld(board: board).finish().failures == [])
  }

  @Test func `one LEASE renews eight lines where there are so many trunks`() throws {
    var board = ConformanceWorld.board
    board.lines = 9
    board.trunks = 8
    var options = ConformanceRun.Options()
    options.only = ["lease-all-lines"]
    let world = try ConformanceWorld(options, board: board)
    #expect(world.finish().results.map(\.verdict) == [.passed])
    #expect(world.stimuli.count == 16)
    let mistaken = try ConformanceWorld(options, board: board, fault: .leaseSeven)
    #expect(mistaken.finish().failures == ["lease-all-lines"])
  }

  @Test func `the port is opened once more, and nothing is written while it is closed`() throws {
    var options = ConformanceRun.Options()
    options.only = ["port-reopened", "only-frames"]
    let world = try ConformanceWorld(options)
    // Two bytes of some frame come first, and are nobody's fault.
    world.rest = [0x33, 0x07, 0]
    #expect(world.finish().results.map(\.verdict) == [.passed, .passed])
    #expect(world.openings == 2)
  }

  @Test func `a port that cannot be opened once more ends the run`() throws {
    var options = ConformanceRun.Options()
    options.only = ["port-reopened", "only-frames"]
    let world = try ConformanceWorld(options)
    world.canReopen = false
    let failure = Failure(expected: "the port stays open", came: "no such port")
    let reason = Words("ya no hay puerto", "the port is gone")
    #expect(world.finish().results.map(\.verdict) == [.failed(failure), .skipped(reason)])
  }

  @Test func `what cannot be done at the line is skipped, with the reason, and put away`() throws {
    var options = ConformanceRun.Options()
    options.only = ["released-by-far-end", "off-hook"]
    let world = try ConformanceWorld(options)
    let reason = Words("aquí no hay otro extremo", "no far end here")
    world.performs = { $0 == .farEndHangsUp ? .stimulusRefused(reason) : .stimulusDone }
    let report = world.finish()
    #expect(report.results.map(\.verdict) == [.passed, .skipped(reason)])
    #expect(world.stimuli.last == .hangUp)
    #expect(world.shop.board.state(line: 0) == .onHook)
  }

  @Test func `a port that goes ends the run at the check it went in`() {
    var run = ConformanceRun(ConformanceRun.Options(), nonce: 1)
    _ = run.handle(.opened, at: Moment(milliseconds: 0))
    let effects = run.handle(.portGone("unplugged"), at: Moment(milliseconds: 5))
    guard case .finished(let report)? = effects.last else {
      Issue.record("the run does not end")
      return
    }
    let failure = Failure(expected: "the port stays open", came: "unplugged")
    #expect(report.results.first?.verdict == .failed(failure))
    #expect(run.handle(.received([1, 2, 0]), at: Moment(milliseconds: 6)).isEmpty)
  }

  @Test func `a babbling board is held at arm's length`() {
    var run = ConformanceRun(ConformanceRun.Options(), nonce: 1)
    _ = run.handle(.opened, at: Moment(milliseconds: 0))
    let noise = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var finished = false
    for effect in run.handle(.received(noise), at: Moment(milliseconds: 1)) {
      if case .finished = effect { finished = true }
    }
    while let deadline = run.deadline {
      for effect in run.handle(.timer, at: deadline) {
        if case .finished(let report) = effect {
          finished = true
          let lines = report.noSession?.evidence.lines ?? []
          #expect((1...14).contains(lines.count))
          #expect(lines.allSatisfy { $0.bytes.count <= 128 })
          // What is cut says of how much.
          #expect(lines.allSatisfy { $0.bytes.count == min($0.byteCount, 128) })
        }
      }
    }
    #expect(finished)
  }

  @Test func `each check has a name of its own, a sentence and a section that exists`() {
    let names = Check.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 45)
    for check in Check.all {
      #expect(!check.sentence.isEmpty)
      #expect((1...14).contains(Int(check.section) ?? 0))
    }
  }
}
