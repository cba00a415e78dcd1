import BoothControl
import BoothProtocol
import Rating

/// One life of the daemon: the core and the link to the board, with the shell's own few decisions,
/// which are the same as in `cabinad`.
final class WorldDaemon {
  enum Work {
    case exchange(Exchange.Input)
    case link(HostLink.Input)
    case technician(TechnicianDesk.Input)
  }

  var exchange: Exchange
  var desk = TechnicianDesk()
  /// What the ledger knew of the boards' clocks at the start.
  let knownTicks: [HostLink.KnownTick]
  /// nil: no port.
  var link: HostLink?
  /// Known once the board has introduced itself.
  var board: BoardUID?
  var bootID: UInt32 = 0
  var inbox: [Work] = []
  var isWorking = false
  /// The core has taken an input since the oracle looked at it last.
  var isToBeLookedAt = true
  var needsGreeting = false
  var diskPatience = DiskPatience()
  var diskFailedAt: Moment?
  var isSuspended = false
  /// It dies when it has performed so many more; nil: it lives.
  var effectsLeft: Int?
  var lastRequest: UInt64 = 0

  init(
    _ configuration: ShopConfiguration, _ book: TariffBook, _ restored: RestoredState, at now: Now
  ) {
    exchange = Exchange(
      configuration: configuration, calendar: .utc, book: book, restored: restored, at: now)
    knownTicks = restored.knownTicks
  }

  var boothStates: [BoothState] { look { $0.boothStates } }

  /// Looks at the core where it is: to copy it costs more than most looks.
  private func look<Seen>(_ look: (inout Exchange) -> Seen) -> Seen { look(&exchange) }

  /// When `timeHasCome` is due.
  var deadline: Moment? {
    var next = Moment.sooner(link?.deadline, exchange.deadline)
    next = .sooner(next, diskPatience.deadline)
    next = .sooner(next, desk.deadline)
    guard let diskFailedAt, !isSuspended else { return next }
    return .sooner(next, diskFailedAt.advanced(byMilliseconds: DiskPatience.milliseconds))
  }
}
