import BoothProtocol
import Commands
import Ledger
import LineRecord
import Notation
import SerialLine

/// What a recording's host asked of its board, asked once more.
extension Action {
  static let play = Action(
    Verb(
      "play",
      Words(
        "da a una placa las órdenes de una grabación y compara sus respuestas",
        "gives a board the commands of a recording, and compares its answers"),
      operands: [
        Operand("FILE", .file, Words("la grabación", "the recording")),
        Operand("PORT", .file, Words("el puerto de la placa", "the board's port")),
      ],
      options: [
        Option(
          "--pace", "N|full", .pace,
          Words(
            "tantas veces más rápido que la grabación (1); full: cada orden apenas contesta la "
              + "anterior",
            "so many times as fast as it was recorded (1); full: each command as soon as the "
              + "one before is answered")),
        .speed, .despiteCallers, .yes,
      ],
      notes: [
        Words(
          "Las órdenes van en una sesión propia, en un puerto que no tiene el servicio; ningún "
            + "evento de la placa se da por guardado. Si la grabación marca, corta, reinicia o "
            + "configura la placa, se pregunta antes: a la placa le da igual que sea una prueba.",
          "The commands go in a session of its own, on a port that no daemon has; no event of "
            + "the board is acknowledged. If the recording dials, cuts, restarts or "
            + "configures, you are asked before: to the board it is no play.")
      ] + .ofLongWays,
      json: Words(
        "un objeto por orden: seconds, command, recorded, now y same; recorded y now son null "
          + "si no hubo respuesta",
        "an object a command: seconds, command, recorded, now and same; recorded and now are null "
          + "where there was no answer"),
      examples: ["plain-call.pcapng /dev/ttyUSB0 --pace full --yes"],
      statuses: [
        .init(0, Words("toda respuesta fue como la grabada", "every answer was as recorded")),
        .init(
          1,
          Words(
            "alguna fue otra o faltó, o no hubo sesión",
            "one was another or missing, or there was no session")),
        .lifted,
      ], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let script = try script(invocation.value("FILE"))
    try allow(script, invocation, console)
    let interrupt = Interrupt(.wish)
    let isJSON = invocation.has("--json")
    let line = StatusLine(console)
    defer { line.end() }
    let way = try BoardWays.straight(invocation.value("PORT"), invocation, console)
    defer { way.close() }
    let lines: [LineReport]
    do throws(BoardSessionError) { lines = try way.session.readLines() } catch {
      throw CommandError(error.words)
    }
    for step in script.steps { try PortWay.expectNoCallForHelp(step.command, lines) }
    var run = PlayRun(script, pace: PlayRun.Pace(invocation["--pace"] ?? "1"))
    let began = ContinuousClock.now
    let isWhole = try run.run(
      wait: { offset throws(CommandError) in
        let elapsed = Int64((ContinuousClock.now - began) / .microseconds(1))
        return try way.rest(microseconds: offset - elapsed, interrupt)
      },
      told: { line.show("\($0) / \(script.steps.count)") },
      ask: { command throws(CommandError) in try answer(way.session, command) })
    let text = PlayText(console.say)
    var outcome = CommandOutcome(
      output: isJSON ? text.json(run) : text.text(run, isWhole: isWhole))
    if !isWhole || !run.differences.isEmpty { outcome.status = .failed }
    outcome.interruption = interrupt.signal
    return outcome
  }

  private static func script(_ path: String) throws(CommandError) -> PlayScript {
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(path, limit: 256 << 20)
    } catch { throw CommandError(error.words(of: path)) }
    let (recording, fault) = PcapngReader.read(bytes)
    // Behind the fault something is missing, which a board would have been told.
    if let fault { throw CommandError(fault.words).about(path) }
    do throws(PlayFault) { return try PlayScript(recording) } catch {
      throw CommandError(error.words).about(path)
    }
  }

  private static func allow(
    _ script: PlayScript, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) {
    let dangers = script.dangers.joined(separator: ", ")
    guard !dangers.isEmpty, !invocation.has("--yes") else { return }
    guard console.canAsk else {
      throw .usage(
        "la grabación tiene \(dangers): se hace solo con --yes",
        "there is \(dangers) in the recording: it is done with --yes only")
    }
    let port = invocation.value("PORT")
    let question = Words(
      "la grabación tiene \(dangers); ¿hacerlo con la placa en \(port)?",
      "there is \(dangers) in the recording; do it to the board at \(port)?")
    guard console.allows(question) else {
      throw CommandError("no se hizo nada", "nothing was done")
    }
  }

  private static func answer(
    _ session: BoardSession, _ command: Command
  ) throws(CommandError) -> CommandResult? {
    do throws(BoardSessionError) {
      return try session.send(command).response.result
    } catch .lost {
      return nil
    } catch { throw CommandError(error.words) }
  }
}

extension ValueKind {
  fileprivate static let pace = ValueKind.checked(
    expected: Words("full o un número de 1 a 1000", "full or a number from 1 to 1000")
  ) { text in text == "full" || Int64(text).map { (1...1000).contains($0) } == true }
}

extension PlayRun.Pace {
  /// As it was checked.
  fileprivate init(_ text: String) { self = Int64(text).map { .times($0) } ?? .full }
}
