import BoothProtocol
import Rating

/// What follows once the disk has what it was given, and what does not when it refuses.
extension Exchange {
  /// What was promised to follow once a batch is on disk.
  mutating func commit(upTo batch: UInt64, at now: Now) {
    for promise in outbox.commit(upTo: batch) {
      switch promise {
      case .answer(let request, let result): effects.append(.answer(request, result))
      case .payment(let amount):
        if let balance {
          // The ledger has taken it, so the sum is within range; what other payments wait is not in
          // it yet.
          let (sum, overflows) = balance.micros.addingReportingOverflow(amount.micros)
          self.balance = overflows ? balance : Money(micros: sum)
        }
        renewFinalGrants(at: now)
        hasChanged = true
      case .connect(let id):
        guard let index = booths.firstIndex(where: { $0.call?.id == id }),
          case .authorising = booths[index].call?.phase
        else { continue }
        connectPromised(index, at: now)
      case .deposit(let booth, let amount): credit(booth, amount, at: now)
      case .waiver(let review): waive(review, at: now)
      case .booth, .ticket, .bill: break
      }
    }
  }

  /// The promise is on disk. The booth may have been disabled meanwhile.
  private mutating func connectPromised(_ index: Int, at now: Now) {
    guard let call = booths[index].call else { return }
    guard !booths[index].isDisabled else {
      end(index, .notConnected, tick: nil, at: now)
      return refuse(index, .boothDisabled, at: now)
    }
    let phase = connecting(call.authorisation, at: now)
    booths[index].call?.phase = phase
    sendConnect(index)
    show(index, at: now)
  }

  /// What was promised with a batch that the ledger refuses for good does not follow. A call that
  /// was never written is forgotten, not ended: its end would be refused as well.
  mutating func reject(_ batch: UInt64, _ answer: OwnerActionResult, at now: Now) {
    keyedRequests.forget(batch: batch)
    for promise in outbox.withdraw(batch) {
      switch promise {
      case .answer(let request, _): effects.append(.answer(request, answer))
      case .booth(let number, let isDisabled, let nextCallIsUncharged):
        guard let index = booths.firstIndex(where: { $0.configuration.number == number }) else {
          continue
        }
        booths[index].isDisabled = isDisabled
        booths[index].nextCallIsUncharged = nextCallIsUncharged
        show(index, at: now)
      case .ticket(let ticket, let lastCall): reopen(ticket, lastCall: lastCall, at: now)
      case .waiver(let review): keepAccount(of: review.booth)
      case .deposit(let booth, _): keepAccount(of: booth)
      case .bill(let booth, let charge, let cost):
        takeBack(booth, charge: charge, cost: cost, at: now)
      case .payment: break
      case .connect(let id):
        guard let index = booths.firstIndex(where: { $0.call?.id == id }) else { continue }
        if booths[index].call?.authorisation.isCharged == false {
          booths[index].nextCallIsUncharged = true
        }
        if booths[index].call?.callerIsGone == true {
          booths[index].stage = .onHook
          show(index, at: now)
        } else {
          refuse(index, .storageFault, at: now)
        }
      }
    }
  }

  /// The disk refuses: nothing new is promised. What waits to be promised is called off; its end
  /// follows it into the ledger's queue.
  mutating func storageFailed(_ message: String, at now: Now) {
    storageFault = message
    hasChanged = true
    for index in booths.indices {
      guard case .authorising = booths[index].call?.phase else { continue }
      end(index, .notConnected, tick: nil, at: now)
      refuse(index, .storageFault, at: now)
    }
  }
}
