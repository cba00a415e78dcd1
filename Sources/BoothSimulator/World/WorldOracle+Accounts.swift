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
      let due = payable(written, world) - written.credit.pesos
      if booth.due.pesos != due {
        world.violate(
          .moneyAddsUp, "booth \(booth.number) shows \(booth.due.micros) due, it owes \(due) pesos")
      }
      checkCredit(written, of: booth.number, world)
    }
    for ticket in books.tickets { check(ticket, world) }
  }

  private func checkCredit(_ account: BoothAccount, of booth: BoothNumber, _ world: ShopWorld) {
    guard account.isPrepaid || isPaidInAdvance(booth, world), account.left < .zero else { return }
    world.violate(.moneyAddsUp, "booth \(booth) has talked beyond its credit: \(account)")
  }

  private func check(_ ticket: Ticket, _ world: ShopWorld) {
    let calls = world.ledger.books.calls.filter { $0.ticket == ticket.number }
    let charged = calls.reduce(Money.zero) { $0 + ($1.end?.charge ?? .zero) }
    if charged != ticket.account.charged || calls.count != ticket.account.calls {
      world.violate(
        .moneyAddsUp,
        "ticket \(ticket.number) is of \(ticket.account), its \(calls.count) calls of \(charged.micros)"
      )
    }
    if ticket.payable.pesos != payable(ticket.account, world) {
      world.violate(
        .moneyAddsUp,
        "ticket \(ticket.number) of \(ticket.account) is paid with \(ticket.payable.micros)")
    }
    checkCredit(ticket.account, of: ticket.booth, world)
  }

  private func payable(_ account: BoothAccount, _ world: ShopWorld) -> Int64 {
    world.till.payable(charges: account.charged.pesos, credit: account.credit.pesos)
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
    let due = payable(ticket.account, world) - ticket.account.credit.pesos
    // Asked for again it is the ticket of the first time, whatever is expected now.
    let isAgain = key.map { keysAsked[$0] != 1 } ?? false
    let isAsAsked = isAgain || expected == nil || expected?.pesos == due
    let change = (received?.pesos ?? max(due, 0)) - due
    if !isAsAsked || ticket.due.pesos != due || ticket.change.pesos != change || change < 0 {
      world.violate(
        .moneyAddsUp,
        "\(action): ticket \(ticket.number) has \(ticket.due.micros) due and \(ticket.change.micros) back, not \(due) and \(change) pesos"
      )
    }
  }

  /// The owner was told that something else is due, or more than was received.
  func wasRefused(_ action: OwnerAction, due: Money) {
    guard let world, case .collect(_, let expected, let received, _) = action else { return }
    let isRight = expected.map { $0 != due } ?? false || received.map { $0 < due } ?? false
    if !isRight { world.violate(.moneyAddsUp, "\(action): \(due.micros) are due") }
  }
}

extension Money {
  /// Whole pesos, which is all that the prices of a simulated shop come to.
  fileprivate var pesos: Int64 { micros / 1_000_000 }
}
