import BoothControl
import BoothProtocol
import Rating

/// What must hold when everything was healed, everyone has hung up, and half a minute has passed.
extension WorldOracle {
  func settle() {
    guard let world else { return }
    world.ledger.real?.settle(world.ledger.books)
    checkLedger(world)
    checkLines(world)
    checkCalls(world)
    checkMoney(world)
    checkSizes(world)
  }

  private func checkLines(_ world: ShopWorld) {
    guard let daemon = world.daemon else { return world.violate(.agreement, "no daemon runs") }
    if daemon.board == nil { world.violate(.agreement, "there is no session") }
    for booth in daemon.exchange.snapshot(at: world.clock).booths where booth.state != .free {
      world.violate(.agreement, "booth \(booth.number) is \(booth.state) in the end")
    }
    for line in lines.indices where board.state(line: line) != .onHook {
      world.violate(.agreement, "line \(line) is \(board.state(line: line)) in the end")
    }
    if board.eventsHeld != 0 {
      world.violate(.agreement, "\(board.eventsHeld) events are not acknowledged in the end")
    }
  }

  private struct Key: Hashable {
    var bootID: UInt32
    var id: CallID
    var line: Int
  }

  private func checkCalls(_ world: ShopWorld) {
    var truth: [Key: WorldCall] = [:]
    for call in calls where call.answered != nil {
      truth[Key(bootID: call.bootID, id: call.id, line: call.line)] = call
    }
    var recorded: Set<Key> = []
    for record in world.ledger.books.calls {
      let authorisation = record.authorisation
      let key = Key(
        bootID: authorisation.bootID, id: authorisation.wireCall, line: authorisation.line)
      if !recorded.insert(key).inserted {
        world.violate(.billedOnce, "call \(key.id) of boot \(key.bootID) has two records")
      }
      guard let end = record.end else {
        world.violate(.billedOnce, "call \(authorisation.call) has no end")
        continue
      }
      guard let call = truth[key] else {
        if end.talked != nil || end.charge != .zero || end.cost != .zero {
          world.violate(.billedOnce, "call \(authorisation.call) was not answered and is billed")
        }
        continue
      }
      check(record, end, call, world)
    }
    for call in calls where call.answered != nil && !call.isEmergency {
      guard !recorded.contains(Key(bootID: call.bootID, id: call.id, line: call.line)) else {
        continue
      }
      world.violate(
        .billedOnce, "call \(call.id) of line \(call.line) has no record", line: call.line,
        until: call.endedAt + 60_000)
    }
  }

  private func check(
    _ record: DurableBooks.Record, _ end: CallEnd, _ call: WorldCall, _ world: ShopWorld
  ) {
    let id = record.authorisation.call
    func violate(_ what: String, _ invariant: WorldInvariant = .billedOnce) {
      world.violate(invariant, what, line: call.line, until: call.endedAt + 60_000)
    }
    guard let truth = call.talked else { return violate("call \(id) goes on") }
    let talked = end.talked?.milliseconds
    let isTrue = (0...Self.slip(of: end)).contains(truth - (talked ?? 0))
    if call.wasReset || call.mayBeForgotten && !isTrue {
      if end.suspicions.allSatisfy({ $0 == .tooShort }) {
        violate("the board was reset and forgot call \(id), which is not flagged")
      }
      world.count { $0.forgotten += 1 }
      // A handset that was just put back is not known to be down yet.
      let latest = truth + (call.mayBeForgotten ? Int64(WorldLine.flash.upperBound) + 1 : 0)
      if let most = call.brokeOff?.most, !call.isEmergency, truth - (talked ?? 0) > most {
        violate("call \(id): \(talked ?? 0) ms billed of \(truth), which is more than \(most) less")
      }
      if !call.isEmergency, talked ?? 0 < min(truth, call.known) {
        violate("call \(id): \(talked ?? 0) ms billed, \(min(truth, call.known)) were known")
      }
      // One that the board dialled by itself is known from the log only; its time is nobody's
      // money.
      if !call.isEmergency, talked ?? 0 > latest {
        violate("call \(id): \(talked ?? 0) ms billed, at most \(truth) talked")
      }
    } else if isUntold(call, record.authorisation, end) {
      // No full log keeps anybody from help; what found no place in it is nobody's money.
    } else {
      world.count {
        $0.billed += 1
        $0.worstError = max($0.worstError, abs((talked ?? 0) - truth))
      }
      if !isTrue {
        violate("call \(id): \(talked.map(String.init) ?? "nothing") ms billed, \(truth) talked")
      }
    }
    let isShort = end.charge > .zero && talked ?? 0 <= Self.shortMilliseconds
    if end.suspicions.contains(.tooShort) != isShort {
      violate("call \(id) of \(talked ?? 0) ms is flagged \(end.suspicions)")
    }
    let expected = excused(call, record.authorisation)
    let others = end.suspicions.filter { $0 != .tooShort && !expected.contains($0) }
    if !call.wasReset, !call.mayBeForgotten, !others.isEmpty {
      violate("call \(id) is flagged \(others) for no reason")
    }
    if call.endedInPeace, end.cause == .leaseExpired {
      violate("call \(id) was ended for want of a lease while nothing was wrong", .goesOn)
    }
    let isGivenUp = call.endedInPeace || call.ringing.map { $0 < Self.ringMilliseconds } ?? false
    if isGivenUp, end.cause == .notAnswered, truth > 3_000 {
      violate("call \(id) was ended for want of an answer, \(truth) ms after it", .goesOn)
    }
    if record.authorisation.isEmergency != call.isEmergency {
      violate("call \(id) to \(call.digits) is written down as what it is not")
    }
    guard !call.isEmergency else { return checkFree(id, end, world) }
    let charge =
      record.authorisation.isCharged
      ? prices.charge(of: call.digits, milliseconds: talked ?? 0) : 0
    let cost = prices.cost(of: call.digits, milliseconds: talked ?? 0)
    if call.endedInPeace, let shown = call.shownPesos, shown * 1_000_000 != end.charge.micros {
      violate(
        "the display shows \(shown) for call \(id), charged \(end.charge.micros)", .shownTruly)
    }
    if end.charge.micros != charge || end.cost.micros != cost {
      violate(
        "call \(id) to \(call.digits), \(talked ?? 0) ms: charge \(end.charge.micros) cost \(end.cost.micros), not \(charge ?? -1) and \(cost ?? -1)"
      )
    }
  }

  /// A board that ends a call for want of money, late by so little because nobody told it in time, has
  /// talked that much for nothing; milliseconds.
  private static func slip(of end: CallEnd) -> Int64 {
    end.cause == .moneyEnded || end.cause == .creditEnded ? 500 : 0
  }

  /// What the record of a call lacks had no place in the board's log: only an emergency call begins
  /// without room for all of its events.
  private func isUntold(
    _ call: WorldCall, _ authorisation: CallAuthorisation, _ end: CallEnd
  ) -> Bool {
    guard call.isEmergency else { return false }
    let isEstimated =
      end.suspicions.contains(.answerNotSignalled)
      && excused(call, authorisation).contains(.answerNotSignalled)
    return isEstimated || gaps.hasLostEnd(of: call)
      || end.talked == nil && (gaps.hasLostSeizure(of: call) || gaps.hasLostAnswer(of: call))
  }

  /// The flags that a full log accounts for.
  private func excused(_ call: WorldCall, _ authorisation: CallAuthorisation) -> [Suspicion] {
    // One that the board dialled is known to the host from its first event on.
    let told = gaps.told(of: call)
    let first = authorisation.nextEvent > 0 ? authorisation.nextEvent : told.seized ?? 0
    var flags: [Suspicion] = gaps.hasGap(in: call, after: first) ? [.eventsLost] : []
    // Its answer was told to a daemon that did not live to write the call down.
    if call.isEmergency, authorisation.isAdopted || gaps.hasLostAnswer(of: call) {
      flags.append(.answerNotSignalled)
    }
    if call.isEmergency, gaps.hasLostEnd(of: call) { flags += [.interruptedByFault, .endUnknown] }
    return flags
  }

  /// Who answers before has answered long before a host may give up, however late it hears of it.
  private static let ringMilliseconds: Int64 = 110_000

  /// A charged call of two seconds begun or fewer.
  private static let shortMilliseconds: Int64 = 2_000

  private func checkFree(_ id: CallID, _ end: CallEnd, _ world: ShopWorld) {
    guard end.charge == .zero, end.cost == .zero else {
      return world.violate(.billedOnce, "emergency call \(id) costs something")
    }
  }

  private func checkMoney(_ world: ShopWorld) {
    let books = world.ledger.books
    for contradiction in books.contradictions {
      world.violate(.billedOnce, "a batch contradicts what is written: \(contradiction)")
    }
    checkAccounts(world)
    guard let balance = books.balance else { return }
    let spent = books.calls.reduce(Money.zero) { $0 + ($1.end?.cost ?? .zero) }
    if balance != books.paid - spent {
      world.violate(
        .moneyAddsUp,
        "\(books.paid.micros) paid, \(spent.micros) spent, the balance is \(balance.micros)")
    }
    let shown = world.daemon?.exchange.snapshot(at: world.clock).balance
    if shown != balance {
      world.violate(
        .moneyAddsUp,
        "the page shows \(shown.map { String($0.micros) } ?? "nothing"), the balance is \(balance.micros)"
      )
    }
    if world.daemon?.exchange.freeBalance != balance {
      world.violate(.moneyAddsUp, "something is still held back in the end")
    }
  }

  /// All that core and link remember, counted value by value: no more than those of a daemon that
  /// starts now. What the owner and the technician have written stays as it is, and is left out.
  private func checkSizes(_ world: ShopWorld) {
    if world.ledger.waitingCount != 0 {
      world.violate(.bounded, "\(world.ledger.waitingCount) batches wait in the end")
    }
    guard let daemon = world.daemon, let link = daemon.link else { return }
    let fresh = WorldDaemon(
      world.configuration, world.book, world.ledger.books.restored, at: world.clock)
    let core = Self.count(daemon.exchange, depth: 0) - Self.count(fresh.exchange, depth: 0)
    if core > Self.growthLimit { world.violate(.bounded, "the core holds \(core) values more") }
    let linkSize = Self.count(link, depth: 0)
    if linkSize > Self.growthLimit { world.violate(.bounded, "the link holds \(linkSize) values") }
  }

  /// Displays, the last calls and a board; the samples of a clock. A storm leaves half as many.
  private static let growthLimit = 1_000

  /// Large, and handed in from outside.
  private static let unchanging: Set = ["configuration", "plan", "book"]

  private static func count(_ value: Any, depth: Int) -> Int {
    guard depth < 12 else { return 1 }
    return Mirror(reflecting: value).children.reduce(1) { sum, child in
      let isUnchanging = depth == 0 && child.label.map(unchanging.contains) ?? false
      return isUnchanging ? sum : sum + count(child.value, depth: depth + 1)
    }
  }
}
