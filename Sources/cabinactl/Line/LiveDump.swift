import BoothProtocol
import Commands
import Glibc
import LineRecord
import Notation
import SerialLine

/// What crosses the daemon's ports while somebody looks on.
struct LiveDump {
  private let desk: Desk
  private let console: Console
  private let selection: RecordingText.Selection?
  private let times: FrameText.Times
  private let port: String?
  private let recordingPath: String?
  private let seconds: Int64?

  private struct Traffic: Decodable {
    struct Run: Decodable {
      var time: Int64
      var port: String
      var from: String
      var bytes: String
    }

    var runs: [Run]
    var next: Int64
    var lost: Int64?
  }

  /// The two directions of a port.
  private struct Lane {
    var splitter = RecordSplitter()
    var decoder = LineDecoder()
  }

  init(
    _ invocation: Invocation, _ console: Console, only selection: RecordingText.Selection?,
    times: FrameText.Times
  ) throws(CommandError) {
    desk = Desk(
      invocation, console, timeoutSeconds: Self.waitSeconds + 10, isSilent: true)
    self.console = console
    self.selection = selection
    self.times = times
    port = invocation["--port"]
    recordingPath = invocation["--pcapng"]
    seconds = invocation["--seconds"].flatMap { Int64($0) }
  }

  private static let waitSeconds = 1

  func run() throws(CommandError) -> CommandOutcome {
    let ports = try desk.ask("GET", "boards", as: DaemonPorts.self).ports
    let shown = try shown(ports)
    let interrupt = Interrupt(.wish)
    var recording = try recordingPath.map { path throws(CommandError) in
      try file(path, of: shown)
    }
    defer { recording?.close() }
    var (lanes, clock) = ([String: Lane](), FrameClock())
    var next: Int64?
    var outcome = CommandOutcome(output: "")
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    while !interrupt.isRequested, end.map({ ContinuousClock.now < $0 }) ?? true {
      let traffic = try desk.ask("GET", "traffic", query(next), as: Traffic.self)
      if next != nil, traffic.lost != 0 { tell(lost: traffic.lost) }
      next = traffic.next
      var text = ""
      for run in traffic.runs.flatMap({ Self.runs($0, &lanes) }) {
        let finding = lanes[run.port]?.decoder.take(run.run) ?? .silence
        try write(run.run, finding, to: &recording)
        guard finding != .silence, selection?.contains(finding) ?? true else { continue }
        let frame = clock.text(run.run, port: run.port, finding)
        text += desk.isJSON ? frame.object : frame.line(times, showsPort: shown.count > 1)
      }
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

  /// The ports that are looked at.
  private func shown(_ ports: [DaemonPorts.Port]) throws(CommandError) -> [String] {
    guard let port else {
      guard recordingPath == nil || ports.count == 1 else {
        throw .usage(
          "--pcapng es de un puerto: --port dice cuál",
          "--pcapng is of one port: --port says which")
      }
      return ports.map(\.port)
    }
    guard ports.contains(where: { $0.port == port }) else {
      let names = ports.map(\.port).joined(separator: ", ")
      throw CommandError(
        "\(port): el servicio no tiene ese puerto; tiene \(names)",
        "\(port): the daemon does not have that port; it has \(names)")
    }
    return [port]
  }

  private func query(_ next: Int64?) -> [Desk.Parameter] {
    var query: [Desk.Parameter] = []
    if let next { query.append(("after", "\(next)")) }
    if let port { query.append(("port", port)) }
    if next != nil { query.append(("wait", "\(Self.waitSeconds)")) }
    return query
  }

  private static func runs(
    _ run: Traffic.Run, _ lanes: inout [String: Lane]
  ) -> [(port: String, run: LineRun)] {
    let digits = Array(run.bytes.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    return lanes[run.port, default: Lane()].splitter.take(
      bytes, run.from == "board" ? .toHost : .toBoard, at: run.time
    ).map { (run.port, $0) }
  }

  private func tell(lost: Int64?) {
    let text =
      lost.map {
        console.say("faltan \($0) trozos de lo que pasó", "\($0) runs of what crossed are missing")
      } ?? console.say("falta parte de lo que pasó", "some of what crossed is missing")
    CommandOutcome.write("cabinactl: \(text)\n", to: STDERR_FILENO)
  }

  // MARK: The recording

  /// In the place of an earlier recording, and of nothing else.
  private func file(_ path: String, of ports: [String]) throws(CommandError) -> RecordingFile {
    do throws(SystemError) {
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
    do throws(SystemError) {
      try recording?.append(PcapngWriter.block(run, comment: comment))
    } catch { throw Self.fault(error, path) }
  }

  private static func fault(_ error: SystemError, _ path: String) -> CommandError {
    error.code == EEXIST
      ? CommandError(
        "ya existe y no es una grabación: no se toca; dé otro nombre",
        "is there already and is no recording: it is left alone; give another name"
      ).about(path)
      : CommandError(Words(errno: error.code)).about(path)
  }
}
