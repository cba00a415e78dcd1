import BoothProtocol
import Rating

/// What the owner asks.
extension Exchange {
  mutating func perform(
    _ action: OwnerAction, _ request: OwnerRequestID, by actor: String, at now: Now
  ) {
    if repeats(action, request) { return }
    if let storageFault {
      // What cannot be written is not begun; «cut» writes nothing of its own.
      guard case .cut = action else {
        return effects.append(.answer(request, .notStored(storageFault)))
      }
    }
    switch action {
    case .disable(let booth): setDisabled(booth, true, request, by: actor, at: now)
    case .enable(let booth): setDisabled(booth, false, request, by: actor, at: now)
    case .chargeNextCall(let number, let isCharged):
      guard let index = servedIndex(of: number, request) else { return }
      let before = booths[index]
      booths[index].nextCallIsUncharged = !isCharged
      store(index, before, request, by: actor, at: now)
    case .cut(let number):
      guard let index = index(of: number, request) else { return }
      guard var call = booths[index].call else {
        return effects.append(.answer(request, .noCall))
      }
      guard !call.authorisation.isEmergency else {
        return effects.append(.answer(request, .emergencyCall))
      }
      call.cut = .owner
      booths[index].call = call
      if case .authorising = call.phase {
        end(index, .cutByOwner, tick: nil, at: now)
      } else {
        sendCut(index)
      }
      effects.append(.answer(request, .done))
    case .pay(let amount, let reference, let day, let key):
      pay(amount, reference, paidOn: day, key: key, actor: actor, request, at: now)
    case .deposit(let number, let amount, let key):
      deposit(number, amount, key: key, actor: actor, request, at: now)
    case .collect(let number, let expected, let received, let key):
      collect(
        number, expected: expected, received: received, key: key, actor: actor, request, at: now)
    case .review(let review): self.review(review.made(by: actor), request, at: now)
    }
  }

  /// Holds at the line at once: who is already off-hook hears it. A call in progress is not touched.
  private mutating func setDisabled(
    _ number: BoothNumber, _ isDisabled: Bool, _ request: OwnerRequestID, by actor: String,
    at now: Now
  ) {
    guard let index = servedIndex(of: number, request) else { return }
    let before = booths[index]
    booths[index].isDisabled = isDisabled
    if before.isDisabled != isDisabled, case .collecting(let collection) = booths[index].stage,
      !collection.isDecided
    {
      let idle: Tone = collection.digits.isEmpty ? .dial : .silence
      playTone(isDisabled ? .refusal : idle, index)
    }
    store(index, before, request, by: actor, at: now)
  }

  private mutating func store(
    _ index: Int, _ before: Booth, _ request: OwnerRequestID, by actor: String, at now: Now
  ) {
    let batch = submit([boothEntry(booths[index], by: actor, at: now)])
    outbox.promise(
      .booth(
        before.configuration.number, isDisabled: before.isDisabled,
        nextCallIsUncharged: before.nextCallIsUncharged), with: batch)
    outbox.promise(.answer(request, .done), with: batch)
    show(index, at: now)
  }

  /// `actor` empty: nobody asked.
  func boothEntry(_ booth: Booth, by actor: String = "", at now: Now) -> LedgerEntry {
    .boothChanged(
      booth.configuration.number, isDisabled: booth.isDisabled,
      nextCallIsUncharged: booth.nextCallIsUncharged, actor: actor, at: now.wall)
  }
}
