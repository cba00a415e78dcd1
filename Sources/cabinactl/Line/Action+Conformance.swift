import BoardConformance
import BoothProtocol
import Commands
import Glibc
import LineRecord
import Notation
import SerialLine

/// Holds a board that somebody else wrote to the specification.
extension Action {
  static let conformance = Action(
    Verb(
      "conformance",
      Words(
        "prueba si una placa hace lo que dice la especificación, comprobación por comprobación",
        "tests a board against the specification, BLP/1, check by check"),
      operands: [
        Operand("PORT", .file, Words("el puerto de la placa", "the board's port"), isOptional: true)
      ],
      options: [
        Option(
          "--level", "L", .words(ConformanceLevel.allCases.map(\.rawValue)),
          Words(
            "las comprobaciones de un nivel: minimum, el mínimo; display, también las del visor; metering, "
              + "también las de tarificación, o sea todas",
            "the checks of the minimum and of that level (metering: all of them)")),
        Option(
          "--line", "N", .number(1...32),
          Words("la línea que se prueba, 1…32 (1)", "the line under test, 1…32 (1)")),
        Option(
          "--number", "N", .dialled,
          Words(
            "lo que se marca, de 1 a 6 dígitos (424242)", "what is dialled, 1…6 digits (424242)")),
        Option(
          "--record", "FILE", .file,
          Words(
            "todo lo que pasa por la línea, para cabinactl dump y Wireshark",
            "all that crosses the line, for cabinactl dump and Wireshark")),
        .speed,
        Option(
          "--stimuli", "HOW", .file,
          Words(
            "quién descuelga, marca, cuelga y contesta en la línea. ask: usted; dice qué hacer y espera Enter "
              + "(así en un terminal). none: nadie; se salta lo que lo necesita (así en otra parte). Un archivo: "
              + "quien lo lee, una línea por vez, en las palabras de cabina-sim board",
            "who lifts, dials, hangs up and answers at the line. ask: you; it says what to do and waits for Enter "
              + "(default at a terminal). none: nobody; checks that need it are skipped (default elsewhere). A "
              + "file: whoever reads it, a line each in the words of cabina-sim board")),
        Option(
          "--without", "W", .text,
          Words(
            "lo que la placa no puede notar, separado por comas: line-fault, power, trunk-fault; sus "
              + "comprobaciones no corresponden",
            "what the board has no way to notice, separated by commas: line-fault, power, trunk-fault; the checks "
              + "of it are then not applicable")),
        Option(
          "--only", "CHECKS", .text,
          Words("solo estas, separadas por comas", "only these, separated by commas")),
        .yes,
        Option("--quick", Words("se salta lo que tarda mucho", "skips what takes long")),
        Option(
          "--list",
          Words(
            "las comprobaciones, y qué necesita cada una; no se abre ningún puerto",
            "the checks, and what each needs; no port is opened")),
      ],
      notes: [
        Words(
          "La placa recibe una configuración de las comprobaciones, con el número de --number como su único número "
            + "de emergencia, y la guarda: configúrela de nuevo antes de usarla (cabinad lo hace al conectarse). "
            + "Los eventos que tenga sin guardar se le dan por guardados: antes, que cabinad los lea. "
            + "Se marcan llamadas en sus troncales. La línea que se prueba tiene que estar colgada al comienzo; al "
            + "final la placa se reinicia.",
          "The board gets a configuration of the checks, with the number of --number as its only emergency number, "
            + "and keeps it: configure it again before it is used (cabinad does so when it connects). Events that it "
            + "has unstored are acknowledged: have cabinad read them before. Calls are "
            + "dialled on its trunks. The line under test must be on-hook at the beginning; the board is reset at "
            + "the end."),
        Words(
          "Las frases de la especificación se citan en inglés, como están en ella; lo que se esperaba y lo que "
            + "llegó, en sus términos, también.",
          "The specification's sentences are quoted as they stand there; what was expected and what came are "
            + "told in its terms."),
        Words(
          "Lo que se escribe en un archivo de --stimuli, líneas y troncales desde 1, y lo que hay que hacer; y "
            + "cómo una placa simulada se prueba a sí misma:",
          "What is written to a file of --stimuli, lines and trunks from 1, and what is to be done at once; and "
            + "how a simulated board tests itself:"),
      ],
      terms: Stimulus.manual,
      recipes: [
        [
          "mkfifo /tmp/hands",
          "cabina-sim board --trunks 2 --link /tmp/ttyBOARD --script /tmp/hands > /dev/null &",
          "cabinactl conformance /tmp/ttyBOARD --stimuli /tmp/hands",
        ]
      ],
      json: Words(
        "la placa, cada comprobación con su resultado y su evidencia, y la cuenta por nivel",
        "the board, each check with its result and its evidence, and the count of each level"),
      examples: ["/dev/ttyUSB0 --line 3", "--list --level minimum"],
      statuses: [.init(4, Words("algo se saltó", "something was skipped"))], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let order = try ConformanceOrder(invocation, isAtTerminal: console.isInputTerminal)
    if order.isList { return CommandOutcome(output: checks(order, console)) }
    let hands = try Hands(order.stimuli, line: Int(order.run.underTest.line) + 1, console.say)
    // A simulator that waits for its first command opens its port in a moment.
    var isAwaited = false
    if case .file = order.stimuli { isAwaited = true }
    try openPort(order, isAwaited: isAwaited).close()
    try expectNobody(order, invocation, console)
    let port = try openPort(order, isAwaited: isAwaited)
    let printer = ConformancePrinter(
      console.say, isJSON: order.isJSON, recording: order.recording)
    let session = ConformanceSession(
      order.run, port: port, recorder: try recorder(order), hands: hands, printer: printer
    ) { () throws(CommandError) in
      // A board that restarts at the opening may take its port away and bring it back.
      try openPort(order, isAwaited: true)
    }
    // A person may be asked for something for as long as he likes: the second Ctrl-C ends it at once.
    let interrupt = Interrupt(.wish)
    var outcome = conformanceOutcome(session.finish(interrupt), printer)
    outcome.interruption = interrupt.signal
    return outcome
  }

  private static func recorder(
    _ order: ConformanceOrder
  ) throws(CommandError) -> LineRecorder? {
    guard let path = order.recording, let port = order.port else { return nil }
    do throws(SystemError) {
      return try LineRecorder(
        file: path, program: "cabinactl \(Version.text)",
        line: RecordedLine(name: port, description: "conformance, \(order.speed.rawValue) bit/s")
      ) { CommandOutcome.write("cabinactl: \(path): \($0)\n", to: STDERR_FILENO) }
    } catch { throw LiveDump.fault(error, "--record \(path)") }
  }

  private static func conformanceOutcome(
    _ report: ConformanceReport, _ printer: ConformancePrinter
  ) -> CommandOutcome {
    var outcome = CommandOutcome(output: printer.summary(report))
    outcome.outputFault = printer.fault
    let count = report.count()
    if count.skipped > 0 { outcome.status = .skipped }
    if count.failed > 0 || report.noSession != nil { outcome.status = .failed }
    return outcome
  }

  /// Milliseconds in which a board that is about to be started may appear.
  private static let patience = 10_000
  private static let interval = 100

  /// - Parameter isAwaited: a port that is not there is waited for, not for ever.
  private static func openPort(
    _ order: ConformanceOrder, isAwaited: Bool
  ) throws(CommandError) -> SerialPort {
    let path = order.port ?? ""
    var waited = 0
    while true {
      do throws(SerialPortError) {
        return try SerialPort.open(path, baud: order.speed)
      } catch {
        guard case .missing = error, isAwaited, waited < patience else {
          throw CommandError(error.words)
        }
      }
      usleep(UInt32(interval * 1000))
      waited += interval
    }
  }

  private static func checks(_ order: ConformanceOrder, _ console: Console) -> String {
    let say = console.say
    let checks = ConformanceRun.chosen(order.run)
    if order.isJSON { return ConformanceJSON.list(checks) }
    let rows = checks.map { check in
      [
        say(check.level), check.name, "§ \(check.section)",
        check.sentence + (check.needs.isEmpty ? "" : " [\(check.needsText(say))]"),
      ]
    }
    return TextTable(
      rows: rows, flexible: [3], folding: [3], least: [3: 30], width: console.width
    ).text
  }

  /// The checks dial, cut, configure and restart: nobody is to need the board, and one that a daemon has
  /// configured is left without emergency numbers until the daemon configures it again.
  private static func expectNobody(
    _ order: ConformanceOrder, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) {
    guard let identity = try look(order) else { return }
    let configuration = identity.configurationCRC
    guard configuration != 0, !ConformanceRun.hasLeft(configuration: configuration, order.run),
      !invocation.has("--yes")
    else { return }
    let count = identity.nextEvent &- identity.oldestEvent
    let words = Words(
      "la placa está configurada para una tienda: quedará sin sus números de emergencia hasta que cabinad la "
        + "configure de nuevo, y los \(count) eventos que tiene sin guardar, quizás fines de llamadas, se pierden",
      "the board is configured for a shop: it will be without its emergency numbers until cabinad configures it "
        + "again, and the \(count) events that it has unstored, ends of calls perhaps, are lost")
    guard console.canAsk else {
      throw .usage("\(words.spanish): --yes sigue", "\(words.english): --yes goes on")
    }
    guard console.allows(Words("\(words.spanish); ¿seguir?", "\(words.english); go on?")) else {
      throw CommandError("no se hizo nada", "nothing was done")
    }
    // Meanwhile somebody may have lifted.
    _ = try look(order)
  }

  /// Who the board is, if nobody needs it; nil: there is no session, and the checks find out why. It is
  /// not had any longer than that takes.
  private static func look(_ order: ConformanceOrder) throws(CommandError) -> BoardIdentity? {
    guard let path = order.port,
      let session = try? BoardSession.open(
        path, speed: order.speed, patienceMilliseconds: lookMilliseconds)
    else { return nil }
    defer { session.close() }
    let lines: [LineReport]
    do throws(BoardSessionError) { lines = try session.readLines() } catch {
      throw CommandError(error.words)
    }
    if let line = lines.lifted ?? lines.leased ?? lines.forHelp {
      throw CommandError(
        "\(path): alguien descolgó o llama en la línea \(line); no se hizo nada",
        "\(path): somebody has lifted, or is in a call, on line \(line); nothing was done")
    }
    return session.identity
  }

  private static let lookMilliseconds = 1_500
}
