import BoothProtocol
import Rating

/// Reservations: talk time is granted only against money that is held back for it, so no number of
/// calls can spend more than there is.
extension Exchange {
  /// Talk time granted at a time; more is granted when less than half of it is left.
  static let grantMilliseconds: Int64 = 60_000

  /// What is not yet held back; nil: no balance is kept.
  var unreserved: Money? {
    guard var rest = balance else { return nil }
    for index in booths.indices where booths[index].stage.hasCall {
      rest = rest - booths[index].stage.reserved
    }
    return rest
  }

  /// What a booth's call may still spend: what nobody else has reserved, and its own credit.
  func funds(_ index: Int) -> Funds {
    Funds(
      balance: unreserved.map { $0 + booths[index].stage.reserved },
      credit: booths[index].creditLeft)
  }

  /// The first grant for a call that would be answered now. Throws that there is not enough for its
  /// first block.
  func firstGrant(
    _ price: DestinationPrice, _ index: Int, at now: Now
  ) throws(Refusal) -> Grant {
    let quotes = quotes(price, isCharged: !booths[index].nextCallIsUncharged, at: now)
    let funds = funds(index)
    guard !funds.isEmpty(of: \.balance, for: quotes.cost) else { throw .noBalance }
    guard !funds.isEmpty(of: \.credit, for: quotes.charge) else { throw .noCredit }
    return Grant(
      upTo: TalkTime(milliseconds: Self.grantMilliseconds), of: quotes, within: funds)
  }

  /// What a call that is answered now would cost, the provider's part and the customer's.
  func quotes(_ price: DestinationPrice, isCharged: Bool, at now: Now) -> CallQuotes {
    CallQuotes(price, isCharged: isCharged, answered: calendar.civilTime(at: now.wall))
  }

  /// Whether the customer's credit is what ends a call for want of money, and not the balance.
  func endsByCredit(_ index: Int) -> Bool {
    guard let quotes = booths[index].call?.conversation?.quotes else { return false }
    var credit = funds(index)
    let whole = credit.longestTalk(quotes)
    credit.balance = nil
    return whole != .unlimited && credit.longestTalk(quotes) == whole
  }

  /// Holds back, for every call on a board, at least what it has cost so far: before any of them is
  /// granted more.
  mutating func coverTalk(_ board: Board, at now: Now) {
    for index in booths.indices where isServed(index, by: board.uid) {
      // One that the board has no longer was cut where its money ended; the log will tell when.
      guard balance != nil, let call = booths[index].call, !call.isMissingAtBoard,
        let conversation = call.conversation
      else { continue }
      cover(index, talked(conversation, board, at: now))
    }
    for index in booths.indices where isServed(index, by: board.uid) {
      coverLease(index, board, at: now)
    }
  }

  /// What was granted to a call by a daemon before this one holds until the board has heard of
  /// another limit, or the lease of that time has run out. What it can cost until then was held back
  /// for it there, and is not given to others here.
  private mutating func coverLease(_ index: Int, _ board: Board, at now: Now) {
    guard let call = booths[index].call, call.hasUnknownGrant, !call.isMissingAtBoard,
      let conversation = call.conversation, let end = call.leaseEnd, let rest = unreserved
    else { return }
    let left = max(0, end.milliseconds(since: now.moment))
    let latest = TalkTime(
      milliseconds: talked(conversation, board, at: now).milliseconds + left)
    let missing = max(.zero, conversation.cost(at: latest) - call.grant.reserved)
    let more = min(missing, max(.zero, rest))
    booths[index].call?.grant.reserved = call.grant.reserved + more
  }

  /// Holds back at least what `talked` costs.
  mutating func cover(_ index: Int, _ talked: TalkTime) {
    guard balance != nil, var call = booths[index].call,
      let cost = call.conversation?.cost(at: talked), cost > call.grant.reserved
    else { return }
    call.grant.reserved = cost
    booths[index].call = call
  }

  /// Grants talk time to a call, a while beyond what it has talked, as far as the money goes.
  mutating func extendGrant(_ index: Int, beyond talked: TalkTime) {
    guard var call = booths[index].call, let quotes = call.conversation?.quotes else { return }
    let horizon = TalkTime(milliseconds: talked.milliseconds + Self.grantMilliseconds)
    let grant = Grant(upTo: horizon, of: quotes, within: funds(index))
    call.grant = grant
    if !grant.isFinal { call.hasBeenWarned = false }
    booths[index].call = call
  }

  /// Renews the lease of every call on a board, with the talk time that is paid for.
  mutating func renewLeases(_ board: Board, at now: Now) {
    var renewals: [LeaseRenewal] = []
    for index in booths.indices where isServed(index, by: board.uid) {
      guard let call = booths[index].call, !call.authorisation.isEmergency,
        !call.isMissingAtBoard
      else { continue }
      if case .authorising = call.phase { continue }
      if call.cut != nil {
        // No lease for it, and the order again: the first may have been lost with the line.
        sendCut(index, isAgain: true)
        continue
      }
      if let conversation = call.conversation {
        let talked = talked(conversation, board, at: now)
        if let granted = call.grant.talk,
          call.grant.isFinal
            || granted.milliseconds - talked.milliseconds < Self.grantMilliseconds / 2
        {
          extendGrant(index, beyond: talked)
        }
      }
      guard let call = booths[index].call else { continue }
      renewals.append(
        LeaseRenewal(
          line: booths[index].configuration.line, call: call.wireID,
          leaseMilliseconds: Lease.milliseconds, talkLimitMilliseconds: call.grant.wireLimit))
    }
    for start in stride(from: 0, to: renewals.count, by: LeaseRenewal.maximumCount) {
      let end = min(start + LeaseRenewal.maximumCount, renewals.count)
      effects.append(.command(board.uid, .lease(Array(renewals[start..<end]))))
    }
  }

  /// Money has come, or come back: calls that were about to end for want of it go on, before they
  /// are cut.
  mutating func renewFinalGrants(at now: Now) {
    for board in boards.indices where boards[board].isConnected {
      let isAnyFinal = booths.indices.contains { index in
        booths[index].call?.grant.isFinal == true && isServed(index, by: boards[board].uid)
      }
      if isAnyFinal { boards[board].nextRenewal = now.moment }
    }
  }

  /// Talked so far, by the board's clock.
  func talked(_ conversation: Conversation, _ board: Board, at now: Now) -> TalkTime {
    TalkTime(
      milliseconds: board.clock.tick(at: now.moment).milliseconds(since: conversation.answeredTick))
  }
}

/// Money that is there for one call.
struct Funds: Hashable, Sendable {
  /// At the provider; nil: no balance is kept.
  var balance: Money?
  /// Of the booth; nil: it is collected afterwards.
  var credit: Money?

  /// With nothing left only what is free for ever may be called: a second that rounds to nothing is
  /// still a call without money, again and again. And what is left must pay for the first block.
  func isEmpty(of purse: KeyPath<Funds, Money?>, for quote: Quote?) -> Bool {
    guard let money = self[keyPath: purse], let quote else { return false }
    guard money > .zero else { return quote.longestTalk(for: .zero) != .unlimited }
    return quote.longestTalk(for: money) == .limited(.zero)
  }

  /// How long they last, the sooner of the two.
  func longestTalk(_ quotes: CallQuotes) -> TalkLimit {
    let limits = [
      balance.map { quotes.cost.longestTalk(for: $0) },
      credit.flatMap { credit in quotes.charge.map { $0.longestTalk(for: credit) } },
    ]
    let times = limits.compactMap { limit in
      if case .limited(let time) = limit { time } else { nil }
    }
    return times.min().map(TalkLimit.limited) ?? .unlimited
  }
}

extension Grant {
  /// As much of `horizon` as there is money for.
  init(upTo horizon: TalkTime, of quotes: CallQuotes, within funds: Funds) {
    func reserved(_ talk: TalkTime) -> Money {
      funds.balance == nil ? .zero : quotes.cost.charge(at: talk)
    }
    switch funds.longestTalk(quotes) {
    case .unlimited:
      // It never costs more than there is: all it can ever cost is held back.
      self.init(reserved: reserved(Self.longestTalk), talk: nil, isFinal: false)
    case .limited(let limit):
      let talk = min(limit, horizon)
      self.init(reserved: reserved(talk), talk: talk, isFinal: limit <= horizon)
    }
  }

  /// A board's tick comes round after 2³² ms; no call lasts that long.
  private static let longestTalk = TalkTime(milliseconds: 1 << 32)

  /// For CONNECT and LEASE.
  var wireLimit: UInt32? {
    talk.map { UInt32(clamping: min($0.milliseconds, Int64(UInt32.max) - 1)) }
  }

  /// A board cuts at the limit, but notices it a few milliseconds late: that much is not billed, or
  /// the last second would be one too many. What is far beyond was really talked: it is billed and
  /// flagged.
  func clip(_ measured: TalkTime) -> (billed: TalkTime, isBeyond: Bool) {
    guard let talk, measured > talk else { return (measured, false) }
    let isSlip = measured.milliseconds - talk.milliseconds <= 500
    return isSlip ? (talk, false) : (measured, true)
  }
}
