import BoothControl
import BoothProtocol
import Notation

/// What one live page has been told. It is told nothing before it has taken what it was told
/// before: a slow one misses instants, never the latest, and nothing piles up.
struct EventStream: Sendable {
  let language: Language
  /// Whether it is offered what only the owner may do.
  let isOwner: Bool
  private var shown: ShopState?
  private var lastSent: Moment

  init(language: Language, isOwner: Bool, at now: Moment) {
    self.language = language
    self.isOwner = isOwner
    lastSent = now
  }

  /// When there will be something to send; nil: not before the first snapshot.
  func due(_ shop: ShopState?, limits: PanelLimits) -> Moment? {
    guard let shop else { return nil }
    guard shown != nil else { return lastSent }
    return lastSent.advanced(
      byMilliseconds: isBehind(shop)
        ? limits.streamIntervalMilliseconds : limits.heartbeatMilliseconds)
  }

  /// The next event; nil: there is nothing to say yet.
  mutating func next(
    _ shop: ShopState?, at now: Moment, localTime: LocalTime, limits: PanelLimits
  ) -> [UInt8]? {
    guard let shop, let due = due(shop, limits: limits), due <= now else { return nil }
    let change =
      isBehind(shop)
      ? ShopEvents.change(from: shown, to: shop, at: localTime, in: language, isOwner: isOwner)
      : nil
    let isBeatDue = now.milliseconds(since: lastSent) >= limits.heartbeatMilliseconds
    shown = shop
    guard let event = change ?? (isBeatDue ? ShopEvents.beat(of: shop, at: localTime) : nil) else {
      return nil
    }
    lastSent = now
    return event
  }

  func isBehind(_ shop: ShopState?) -> Bool {
    guard let shop else { return false }
    return shown?.snapshot.version != shop.snapshot.version
      || shown?.isStale != shop.isStale || shown?.balanceWarning != shop.balanceWarning
  }
}
