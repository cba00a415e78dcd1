import CBoardReference
import Testing

/// The reference board in whole sessions: what it sends and does, to the byte and to the
/// millisecond.
struct TranscriptTests {
  /// Something the board did, and when.
  struct Timed<Deed: Hashable>: Hashable {
    var at: Int64
    var deed: Deed
  }

  @Test(arguments: try TranscriptFile.boards())
  func `the board's half of a transcript is as it was written down`(
    transcript: TranscriptFile.Transcript
  ) throws {
    let run = try Run(transcript)
    let sent = transcript.steps.filter { $0.from == .board }
    let done = try transcript.steps.compactMap { step in
      try step.action.map { Timed(at: step.at, deed: $0) }
    }
    #expect(run.sent == sent.map { Timed(at: $0.at, deed: $0.wire?.bytes ?? []) })
    #expect(run.done == done)
  }

  /// A board to which all happens that is to happen.
  private struct Run {
    private(set) var sent: [Timed<[UInt8]>] = []
    private(set) var done: [Timed<ReferenceBoard.Action>] = []
    private let board: ReferenceBoard
    private var time: Int64 = 0
    private var read = 0

    init(_ transcript: TranscriptFile.Transcript) throws {
      let setup = transcript.board
      try #require(setup.uid.bytes == ReferenceBoard.uid && setup.bootID == 7)
      board = ReferenceBoard(
        lines: setup.lines, trunks: setup.trunks, ring: setup.ring,
        capabilities: setup.capabilities, at: setup.tick, kept: setup.kept.bytes)
      collect()
      for step in transcript.steps {
        wait(until: step.at)
        if let bytes = step.received { board.receive(bytes) }
        try happen(step)
        collect()
      }
      wait(until: transcript.end)
    }

    private mutating func wait(until end: Int64) {
      while time < end {
        let step = min(Int64(max(1, blp_board_idle(board.board, board.now))), end - time)
        board.wait(UInt32(step))
        time += step
        collect()
      }
    }

    private func happen(_ step: TranscriptFile.Step) throws {
      switch step.hardware {
      case nil: break
      case "hook": board.hook(try step.known(step.line), offHook: try step.known(step.offHook))
      case "digit": board.dial(try step.known(step.line), try step.known(step.digit))
      case "seized": board.seized(try step.known(step.line))
      case "answer":
        try #require(step.signal == UInt8(BLP_SIGNAL_POLARITY))
        board.answer(try step.known(step.line))
      case "pulse": board.pulse(try step.known(step.line))
      case "farEnd": board.farEndHangsUp(try step.known(step.line))
      case "reset":
        board.restart(
          cause: try step.known(step.resetCause), bootID: try step.known(step.bootID))
      case let word?: throw VectorFile.Malformed.field(word)
      }
    }

    private mutating func collect() {
      done += board.newActions().map { Timed(at: time, deed: $0) }
      // Each frame ends with a zero; one more is before it when the line was idle.
      while read < board.wire.count {
        let start = board.wire[read] == 0 ? read + 1 : read
        guard let end = board.wire[start...].firstIndex(of: 0) else { return }
        sent.append(Timed(at: time, deed: Array(board.wire[read...end])))
        read = end + 1
      }
    }
  }
}
