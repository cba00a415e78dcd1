import BoothControl
import Rating

/// The owner of a simulated shop, who does something now and then.
struct WorldOwner {
  private(set) var nextAct: Int64
  private let booths: [BoothNumber]
  private let mean: Int64
  private var generator: SplitMix64
  private var payments = 0
  private var movements = 0
  private var asked: [(request: OwnerRequestID, action: OwnerAction)] = []

  init(booths: [BoothNumber], mean: Int64, generator: SplitMix64) {
    self.booths = booths
    self.mean = mean
    self.generator = generator
    nextAct = mean
  }

  mutating func act(at now: Int64, balance: Money?) -> OwnerAction {
    nextAct = now + .random(in: 100...2 * mean, using: &generator)
    let booth = booths[Int(generator.next() % UInt64(booths.count))]
    let isPoor = balance.map { $0 < Money(micros: 300_000_000) } ?? false
    switch generator.next() % 100 {
    case 0..<(isPoor ? 60 : 10):
      payments += 1
      let pesos = Int64.random(in: 50...1_500, using: &generator)
      return .pay(amount: Money(micros: pesos * 1_000_000), reference: "P\(payments)")
    case ..<40: return .collect(booth, key: nextKey())
    case ..<55:
      let pesos = Int64.random(in: 5...200, using: &generator)
      return .deposit(booth, amount: Money(micros: pesos * 1_000_000), key: nextKey())
    case ..<70: return .cut(booth)
    case ..<78: return .disable(booth)
    case ..<90: return .enable(booth)
    default: return .chargeNextCall(booth, generator.happens(permille: 300))
    }
  }

  /// Now and then he asks twice for the same.
  private mutating func nextKey() -> String {
    if !generator.happens(permille: 150) { movements += 1 }
    return "M\(movements)"
  }

  mutating func asked(_ action: OwnerAction, _ request: OwnerRequestID) {
    asked.append((request, action))
    // Those of a daemon that died are never answered.
    if asked.count > 64 { asked.removeFirst() }
  }

  mutating func answered(_ request: OwnerRequestID) -> OwnerAction? {
    guard let index = asked.lastIndex(where: { $0.request == request }) else { return nil }
    return asked.remove(at: index).action
  }
}
