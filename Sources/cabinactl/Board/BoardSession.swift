import BoothProtocol
import Dispatch
import LineRecord
import SerialLine

/// A technician's session with a board, straight on its port, while no daemon runs. Another process
/// that has the port keeps it.
///
/// It never acknowledges an event. The board's log is the evidence of calls that no daemon has
/// written down yet: what was heard here the board tells again to the daemon that comes next.
///
/// A board with a session waits for its host and dials no emergency number by itself (BLP/1 § 2).
/// There is no way to end a session but silence: after `close` it lasts 5000 ms more, then the board
/// connects what was dialled meanwhile. So a session is to be short, and whoever has one for long
/// looks at the lines and closes it when a handset is lifted: `HandsetWatch`.
///
/// The functions wait, each for a bounded time, and are for one thread. The port is given back by
/// `close`, by the last reference, and by the kernel when the process ends in any way; DTR stays as
/// it is.
// Unchecked: all that varies is touched on `queue` only.
final class BoardSession: @unchecked Sendable {
  /// Told what crosses the port, on the session's queue.
  typealias Traffic = @Sendable (LineDirection, [UInt8]) -> Void

  struct Answer: Hashable {
    var response: Response
    /// From the first sending to the answer.
    var roundTripMicroseconds: Int64
    /// 1: it was answered at once.
    var sendings: Int
  }

  let path: String
  private let queue = DispatchQueue(label: "cabina.board-session")
  private let port: SerialPort
  private let traffic: Traffic?
  private let timer: any DispatchSourceTimer
  private let opening = DispatchTime.now().uptimeNanoseconds
  private let hasChanged = DispatchSemaphore(value: 0)

  private var link = HostLink()
  private var session: (identity: BoardIdentity, lines: [LineReport], since: Moment)?
  private var hasCaughtUp = false
  private var pending: Pending?
  private var heard: [BoardEvent] = []
  private var unexpected: LinkLoss?
  private var end: BoardSessionError?
  /// What had come when the last session was lost.
  private var bytesBefore = 0

  private struct Pending {
    let command: Command
    let began: UInt64
    let sentAgainBefore: Int
    var result: Result<Answer, BoardSessionError>?
  }

  /// For the opening of the port, and then for the handshake, in which HELLO goes out ten times.
  static let patienceMilliseconds = 5_000
  /// For an answer: five sendings, and what a session takes that has to be begun anew before.
  private static let answerMilliseconds = 15_000
  /// So long a session lives whose log is not told to its end: with nothing acknowledged a board
  /// tells eight events, and after 15 s of that the host's half gives the board up. Another session
  /// is begun before.
  private static let untoldMilliseconds: Int64 = 8_000
  private static let eventLimit = 256

  /// Opens the port for this process alone and greets the board.
  static func open(
    _ path: String, speed: BaudRate = .baud115200,
    patienceMilliseconds: Int = patienceMilliseconds, traffic: Traffic? = nil
  ) throws(BoardSessionError) -> BoardSession {
    let port = try PortOpening.open(
      path, speed: speed, withinMilliseconds: Self.patienceMilliseconds)
    let session = BoardSession(port, traffic: traffic)
    session.start()
    do throws(BoardSessionError) {
      try session.waitUntilUp(milliseconds: patienceMilliseconds)
    } catch {
      session.close()
      throw error
    }
    return session
  }

  private init(_ port: SerialPort, traffic: Traffic?) {
    path = port.path
    self.port = port
    self.traffic = traffic
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
  }

  deinit {
    timer.cancel()
    // This may be the port's own queue, or not.
    queue.async { [port] in port.close() }
  }

  private func start() {
    queue.sync {
      timer.setEventHandler { [weak self] in self?.feed(.timer) }
      timer.activate()
      port.start(on: queue) { [weak self] event in
        switch event {
        case .received(let bytes):
          self?.traffic?(.toHost, bytes)
          self?.feed(.received(bytes))
        case .gone(let loss): self?.finish(.gone(loss))
        }
      }
      feed(.opened(nonce: .random(in: .min ... .max)))
    }
  }

  /// Gives the port back. Nothing is told afterwards, and it can be opened anew at once.
  func close() {
    queue.sync {
      if end == nil { end = .closed }
      timer.cancel()
      port.close()
    }
  }

  // MARK: What is known

  /// Who the board is, as of the last handshake.
  var identity: BoardIdentity? { queue.sync { session?.identity } }
  /// How its lines were at the last handshake.
  var lines: [LineReport] { queue.sync { session?.lines ?? [] } }
  /// The first events of its log that are not acknowledged, each once, at most `eventLimit`: of one
  /// session not more than eight.
  var events: [BoardEvent] { queue.sync { heard } }
  var statistics: LinkStatistics { queue.sync { link.statistics } }

  // MARK: Asking

  /// Sends a command and waits for its answer. A session that was lost is begun anew before.
  func send(_ command: Command) throws(BoardSessionError) -> Answer {
    try waitUntilUp(milliseconds: Self.patienceMilliseconds)
    queue.sync {
      pending = Pending(
        command: command, began: DispatchTime.now().uptimeNanoseconds,
        sentAgainBefore: link.statistics.retransmissions)
      feed(.send(command))
    }
    defer { queue.sync { pending = nil } }
    return try wait(milliseconds: Self.answerMilliseconds) {
      pending?.result ?? end.map(Result.failure)
    }
  }

  /// How its lines are now.
  ///
  /// - Parameter patienceMilliseconds: for a session that was lost to come up again.
  func readLines(
    patienceMilliseconds: Int = patienceMilliseconds
  ) throws(BoardSessionError) -> [LineReport] {
    try waitUntilUp(milliseconds: patienceMilliseconds)
    let count = identity?.lineCount ?? 0
    var reports: [LineReport] = []
    while reports.count < count {
      guard
        case .lines(let first, let more) = try send(.readLines(first: reports.count)).response
          .detail, first == reports.count, !more.isEmpty
      else { throw .refused(path: path, .malformed) }
      reports += more
    }
    return reports
  }

  private func waitUntilUp(milliseconds: Int) throws(BoardSessionError) {
    try wait(milliseconds: milliseconds) { () -> Result<Void, BoardSessionError>? in
      if let end { return .failure(end) }
      if case .refused(let refusal)? = unexpected {
        return .failure(.refused(path: path, refusal))
      }
      return session == nil ? nil : .success(())
    }
  }

  /// Waits until there is something, looking on the queue after each change.
  private func wait<Value>(
    milliseconds: Int, _ look: () -> Result<Value, BoardSessionError>?
  ) throws(BoardSessionError) -> Value {
    let deadline = DispatchTime.now() + .milliseconds(milliseconds)
    while true {
      if let result = queue.sync(execute: look) { return try result.get() }
      if hasChanged.wait(timeout: deadline) == .timedOut { throw queue.sync { whySilent } }
    }
  }

  private var whySilent: BoardSessionError {
    let bytes = link.statistics.bytesReceived - bytesBefore
    return bytes == 0 ? .silent(path: path) : .notUnderstood(path: path, bytes: bytes)
  }

  // MARK: On the queue

  private var now: Moment {
    Moment(
      milliseconds: Int64((DispatchTime.now().uptimeNanoseconds - opening) / 1_000_000))
  }

  private func feed(_ input: HostLink.Input) {
    guard end == nil else { return }
    let now = now
    for effect in link.handle(input, at: now) { perform(effect, at: now) }
    if let renewal, now >= renewal, pending == nil {
      for effect in link.handle(.renew, at: now) { perform(effect, at: now) }
    }
    guard let due = Moment.sooner(link.deadline, pending == nil ? renewal : nil) else { return }
    let milliseconds = UInt64(max(0, due.milliseconds))
    timer.schedule(
      deadline: DispatchTime(uptimeNanoseconds: opening + milliseconds * 1_000_000),
      leeway: .nanoseconds(0))
  }

  /// When another session is to take this one's place.
  private var renewal: Moment? {
    hasCaughtUp ? nil : session?.since.advanced(byMilliseconds: Self.untoldMilliseconds)
  }

  private func perform(_ effect: HostLink.Effect, at now: Moment) {
    switch effect {
    case .write(let bytes):
      traffic?(.toBoard, bytes)
      return port.write(bytes)
    case .connected(let identity, let lines):
      session = (identity, lines, now)
      unexpected = nil
      hasCaughtUp = false
    case .caughtUp: hasCaughtUp = true
    case .event(let event): hear(event)
    case .answered(let command, let response): take(response, to: command)
    case .disconnected(let loss):
      session = nil
      unexpected = loss
      bytesBefore = link.statistics.bytesReceived
      if pending?.result == nil { pending?.result = .failure(.lost(loss)) }
    case .clock, .heard, .asked, .told, .withdrawn: return
    }
    hasChanged.signal()
  }

  /// A new session tells the log anew, and another boot another log.
  private func hear(_ event: BoardEvent) {
    if let last = heard.last, event.number <= last.number {
      guard !heard.contains(event) else { return }
      heard.removeAll()
    }
    if heard.count < Self.eventLimit { heard.append(event) }
  }

  private func take(_ response: Response, to command: Command) {
    guard let pending, pending.result == nil, pending.command == command else { return }
    let nanoseconds = DispatchTime.now().uptimeNanoseconds - pending.began
    let sentAgain = link.statistics.retransmissions - pending.sentAgainBefore
    self.pending?.result = .success(
      Answer(
        response: response, roundTripMicroseconds: Int64(nanoseconds / 1000),
        sendings: 1 + sentAgain))
  }

  private func finish(_ error: BoardSessionError) {
    if end == nil { end = error }
    timer.cancel()
    hasChanged.signal()
  }
}
