import BoothProtocol
import Rating

/// Customers' money: paid in advance or collected afterwards, and the tickets that close it.
extension Exchange {
  mutating func deposit(
    _ number: BoothNumber, _ amount: Money, key: String?, actor: String,
    _ request: OwnerRequestID, at now: Now
  ) {
    guard let index = servedIndex(of: number, request) else { return }
    // Refused by the ledger, a ticket gives back what is owed.
    guard !outbox.settles(number) else {
      return effects.append(.answer(request, .accountChanging))
    }
    let account = booths[index].account
    // What is owed already was not promised against this credit. What rounds to nothing in coins
    // nobody will pay: its ticket is closed along with it.
    let isFree = account.charged == .zero || owesNoCoin(index)
    guard account.isPrepaid || isFree else {
      return effects.append(.answer(request, .collectFirst))
    }
    guard account.isPrepaid || !booths[index].hasChargedCall else {
      return effects.append(.answer(request, .callInProgress))
    }
    guard configuration.cashRounding.isInCoins(amount) else {
      return effects.append(
        .answer(request, .notInCoins(coin: configuration.cashRounding.coin)))
    }
    guard amount > .zero, account.credit <= .largestAmount - amount else {
      return effects.append(.answer(request, .tooMuch(limit: .largestAmount)))
    }
    var entries: [LedgerEntry] = []
    var closed: Ticket?
    if !account.isPrepaid, account.charged != .zero {
      let ticket = ticket(index, received: nil, at: now)
      entries.append(.ticketClosed(ticket, key: nil, actor: actor))
      closed = ticket
    }
    entries.append(
      .deposit(number, amount: amount, key: key, actor: actor, at: moneyTimes.next(at: now.wall)))
    let batch = submit(entries)
    if let closed { close(index, closed, with: batch, at: now) }
    remember(.deposit(number, amount: amount, key: key), .done, batch: batch)
    booths[index].accountChangesOnTheirWay += 1
    outbox.promise(.deposit(number, amount), with: batch)
    outbox.promise(.answer(request, .done), with: batch)
  }

  /// The deposit is on disk.
  mutating func credit(_ number: BoothNumber, _ amount: Money, at now: Now) {
    guard let index = boothIndex(number) else { return }
    booths[index].accountChangesOnTheirWay -= 1
    booths[index].account.credit = booths[index].account.credit + amount
    limitByCredit(index, at: now)
    renewFinalGrants(at: now)
    show(index, at: now)
  }

  /// A call that began while the deposit was on its way was granted its time without it.
  private mutating func limitByCredit(_ index: Int, at now: Now) {
    guard booths[index].hasChargedCall, let conversation = booths[index].call?.conversation,
      let board = board(serving: index), let boardIndex = boardIndex(board.uid)
    else { return }
    extendGrant(index, beyond: talked(conversation, board, at: now))
    boards[boardIndex].nextRenewal = now.moment
  }

  /// Closes the account at once, so that nothing is on two tickets; it is answered when the ticket
  /// is on disk.
  mutating func collect(
    _ number: BoothNumber, expected: Money?, received: Money?, key: String?, actor: String,
    _ request: OwnerRequestID, at now: Now
  ) {
    guard let index = index(of: number, request) else { return }
    let account = booths[index].account
    guard booths[index].accountChangesOnTheirWay == 0 else {
      return effects.append(.answer(request, .accountChanging))
    }
    guard !booths[index].hasChargedCall || !account.isPrepaid && !account.isEmpty else {
      return effects.append(.answer(request, .callInProgress))
    }
    guard !account.isEmpty else { return effects.append(.answer(request, .nothingToCollect)) }
    let ticket = ticket(index, received: received, at: now)
    guard expected == nil || expected == ticket.due else {
      return effects.append(.answer(request, .otherDue(ticket.due)))
    }
    guard received == nil || ticket.change >= .zero else {
      return effects.append(.answer(request, .tooLittle(due: ticket.due)))
    }
    guard received == nil || configuration.cashRounding.isInCoins(ticket.change) else {
      return effects.append(
        .answer(request, .notInCoins(coin: configuration.cashRounding.coin)))
    }
    let batch = submit([.ticketClosed(ticket, key: key, actor: actor)])
    remember(
      .collect(number, received: received, key: key), .collected(ticket), batch: batch)
    close(index, ticket, with: batch, at: now)
    outbox.promise(.answer(request, .collected(ticket)), with: batch)
  }

  private func ticket(_ index: Int, received: Money?, at now: Now) -> Ticket {
    let account = booths[index].account
    return Ticket(
      number: lastTicket + 1, booth: booths[index].configuration.number, account: account,
      payable: configuration.payable(account), received: received, at: now.wall)
  }

  private mutating func close(_ index: Int, _ ticket: Ticket, with batch: UInt64, at now: Now) {
    lastTicket = ticket.number
    outbox.promise(.ticket(ticket, lastCall: booths[index].lastCall), with: batch)
    booths[index].account = BoothAccount()
    // What is paid stays on no card and on no display.
    booths[index].lastCall = nil
    booths[index].showsBill = false
    show(index, at: now)
  }

  /// It has calls to be paid, and there is no coin so small.
  private func owesNoCoin(_ index: Int) -> Bool {
    !booths[index].account.isPrepaid && booths[index].accountChangesOnTheirWay == 0
      && configuration.payable(booths[index].account) == .zero
  }

  /// The ledger refuses the ticket: what it settled is still to be collected.
  mutating func reopen(_ ticket: Ticket, lastCall: CallSnapshot?, at now: Now) {
    if lastTicket == ticket.number { lastTicket -= 1 }
    guard let index = boothIndex(ticket.booth) else { return }
    booths[index].account = booths[index].account + ticket.account
    booths[index].lastCall = booths[index].lastCall ?? lastCall
    show(index, at: now)
  }

  /// The ledger holds the call to have ended, to be flagged or waived with a reason, and to be on no
  /// ticket, or refuses.
  mutating func review(_ review: CallReview, _ request: OwnerRequestID, at now: Now) {
    let batch = submit([.callReviewed(review, at: now.wall)])
    if review.verdict == .waived, let index = boothIndex(review.booth) {
      booths[index].accountChangesOnTheirWay += 1
      outbox.promise(.waiver(review), with: batch)
    }
    outbox.promise(.answer(request, .done), with: batch)
  }

  /// The charge is waived on disk: only now can what it takes back be talked for.
  mutating func waive(_ review: CallReview, at now: Now) {
    guard let index = boothIndex(review.booth) else { return }
    booths[index].accountChangesOnTheirWay -= 1
    booths[index].account.subtract(review.charge)
    renewFinalGrants(at: now)
    show(index, at: now)
  }

  /// The ledger refuses a deposit or a review: the account stays as it is.
  mutating func keepAccount(of number: BoothNumber) {
    guard let index = boothIndex(number) else { return }
    booths[index].accountChangesOnTheirWay -= 1
  }

  /// The ledger refuses the end of a call: on disk nothing has moved.
  mutating func takeBack(_ number: BoothNumber, charge: Money, cost: Money, at now: Now) {
    if let balance { self.balance = balance + cost }
    guard let index = boothIndex(number) else { return }
    booths[index].account.subtract(charge)
    show(index, at: now)
  }

  func boothIndex(_ number: BoothNumber) -> Int? {
    booths.indices.first {
      booths[$0].configuration.number == number && !booths[$0].isUnassigned
    }
  }

  mutating func index(of number: BoothNumber, _ request: OwnerRequestID) -> Int? {
    let index = boothIndex(number)
    if index == nil { effects.append(.answer(request, .noSuchBooth)) }
    return index
  }

  /// The same, without those that the configuration has no more.
  mutating func servedIndex(of number: BoothNumber, _ request: OwnerRequestID) -> Int? {
    guard let index = index(of: number, request) else { return nil }
    guard !booths[index].isRemoved else {
      effects.append(.answer(request, .noSuchBooth))
      return nil
    }
    return index
  }
}

extension Booth {
  /// A call is in progress that its customer will pay.
  var hasChargedCall: Bool {
    call.map { $0.authorisation.isCharged && !$0.authorisation.isLost } ?? false
  }

  /// nil: nothing was paid in advance, and nothing had to be.
  var creditLeft: Money? {
    account.isPrepaid || configuration.isPaidInAdvance ? account.left : nil
  }
}
