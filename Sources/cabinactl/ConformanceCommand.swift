import BoardConformance
import Glibc
import LineRecord
import SerialLine

/// `cabinactl conformance`: holds a board that somebody else wrote to the specification.
enum ConformanceCommand {
  static let help = """
    cabinactl conformance: tests a board against BLP/1, check by check

    usage: cabinactl conformance PORT [OPTION]…
           cabinactl conformance --list [--level L]

      --level L      minimum, display or metering: the checks of the minimum and of that level
                     (metering: all of them)
      --line N       the line under test, 1…32 (1)
      --number N     what is dialled, 1…6 digits (424242)
      --record FILE  all that crosses the line, for cabinactl dump and Wireshark
      --speed B      115200 or 230400 bit/s (115200)
      --stimuli HOW  who lifts, dials, hangs up and answers at the line:
                     ask     you: it says what to do and waits for Enter (default at a terminal)
                     none    nobody: checks that need it are skipped (default elsewhere)
                     FILE    whoever reads FILE, a line each in the words of cabina-sim board
      --without W    what the board has no way to notice, separated by commas: line-fault, power,
                     trunk-fault; the checks of it are then not applicable
      --only CHECKS  only these, separated by commas
      --quick        skips what takes long
      --list         the checks, and what each needs; no port is opened
      --json         for programs

    What is written to FILE, lines and trunks from 1, and what is to be done at once:
    \(Stimulus.manual.map { "  " + Self.padded($0.form) + $0.meaning }.joined(separator: "\n"))

    A simulated board tests itself:
      mkfifo /tmp/hands
      cabina-sim board --trunks 2 --link /tmp/ttyBOARD --script /tmp/hands > /dev/null &
      cabinactl conformance /tmp/ttyBOARD --stimuli /tmp/hands

    The board gets a configuration of the checks, with the number of --number as its only emergency
    number, and keeps it: configure it again before it is used (cabinad does so when it connects).
    Calls are dialled on its trunks. The line under test must be on-hook at the beginning; the board
    is reset at the end.

    exit status: 0 all passed, 1 something failed or the port cannot be had,
                 2 the command line is wrong, 4 something was skipped

    """

  private static func padded(_ form: String) -> String {
    form + String(repeating: " ", count: max(1, 20 - form.count))
  }

  static func run(_ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: help)
    }
    let options: ConformanceArguments
    do throws(UsageError) {
      options = try ConformanceArguments(arguments, isAtTerminal: isatty(STDIN_FILENO) == 1)
    } catch {
      return CommandOutcome(
        .usage, "conformance: \(error.message); cabinactl conformance --help says more")
    }
    if options.isList { return CommandOutcome(output: list(options)) }
    // A reader that is gone is told by the writing.
    signal(SIGPIPE, SIG_IGN)
    do throws(ConformanceError) {
      let hands = try Hands(options.stimuli, line: Int(options.run.underTest.line) + 1)
      // A simulator that waits for its first command opens its port in a moment.
      var isAwaited = false
      if case .file = options.stimuli { isAwaited = true }
      let port = try open(options, isAwaited: isAwaited)
      let printer = ConformancePrinter(
        isJSON: options.isJSON, recording: options.recording)
      let session = ConformanceSession(
        options.run, port: port, recorder: try recorder(options), hands: hands, printer: printer
      ) { () throws(ConformanceError) in
        // A board that restarts at the opening may take its port away and bring it back.
        try open(options, isAwaited: true)
      }
      let report = session.finish()
      return outcome(report, printer)
    } catch { return CommandOutcome(.failed, error.message) }
  }

  private static func recorder(
    _ options: ConformanceArguments
  ) throws(ConformanceError) -> LineRecorder? {
    guard let path = options.recording, let port = options.port else { return nil }
    do throws(SystemError) {
      return try LineRecorder(
        file: path, program: "cabinactl \(Version.text)",
        line: RecordedLine(name: port, description: "conformance, \(options.speed.rawValue) bit/s")
      ) { CommandOutcome.write("cabinactl: \(path): \($0)\n", to: STDERR_FILENO) }
    } catch {
      throw ConformanceError(message: "--record \(path): \(error)")
    }
  }

  private static func outcome(
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
  private static func open(
    _ options: ConformanceArguments, isAwaited: Bool
  ) throws(ConformanceError) -> SerialPort {
    let path = options.port ?? ""
    var waited = 0
    while true {
      do throws(SerialPortError) {
        return try SerialPort.open(path, baud: options.speed)
      } catch {
        guard case .missing = error, isAwaited, waited < patience else {
          throw ConformanceError(message: "\(error)")
        }
      }
      usleep(UInt32(interval * 1000))
      waited += interval
    }
  }

  private static func list(_ options: ConformanceArguments) -> String {
    let checks = ConformanceRun.chosen(options.run)
    if options.isJSON { return ConformanceJSON.list(checks) }
    let rows = checks.map { check in
      [
        check.level.rawValue, check.name, "§ \(check.section)",
        check.sentence + (check.needs.isEmpty ? "" : " [\(check.needsText)]"),
      ]
    }
    return TextTable(rows: rows).text
  }
}

/// Why there is nothing to test, in words for whoever asked.
struct ConformanceError: Error {
  var message: String
}

extension Check {
  /// What it needs, for a list.
  var needsText: String { needs.map(\.text).joined(separator: ", ") }
}

extension Check.Need {
  fileprivate var text: String {
    switch self {
    case .capability(let capability): "a board with \(capability.name)"
    case .lacking(let capability): "a board without \(capability.name)"
    case .trunk: "a trunk"
    case .secondTrunk: "two trunks"
    case .spareLine: "more lines than trunks"
    case .watch(let what): "a board that notices \(what.rawValue)"
    case .stimuli: "stimuli"
    case .time: "time"
    }
  }
}
