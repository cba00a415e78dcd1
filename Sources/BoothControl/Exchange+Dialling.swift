import BoothProtocol
import Rating

/// From the first digit to the gate.
extension Exchange {
  /// - Parameter withTone: false where another is told of who is on the line in a moment.
  mutating func beginCollecting(_ index: Int, withTone: Bool = true, at now: Now) {
    let deadline = now.moment.advanced(
      byMilliseconds: Int64(configuration.startTimerSeconds) * 1000)
    booths[index].stage = .collecting(DigitCollection(deadline: deadline))
    booths[index].showsBill = false
    booths[index].refusedNumber = ""
    if withTone { playDialTone(index) }
    show(index, at: now)
  }

  /// For who is off-hook and has not dialled. What the log of the board tells of old callers is not
  /// answered with tones: what stands at its end is.
  mutating func playDialTone(_ index: Int) {
    guard case .collecting(let collection) = booths[index].stage, collection.digits.isEmpty,
      let board = board(serving: index), board.isCaughtUp
    else { return }
    playTone(booths[index].isDisabled ? .refusal : .dial, index)
  }

  mutating func digit(_ digit: UInt8, dialledAt tick: BoardTick, _ index: Int, at now: Now) {
    if case .released(let refusal, let digits) = booths[index].stage {
      return lateDigit(digit, dialledAt: tick, index, refusal, digits, at: now)
    }
    // Digits are told only where there is no call (§ 6): the flash came before CONNECT.
    if let call = booths[index].call, call.hasFlashed, case .connecting = call.phase {
      end(index, .notConnected, tick: nil, at: now)
      beginCollecting(index, at: now)
    }
    guard case .collecting(var collection) = booths[index].stage, !collection.isDecided,
      !booths[index].hasBoardCall
    else { return }
    if collection.digits.isEmpty { playTone(.silence, index) }
    collection.digits.append(Character(Unicode.Scalar(digit)))
    collection.lastDigit = tick
    let seconds =
      switch plan.progress(collection.digits) {
      case .incomplete: configuration.partialTimerSeconds
      case .completeMayGrow: configuration.criticalTimerSeconds
      case .emergency, .impossible, .complete: 0
      }
    collection.deadline = now.moment.advanced(byMilliseconds: Int64(seconds) * 1000)
    collection.isDecided = seconds == 0
    booths[index].stage = .collecting(collection)
    show(index, at: now)
    if collection.isDecided { decide(index, collection, at: now) }
  }

  /// After a refusal or a call nothing can be dialled but an emergency number.
  private mutating func lateDigit(
    _ digit: UInt8, dialledAt tick: BoardTick, _ index: Int, _ refusal: Refusal?, _ digits: String,
    at now: Now
  ) {
    guard let board = board(serving: index) else { return }
    // Who dials on without a pause is still dialling a number that cannot be; who paused has heard
    // the refusal and begins anew, perhaps for help.
    let hasPaused =
      booths[index].lastLateDigit.map {
        tick.milliseconds(since: $0) >= Self.newBeginningMilliseconds
      } ?? false
    booths[index].lastLateDigit = tick
    let isHopeless = plan.emergencyBeginning(digits) != digits
    let before = isHopeless && hasPaused ? "" : digits
    guard before.utf8.count < DigitMap.maximumDigits else { return }
    var digits = before + String(Character(Unicode.Scalar(digit)))
    if refusal == .interrupted { digits = plan.emergencyBeginning(digits) }
    booths[index].stage = .released(refusal, digits: digits)
    guard board.isCaughtUp, case .emergency(let number) = plan.classify(digits) else { return }
    authoriseEmergency(index, board, number: number, at: now)
  }

  /// As a board without a host has it (BLP/1 § 9).
  static let newBeginningMilliseconds: Int64 = 2_000

  /// No further digit came in time.
  mutating func digitTimer(_ index: Int, at now: Now) {
    guard case .collecting(var collection) = booths[index].stage else { return }
    guard !collection.digits.isEmpty, case .completeMayGrow = plan.progress(collection.digits)
    else { return refuse(index, .dialledTooSlowly, at: now) }
    collection.isDecided = true
    booths[index].stage = .collecting(collection)
    decide(index, collection, at: now)
  }

  /// Decides a number that is ready. While the board's log is still being read, digits may be those
  /// of a caller who has gone, or whom the board served by itself: then the decision waits for its
  /// end, a moment later.
  mutating func decide(_ index: Int, _ collection: DigitCollection, at now: Now) {
    guard collection.isDecided, let board = board(serving: index), board.isCaughtUp
    else { return }
    switch plan.classify(collection.digits) {
    case .emergency(let number): authoriseEmergency(index, board, number: number, at: now)
    case .blocked: refuse(index, .blocked, at: now)
    case .notANumber: refuse(index, .notANumber, at: now)
    case .number(let sent, let rated, let carrier):
      let dialled = DialledNumber(
        dialled: collection.digits, sent: sent, rated: rated, carrier: carrier)
      pass(index, board, dialled, at: now)
    }
  }

  /// What was dialled while nobody listened is not connected long after: the caller has heard the
  /// board's refusal and waits for nothing.
  static let staleDigitsMilliseconds: Int64 = 10_000

  func isStale(_ collection: DigitCollection, _ board: Board, at now: Now) -> Bool {
    guard let lastDigit = collection.lastDigit else { return false }
    return board.clock.tick(at: now.moment).milliseconds(since: lastDigit)
      > Self.staleDigitsMilliseconds
  }

  /// The gate: everything that can refuse a call, before anything is promised.
  private mutating func pass(_ index: Int, _ board: Board, _ number: DialledNumber, at now: Now) {
    guard !booths[index].isDisabled else {
      return refuse(index, .boothDisabled, at: now)
    }
    guard storageFault == nil else {
      return refuse(index, .storageFault, at: now)
    }
    guard let price = book.price(of: number.rated) else {
      return refuse(index, .unpriced, at: now)
    }
    do throws(Refusal) {
      let grant = try firstGrant(price, index, at: now)
      authorise(index, board, number, price.named, grant, at: now)
    } catch { refuse(index, error, at: now) }
  }

  /// Says no: tone and reason. The booth stays off-hook and hears it until it hangs up.
  mutating func refuse(_ index: Int, _ reason: Refusal, at now: Now) {
    // What is dialled on without a pause is the rest of the number that was refused.
    var digits = ""
    booths[index].lastLateDigit = nil
    if case .collecting(let collection) = booths[index].stage {
      if reason != .interrupted {
        digits = collection.digits
        booths[index].lastLateDigit = collection.lastDigit
      }
      let number = booths[index].configuration.number
      booths[index].refusedNumber = collection.digits
      effects.append(.report(.refused(number, dialled: collection.digits, reason)))
    }
    booths[index].stage = .released(reason, digits: digits)
    playTone(reason.tone, index)
    show(index, at: now)
  }

  /// While the log of the board is still being read, what it tells is over.
  mutating func playTone(_ tone: Tone, milliseconds: Int = 0, _ index: Int) {
    guard board(serving: index)?.isCaughtUp == true else { return }
    command(index) { .tone(line: $0, tone: tone, milliseconds: milliseconds) }
  }

  /// A command for a booth's line, while its board is there.
  mutating func command(_ index: Int, _ make: (Int) -> Command) {
    guard let board = board(serving: index), board.isConnected else { return }
    effects.append(.command(board.uid, make(booths[index].configuration.line)))
  }
}

extension DestinationPrice {
  /// Where a list has no words for a destination, its prefix stands for them: on the card, on the
  /// ticket and wherever else a call is told of.
  fileprivate var named: DestinationPrice {
    var named = self
    if charge.description.isEmpty { named.charge.description = charge.prefix }
    if cost.description.isEmpty { named.cost.description = cost.prefix }
    return named
  }
}

extension Refusal {
  /// What the caller hears: that it may not be, or that it cannot be now.
  var tone: Tone {
    switch self {
    case .boothDisabled, .noBalance, .noCredit, .unpriced, .blocked: .refusal
    case .notANumber, .dialledTooSlowly, .interrupted, .trunkBusy, .boardFault, .storageFault:
      .congestion
    }
  }
}

/// A number with what was taken off it.
struct DialledNumber: Hashable, Sendable {
  let dialled: String
  /// What goes to the trunk.
  let sent: String
  /// What the price is looked up for.
  let rated: String
  let carrier: String?
}

extension DialledNumber {
  /// An emergency number: sent as it was dialled, and never rated.
  init(emergency number: String) {
    self.init(dialled: number, sent: number, rated: number, carrier: nil)
  }
}
