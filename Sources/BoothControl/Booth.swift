import BoothProtocol
import Rating

/// One booth as the core holds it.
struct Booth: Hashable, Sendable {
  let configuration: BoothConfiguration
  /// Stands for a line of a board that no booth is configured for: nothing can be dialled there but
  /// emergency numbers, and the owner's list does not have it.
  var isUnassigned = false
  /// The configuration has it no more: it is served by no board, and its account can be closed.
  var isRemoved = false
  /// No call but to an emergency number.
  var isDisabled = false
  /// It is «sin cobrar».
  var nextCallIsUncharged = false
  /// Of the customer who is there, since the last ticket.
  var account = BoothAccount()
  /// Deposits and reviews that change the account once they are on disk.
  var accountChangesOnTheirWay = 0
  /// What was dialled when the gate said no, until the next caller lifts.
  var refusedNumber = ""
  var fault: LineFault?
  /// The board that serves it has no such line.
  var isMissingAtBoard = false
  /// As the board told it last.
  var isOffHook = false
  /// The board has a call on this line that nobody here knows, dialled by itself or begun by a daemon
  /// before, and its log is still to tell of it: until then nothing is done here.
  var hasBoardCall = false
  /// What the board said of the line at the handshake, until its log is read to where it stood then.
  var reported: LineReport?
  /// Without a host the board has refused what was dialled: its caller waits for nothing.
  var wasRefusedByBoard = false
  /// When the last digit was dialled that could only be of an emergency number.
  var lastLateDigit: BoardTick?
  var stage: Stage = .onHook
  /// What the panel shows when no call is in progress.
  var lastCall: CallSnapshot?
  /// The bill of the last call stays on the booth's display until the next one lifts.
  var showsBill = false
  var display = DisplayState()
  /// When the time or the total of its conversation changes next; nil: there was none yet.
  var nextUpdate: Moment?

  /// What happens at the booth. Inputs not named are harmless in that stage: acknowledged and
  /// without effect.
  enum Stage: Hashable, Sendable {
    /// Takes: off-hook.
    case onHook
    /// Takes: digits, flash, on-hook, its timer.
    case collecting(DigitCollection)
    /// Takes: what the call's phase takes; on-hook ends a call that has not been seized.
    indirect case inCall(LiveCall)
    /// Off-hook with nothing going on, after a call or a refusal. Takes: on-hook, flash, and digits for
    /// an emergency number only.
    case released(Refusal?, digits: String = "")
  }

  var call: LiveCall? {
    get {
      guard case .inCall(let call) = stage else { return nil }
      return call
    }
    set {
      guard let newValue else { return }
      stage = .inCall(newValue)
    }
  }
}

extension Booth.Stage {
  /// Whether anything can come about because time passes.
  var waitsForTime: Bool {
    switch self {
    case .onHook, .released: false
    case .collecting, .inCall: true
    }
  }

  var hasCall: Bool {
    if case .inCall = self { true } else { false }
  }

  // Of its call single fields are asked for at each input, and the whole is too large to be copied so
  // often.

  var isTalking: Bool {
    guard case .inCall(let call) = self, case .talking = call.phase else { return false }
    return true
  }

  /// Its call is to end for want of money, and the beep that says so was not given.
  var isToBeWarned: Bool {
    guard case .inCall(let call) = self else { return false }
    return call.grant.isFinal && !call.hasBeenWarned
  }

  /// When its call is given up; nil: it is not.
  var callDeadline: Moment? {
    guard case .inCall(let call) = self else { return nil }
    switch call.phase {
    case .connecting(let deadline), .ringing(let deadline): return deadline
    case .authorising, .talking: return nil
    }
  }

  /// Held back for its call.
  var reserved: Money {
    guard case .inCall(let call) = self else { return .zero }
    return call.grant.reserved
  }
}

/// Digits on their way to becoming a number.
struct DigitCollection: Hashable, Sendable {
  var digits = ""
  /// When waiting for the next digit ends.
  var deadline: Moment
  /// When the last digit was dialled.
  var lastDigit: BoardTick?
  /// The number is decided once the deadline comes or the map says so; then what is collected stays
  /// as it is.
  var isDecided = false
}

/// A call between its authorisation and its end.
struct LiveCall: Hashable, Sendable {
  let authorisation: CallAuthorisation
  var phase: Phase
  /// Taken over from the ledger: whether the board ever heard of it is not known until its log is
  /// read.
  var isRestored = false
  /// What the board lets it talk was granted by a daemon before this one, and is not known.
  var hasUnknownGrant = false
  /// It is an emergency call that was refused under another number.
  var isRepeated = false
  /// When the lease that the board had for it at the handshake runs out; nil: it had none.
  var leaseEnd: Moment?
  /// It was not decided here, and the log of its board may still tell of what was before it: of the
  /// caller's dialling, or of the caller before him.
  var mayBeOlderThanLog = false
  /// The board does not have it on its line; if its log does not tell how it ended, nobody will.
  var isMissingAtBoard = false
  /// The caller has hung up; the board's word on when is still to come.
  var callerIsGone = false
  var grant: Grant
  var hasBeenWarned = false
  /// The caller has tapped the hook while CONNECT was on its way: perhaps to begin anew.
  var hasFlashed = false
  /// Why it is being cut from here; nil: it is not.
  var cut: CutReason?
  /// How often a CUT was sent for it.
  var cutsSent = 0
  /// The board lost events while it was up: whatever its end says, the owner should look at it.
  var hasLostEvents = false
  /// The board gave a tick that cannot be.
  var hasOddTicks = false
  /// When its trunk was taken, as the board told it.
  var seizedTick: BoardTick?
  /// The latest tick at which the board was known to hold the call.
  var lastHeard: BoardTick?

  var id: CallID { authorisation.call }
  /// How the board calls it.
  var wireID: CallID { authorisation.wireCall }

  enum Phase: Hashable, Sendable {
    /// The authorisation is on its way to the disk. Takes: committed, on-hook, flash, storage failure.
    case authorising(batch: UInt64)
    /// CONNECT was sent. Takes: seized, connect failed, released, a refusing response, on-hook, flash
    /// and the digit after it; cut at the deadline. nil: an emergency call, never cut from here.
    case connecting(deadline: Moment?)
    /// The trunk is taken, the far end has not answered. Takes: answered, released; cut at the
    /// deadline. nil: an emergency call, never cut from here.
    case ringing(deadline: Moment?)
    /// Takes: released, loop open, flash, its timers.
    indirect case talking(Conversation)
  }

  var conversation: Conversation? {
    guard case .talking(let conversation) = phase else { return nil }
    return conversation
  }

  /// Why the daemon ends a call that the board would let go on.
  enum CutReason: Hashable, Sendable {
    case owner
    /// It rang, or was being set up, for too long.
    case noAnswer
    /// The caller hung up before the board took the call.
    case callerGone
    /// Nobody knows what was promised for it.
    case unauthorised
  }

  /// Whether what the board has told last, of hook or digits, was before the call.
  func isYoungerThanNews(of board: Board) -> Bool {
    if authorisation.nextEvent > 0 { return board.lastEvent < authorisation.nextEvent }
    guard case .connecting = phase else { return false }
    return mayBeOlderThanLog && !board.isCaughtUp
  }

  var isSeized: Bool {
    switch phase {
    case .authorising, .connecting: false
    case .ringing, .talking: true
    }
  }
}

/// Talk time that is paid for, and the money held back for it.
struct Grant: Hashable, Sendable {
  /// The cost of `talk`.
  var reserved: Money
  /// The board cuts here by itself; nil: without limit.
  var talk: TalkTime?
  /// The money ends here: no more can be granted unless some comes back.
  var isFinal: Bool

  static let unlimited = Grant(reserved: .zero, talk: nil, isFinal: false)
}

/// What is fixed once the far end has answered.
struct Conversation: Hashable, Sendable {
  let answeredTick: BoardTick
  let answeredAt: WallTime
  /// The same on the box's own clock; nil: a daemon before this one heard it.
  var answeredMoment: Moment?
  let signal: AnswerSignal
  /// nil: free; an emergency call, or one whose price is not known any more.
  let quotes: CallQuotes?
  /// The loop has opened: time and total stand still until it is known what that was.
  var pause: Pause?

  struct Pause: Hashable, Sendable {
    /// What is billed to if it was the hang-up.
    let tick: BoardTick
    /// By then the board would have told.
    let end: Moment
  }

  /// The charge as the display and the panel show it.
  func total(at talked: TalkTime) -> Money { quotes?.charge?.charge(at: talked) ?? .zero }
  func cost(at talked: TalkTime) -> Money { quotes?.cost.charge(at: talked) ?? .zero }
}

/// A call's price at work.
struct CallQuotes: Hashable, Sendable {
  /// What the customer pays; nil: «sin cobrar».
  let charge: Quote?
  /// What the provider takes.
  let cost: Quote

  init(_ price: DestinationPrice, isCharged: Bool, answered: CivilTime) {
    charge =
      isCharged ? Quote(tariff: price.charge, rounding: price.rounding, answered: answered) : nil
    cost = Quote(tariff: price.cost, rounding: price.rounding, answered: answered)
  }
}
