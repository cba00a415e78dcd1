import BoothControl

/// Customers and the owner.
extension ShopWorld {
  /// Whoever is to do something now does it.
  func actPeople() {
    // A booth becomes empty when its caller has acted, and not otherwise.
    if nextVisit.time <= now || nextVisit.callerRounds != shop.callerRounds { sendCustomers() }
    guard owner.nextAct <= now else { return }
    ask(owner.act(at: now, books: ledger.books) { dueShown($0) })
  }

  private func sendCustomers() {
    for line in nextVisits.indices where shop.isCallerIdle(line: line) {
      guard let time = nextVisits[line] else {
        nextVisits[line] = customers.nextVisit(after: now)
        continue
      }
      guard time <= now else { continue }
      nextVisits[line] = nil
      let visit = customers.visit()
      oracle.expectHelp(line: line, visit.help)
      _ = shop.perform(visit.script, line: line)
    }
    nextVisit = (nextVisits.compactMap(\.self).min() ?? .max, shop.callerRounds)
  }

  /// The owner asks something of the daemon, if it lives.
  func ask(_ action: OwnerAction) {
    guard daemon != nil else { return }
    happened(.owner(action))
    oracle.wasAsked(action)
    daemon?.lastRequest += 1
    let request = OwnerRequestID(rawValue: daemon?.lastRequest ?? 0)
    owner.asked(action, request)
    work(.exchange(.owner(action, request)))
  }

  func answered(_ request: OwnerRequestID, _ result: OwnerActionResult) {
    guard let action = owner.answered(request) else { return }
    happened(.replied(action, result))
    switch result {
    case .done, .paid: oracle.wasDone(action)
    case .collected(let ticket):
      count { $0.collections += 1 }
      oracle.wasDone(action)
      oracle.wasCollected(ticket, action)
    default: oracle.wasRefused(action, result)
    }
  }
}
