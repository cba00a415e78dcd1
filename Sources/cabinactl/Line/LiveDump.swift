import BoothProtocol
import Commands
import Glibc
import Ledger
import LineRecord
import Notation
import SerialLine

/// What crosses now, a line a frame, and into a recording.
struct LiveDump {
  private let desk: Desk
  private let console: Console
  private let selection: RecordingText.Selection?
  private let times: FrameText.Times
  private let port: String?
  private let recordingPath: String?
  private let seconds: Int64?
  private let invocation: Invocation

  /// The two directions of a port.
  private struct Lane {
    var splitter = RecordSplitter()
    var decoder = LineDecoder()
  }

  init(
    _ invocation: Invocation, _ console: Console, only selection: RecordingText.Selection?,
    times: FrameText.Times
  ) {
    desk = Desk(
      invocation, console, timeoutSeconds: DaemonTraffic.waitSeconds + 10, isSilent: true)
    self.console = console
    self.selection = selection
    self.times = times
    port = invocation["--port"]
    recordingPath = invocation["--pcapng"]
    seconds = invocation["--seconds"].flatMap { Int64($0) }
    self.invocation = invocation
  }

  func run() throws(CommandError) -> CommandOutcome {
    let interrupt = Interrupt(.wish)
    var traffic = try traffic(interrupt)
    var recording: RecordingFile?
    defer { recording?.close() }
    var (lanes, clock) = ([String: Lane](), FrameClock())
    var outcome = CommandOutcome(output: "")
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    while !interrupt.isRequested, end.map({ ContinuousClock.now < $0 }) ?? true {
      let (runs, lost) = try traffic.next()
      // Not before: a port that cannot be had costs no earlier recording.
      if let recordingPath, recording == nil {
        recording = try file(recordingPath, of: traffic.ports)
      }
      if lost != 0 { tell(lost: lost) }
      var text = ""
      for (port, run) in runs.flatMap({ Self.split($0, &lanes) }) {
        let finding = lanes[port]?.decoder.take(run) ?? .silence
        try write(run, finding, to: &recording)
        guard finding != .silence, selection?.contains(finding) ?? true else { continue }
        let frame = clock.text(run, port: port, finding)
        text += desk.isJSON ? frame.object : frame.line(times, showsPort: traffic.ports.count > 1)
      }
      // At once, to program and person alike.
      if !text.isEmpty, try !LiveOutput.write(text) { break }
      if let recording, recording.byteCount >= LineRecorder.fileLimit {
        outcome.doubt(
          console.say(
            "\(recording.path) tiene 1 GiB, y ahí termina",
            "\(recording.path) has 1 GiB, and ends there"))
        break
      }
    }
    // Without a time it goes on until somebody ends it.
    if end != nil { outcome.interruption = interrupt.signal }
    return outcome
  }

  /// Through the daemon if it has the port, or if none was named; else straight.
  private func traffic(_ interrupt: Interrupt) throws(CommandError) -> any LiveTraffic {
    let ports: [DaemonPorts.Port]
    do throws(CommandError) {
      ports = try desk.ask("GET", "boards", as: DaemonPorts.self).ports
    } catch {
      guard error.name == Desk.unreachable, let port else { throw error }
      return straight(port, interrupt)
    }
    guard let port else {
      guard recordingPath == nil || ports.count == 1 else {
        throw .usage(
          "--pcapng es de un puerto: --port dice cuál",
          "--pcapng is of one port: --port says which")
      }
      return through(ports.map(\.port), only: nil, interrupt)
    }
    guard let known = ports.first(where: { $0.isSame(as: port) }), known.status != "closed" else {
      return straight(port, interrupt)
    }
    try invocation.hasNoSpeed(for: known.port)
    return through([known.port], only: known.port, interrupt)
  }

  private func through(
    _ ports: [String], only port: String?, _ interrupt: Interrupt
  ) -> any LiveTraffic {
    BoardWays.tellThroughDaemon(ports.joined(separator: ", "), console)
    return DaemonTraffic(desk, ports: ports, only: port, interrupt)
  }

  private func straight(_ port: String, _ interrupt: Interrupt) -> any LiveTraffic {
    PortTraffic(port, invocation, interrupt) { [console] in
      BoardWays.tellStraight(port, console)
    }
  }

  private static func split(
    _ run: TrafficRun, _ lanes: inout [String: Lane]
  ) -> [(port: String, run: LineRun)] {
    lanes[run.port, default: Lane()].splitter
      .take(run.bytes, run.direction, at: run.microseconds).map { (run.port, $0) }
  }

  private func tell(lost: Int64?) {
    let text =
      lost.map {
        console.say(
          "faltan \($0) trozos de lo que pasó por todos los puertos",
          "\($0) runs of what crossed on all ports are missing")
      } ?? console.say("falta parte de lo que pasó", "some of what crossed is missing")
    CommandOutcome.complain("cabinactl: \(text)\n")
  }

  // MARK: The recording

  /// In the place of an earlier recording, and of nothing else.
  private func file(_ path: String, of ports: [String]) throws(CommandError) -> RecordingFile {
    do throws(SerialLine.SystemError) {
      var file = try RecordingFile(path: path, replaces: true)
      try file.append(
        PcapngWriter.header(
          program: "cabinactl \(Version.text)", line: RecordedLine(name: ports.first ?? "")))
      return file
    } catch { throw Self.fault(error, path) }
  }

  private func write(
    _ run: LineRun, _ finding: Finding, to recording: inout RecordingFile?
  ) throws(CommandError) {
    guard let path = recording?.path else { return }
    var comment: String?
    if case .rejected(let verdict) = finding { comment = verdict.rawValue }
    do throws(SerialLine.SystemError) {
      try recording?.append(PcapngWriter.block(run, comment: comment))
    } catch { throw Self.fault(error, path) }
  }

  static func fault(_ error: SerialLine.SystemError, _ path: String) -> CommandError {
    switch error.code {
    case EEXIST:
      CommandError(
        "ya existe y no es una grabación: no se toca; dé otro nombre",
        "is there already and is no recording: it is left alone; give another name"
      ).about(path)
    case EBUSY:
      CommandError(
        "otro programa la está escribiendo: no se toca; dé otro nombre",
        "another program is writing to it: it is left alone; give another name"
      ).about(path)
    case ENOSPC:
      CommandError(
        "no queda lugar para una grabación: deja libres 16 MiB para el libro",
        "no room is left for a recording: it leaves 16 MiB to the ledger"
      ).about(path)
    default: CommandError(Words(errno: error.code)).about(path)
    }
  }
}
