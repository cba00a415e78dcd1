import BoothProtocol
import Commands
import Notation
import SerialLine

/// How long a board's answers take, and how many are lost.
extension Action {
  static let stress = Action(
    Verb(
      "stress",
      Words(
        "pregunta sin parar a una placa: cuánto tarda, qué se pierde",
        "asks a board without a pause: how long it takes, what is lost"),
      operands: [.portOrBoard],
      options: [
        Option(
          "--seconds", "N", .number(1...86_400),
          Words("por cuánto tiempo, en segundos (10)", "for how long, in seconds (10)")),
        Option(
          "--minutes", "N", .number(1...1440),
          Words("lo mismo, en minutos", "the same, in minutes")),
        .speed, .despiteCallers,
      ],
      notes: [
        Words(
          "Se preguntan los estados de las líneas (READ_LINES), que no cambia nada, cada vez "
            + "que llega la respuesta anterior. Ctrl-C la termina y muestra lo medido.",
          "The state of the lines is asked for (READ_LINES), which changes nothing, each time "
            + "when the answer before is there. Ctrl-C ends it, and what was measured is shown.")
      ] + .ofLongWays,
      json: Words(
        "board, port, seconds, asked, answered, lost, resent, microseconds (minimum, median, p99, "
          + "maximum, mean), histogram (from, below, count) y end (done, interrupted, lifted, "
          + "dead)",
        "board, port, seconds, asked, answered, lost, resent, microseconds (minimum, median, p99, "
          + "maximum, mean), histogram (from, below, count) and end (done, interrupted, lifted, "
          + "dead)"),
      examples: ["/dev/ttyUSB0 --minutes 5", "--seconds 30"],
      statuses: [
        .init(0, Words("toda pregunta tuvo su respuesta", "every question was answered")),
        .init(
          1,
          Words(
            "alguna se perdió, o no hay placa", "one was lost, or there is no board")),
        .lifted,
      ])
  ) { invocation, console throws(CommandError) in
    if invocation.has("--seconds"), invocation.has("--minutes") {
      throw .usage(
        "--seconds y --minutes no van juntos", "--seconds and --minutes do not go together")
    }
    let seconds =
      invocation["--minutes"].flatMap { Int64($0) }.map { $0 * 60 }
      ?? invocation["--seconds"].flatMap { Int64($0) } ?? 10
    let interrupt = Interrupt(.wish)
    let report: StressReport
    switch try BoardWays.find(invocation["PORT|UID"], invocation, console) {
    case let way as PortWay:
      report = try stress(way, seconds: seconds, interrupt, invocation, console)
    case let way:
      report = try stress(way, seconds: seconds, interrupt, console)
    }
    var outcome = CommandOutcome(
      output: invocation.has("--json") ? report.json : report.text(console))
    let histogram = report.run.histogram
    switch report.end {
    case .lifted, .called: outcome.status = .skipped
    case .done, .interrupted, .dead: break
    }
    if histogram.lost > 0 || histogram.count == 0 || report.end == .dead {
      outcome.status = .failed
    }
    if let failure = report.failure { outcome.doubt(console.say(failure.words)) }
    outcome.interruption = interrupt.signal
    return outcome
  }

  private static func stress(
    _ way: PortWay, seconds: Int64, _ interrupt: Interrupt, _ invocation: Invocation,
    _ console: Console
  ) throws(CommandError) -> StressReport {
    defer { way.close() }
    let board = try way.facts()
    let run = StressRun(
      lineCount: board.lineCount, stopsAtLift: !invocation.has(Option.despiteCallers.name))
    return try measured(run, board.uid, way, seconds: seconds, interrupt, console) {
      command throws(CommandError) in
      do throws(BoardSessionError) {
        return try .on(way.session, command)
      } catch { throw CommandError(error.words) }
    }
  }

  /// Through the daemon: it connects emergencies itself, so that these go on.
  private static func stress(
    _ way: any BoardWay, seconds: Int64, _ interrupt: Interrupt, _ console: Console
  ) throws(CommandError) -> StressReport {
    let board = try way.facts()
    let run = StressRun(lineCount: board.lineCount, stopsAtLift: false)
    return try measured(run, board.uid, way, seconds: seconds, interrupt, console) {
      command throws(CommandError) in try .by(way, command)
    }
  }

  /// What was measured is told, too, when the port or the daemon goes.
  private static func measured(
    _ run: StressRun, _ board: String, _ way: any BoardWay, seconds: Int64,
    _ interrupt: Interrupt, _ console: Console,
    ask: (Command) throws(CommandError) -> StressRun.Asking
  ) throws(CommandError) -> StressReport {
    var run = run
    let line = StatusLine(console)
    defer { line.end() }
    let began = ContinuousClock.now
    var failure: CommandError?
    let end: StressRun.End
    do throws(CommandError) {
      end = try run.run(
        isOver: { ContinuousClock.now - began >= .seconds(seconds) },
        isInterrupted: { interrupt.isRequested },
        progress: {
          line.show(StressReport.progress($0, since: began, of: seconds, console.say))
        },
        ask: ask)
    } catch {
      guard run.asked > 0 else { throw error }
      (end, failure) = (.dead, error)
    }
    let elapsed = (ContinuousClock.now - began) / .milliseconds(1)
    return StressReport(
      board: board, port: way.port, milliseconds: Int64(elapsed), run: run, end: end,
      failure: failure)
  }
}
