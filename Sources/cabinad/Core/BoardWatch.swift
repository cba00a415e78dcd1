import BoothControl
import BoothProtocol
import OwnerPanel

/// What a board and its lines were last heard to be, for the technician's eyes: whether a command
/// bears on a call is asked of `Exchange`. An entry a line, however much happens there.
struct BoardWatch {
  let identity: BoardIdentity
  let since: WallTime
  private(set) var configurationCRC: UInt32
  private(set) var clock: BoardClock?
  private(set) var lines: [LineStatus]

  /// A session has come up. What was known of a line from a session before is kept.
  init(
    _ identity: BoardIdentity, _ reports: [LineReport], after last: BoardWatch?, at now: WallTime
  ) {
    self.identity = identity
    since = now
    configurationCRC = identity.configurationCRC
    let before = last?.identity.uid == identity.uid ? last?.lines ?? [] : []
    lines = reports.map { report in
      var line = before.first { $0.report.line == report.line } ?? LineStatus(report: report)
      line.become(report)
      return line
    }
  }

  mutating func take(_ clock: BoardClock) { self.clock = clock }

  /// Where the board's clock stands.
  func tick(at now: Moment) -> BoardTick { clock?.tick(at: now) ?? identity.tick }

  mutating func take(_ event: BoardEvent, at now: Now) {
    guard let line = event.kind.line, lines.indices.contains(line) else { return }
    // One that the board has kept for long happened then, not now.
    let ago = clock.map { max(0, $0.tick(at: now.moment).milliseconds(since: event.tick)) } ?? 0
    lines[line].event = LineStatus.Event(
      kind: event.kind, at: WallTime(milliseconds: now.wall.milliseconds - ago))
    // What the lines were read to be at the handshake is younger than what the log has of before.
    if event.tick >= identity.tick { lines[line].take(event) }
  }

  /// The core, or a technician, has sent this.
  mutating func sent(_ command: Command) {
    switch command {
    case .connect(let line, let call, _, let grant, _) where lines.indices.contains(line):
      lines[line].report.call = call
      if lines[line].report.state == .offHook { lines[line].report.state = .seizing }
      lines[line].report.leaseMilliseconds = grant.lease
    case .lease(let renewals):
      for renewal in renewals where lines.indices.contains(renewal.line) {
        guard lines[renewal.line].report.call == renewal.call else { continue }
        lines[renewal.line].report.leaseMilliseconds = renewal.leaseMilliseconds
      }
    default: break
    }
  }

  mutating func take(_ response: Response, to command: Command, at now: WallTime) {
    if case .connect(let line, let call, _, _, _) = command, response.result != .done,
      lines.indices.contains(line), lines[line].report.call == call,
      lines[line].report.state == .seizing
    {
      return lines[line].end(in: .offHook)
    }
    guard response.result == .done else { return }
    switch response.detail {
    case .none, .statistics: break
    case .configured(let crc): configurationCRC = crc
    case .lines(_, let reports):
      for report in reports where lines.indices.contains(report.line) {
        lines[report.line].become(report)
      }
    case .lineTest(let report):
      guard case .lineTest(let line) = command, lines.indices.contains(line) else { return }
      lines[line].test = LineStatus.Test(report: report, at: now)
    }
  }
}

extension LineStatus {
  fileprivate mutating func become(_ report: LineReport) {
    self.report = report
    isOffHook = report.state.isOffHook ?? isOffHook
  }

  /// Whatever call it had is over.
  fileprivate mutating func end(in state: LineState) {
    report = LineReport(
      line: report.line, state: state, call: nil, answeredTick: nil, leaseMilliseconds: 0,
      trunk: LineReport.noTrunk)
  }

  fileprivate mutating func take(_ event: BoardEvent) {
    switch event.kind {
    case .offHook:
      isOffHook = true
      if report.state != .fault { report.state = .offHook }
    case .onHook:
      isOffHook = false
      end(in: report.state == .fault ? .fault : .onHook)
    case .seized(_, let call, let trunk, _):
      report.state = .connected
      report.call = call
      report.trunk = trunk
    case .answered(_, let call, let signal):
      report.state = .talking
      report.call = call
      report.answeredTick = event.tick
      answerSignal = signal
    case .released(_, let call, _, _), .connectFailed(_, let call, _):
      // A line may have another one by now.
      guard report.call == nil || report.call == call else { return }
      end(in: report.state == .fault ? .fault : .released)
    case .lineFault(_, .cleared): report.state = isOffHook == true ? .released : .onHook
    case .lineFault: end(in: .fault)
    case .digit, .flash, .metering, .power, .boot, .gap, .loopOpen, .unknown: break
    }
  }
}

extension TalkGrant {
  fileprivate var lease: Int {
    switch self {
    case .emergency: 0
    case .leased(let milliseconds, _): milliseconds
    }
  }
}
