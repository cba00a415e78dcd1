import BoothControl
import BoothProtocol
import Dispatch
import Ledger
import Notation
import OwnerPanel
import SerialLine

/// The one queue on which everything is decided: serial reads, timers, the ledger's word and the
/// owner's requests arrive on it as inputs, and the effects of the pure rooms leave it. It never
/// waits for a disk, a socket or a hash.
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
  /// Where the state of the ports goes, with each snapshot.
  var publishPorts: ([PortReport]) -> Void = { _ in }
  /// The wanted ports that are not open, and why as far as that is known.
  var portsNotOpen: () -> [(candidate: PortCandidate, reason: Words?)] = { [] }
  /// Told what the disk says when it refuses, and nil when it is well again.
  var storageIs: (String?) -> Void = { _ in }
  let knownTicks: [HostLink.KnownTick]
  let recordings: Recordings?
  let timer: any DispatchSourceTimer
  var armed: Moment?
  var inbox: [Work] = []
  var isWorking = false
  /// A board has gone, so that another may be wanted.
  var needsGreeting = false
  var mustPublish = true
  var lastPublished: Moment?
  var portsTold: Moment?
  var calendarWatch = CalendarWatch(at: SystemClock.now)
  var answers: [OwnerRequestID: @Sendable (OwnerActionResult) -> Void] = [:]
  var due: [(OwnerRequestID, OwnerActionResult)] = []
  var lastRequest: UInt64 = 0
  var desk = TechnicianDesk()
  var technicians: [UInt64: WaitingTechnician] = [:]
  var lastAsked: UInt64 = 0
  /// Answers to technicians that are to be given.
  var dueTechnicians: [() -> Void] = []
  var trafficDesk = TrafficDesk()
  var isTellingPlanned = false
  var randomSource = SystemRandomNumberGenerator()
  /// Since when the disk has refused; nil: it is well.
  var diskFailedAt: Moment?
  var diskPatience = DiskPatience()
  /// No session is kept while the disk refuses.
  var isSuspended = false
  /// The port of the board on whose account something is done; nil: on nobody's.
  var subject: String?

  /// The page takes the core for gone when it hears nothing of it for longer.
  static let publishEveryMilliseconds: Int64 = 1500

  enum Work {
    case exchange(Exchange.Input)
    /// For the link of a port; one that has gone meanwhile is ignored.
    case link(ObjectIdentifier, HostLink.Input)
    case technician(TechnicianDesk.Input)
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
    /// What the board that is on it, or was on it last, and its lines were heard to be.
    var watch: BoardWatch?
    /// Why a board that answered has no session; nil: none of that kind.
    var leftAlone: PortReport.LeftAlone?
    /// Why the last session ended or was refused.
    var lastLoss: LinkLoss?
    /// When its board is asked again that claimed to be one which answers elsewhere.
    var askAgain: Moment?

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
    tellPortsIfNeeded()
    giveAnswers()
    armTimer()
  }

  private func handle(_ item: Work) {
    subject = subject(of: item)
    defer { subject = nil }
    switch item {
    case .exchange(let input):
      for effect in exchange.handle(input, at: SystemClock.now) { perform(effect) }
    case .link(let id, let input):
      guard let index = links.firstIndex(where: { $0.id == id }) else { return }
      let effects = links[index].session.handle(input, at: SystemClock.moment)
      for effect in effects { perform(effect, of: id) }
    case .technician(let input):
      for effect in desk.handle(input, at: SystemClock.moment) { perform(effect) }
    }
  }

  private func perform(_ effect: Exchange.Effect) {
    switch effect {
    case .command(let uid, let command):
      if let index = links.firstIndex(where: { $0.board == uid }) {
        links[index].watch?.sent(command)
      }
      toBoard(uid, .send(command))
    case .acknowledge(let uid, let event): toBoard(uid, .acknowledge(upTo: event))
    case .renewSession(let uid): renewSession(uid)
    case .commit(let batch): submit(batch)
    case .changed: mustPublish = true
    case .answer(let request, let result): due.append((request, result))
    case .report(let anomaly):
      journal(.warning, anomaly.text)
      switch anomaly {
      case .unknownBoard(let uid): leave(uid, .servesNoBooth)
      case .bootIDRepeated(let uid, _): leave(uid, .bootIDRepeated)
      case .tooManyBoards(let uid): leave(uid, .tooManyBoards)
      default: break
      }
    }
  }

  func toBoard(_ uid: BoardUID, _ input: HostLink.Input) {
    guard let link = links.first(where: { $0.board == uid }) else { return }
    inbox.append(.link(link.id, input))
  }

  private func perform(_ effect: HostLink.Effect, of id: ObjectIdentifier) {
    guard let index = links.firstIndex(where: { $0.id == id }) else { return }
    switch effect {
    case .write(let bytes):
      links[index].port.write(bytes)
      links[index].recorder?.toBoard(bytes)
      if trafficDesk.isLookedAt {
        tapTakes(bytes, port: links[index].port.path, isFromBoard: false)
      }
    case .connected(let identity, let lines): connected(index, identity, lines)
    case .disconnected(let loss): disconnected(index, loss)
    case .event(let event):
      links[index].watch?.take(event, at: SystemClock.now)
      toExchange(index) { .boardEvent($0, event) }
    case .caughtUp: toExchange(index) { .boardCaughtUp($0) }
    case .clock(let clock):
      links[index].watch?.take(clock)
      toExchange(index) { .boardClock($0, clock) }
      watchDrift(index)
    case .heard(let tick): toExchange(index) { .boardHeard($0, tick) }
    case .answered(let command, let response):
      links[index].watch?.take(response, to: command, at: SystemClock.wall)
      toExchange(index) { .boardAnswered($0, command, response) }
    case .asked(let number):
      inbox.append(
        .technician(.sent(number: number, microseconds: SystemClock.microseconds)))
    case .told(let number, let response): told(number, response, index)
    case .withdrawn(let number): inbox.append(.technician(.withdrawn(number: number)))
    }
  }

  /// A clock that is off by more than a crystal can be bills too much or too little.
  func watchDrift(_ index: Int) {
    let statistics = links[index].session.statistics
    guard statistics.hasDriftAlarm != links[index].hasDriftAlarm else { return }
    links[index].hasDriftAlarm = statistics.hasDriftAlarm
    let drift = "runs \(statistics.driftPartsPerBillion / 1000) ppm too fast against the box's"
    journal(
      .warning,
      statistics.hasDriftAlarm
        ? "\(links[index].candidate.path): the board's clock \(drift); it is not fit to bill by"
        : "\(links[index].candidate.path): the board's clock is good again")
  }

  func toExchange(_ index: Int, _ input: (BoardUID) -> Exchange.Input) {
    guard let uid = links[index].board else { return }
    inbox.append(.exchange(input(uid)))
  }
}
