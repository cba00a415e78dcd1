import BoothProtocol
import Rating

/// What happens because time passes. The shell arms one timer to `deadline`.
extension Exchange {
  /// How often the last tick of live calls is written, for the case that board and box lose their
  /// power together.
  static let checkpointMilliseconds: Int64 = 60_000

  /// What comes next because time passes; nil: nothing.
  var nextDue: Moment? {
    var next = nextCheckpoint
    for index in booths.indices where booths[index].stage.waitsForTime {
      guard let board = boardIndex(serving: index), boards[board].isConnected else { continue }
      next = .sooner(next, deadline(of: index, board))
      if booths[index].stage.hasCall { next = .sooner(next, boards[board].nextRenewal) }
    }
    return next
  }

  private func deadline(of index: Int, _ board: Int) -> Moment? {
    switch booths[index].stage {
    case .onHook, .released: return nil
    case .collecting(let collection):
      return collection.isDecided || !boards[board].isCaughtUp ? nil : collection.deadline
    case .inCall:
      guard booths[index].stage.isTalking else {
        let deadline = booths[index].stage.callDeadline
        // While the log is still being read, what is late may long have come about.
        return boards[board].isCaughtUp ? deadline : nil
      }
      let warning =
        booths[index].stage.isToBeWarned ? warningMoment(index, boards[board].clock) : nil
      return .sooner(booths[index].nextUpdate, warning)
    }
  }

  mutating func runTimers(at now: Now) {
    for index in booths.indices where booths[index].stage.waitsForTime {
      guard let board = boardIndex(serving: index), boards[board].isConnected,
        let deadline = deadline(of: index, board), deadline <= now.moment
      else { continue }
      runTimer(index, boards[board], at: now)
    }
    for index in boards.indices where boards[index].isConnected {
      guard let renewal = boards[index].nextRenewal, renewal <= now.moment else { continue }
      boards[index].nextRenewal = now.moment.advanced(byMilliseconds: Lease.renewalMilliseconds)
      renewLeases(boards[index], at: now)
    }
    if let nextCheckpoint, nextCheckpoint <= now.moment { checkpoint(at: now) }
  }

  private mutating func runTimer(_ index: Int, _ board: Board, at now: Now) {
    switch booths[index].stage {
    case .onHook, .released: break
    case .collecting: digitTimer(index, at: now)
    case .inCall(var call):
      switch call.phase {
      case .authorising: break
      case .connecting, .ringing:
        // Nobody answers. The release comes as an event; until then the command is repeated with
        // the leases of the others.
        call.phase = call.isSeized ? .ringing(deadline: nil) : .connecting(deadline: nil)
        call.cut = call.cut ?? .noAnswer
        booths[index].call = call
        sendCut(index)
      case .talking(let conversation):
        if let pause = conversation.pause, pause.end <= now.moment {
          resumeShowing(index, at: now)
        }
        if booths[index].stage.isToBeWarned, let warning = warningMoment(index, board.clock),
          warning <= now.moment
        {
          booths[index].call?.hasBeenWarned = true
          playTone(.warning, milliseconds: 400, index)
        }
        show(index, at: now)
      }
    }
  }

  /// A beep before the money of a conversation ends; nil: it does not.
  private func warningMoment(_ index: Int, _ clock: BoardClock) -> Moment? {
    guard let call = booths[index].call, let conversation = call.conversation,
      let talk = call.grant.talk
    else { return nil }
    let warning = talk.milliseconds - Int64(configuration.warningSeconds) * 1000
    return clock.moment(
      of: conversation.answeredTick.advanced(byMilliseconds: max(0, warning)))
  }

  /// When the display of a conversation is next different: at the next second or the next price,
  /// whichever comes first. A price changes one millisecond after a full second, since a second
  /// begun is billed; so the seconds are shown a millisecond late, and one update does for both.
  func nextUpdate(_ conversation: Conversation, _ board: Board, at now: Now) -> Moment {
    if let pause = conversation.pause { return pause.end }
    let talked = talked(conversation, board, at: now)
    let nextSecond = TalkTime(milliseconds: (talked.milliseconds + 999) / 1000 * 1000 + 1)
    let nextPrice = conversation.quotes?.charge?.nextChange(after: talked) ?? nextSecond
    let next = min(nextSecond, nextPrice)
    let moment = board.clock.moment(
      of: conversation.answeredTick.advanced(byMilliseconds: next.milliseconds))
    return max(moment, now.moment.advanced(byMilliseconds: 1))
  }

  /// A daemon that is started again and again would never come to write it down.
  mutating func checkpointSoon(at now: Now) {
    guard let next = nextCheckpoint else { return }
    nextCheckpoint = min(next, now.moment.advanced(byMilliseconds: Self.firstCheckpoint))
  }

  private static let firstCheckpoint: Int64 = 5_000

  /// Writes down up to when each conversation is known to have lasted.
  mutating func checkpoint(at now: Now) {
    var entries: [LedgerEntry] = []
    var isAnyTalking = false
    for index in booths.indices {
      guard var call = booths[index].call, let conversation = call.conversation else { continue }
      isAnyTalking = true
      // What the log has still to tell may be that it ended long ago.
      guard !call.isMissingAtBoard, let board = board(serving: index), board.isConnected,
        board.isCaughtUp
      else { continue }
      let heard = max(board.lastHeard, conversation.answeredTick)
      guard heard > call.lastHeard ?? conversation.answeredTick else { continue }
      call.lastHeard = heard
      booths[index].call = call
      entries.append(.callHeard(call.id, tick: heard))
    }
    if !entries.isEmpty { submit(entries) }
    nextCheckpoint =
      isAnyTalking ? now.moment.advanced(byMilliseconds: Self.checkpointMilliseconds) : nil
  }
}
