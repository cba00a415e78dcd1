import BoothControl
import Rating

/// The owner of a simulated shop, who does something now and then.
struct WorldOwner {
  private(set) var nextAct: Int64
  private let booths: [BoothConfiguration]
  private let mean: Int64
  /// nil: he is there without end, and does whatever comes to his mind.
  private let hours: WorldHours?
  private let paysInBelowPesos: Int64
  private var generator: SplitMix64
  private var payments = 0
  private var movements = 0
  private var asked: [(request: OwnerRequestID, action: OwnerAction)] = []

  init(booths: [BoothConfiguration], options: WorldOptions, generator: SplitMix64) {
    self.booths = booths
    mean = options.ownerMean
    hours = options.hours
    paysInBelowPesos = options.paysInBelowPesos
    self.generator = generator
    nextAct = hours?.next(mean) ?? mean
  }

  /// - Parameters:
  ///   - books: what he may have seen on the page.
  ///   - due: what a booth's customer has to pay, as the page shows it.
  mutating func act(
    at now: Int64, books: DurableBooks, due: (BoothNumber) -> Money?
  ) -> OwnerAction {
    nextAct = now + .random(in: 100...2 * mean, using: &generator)
    if let hours {
      nextAct = hours.next(nextAct)
      return ordinaryAct(books, due)
    }
    let booth = booths[Int(generator.next() % UInt64(booths.count))].number
    let isPoor = books.balance.map { $0 < Money(micros: 300_000_000) } ?? false
    switch generator.next() % 100 {
    case 0..<(isPoor ? 60 : 10):
      return pay(pesos: .random(in: 50...1_500, using: &generator))
    case ..<38: return collect(booth, due: due(booth))
    case ..<42: return review(books.toReview) ?? .enable(booth)
    case ..<55:
      let pesos = Int64.random(in: 5...200, using: &generator)
      return .deposit(booth, amount: Money(micros: pesos * 1_000_000), key: nextKey())
    case ..<70: return .cut(booth)
    case ..<78: return .disable(booth)
    case ..<90: return .enable(booth)
    default: return .chargeNextCall(booth, generator.happens(permille: 300))
    }
  }

  /// He serves his customers, and seldom means them ill.
  private mutating func ordinaryAct(
    _ books: DurableBooks, _ due: (BoothNumber) -> Money?
  ) -> OwnerAction {
    let booth = booths[Int(generator.next() % UInt64(booths.count))]
    let number = booth.number
    if let balance = books.balance, balance < .pesos(paysInBelowPesos) {
      let range = paysInBelowPesos...5 * paysInBelowPesos
      return pay(pesos: .random(in: range, using: &generator))
    }
    let wantsCredit = booth.isPaidInAdvance && (due(number) ?? .zero) > .pesos(-500)
    switch generator.next() % 100 {
    case 0..<2:
      let range = paysInBelowPesos / 4...5 * paysInBelowPesos / 2
      return pay(pesos: .random(in: range, using: &generator))
    case _ where wantsCredit, 2..<8:
      let pesos = Int64.random(in: 4...60, using: &generator) * 50
      return .deposit(number, amount: .pesos(pesos), key: nextKey())
    case ..<75: return collect(number, due: due(number))
    case ..<82: return review(books.toReview) ?? .enable(number)
    case ..<83: return .cut(number)
    case ..<85: return .disable(number)
    case ..<97: return .enable(number)
    default: return .chargeNextCall(number, generator.happens(permille: 300))
    }
  }

  private mutating func pay(pesos: Int64) -> OwnerAction {
    payments += 1
    return .pay(amount: .pesos(pesos), reference: "P\(payments)")
  }

  /// Now and then he says what he believes to be due, or what he was given: enough, or too little.
  private mutating func collect(_ booth: BoothNumber, due: Money?) -> OwnerAction {
    let expected = generator.happens(permille: 300) ? due : nil
    let given = Int64.random(in: -20...1_000, using: &generator)
    let received = generator.happens(permille: 300) ? due.map { $0 + .pesos(given) } : nil
    return .collect(
      booth, expected: expected, received: received.map { max($0, .zero) }, key: nextKey())
  }

  private mutating func review(_ records: [DurableBooks.Record]) -> OwnerAction? {
    guard !records.isEmpty else { return nil }
    let record = records[Int(generator.next() % UInt64(records.count))]
    let isFlagged = record.end?.suspicions.isEmpty == false
    return .review(
      CallReview(
        call: record.authorisation.call, booth: record.authorisation.booth,
        charge: record.end?.charge ?? .zero,
        verdict: !isFlagged || generator.happens(permille: 600) ? .waived : .stands,
        note: isFlagged ? "" : "misdialled"))
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
