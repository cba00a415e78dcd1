import BoothControl
import BoothProtocol
import Dispatch
import Ledger
import OwnerPanel
import SerialLine

/// The one queue on which everything is decided: serial reads, timers, the ledger's word and the owner's requests arrive on it as inputs, and
/// the effects of the pure rooms leave it. It never waits for a disk, a socket or a hash.
///
/// Everything below is touched on `queue` only; that is what makes the class sendable.
final class Core: @unchecked Sendable {
  let queue: DispatchQueue
  var exchange: Exchange
  var links: [Link] = []
  let ledger: Ledger
  var callJournal: CallJournal
  /// Where snapshots go.
  var publish: (ShopSnapshot) -> Void = { _ in }
  /// Where the state of the lines goes, with each snapshot.
  var publishLinks: ([LinkReport]) -> Void = { _ in }
  /// Told what the disk says when it refuses, and nil when it is well again.
  var storageIs: (String?) -> Void = { _ in }
  private let knownTicks: [HostLink.KnownTick]
  private let recordings: Recordings?
  private let timer: any DispatchSourceTimer
  private var armed: Moment?
  private var inbox: [Work] = []
  private var isWorking = false
  /// A board has gone, so that another may be wanted.
  private var needsGreeting = false
  private var mustPublish = true
  private var lastPublished: Moment?
  private var linksTold: Moment?
  private var calendarWatch = CalendarWatch(at: SystemClock.now)
  private var answers: [OwnerRequestID: @Sendable (OwnerActionResult) -> Void] = [:]
  private var due: [(OwnerRequestID, OwnerActionResult)] = []
  private var lastRequest: UInt64 = 0
  private var randomSource = SystemRandomNumberGenerator()
  /// Since when the disk has refused; nil: it is well.
  private var diskFailedAt: Moment?
  private var diskPatience = DiskPatience()
  /// No session is kept while the disk refuses.
  private var isSuspended = false

  /// The page takes the core for gone when it hears nothing of it for longer.
  private static let publishEveryMilliseconds: Int64 = 5000

  enum Work {
    case exchange(Exchange.Input)
    /// For the link of a port; one that has gone meanwhile is ignored.
    case link(ObjectIdentifier, HostLink.Input)
  }

  /// A port with the protocol session on it.
  struct Link {
    let port: SerialPort
    let candidate: PortCandidate
    /// nil: nothing is recorded.
    let recorder: LineRecorder?
    var session: HostLink
    /// Known once the board has introduced itself.
    var board: BoardUID?
    var hasDriftAlarm = false

    var id: ObjectIdentifier { ObjectIdentifier(port) }
  }

  init(
    queue: DispatchQueue, exchange: Exchange, ledger: Ledger, callJournal: CallJournal,
    knownTicks: [HostLink.KnownTick], recordings: Recordings? = nil
  ) {
    self.queue = queue
    self.exchange = exchange
    self.ledger = ledger
    self.callJournal = callJournal
    self.knownTicks = knownTicks
    self.recordings = recordings
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
    timer.setEventHandler { [weak self] in self?.timeHasCome() }
  }

  /// Called once, on the queue.
  func start() {
    timer.activate()
    work(.exchange(.timer))
  }

  // MARK: The loop

  /// Handles an input and all that follows from it, then arms the timer and publishes.
  func work(_ item: Work) {
    dispatchPrecondition(condition: .onQueue(queue))
    inbox.append(item)
    guard !isWorking else { return }
    isWorking = true
    var next = 0
    while next < inbox.count {
      let item = inbox[next]
      next += 1
      handle(item)
    }
    inbox.removeAll(keepingCapacity: true)
    isWorking = false
    if needsGreeting {
      needsGreeting = false
      greetSilentLinks()
    }
    publishIfNeeded()
    tellLinksIfNeeded()
    giveAnswers()
    armTimer()
  }

  private func handle(_ item: Work) {
    switch item {
    case .exchange(let input):
      for effect in exchange.handle(input, at: SystemClock.now) { perform(effect) }
    case .link(let id, let input):
      guard let index = links.firstIndex(where: { $0.id == id }) else { return }
      let effects = links[index].session.handle(input, at: SystemClock.moment)
      for effect in effects { perform(effect, of: id) }
    }
  }

  private func perform(_ effect: Exchange.Effect) {
    switch effect {
    case .command(let uid, let command): toBoard(uid, .send(command))
    case .acknowledge(let uid, let event): toBoard(uid, .acknowledge(upTo: event))
    case .renewSession(let uid): renewSession(uid)
    case .commit(let batch): submit(batch)
    case .changed: mustPublish = true
    case .answer(let request, let result): due.append((request, result))
    case .report(let anomaly):
      Journal.write(.warning, anomaly.text)
      switch anomaly {
      case .unknownBoard(let uid), .bootIDRepeated(let uid, _), .tooManyBoards(let uid): leave(uid)
      default: break
      }
    }
  }

  /// A ledger that takes no more has lost its disk for good: the boards keep their events and deny their lines, which is safer than going on.
  private func submit(_ batch: LedgerBatch) {
    diskPatience.submitted(batch.number, at: SystemClock.moment)
    for line in callJournal.lines(for: batch.entries) { Journal.write(.information, line) }
    switch ledger.submit(batch) {
    case .accepted, .closed: break
    case .full: ExitCode.ledger.leave("the disk has refused for too long; stopping")
    }
  }

  func take(_ notice: LedgerNotice) {
    switch notice {
    case .committed(let batch):
      work(.exchange(.committed(upTo: batch)))
      if diskPatience.written(upTo: batch, at: SystemClock.moment) == .writesAgain {
        take(.storageRecovered)
      }
    case .rejected(let batch, let reason):
      Journal.write(.error, "batch \(batch) contradicts the ledger and was set aside: \(reason)")
      work(.exchange(.rejected(batch: batch, reason)))
    case .storageFailed(let message):
      Journal.write(.error, "the ledger cannot be written: \(message)")
      storageIs(message)
      diskFailedAt = diskFailedAt ?? SystemClock.moment
      work(.exchange(.storageFailed(message)))
    case .storageRecovered:
      Journal.write(.notice, "the ledger is written again")
      storageIs(nil)
      work(.exchange(.storageRecovered))
      resume()
    }
  }

  private func toBoard(_ uid: BoardUID, _ input: HostLink.Input) {
    guard let link = links.first(where: { $0.board == uid }) else { return }
    inbox.append(.link(link.id, input))
  }

  private func perform(_ effect: HostLink.Effect, of id: ObjectIdentifier) {
    guard let index = links.firstIndex(where: { $0.id == id }) else { return }
    switch effect {
    case .write(let bytes):
      links[index].port.write(bytes)
      links[index].recorder?.toBoard(bytes)
    case .connected(let identity, let lines): connected(index, identity, lines)
    case .disconnected(let loss): disconnected(index, loss)
    case .event(let event): toExchange(index) { .boardEvent($0, event) }
    case .caughtUp: toExchange(index) { .boardCaughtUp($0) }
    case .clock(let clock):
      toExchange(index) { .boardClock($0, clock) }
      watchDrift(index)
    case .heard(let tick): toExchange(index) { .boardHeard($0, tick) }
    case .answered(let command, let response):
      toExchange(index) { .boardAnswered($0, command, response) }
    }
  }

  /// A clock that is off by more than a crystal can be bills too much or too little.
  private func watchDrift(_ index: Int) {
    let statistics = links[index].session.statistics
    guard statistics.hasDriftAlarm != links[index].hasDriftAlarm else { return }
    links[index].hasDriftAlarm = statistics.hasDriftAlarm
    let drift = "runs \(statistics.driftPartsPerBillion / 1000) ppm too fast against the box's"
    Journal.write(
      .warning,
      statistics.hasDriftAlarm
        ? "\(links[index].candidate.path): the board's clock \(drift); it is not fit to bill by"
        : "\(links[index].candidate.path): the board's clock is good again")
  }

  private func toExchange(_ index: Int, _ input: (BoardUID) -> Exchange.Input) {
    guard let uid = links[index].board else { return }
    inbox.append(.exchange(input(uid)))
  }

  // MARK: Ports and boards

  func take(_ event: PortKeeper.Event) {
    switch event {
    case .opened(let port, let candidate):
      Journal.write(.information, "\(candidate.path): opened")
      links.append(
        Link(
          port: port, candidate: candidate, recorder: recordings?.recorder(for: port),
          session: HostLink(knownTicks: exchange.knownTicks + knownTicks)))
      if !isSuspended { greet(ObjectIdentifier(port)) }
    case .received(let port, let bytes):
      recorder(of: port)?.fromBoard(bytes)
      work(.link(ObjectIdentifier(port), .received(bytes)))
    case .closed(let port, let loss):
      work(.link(ObjectIdentifier(port), .closed))
      recorder(of: port)?.close()
      Journal.write(.warning, "\(port.path): \(loss)")
      links.removeAll { $0.port === port }
      greetSilentLinks()
    case .failed(let error): Journal.write(.warning, "\(error)")
    case .limited(let reason): Journal.write(.notice, reason)
    }
  }

  private func recorder(of port: SerialPort) -> LineRecorder? {
    links.first { $0.port === port }?.recorder
  }

  /// What was recorded is in its files when this returns; nothing is recorded any more.
  func endRecordings() {
    let recorders = queue.sync { links.compactMap(\.recorder) }
    for recorder in recorders { recorder.closeAndWait() }
  }

  private func renewSession(_ uid: BoardUID) {
    guard let link = links.first(where: { $0.board == uid }) else { return }
    inbox.append(.link(link.id, .closed))
    inbox.append(.link(link.id, .opened(nonce: drawNonce())))
  }

  private func drawNonce() -> UInt32 { UInt32.random(in: 1...UInt32.max, using: &randomSource) }

  /// A board that was left alone, because another one had its place or its number, may be wanted now that one has gone.
  private func greetSilentLinks() {
    guard !isSuspended else { return }
    for link in links where !link.session.isOpen { greet(link.id) }
  }

  private func greet(_ id: ObjectIdentifier) {
    work(.link(id, .opened(nonce: drawNonce())))
  }

  /// While the disk refuses, no event that bears on money can be acknowledged, and behind the first of them everything else waits, an emergency
  /// number's digits too. Without a session the boards keep their events and connect emergency calls by themselves; calls in progress end with their lease.
  private func suspendIfDiskFails() {
    if diskPatience.check(at: SystemClock.moment) == .hangs {
      take(.storageFailed("the disk has not answered for \(DiskPatience.milliseconds) ms"))
      // It has had its time.
      return suspend()
    }
    guard let diskFailedAt,
      SystemClock.moment.milliseconds(since: diskFailedAt) >= DiskPatience.milliseconds
    else { return }
    suspend()
  }

  private func suspend() {
    guard !isSuspended else { return }
    isSuspended = true
    Journal.write(
      .error, "the disk refuses: the boards are left to themselves, for emergency calls only")
    for link in links { work(.link(link.id, .closed)) }
  }

  private func resume() {
    diskFailedAt = nil
    guard isSuspended else { return }
    isSuspended = false
    for link in links { greet(link.id) }
  }

  private func connected(_ index: Int, _ identity: BoardIdentity, _ lines: [LineReport]) {
    let path = links[index].candidate.path
    if let other = links.firstIndex(where: {
      $0.board == identity.uid && $0.id != links[index].id
    }) {
      // A cable that was moved: where it answered last is where it is. The port it was on is asked again when this one goes.
      Journal.write(
        .warning, "\(path): board \(identity.uid) was on \(links[other].candidate.path) before")
      toExchange(other) { .boardLost($0) }
      links[other].board = nil
      inbox.append(.link(links[other].id, .closed))
    }
    links[index].board = identity.uid
    Journal.write(
      .notice,
      "\(path): board \(identity.uid), firmware \(identity.firmware), \(identity.lineCount) lines")
    inbox.append(.exchange(.boardConnected(identity, lines)))
  }

  /// Ends the session with a board that serves no booth here: without one it connects emergency calls by itself. It is asked again when it is plugged in anew.
  private func leave(_ uid: BoardUID) {
    guard let index = links.firstIndex(where: { $0.board == uid }) else { return }
    links[index].board = nil
    inbox.append(.link(links[index].id, .closed))
  }

  private func disconnected(_ index: Int, _ loss: LinkLoss) {
    Journal.write(.warning, "\(links[index].candidate.path): \(loss.text)")
    toExchange(index) { .boardLost($0) }
    let hadBoard = links[index].board != nil
    links[index].board = nil
    if hadBoard { needsGreeting = true }
  }

  // MARK: The owner

  func perform(
    _ action: OwnerAction, then answer: @escaping @Sendable (OwnerActionResult) -> Void
  ) {
    lastRequest += 1
    let request = OwnerRequestID(rawValue: lastRequest)
    answers[request] = answer
    work(.exchange(.owner(action, request)))
  }

  /// Who asked sees the page as it is after what was asked, so the page comes first.
  private func giveAnswers() {
    let answered = due
    due = []
    for (request, result) in answered { answers.removeValue(forKey: request)?(result) }
  }

  // MARK: Time and faces

  private func timeHasCome() {
    armed = nil
    suspendIfDiskFails()
    let now = SystemClock.moment
    for link in links where link.session.deadline.map({ $0 <= now }) ?? false {
      work(.link(link.id, .timer))
    }
    work(.exchange(.timer))
  }

  private func armTimer() {
    var deadlines = links.compactMap(\.session.deadline)
    if let deadline = exchange.deadline { deadlines.append(deadline) }
    // A link wakes the core every second or two anyway; without one the page must still hear of it.
    if links.isEmpty || isSuspended, let lastPublished {
      deadlines.append(lastPublished.advanced(byMilliseconds: Self.publishEveryMilliseconds))
    }
    if let diskFailedAt, !isSuspended {
      deadlines.append(diskFailedAt.advanced(byMilliseconds: DiskPatience.milliseconds))
    }
    if let deadline = diskPatience.deadline { deadlines.append(deadline) }
    guard let next = deadlines.min(), next != armed else { return }
    armed = next
    let wait = max(0, next.milliseconds(since: SystemClock.moment))
    timer.schedule(deadline: .now() + .milliseconds(Int(wait)), leeway: .microseconds(500))
  }

  private func publishIfNeeded() {
    let now = SystemClock.now
    if calendarWatch.isOutdated(at: now) {
      let calendar = ShopCalendar.system(around: now.wall)
      calendarWatch = CalendarWatch(at: now)
      Journal.write(.notice, "the wall clock was set: the time zone's rules are read anew")
      _ = exchange.handle(.calendar(calendar), at: now)
    }
    let isDue =
      lastPublished.map {
        now.moment.milliseconds(since: $0) >= Self.publishEveryMilliseconds
      } ?? true
    guard mustPublish || isDue else { return }
    mustPublish = false
    lastPublished = now.moment
    publish(exchange.snapshot(at: now))
    linksTold = nil
  }

  /// What the lines have counted: with each change of the shop, and each second.
  private func tellLinksIfNeeded() {
    let now = SystemClock.moment
    if let linksTold, now.milliseconds(since: linksTold) < 1000 { return }
    linksTold = now
    publishLinks(
      links.map { link in
        LinkReport(
          port: link.candidate.path, board: link.board?.description,
          statistics: link.session.statistics)
      })
  }
}
