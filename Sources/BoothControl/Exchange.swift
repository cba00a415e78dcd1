package import BoothProtocol
package import Rating

/// The core: booths, calls, gate, money and displays of one shop. A value: what it does follows
/// from its inputs alone, and what is to be done in the world leaves it as effects, in order.
package struct Exchange: Sendable {
  package let configuration: ShopConfiguration
  let plan: NumberPlan
  var names: OwnNames
  var calendar: ShopCalendar
  var book: TariffBook
  var booths: [Booth]
  var boards: [Board] = []
  /// nil: the centre pays its provider afterwards.
  var balance: Money?
  var lastCallID: CallID
  /// The last one that was on disk at the start.
  let lastWrittenCallID: CallID
  var durableEvents: [DurablePosition]
  var outbox = Outbox()
  /// What the disk said when it last refused; nil: it is well.
  var storageFault: String?
  var nextCheckpoint: Moment?
  var moneyTimes: MoneyTimes
  var keyedRequests: KeyedRequests
  var lastTicket: Int64
  var version: UInt64 = 0
  /// When `.timer` is due next; nil: nothing waits for time. Found anew after each input.
  package private(set) var deadline: Moment?
  /// What is not held back after the last input; nil: no balance is kept.
  package private(set) var freeBalance: Money?
  /// Collected while an input is handled.
  var effects: [Effect] = []
  var hasChanged = false

  package enum Input: Sendable {
    case boardConnected(BoardIdentity, [LineReport])
    case boardCaughtUp(BoardUID)
    case boardEvent(BoardUID, BoardEvent)
    case boardClock(BoardUID, BoardClock)
    /// The board gave a sign of life at this tick.
    case boardHeard(BoardUID, BoardTick)
    case boardLost(BoardUID)
    case boardAnswered(BoardUID, Command, Response)
    /// Every batch up to this one is on disk.
    case committed(upTo: UInt64)
    /// The ledger will never take this batch, since it contradicts what is written: nothing that
    /// was promised with it may follow. Comes before the `committed` that covers it.
    case rejected(batch: UInt64, String)
    /// The same of a batch that the owner asked for, and what he is answered: his key was used before
    /// the core can remember, or somebody else was quicker.
    case declined(batch: UInt64, OwnerActionResult)
    /// The disk refuses; the ledger keeps what it was given and tries again.
    case storageFailed(String)
    case storageRecovered
    /// `by`: who asks, for the audit.
    case owner(OwnerAction, OwnerRequestID, by: String = "")
    /// For the calls that are dialled from now on; one that was authorised keeps the price it was
    /// promised.
    case tariffs(TariffBook)
    /// What shop and booths are called from now on.
    case names(OwnNames)
    /// The time zone's rules around the present time.
    case calendar(ShopCalendar)
    /// The daemon is about to stop: what only it knows of live calls is to be written down.
    case stopping
    /// `deadline` has come.
    case timer
  }

  package enum Effect: Hashable, Sendable {
    case command(BoardUID, Command)
    case commit(LedgerBatch)
    case acknowledge(BoardUID, upTo: UInt32)
    /// Begin a new session with the board: what it did not record is found out by reading its
    /// lines.
    case renewSession(BoardUID)
    /// What the faces show is different now.
    case changed
    case answer(OwnerRequestID, OwnerActionResult)
    /// Something that should not happen did: for the log.
    case report(Anomaly)
  }

  /// `restored` is what the ledger knew at start. Booths of the configuration that it does not know
  /// begin enabled.
  package init(
    configuration: ShopConfiguration, names: OwnNames = OwnNames(), calendar: ShopCalendar,
    book: TariffBook, restored: RestoredState, at now: Now
  ) {
    self.configuration = configuration
    self.names = names
    self.plan = NumberPlan(configuration)
    self.calendar = calendar
    self.book = book
    self.booths = configuration.booths.map { Booth(configuration: $0) }
    self.balance = configuration.keepsBalance ? restored.balance ?? .zero : nil
    self.lastCallID = restored.lastCallID
    lastWrittenCallID = restored.lastCallID
    self.durableEvents = restored.durableEvents
    self.keyedRequests = KeyedRequests(restored.requests)
    self.lastTicket = restored.lastTicket
    self.moneyTimes = MoneyTimes(restored.moneyTimes)
    restore(restored, at: now)
    lookAhead()
  }

  /// Takes one input and gives what is to be done for it, in order.
  package mutating func handle(_ input: Input, at now: Now) -> [Effect] {
    switch input {
    case .boardConnected(let identity, let lines): connect(identity, lines, at: now)
    case .boardCaughtUp(let uid): catchUp(uid, at: now)
    case .boardEvent(let uid, let event): take(event, from: uid, at: now)
    case .boardClock(let uid, let clock): take(clock, of: uid, at: now)
    case .boardHeard(let uid, let tick):
      if let index = boardIndex(uid) { hear(tick, from: index, at: now) }
    case .boardLost(let uid): lose(uid, at: now)
    case .boardAnswered(let uid, let command, let response):
      answer(to: command, from: uid, response, at: now)
    case .committed(let batch): commit(upTo: batch, at: now)
    case .rejected(let batch, let reason): reject(batch, .notStored(reason), at: now)
    case .declined(let batch, let answer): reject(batch, answer, at: now)
    case .storageFailed(let message): storageFailed(message, at: now)
    case .storageRecovered:
      storageFault = nil
      hasChanged = true
    case .owner(let action, let request, let actor): perform(action, request, by: actor, at: now)
    case .tariffs(let book): self.book = book
    case .names(let names): rename(names, at: now)
    case .calendar(let calendar): self.calendar = calendar
    case .stopping: checkpoint(at: now)
    case .timer: break
    }
    runTimers(at: now)
    acknowledgeWhatIsDurable()
    lookAhead()
    return takeEffects()
  }

  /// What follows from all that is known, for whoever asks before the next input.
  private mutating func lookAhead() {
    deadline = nextDue
    freeBalance = unreserved
  }

  private mutating func takeEffects() -> [Effect] {
    if hasChanged {
      version += 1
      effects.append(.changed)
    }
    defer {
      effects = []
      hasChanged = false
    }
    return effects
  }
}

/// Both clocks, read together by the shell.
package struct Now: Hashable, Sendable {
  package var moment: Moment
  package var wall: WallTime

  package init(moment: Moment, wall: WallTime) {
    self.moment = moment
    self.wall = wall
  }

  /// What the wall clock showed, or will show, at another moment.
  func wall(at other: Moment) -> WallTime {
    WallTime(milliseconds: wall.milliseconds + other.milliseconds(since: moment))
  }
}

/// Names a request of the owner so that its answer finds the way back.
package struct OwnerRequestID: Hashable, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// What a person should hear of, though the core has an answer to it.
package enum Anomaly: Hashable, Sendable {
  /// The gate said no; not a fault, but what a technician asks for first.
  case refused(BoothNumber, dialled: String, Refusal)
  /// A board that no booth is configured for.
  case unknownBoard(BoardUID)
  /// The board restarted and says the same boot id as before: its events cannot be told from older
  /// ones, so it is left alone.
  case bootIDRepeated(BoardUID, bootID: UInt32)
  /// More boards than one daemon remembers; this one is left alone.
  case tooManyBoards(BoardUID)
  /// A booth's line, which its board does not have.
  case missingLine(BoardUID, BoothNumber)
  /// Someone lifted on a line that no booth is configured for.
  case unassignedLine(BoardUID, line: Int)
  /// The board holds or reports a call that is not known here. If it holds it, it is told to cut,
  /// unless it is an emergency call. One that may be of a daemon before is adopted.
  case unknownCall(BoardUID, CallID)
  case boardRestarted(BoardUID, ResetCause)
  case eventsLost(BoardUID, count: UInt32)
  case unknownEvent(BoardUID, type: UInt8)
  case commandRefused(BoardUID, Command, CommandResult)
  case callEndedUnknown(CallID)
  /// The handset says that the call is over, and the board has not told its end: it has dropped an
  /// event.
  case hookContradictsCall(BoardUID, CallID)
  case power(BoardUID, PowerState, millivolts: Int)
}
