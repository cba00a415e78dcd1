import BoothControl
import Rating

/// What customers owe, have paid in advance, and pay at the till.
extension WorldOracle {
  /// The core knows every account as the disk does, and nobody has talked for more than he had paid.
  func checkAccounts(_ world: ShopWorld) {
    let books = world.ledger.books
    for booth in world.daemon?.exchange.snapshot(at: world.clock).booths ?? [] {
      let written = books.account(of: booth.number)
      if booth.account != written {
        world.violate(
          .moneyAddsUp, "booth \(booth.number) shows \(booth.account), on the disk is \(written)")
      }
      let due = payable(written, world) - written.credit.micros
      if booth.due.micros != due {
        world.violate(
          .moneyAddsUp, "booth \(booth.number) shows \(booth.due.micros) due, it owes \(due)")
      }
      checkCredit(written, of: booth.number, world)
    }
    let calls = books.calls
    for ticket in books.tickets { check(ticket, of: calls, world) }
  }

  private func checkCredit(_ account: BoothAccount, of booth: BoothNumber, _ world: ShopWorld) {
    guard account.isPrepaid || isPaidInAdvance(booth, world), account.left < .zero else { return }
    world.violate(.moneyAddsUp, "booth \(booth) has talked beyond its credit: \(account)")
  }

  private func check(_ ticket: Ticket, of calls: [DurableBooks.Record], _ world: ShopWorld) {
    let calls = calls.filter { $0.ticket == ticket.number }
    let charged = calls.reduce(Money.zero) { $0 + ($1.end?.charge ?? .zero) }
    if charged != ticket.account.charged || calls.count != ticket.account.calls {
      world.violate(
        .moneyAddsUp,
        "ticket \(ticket.number) is of \(ticket.account), its \(calls.count) calls of \(charged.micros)"
      )
    }
    if ticket.payable.micros != payable(ticket.account, world) {
      world.violate(
        .moneyAddsUp,
        "ticket \(ticket.number) of \(ticket.account) is paid with \(ticket.payable.micros)")
    }
    checkCredit(ticket.account, of: ticket.booth, world)
  }

  private func payable(_ account: BoothAccount, _ world: ShopWorld) -> Int64 {
    world.till.payable(charges: account.charged.micros, credit: account.credit.micros)
  }

  private func isPaidInAdvance(_ booth: BoothNumber, _ world: ShopWorld) -> Bool {
    world.configuration.booths.contains { $0.number == booth && $0.isPaidInAdvance }
  }

  /// A trunk was taken from a booth that is paid in advance: not without credit, unless the call is
  /// free.
  func checkCredit(_ authorisation: CallAuthorisation, _ digits: String, line: Int) {
    guard let world, isPaidInAdvance(authorisation.booth, world), authorisation.isCharged,
      prices.charge(of: digits, milliseconds: 3_600_000) != 0
    else { return }
    let account = world.ledger.books.account(of: authorisation.booth)
    if account.left <= .zero {
      world.violate(
        .moneyAddsUp, "line \(line) calls without credit: \(account)", line: line)
    }
  }

  /// The owner was told of a ticket that he asked for.
  func wasCollected(_ ticket: Ticket, _ action: OwnerAction) {
    guard let world, case .collect(_, let expected, let received, let key) = action else { return }
    let due = payable(ticket.account, world) - ticket.account.credit.micros
    // Asked for again it is the ticket of the first time, whatever is expected now.
    let isAgain = key.map { keysAsked[$0] != 1 } ?? false
    let isAsAsked = isAgain || expected == nil || expected?.micros == due
    let change = (received?.micros ?? max(due, 0)) - due
    if !isAsAsked || ticket.due.micros != due || ticket.change.micros != change || change < 0 {
      world.violate(
        .moneyAddsUp,
        "\(action): ticket \(ticket.number) has \(ticket.due.micros) due and \(ticket.change.micros) back, not \(due) and \(change)"
      )
    }
    if received != nil, !world.till.isInCoins(change) {
      world.violate(.moneyAddsUp, "\(action): no coins are \(change) back")
    }
  }

  /// The owner was told that a deposit is on the disk.
  func wasDeposited(_ amount: Money, _ action: OwnerAction) {
    guard let world, !world.till.isInCoins(amount.micros) else { return }
    world.violate(.moneyAddsUp, "\(action): no coins are \(amount.micros)")
  }

  /// The owner was told no: only for what is so, by what the page shows him at that instant.
  func wasRefused(_ action: OwnerAction, _ result: OwnerActionResult) {
    guard let world, let isRight = isRight(result, action, world), !isRight else { return }
    world.violate(.moneyAddsUp, "\(action) is answered \(result)")
  }

  /// nil: the refusal is not about money.
  private func isRight(
    _ result: OwnerActionResult, _ action: OwnerAction, _ world: ShopWorld
  ) -> Bool? {
    switch (result, action) {
    case (.otherDue(let due), .collect(let booth, let expected?, _, _)):
      due == world.dueShown(booth) && expected != due
    case (.tooLittle(let due), .collect(let booth, _, let received?, _)):
      due == world.dueShown(booth) && received < due
    case (.notInCoins(let coin), .collect(let booth, _, let received?, _)):
      coin == .pesos(world.till.coin)
        && world.dueShown(booth).map { !world.till.isInCoins((received - $0).micros) } ?? false
    case (.notInCoins(let coin), .deposit(_, let amount, _)):
      coin == .pesos(world.till.coin) && !world.till.isInCoins(amount.micros)
    case (.otherDue, _), (.tooLittle, _), (.notInCoins, _): false
    // While something is on its way to the disk, what is due may be another in a moment.
    case (.collectFirst, .deposit(let booth, _, _)):
      world.ledger.waitingCount > 0 || world.dueShown(booth).map { $0 > .zero } ?? false
    default: nil
    }
  }
}

extension ShopWorld {
  /// What a booth's customer has to pay, as the page shows it; nil: it does not have the booth.
  func dueShown(_ booth: BoothNumber) -> Money? {
    daemon?.exchange.snapshot(at: clock).booths.first { $0.number == booth }?.due
  }
}
