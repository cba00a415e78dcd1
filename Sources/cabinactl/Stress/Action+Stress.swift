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
      operands: [
        Operand(
          "PORT", .file,
          Words(
            "el puerto de la placa, sin servicio; si falta, se pregunta por medio del servicio",
            "the board's port, while no daemon runs; without it the daemon is asked"),
          isOptional: true)
      ],
      options: [
        Option(
          "--seconds", "N", .number(1...86_400),
          Words("por cuánto tiempo, en segundos (10)", "for how long, in seconds (10)")),
        Option(
          "--minutes", "N", .number(1...1440),
          Words("lo mismo, en minutos", "the same, in minutes")),
        Option(
          "--speed", "B", .words(["115200", "230400"]),
          Words(
            "bit/s (115200)",
            "bit/s "
              + "(115200)")),
        Option(
          "--board", "UID", .text,
          Words(
            "con servicio y varias placas: el número de la que se prueba",
            "with a daemon and several boards: the number of the one to be asked")),
        Option(
          "--despite-callers",
          Words(
            "sigue aunque alguien descuelgue", "goes on though somebody lifts")),
      ],
      notes: [
        Words(
          "Se preguntan los estados de las líneas (READ_LINES), que no cambia nada, cada vez que "
            + "llega "
            + "la respuesta anterior. En un puerto la placa espera mientras tanto a su servicio "
            + "y no "
            + "conecta por sí sola ni una emergencia: si alguien descuelga, la prueba termina, y "
            + "cinco "
            + "segundos después la placa conecta lo que se marcó. Ctrl-C la termina y muestra lo "
            + "medido.",
          "The state of the lines is asked for (READ_LINES), which changes nothing, each time "
            + "when the "
            + "answer before is there. On a port the board waits for its daemon meanwhile, and "
            + "connects "
            + "nothing by itself, emergencies neither: if somebody lifts, the test ends, and "
            + "five seconds "
            + "later the board connects what was dialled. Ctrl-C ends it, and what was measured "
            + "is shown.")
      ],
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
        .init(
          4,
          Words(
            "terminó antes porque alguien descolgó",
            "it ended early since somebody "
              + "lifted")),
      ])
  ) { invocation, console throws(CommandError) in
    if invocation.has("--seconds"), invocation.has("--minutes") {
      throw .usage(
        "--seconds y --minutes no van juntos", "--seconds and --minutes do not go together")
    }
    let seconds =
      invocation["--minutes"].flatMap { Int64($0) }.map { $0 * 60 }
      ?? invocation["--seconds"].flatMap { Int64($0) } ?? 10
    let stop = StopWish()
    let report =
      if let port = invocation["PORT"] {
        try stressOnPort(port, seconds: seconds, stop, invocation, console)
      } else {
        try stressThroughDaemon(seconds: seconds, stop, invocation, console)
      }
    var outcome = CommandOutcome(
      output: invocation.has("--json") ? report.json : report.text(console))
    let histogram = report.run.histogram
    if case .lifted = report.end { outcome.status = .skipped }
    if histogram.lost > 0 || histogram.count == 0 { outcome.status = .failed }
    return outcome
  }

  private static func stressOnPort(
    _ path: String, seconds: Int64, _ stop: StopWish, _ invocation: Invocation,
    _ console: Console
  ) throws(CommandError) -> StressReport {
    let speed = invocation["--speed"].flatMap { Int($0) }.flatMap(BaudRate.init) ?? .baud115200
    do throws(BoardSessionError) {
      let session = try BoardSession.open(path, speed: speed)
      defer { session.close() }
      guard let identity = session.identity else { throw .closed }
      let run = StressRun(
        lineCount: identity.lineCount, stopsAtLift: !invocation.has("--despite-callers"))
      return try measured(
        run, board: "\(identity.uid)", port: path, seconds: seconds, stop, console
      ) { command throws(BoardSessionError) in try .on(session, command) }
    } catch { throw CommandError(error.words) }
  }

  private static func stressThroughDaemon(
    seconds: Int64, _ stop: StopWish, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> StressReport {
    let desk = Desk(invocation, console)
    let board = try DaemonBoard.find(desk, uid: invocation["--board"])
    // Through the daemon emergencies go on: it connects them itself.
    let run = StressRun(lineCount: board.lineCount, stopsAtLift: false)
    return try measured(
      run, board: board.uid, port: board.port, seconds: seconds, stop, console
    ) { command throws(CommandError) in try board.ask(command, desk) }
  }

  private static func measured<Failure: Error>(
    _ run: StressRun, board: String, port: String, seconds: Int64, _ stop: StopWish,
    _ console: Console, ask: (Command) throws(Failure) -> StressRun.Asking
  ) throws(Failure) -> StressReport {
    var run = run
    let line = StatusLine()
    defer { line.end() }
    let began = ContinuousClock.now
    let end = try run.run(
      isOver: { ContinuousClock.now - began >= .seconds(seconds) },
      isInterrupted: { stop.isRequested },
      progress: { line.show(StressReport.progress($0, since: began, of: seconds, console.say)) },
      ask: ask)
    let elapsed = (ContinuousClock.now - began) / .milliseconds(1)
    return StressReport(
      board: board, port: port, milliseconds: Int64(elapsed), run: run, end: end)
  }
}
