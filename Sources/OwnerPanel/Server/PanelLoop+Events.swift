import BoothProtocol

/// Programs that wait for what is written down.
extension PanelLoop {
  struct Holding {
    var events: HeldEvents
    var until: Moment
  }

  func hold(_ events: HeldEvents, of client: inout Client, at now: Moment) {
    guard mayStay(client, events.visitor) else {
      let refusal = handler.error(
        .tooManyWaiting, to: .api, shop: nil, in: events.say, for: events.visitor)
      return client.connection.answer(refusal, date: date, at: now)
    }
    let until = now.advanced(byMilliseconds: Int64(events.query.wait) * 1000)
    client.holding = Holding(events: events, until: until)
    client.connection.hold()
    // What was seen before, or could not be read then, is no news to him.
    lastEvent = min(lastEvent, events.after)
  }

  /// When there is to be looked for news; nil: nobody waits for any.
  var nextLook: Moment? {
    clients.values.contains { $0.holding != nil }
      ? lookedAt.advanced(byMilliseconds: configuration.limits.eventLookMilliseconds) : nil
  }

  /// Once for all who wait. What cannot be read is said by the answer.
  func lookForEvents(at now: Moment) {
    guard let nextLook, nextLook <= now else { return }
    lookedAt = now
    lastEvent = (try? handler.source.lastEvent()) ?? .max
  }

  /// Who has waited is told what has come, or that his time is over.
  func releaseHeld(_ client: inout Client, at now: Moment) {
    guard let holding = client.holding,
      holding.until <= now || holding.events.after < lastEvent
    else { return }
    client.holding = nil
    let visitor = holding.events.visitor
    let response =
      isLive(client, at: now)
      ? handler.events(holding.events)
      : handler.error(.loginNeeded, to: .api, shop: nil, in: holding.events.say, for: visitor)
    client.connection.answer(response, date: date, at: now)
  }
}
