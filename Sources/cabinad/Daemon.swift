import BoothControl
import BoothProtocol
import CLinux
import Dispatch
import Glibc
import Ledger
import OwnerPanel
import Rating
import SerialLine

/// Puts the rooms together and keeps them running until it is told to stop.
final class Daemon: @unchecked Sendable {
  static let ledgerName = "cabina.sqlite"

  private let queue = DispatchQueue(label: "cabina.core", qos: .userInteractive)
  private let prices: PriceKeeper
  private let access: AccessKeeper
  private let serviceManager = ServiceManager()
  private let ledger: Ledger
  private let reader: LedgerReader
  private let core: Core
  private let panel: PanelServer
  private let keeper: PortKeeper
  private var watchdog: (any DispatchSourceTimer)?
  private var player: (any DispatchSourceTimer)?
  private var isStopping = false
  private var atEnd: @Sendable () -> Void = {}

  /// Opens everything, or leaves the process with what is wrong.
  init(_ configuration: DaemonConfiguration, stateFolder: String, runFolder: String?) {
    // A limit on the size of files is a full disk like any other: the write fails, and the ledger
    // says so.
    signal(SIGXFSZ, SIG_IGN)
    cabina_keep_little_free_memory()
    let mailbox = LedgerMailbox(queue: queue)
    // What systemd makes by itself. If it cannot be made, opening the socket says why.
    if let runFolder { mkdir(runFolder, 0o755) }
    let path = stateFolder + "/" + Daemon.ledgerName
    let longStart = LongStart(extend: serviceManager.extendStart)
    let ledger = Daemon.opened(path) {
      try Ledger(
        path: path,
        upgrade: {
          Journal.write(.notice, $0.text)
          longStart.take($0)
        }, notify: mailbox.take)
    }
    let restored = Daemon.opened(path) { try ledger.restore() }
    let reader = Daemon.opened(path) { try LedgerReader(path: path) }
    let book = Daemon.prices(configuration, ledger, reader)
    let own = OwnSettings(Daemon.opened(path) { try reader.ownSettings() })
    for (booth, account) in restored.openAccounts(without: configuration.shop) {
      Journal.write(
        .warning,
        "booth \(booth) is not in the configuration any more and has \(account.charged.decimalText) to "
          + "be collected and \(account.credit.decimalText) paid in advance: it stays on the list until "
          + "it is collected"
      )
    }
    let exchange = Exchange(
      configuration: configuration.shop, names: own.names,
      calendar: .system(around: SystemClock.wall), book: book, restored: restored,
      at: SystemClock.now)
    self.ledger = ledger
    self.reader = reader
    core = Core(
      queue: queue, exchange: exchange, ledger: ledger,
      callJournal: CallJournal(
        currency: configuration.shop.currency, open: restored.openCalls),
      knownTicks: restored.knownTicks,
      recordings: configuration.recordFolder.map {
        Recordings(folder: stateFolder + "/" + $0, speed: configuration.baud)
      })
    mailbox.core = core
    prices = PriceKeeper(
      ledger: ledger, reader: Daemon.opened(path) { try LedgerReader(path: path) }, book: book,
      currency: configuration.shop.currency, plan: NumberPlan(configuration.shop),
      warning: Daemon.opened(path) { try reader.balanceWarning() }, own: own,
      rename: core.rename, publish: core.price)
    guard let passwords = PasswordHash() else {
      ExitCode.failure.leave("the system's libcrypt has no yescrypt, which passwords are kept by")
    }
    access = AccessKeeper(
      ledger: ledger, users: Daemon.opened(path) { try reader.users() }, passwords: passwords,
      folder: runFolder)
    let adapter = PanelAdapter(
      core: core, reader: reader, prices: prices, access: access,
      settings: ShopSettings(configuration), configurationMark: configuration.mark)
    core.storageIs = adapter.storageIs
    core.publishPorts = adapter.portsAre
    panel = PanelServer(
      configuration: configuration.panel(runFolder: runFolder), source: adapter)
    core.publish = panel.publish
    keeper = PortKeeper(
      discovery: configuration.discovery, baud: configuration.baud, queue: queue,
      handler: { [core] in core.take($0) })
    core.portsNotOpen = { [keeper] in
      keeper.closedPorts.map { ($0.candidate, $0.error?.words) }
    }
  }

  /// What the configuration says is written down where it is new, and the prices are brought in.
  private static func prices(
    _ configuration: DaemonConfiguration, _ ledger: Ledger, _ reader: LedgerReader
  ) -> TariffBook {
    do {
      let book = try Prices(
        source: PriceSource(configuration), ledger: ledger, reader: reader
      ).load()
      try ledger.noteConfiguration(
        configuration.entries,
        by: AuditOrigin(actor: AuditOrigin.daemon, at: SystemClock.wall))
      if let head = try reader.auditHead() { Journal.write(.notice, "audit \(head)") }
      return book
    } catch let error as DatabaseError {
      leave(error, ledger: reader.path)
    } catch { ExitCode.configuration.leave("\(error)") }
  }

  /// A payment to begin with; for the demo.
  func pay(_ amount: Money, reference: String) {
    queue.async { self.core.perform(.pay(amount: amount, reference: reference)) { _ in } }
  }

  /// Every so many seconds asks for what `choose` makes of the booths; for the demo.
  func play(everySeconds seconds: Int, _ choose: @escaping ([BoothSnapshot]) -> [OwnerAction]) {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .seconds(seconds))
    timer.setEventHandler { [core] in
      for action in choose(core.exchange.snapshot(at: SystemClock.now).booths) {
        core.perform(action, by: "demo") { _ in }
      }
    }
    timer.activate()
    player = timer
  }

  /// Serves until one of `ending` comes; `atEnd` is done last. `advice`: what to do when another
  /// program has the page's port.
  func run(
    until ending: EndingSignals, advice: String? = nil,
    atEnd: @escaping @Sendable () -> Void = {}
  ) -> Never {
    self.atEnd = atEnd
    do {
      try panel.start()
    } catch {
      ledger.close()
      atEnd()
      guard case .inUse(.tcp) = error, let advice else { ExitCode.page.leave("\(error)") }
      ExitCode.page.leave("\(error); \(advice)")
    }
    queue.async {
      self.core.start()
      self.keeper.start()
      self.prices.removeStaleRows()
      self.startWatchdog()
      self.serviceManager.ready()
      Journal.write(.notice, "ready; the page is at \(self.pages.joined(separator: " and "))")
      self.access.begin(page: self.pages.first)
      for case .unix(let path) in self.panel.addresses {
        Journal.write(.notice, "the command line: cabinactl --socket \(path) status")
      }
    }
    // Not in `dispatchMain`, which leaves a thread behind that takes every signal; and a signal source
    // hears nothing of what comes in the first instants after it was activated.
    while true {
      ending.wait()
      queue.async { self.stop() }
    }
  }

  private var pages: [String] {
    panel.addresses.compactMap { address in
      if case .tcp = address { "http://\(address)/" } else { nil }
    }
  }

  private static func opened<Value>(_ path: String, _ body: () throws -> Value) -> Value {
    do { return try body() } catch { leave(error, ledger: path) }
  }

  /// Leaves with why the ledger at `path` cannot be used.
  private static func leave(_ error: any Error, ledger path: String) -> Never {
    let reason =
      (error as? DatabaseError).map { LedgerOpenError($0, path: path) } ?? error as? LedgerOpenError
    guard let reason else { ExitCode.ledger.leave("\(path): \(error)") }
    (reason.isLasting ? ExitCode.refusedLedger : .ledger).leave("\(reason)")
  }

  // MARK: Stopping

  /// Calls in progress go on: the board holds them for their lease, and the next daemon takes them
  /// over.
  private func stop() {
    guard !isStopping else { return }
    isStopping = true
    player?.cancel()
    serviceManager.stopping()
    core.work(.exchange(.stopping))
    keeper.stop()
    DispatchQueue.global().async { [self] in
      panel.stop()
      // With nobody who reads, the log is merged: the one file is a whole copy then.
      reader.close()
      prices.close()
      access.close()
      let isAllWritten = ledger.close()
      if let fault = ledger.mergeFault { Journal.write(.warning, fault) }
      core.endRecordings()
      atEnd()
      if isAllWritten {
        Journal.write(.notice, "stopped")
        Journal.flush()
        exit(ExitCode.stopped.rawValue)
      }
      ExitCode.ledger.leave(
        "stopped, but the disk did not take everything; the board will tell it again")
    }
  }

  /// Signs of life come from the core's own queue: a core that hangs is not alive.
  private func startWatchdog() {
    guard let interval = serviceManager.watchdogMilliseconds else { return }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .milliseconds(interval))
    timer.setEventHandler { self.serviceManager.alive() }
    timer.activate()
    watchdog = timer
  }
}

/// Brings the ledger's notices to the core, on its queue and in their order.
final class LedgerMailbox: @unchecked Sendable {
  private let queue: DispatchQueue
  /// Set once, before anything is submitted.
  weak var core: Core?

  init(queue: DispatchQueue) { self.queue = queue }

  func take(_ notice: LedgerNotice) {
    queue.async { self.core?.take(notice) }
  }
}

extension DaemonConfiguration {
  var discovery: any PortDiscovery {
    switch port {
    case .discover: UdevDiscovery()
    case .paths(let paths): FixedPathDiscovery(paths: paths)
    }
  }

  /// The page on its address, and the socket of the command line. The groups that may use it are
  /// looked up here, once; who is in them the kernel says each time somebody connects.
  func panel(runFolder: String?) -> PanelConfiguration {
    let wanted = PanelAddress.tcp(host: page.address, port: page.port)
    var addresses = [wanted]
    // The box's own browser has its page whatever the network has.
    if !wanted.isOfThisBoxAlone, !wanted.isEveryAddress {
      addresses.append(.tcp(host: "127.0.0.1", port: page.port))
    }
    if let runFolder {
      addresses.append(.unix(path: runFolder + "/cabina.sock"))
    }
    var configuration = PanelConfiguration(addresses: addresses)
    configuration.hostNames = page.names
    configuration.language = page.language
    let cashiers = LocalAccess.Group(named: socket.cashiers)
    if cashiers == nil, socket.isNamed {
      Journal.write(
        .warning,
        "the system has no group \(socket.cashiers), which [socket] names: no cashier can use the "
          + "command line until there is one and cabinad is restarted")
    }
    if !LocalProgram.hasAllGroups {
      Journal.write(
        .warning,
        "this kernel does not tell which groups a program is in besides its user's first one: who is "
          + "in a group that may use the command line by way of another is refused; root is not")
    }
    configuration.localAccess = LocalAccess(cashiers: cashiers)
    return configuration
  }
}
