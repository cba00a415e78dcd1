import BoothProtocol

/// Asks a board the same harmless thing again and again and keeps how long each answer took. How it
/// is asked is another's: straight on a port, or through the daemon.
struct StressRun {
  /// How one asking went.
  enum Asking: Hashable {
    case answered(BoardSession.Answer)
    /// No answer came, however often it was sent.
    case lost
  }

  enum End: Hashable {
    case done
    /// Whoever asked for it wants no more.
    case interrupted
    /// A handset was lifted: with a session the board would not dial for help by itself.
    case lifted(line: Int)
    /// A call is there that its daemon must be able to renew.
    case called(line: Int)
    /// Too many answers in a row were lost.
    case dead
  }

  var lineCount: Int
  /// Nothing is asked any more when somebody lifts.
  var stopsAtLift: Bool
  private(set) var histogram = LatencyHistogram()
  private(set) var asked = 0
  private var nextLine = 0
  private var lostInARow = 0

  init(lineCount: Int, stopsAtLift: Bool) {
    self.lineCount = lineCount
    self.stopsAtLift = stopsAtLift
  }

  /// So many in a row that are lost, and there is nobody any more.
  static let deadAfter = 3
  /// The most lines that one answer tells of (BLP/1 § 4).
  private static let linesInAnswer = 7

  /// READ_LINES changes nothing, and tells whether somebody has lifted: all lines in turn.
  var next: Command { .readLines(first: nextLine) }

  /// - Returns: why it is over; nil: it goes on.
  mutating func take(_ asking: Asking) -> End? {
    asked += 1
    guard case .answered(let answer) = asking else {
      histogram.lost += 1
      lostInARow += 1
      return lostInARow == Self.deadAfter ? .dead : nil
    }
    lostInARow = 0
    histogram.add(answer.roundTripMicroseconds)
    histogram.resent += answer.sendings - 1
    nextLine += Self.linesInAnswer
    if nextLine >= lineCount { nextLine = 0 }
    guard stopsAtLift, case .lines(_, let reports) = answer.response.detail else { return nil }
    return reports.lifted.map { .lifted(line: $0) } ?? reports.leased.map { .called(line: $0) }
  }

  /// Asks until the time is over, each time when the answer before is there.
  /// - Parameters:
  ///   - isOver: whether the time has come.
  ///   - isInterrupted: whether whoever asked for it wants no more.
  ///   - progress: told after each answer.
  mutating func run<Failure: Error>(
    isOver: () -> Bool, isInterrupted: () -> Bool, progress: (StressRun) -> Void,
    ask: (Command) throws(Failure) -> Asking
  ) throws(Failure) -> End {
    while !isOver() {
      if isInterrupted() { return .interrupted }
      if let end = take(try ask(next)) { return end }
      progress(self)
    }
    return .done
  }
}

extension StressRun.Asking {
  /// On a port: an answer that does not come ends no run by itself, a port that is gone does.
  static func on(_ session: BoardSession, _ command: Command) throws(BoardSessionError) -> Self {
    do throws(BoardSessionError) {
      return .answered(try session.send(command))
    } catch {
      guard error.mayPass else { throw error }
      return .lost
    }
  }

  /// Through the daemon, where lines count from 1: a board that does not answer, or is busy with
  /// another's command, is a loss.
  static func by(_ way: any BoardWay, _ command: Command) throws(CommandError) -> Self {
    guard case .readLines(let first) = command else { return .lost }
    do throws(CommandError) {
      let reply = try way.send(try BoardOrder("READ_LINES", ["first": "\(first + 1)"]))
      return .answered(
        BoardSession.Answer(
          response: Response(result: reply.isDone ? .done : .notAble),
          roundTripMicroseconds: reply.microseconds, sendings: reply.sendings))
    } catch {
      guard ["board_silent", "board_busy"].contains(error.name) else { throw error }
      return .lost
    }
  }
}
