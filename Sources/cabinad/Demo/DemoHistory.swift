import BoothControl
import BoothSimulator
import Ledger
import OwnerPanel
import Rating
import Synchronization

/// What was in the demo's shop before it begins: the month before and the one that has begun, out
/// of one number, written down by the ledger as it writes what happens.
struct DemoHistory {
  var seed: UInt64 = 1_856
  var shop: ShopConfiguration
  /// All of it is before this.
  var end: WallTime

  static let owner = "maria (web 192.168.1.20)"
  static let cashier = "pedro (web 192.168.1.21)"

  /// On which the last booth is out of order.
  private static let dayWithoutLast = 21

  struct Refused: Error, CustomStringConvertible {
    let reason: String
    var description: String { "the ledger does not take the demo's history: \(reason)" }
  }

  /// Fills a new ledger at `path`.
  func store(at path: String) throws {
    let refusal = Mutex<String?>(nil)
    let ledger = try Ledger(path: path) { notice in
      switch notice {
      case .rejected(_, let reason), .declined(_, _, let reason), .storageFailed(let reason):
        refusal.withLock { $0 = $0 ?? reason }
      case .committed, .storageRecovered, .audited: break
      }
    }
    var writer = DemoWriter(ledger: ledger, shop: shop, book: DemoPrices.file.book)
    var generator = SplitMix64(seed: seed)
    let days = self.days
    for (index, day) in days.enumerated() {
      let start = ShopDay.startOfSystem(day)
      if index == 0 { try begin(ledger, at: start) }
      try morning(index, of: days.count, at: start, &writer)
      let open = index == Self.dayWithoutLast ? shop.booths.dropLast() : shop.booths
      let visits = DemoDay(day, from: start, until: end, booths: open, using: &generator).visits
      writer.write(visits, isToday: index == days.count - 1, using: &generator)
    }
    let isWritten = ledger.close()
    if let reason = refusal.withLock({ $0 }) { throw Refused(reason: reason) }
    guard isWritten else { throw Refused(reason: "the disk does not take it") }
  }

  /// From the first of the month before up to today.
  private var days: [CalendarDay] {
    let today = CalendarDay(LocalTime.ofSystem(end))
    guard let first = today.firstOfMonth.firstOfMonthBefore, let next = today.advanced(byDays: 1)
    else { return [] }
    return first.days(before: next)
  }

  private func begin(_ ledger: Ledger, at start: WallTime) throws {
    try ledger.replacePrices(
      DemoPrices.file, by: AuditOrigin(actor: Self.owner, at: start.plus(hours: 8)))
  }

  /// What the owner does before the first customer comes.
  private func morning(
    _ index: Int, of count: Int, at start: WallTime, _ writer: inout DemoWriter
  ) throws {
    // Not each day at the same minute.
    let later = Int64(index * 97_351 % 1_500_000)
    let time = WallTime(milliseconds: start.plus(hours: 8, minutes: 20).milliseconds + later)
    guard time < end else { return }
    func origin(_ minutes: Int64) -> AuditOrigin {
      AuditOrigin(actor: Self.owner, at: time.plus(minutes: minutes))
    }
    switch index {
    case 2: try writer.change { try $0.setBalanceWarning(.pesos(5_000), by: origin(3)) }
    case 9: try writer.set(markupPercent: 25, by: origin(5))
    case 16: try writer.set(markupPercent: DemoPrices.markupPercent, by: origin(2))
    case Self.dayWithoutLast, Self.dayWithoutLast + 1:
      guard let last = shop.booths.last else { break }
      writer.setBooth(
        last.number, isDisabled: index == Self.dayWithoutLast, by: Self.cashier, at: time)
    default: break
    }
    let least: Int64 = index == count - 1 ? 40_000 : 18_000
    guard writer.balance < .pesos(least) else { return }
    writer.payments += 1
    let reference = "transferencia \(4_700 + writer.payments * 13)"
    guard writer.payments == 3 else {
      return writer.pay(.pesos(50_000), reference, by: Self.owner, at: time)
    }
    // Somebody types a nought too many, and puts it right.
    writer.pay(.pesos(500_000), reference, by: Self.owner, at: time)
    writer.pay(
      .pesos(-450_000), "un cero de más en el pago 3", by: Self.owner, at: time.plus(minutes: 4))
  }
}

extension Money {
  static func pesos(_ pesos: Int64) -> Money { Money(micros: pesos * 1_000_000) }

  /// To whole notes or coins of this many pesos.
  func raised(toPesos pesos: Int64) -> Money {
    let coin = pesos * 1_000_000
    return Money(micros: (micros + coin - 1) / coin * coin)
  }
}

extension WallTime {
  fileprivate func plus(hours: Int64 = 0, minutes: Int64 = 0) -> WallTime {
    WallTime(milliseconds: milliseconds + (hours * 60 + minutes) * 60_000)
  }
}
