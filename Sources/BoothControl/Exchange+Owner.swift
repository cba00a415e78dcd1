import BoothProtocol
import Rating

/// What the owner asks.
extension Exchange {
  mutating func perform(_ action: OwnerAction, _ request: OwnerRequestID, at now: Now) {
    if let storageFault {
      // What cannot be written is not begun; «cut» writes nothing of its own.
      guard case .cut = action else {
        return effects.append(.answer(request, .notStored(storageFault)))
      }
    }
    switch action {
    case .disable(let booth): setDisabled(booth, true, request, at: now)
    case .enable(let booth): setDisabled(booth, false, request, at: now)
    case .chargeNextCall(let number, let isCharged):
      guard let index = index(of: number, request) else { return }
      booths[index].nextCallIsUncharged = !isCharged
      store(index, request, at: now)
    case .cut(let number):
      guard let index = index(of: number, request) else { return }
      guard var call = booths[index].call else {
        return effects.append(.answer(request, .noCall))
      }
      call.ownerCut = true
      booths[index].call = call
      sendCut(index)
      if case .authorising = call.phase {
        end(index, .cutByOwner, tick: nil, at: now)
      }
      effects.append(.answer(request, .done))
    case .pay(let amount, let reference):
      let (_, overflows) = (balance ?? .zero).micros.addingReportingOverflow(amount.micros)
      guard !overflows else {
        return effects.append(.answer(request, .notStored("the balance would be too large")))
      }
      lastPayment = max(
        now.wall, WallTime(milliseconds: lastPayment.milliseconds + 1))
      let batch = submit([.payment(amount: amount, reference: reference, at: lastPayment)])
      outbox.promise(.credit(Payment(amount: amount)), with: batch)
      outbox.promise(.answer(request, .done), with: batch)
    }
  }

  private func findBooth(_ number: BoothNumber) -> Int? {
    booths.firstIndex { $0.configuration.number == number }
  }

  private mutating func index(of number: BoothNumber, _ request: OwnerRequestID) -> Int? {
    let index = findBooth(number)
    if index == nil { effects.append(.answer(request, .noSuchBooth)) }
    return index
  }

  /// Holds at the line at once: who is already off-hook hears it. A call in progress is not touched.
  private mutating func setDisabled(
    _ number: BoothNumber, _ isDisabled: Bool, _ request: OwnerRequestID, at now: Now
  ) {
    guard let index = index(of: number, request) else { return }
    let hasChanged = booths[index].isDisabled != isDisabled
    booths[index].isDisabled = isDisabled
    if hasChanged, case .collecting(let collection) = booths[index].stage, !collection.isDecided {
      let idle: Tone = collection.digits.isEmpty ? .dial : .silence
      playTone(isDisabled ? .refusal : idle, index)
    }
    store(index, request, at: now)
  }

  private mutating func store(_ index: Int, _ request: OwnerRequestID, at now: Now) {
    let batch = submit([boothEntry(booths[index], at: now)])
    outbox.promise(.answer(request, .done), with: batch)
    show(index, at: now)
  }

  func boothEntry(_ booth: Booth, at now: Now) -> LedgerEntry {
    .boothChanged(
      booth.configuration.number, isDisabled: booth.isDisabled,
      nextCallIsUncharged: booth.nextCallIsUncharged, at: now.wall)
  }
}
