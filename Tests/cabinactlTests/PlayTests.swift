import BoothProtocol
import BoothSimulator
import LineRecord
import Synchronization
import Testing

@testable import cabinactl

/// A recording's commands, given to a board once more.
struct PlayTests {
  /// A recording of these runs; times in milliseconds.
  private func recording(_ frames: [(time: Int64, Message, UInt8)]) throws -> LineRecording {
    var recording = LineRecording()
    recording.lines = [RecordedLine(name: "/dev/ttyUSB0")]
    for (time, message, sequence) in frames {
      let frame = try message.frame(sequence: sequence, session: 3)
      recording.records.append(
        LineRecording.Record(
          run: LineRun(
            direction: frame.direction == .hostToBoard ? .toBoard : .toHost,
            microseconds: 1_000_000 + time * 1000, bytes: frame.encoded())))
    }
    return recording
  }

  private let tone = Command.tone(line: 1, tone: .dial, milliseconds: 0)
  private let done = Response(result: .done)

  @Test func `each command once, with its time and its answer, and no survey`() throws {
    let script = try PlayScript(
      recording([
        (0, .command(.readLines(first: 0)), 1),
        (5, .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, []))), 1),
        (100, .command(tone), 2), (300, .command(tone), 2), (310, .response(to: .tone, done), 2),
        (500, .command(.lineTest(line: 0)), 3),
        (505, .response(to: .lineTest, Response(result: .notAble)), 3),
        (900, .command(.readLines(first: 0)), 4),
      ]))
    #expect(
      script.steps == [
        PlayScript.Step(offset: 0, command: tone, recorded: .done),
        PlayScript.Step(offset: 400_000, command: .lineTest(line: 0), recorded: .notAble),
        PlayScript.Step(offset: 800_000, command: .readLines(first: 0), recorded: nil),
      ])
    #expect(script.dangers == [])
  }

  @Test func `a recording without commands, and one of two ports`() throws {
    #expect(throws: PlayFault.noCommands) {
      try PlayScript(recording([(0, .command(.readLines(first: 0)), 1)]))
    }
    var two = try recording([(0, .command(tone), 1), (1, .command(tone), 2)])
    two.lines.append(RecordedLine(name: "/dev/ttyUSB1"))
    two.records[1].line = 1
    #expect(throws: PlayFault.severalLines) { try PlayScript(two) }
  }

  @Test func `what dials, cuts or changes the board is dangerous`() throws {
    let script = try PlayScript(
      recording([
        (0, .command(.reset), 1), (1, .command(tone), 2),
        (2, .command(.cut(line: 0, call: CallID(rawValue: 7), toneAfter: .busy)), 3),
      ]))
    #expect(script.dangers == ["CUT", "RESET"])
  }

  @Test(arguments: [
    (PlayRun.Pace.times(1), [Int64(0), 400_000]), (.times(4), [0, 100_000]), (.full, [0, 0]),
  ])
  func `the recording's times, faster, or at once`(_ pace: PlayRun.Pace, _ times: [Int64]) throws {
    let script = try PlayScript(
      recording([(0, .command(tone), 1), (400, .command(.statistics), 2)]))
    var run = PlayRun(script, pace: pace)
    var waited: [Int64] = []
    let isWhole = run.run(
      wait: { time in
        waited.append(time)
        return true
      }, ask: { _ in .done })
    #expect(isWhole)
    #expect(waited == times)
  }

  @Test func `another answer, and none, are differences`() throws {
    let script = try PlayScript(
      recording([
        (0, .command(tone), 1), (1, .response(to: .tone, done), 1),
        (2, .command(.lineTest(line: 0)), 2),
        (3, .response(to: .lineTest, Response(result: .notAble)), 2),
        (4, .command(.statistics), 3),
      ]))
    var run = PlayRun(script, pace: .full)
    var answers: [CommandResult?] = [.wrongState, nil, .done]
    _ = run.run(wait: { _ in true }, ask: { _ in answers.removeFirst() })
    #expect(run.results.map(\.isSame) == [false, false, true])
    #expect(run.differences.map(\.now) == [.wrongState, nil])
    var cut = PlayRun(script, pace: .full)
    let isWhole = cut.run(wait: { _ in false }, ask: { _ in .done })
    #expect(!isWhole)
    #expect(cut.results == [])
  }

  /// What was recorded with one board is played on another of another log, with the same answers.
  @Test func `on a board`() throws {
    let runs = Mutex(LineRecording())
    runs.withLock { $0.lines = [RecordedLine(name: "first")] }
    let connect = Command.connect(
      line: 0, call: CallID(rawValue: 77), digits: "1006",
      grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil), nextEvent: 2)
    do {
      let (board, path) = try BoardSessionTests.board()
      defer { board.stop() }
      board.perform { $0.board.lift(line: 0) }
      let splitter = Mutex(RecordSplitter())
      let session = try BoardSession.open(path) { direction, bytes in
        let told = splitter.withLock { $0.take(bytes, direction, at: 5) }
        runs.withLock { $0.records += told.map { LineRecording.Record(run: $0) } }
      }
      #expect(try session.send(tone).response.result == .wrongState)
      #expect(try session.send(connect.forAnotherLog).response.result == .done)
      session.close()
    }
    let script = try PlayScript(runs.withLock { $0 })
    #expect(script.steps.map(\.recorded) == [.wrongState, .done])
    let (board, path) = try BoardSessionTests.board()
    defer { board.stop() }
    board.perform { shop in
      for _ in 0..<3 {
        shop.board.lift(line: 0)
        shop.board.hangUp(line: 0)
      }
      shop.board.lift(line: 0)
    }
    let session = try BoardSession.open(path)
    defer { session.close() }
    var run = PlayRun(script, pace: .full)
    _ = try run.run(wait: { _ in true }, ask: { try session.send($0).response.result })
    #expect(run.differences == [])
    #expect(board.perform { $0.board.call(line: 0) } == 77)
  }
}
