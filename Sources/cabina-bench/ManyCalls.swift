import BoothControl
import BoothProtocol
import Ledger
import Rating

/// Years of a shop: a call a minute in eight booths, one in a hundred uncharged, each collected,
/// written down by the ledger as it writes what happens.
struct ManyCalls {
  let count: Int
  /// When the last one ends.
  let end: WallTime

  static let booths = (0..<8).map { BoothNumber("\(4312 + $0)") }
  private static let numbers = [
    "0991234567", "025854205", "0322768005", "1005", "1006", "00519876543", "0054112345678",
  ]
  private static let callsOfBatch = 100
  private static let batchesAhead = 4_000

  struct NotStored: Error, CustomStringConvertible {
    var description: String { "the ledger did not take all calls" }
  }

  /// Fills a new ledger at `path`.
  func store(at path: String, schema: Schema) throws {
    var options = LedgerOptions()
    options.cacheKibibytes = 65_536
    let ledger = try Ledger(path: path, options: options, schema: schema) { _ in }
    let file = try TariffFile(json5: Array(Self.tariffs.utf8))
    try ledger.replacePrices(
      file, by: AuditOrigin(actor: "cabina-bench", at: time(of: 0)))
    let book = file.book
    var batch: UInt64 = 1
    _ = ledger.submit(
      LedgerBatch(
        number: batch,
        entries: [
          .payment(
            amount: Money(micros: Int64(count) * 1_000_000_000), reference: "all of it",
            actor: "cabina-bench", at: time(of: 0))
        ]))
    var till = Till()
    for first in stride(from: 0, to: count, by: Self.callsOfBatch) {
      batch += 1
      let last = min(first + Self.callsOfBatch, count)
      let entries = try (first..<last).flatMap { try self.entries(of: $0, book, &till) }
      while ledger.statistics.waiting > Self.batchesAhead { try ledger.write { _ in } }
      _ = ledger.submit(LedgerBatch(number: batch, entries: entries))
    }
    while ledger.statistics.waiting > 0 { try ledger.write { _ in } }
    guard ledger.close() else { throw NotStored() }
  }

  private func time(of call: Int) -> WallTime {
    WallTime(milliseconds: end.milliseconds - Int64(count - call + 3) * 60_000)
  }

  /// What each booth owes, and how many tickets there are.
  private struct Till {
    var accounts: [BoothNumber: BoothAccount] = [:]
    var tickets: Int64 = 0

    /// Every third call is paid for, with those before it.
    mutating func pay(_ booth: BoothNumber, _ charge: Money, at time: WallTime) -> [LedgerEntry] {
      if charge > .zero { accounts[booth, default: BoothAccount()].add(charge) }
      guard let account = accounts[booth], account.calls == 3 else { return [] }
      accounts[booth] = nil
      tickets += 1
      return [
        .ticketClosed(
          Ticket(
            number: tickets, booth: booth, account: account, payable: account.charged,
            received: nil, at: time), actor: "pedro")
      ]
    }
  }

  private func entries(
    of index: Int, _ book: TariffBook, _ till: inout Till
  ) throws -> [LedgerEntry] {
    let start = self.time(of: index).milliseconds
    let id = CallID(rawValue: UInt32(index + 1))
    let booth = Self.booths[(index * 7 + index / 8) % Self.booths.count]
    let number = Self.numbers[index * 5 % Self.numbers.count]
    guard let price = book.price(of: number), let board = BoardUID("000102030405060708090a0b")
    else { throw NotStored() }
    let isCharged = index % 100 != 99
    let talked = TalkTime(milliseconds: Int64(3 + index * 37 % 600) * 1000)
    let kept = KeptCall(price: price, clock: nil, isCharged: isCharged, talked: talked)
    func tick(_ after: Int64) -> BoardTick { BoardTick(milliseconds: start + after) }
    func time(_ after: Int64) -> WallTime { WallTime(milliseconds: start + after) }
    let hangUp = 9_000 + talked.milliseconds
    return [
      .callAuthorised(
        CallAuthorisation(
          call: id, wireCall: id, booth: booth, board: board, bootID: 1, line: 0,
          dialled: number, number: number, carrier: nil, price: price, isCharged: isCharged,
          reserved: .zero, nextEvent: 0, at: time(0))),
      .callSeized(id, tick: tick(400), at: time(400)),
      .callAnswered(id, tick: tick(9_000), at: time(9_000), signal: .polarityReversal),
      .callEnded(
        CallEnd(
          call: id, cause: .callerHungUp, talked: talked, charge: kept.charge, cost: kept.cost,
          suspicions: [], at: time(hangUp))),
    ] + till.pay(booth, kept.charge, at: time(hangUp + 20_000))
  }

  static let tariffs = """
    { currency: { code: "CLP", symbol: "$", decimals: 0, rounding: "half-up" },
      markupPercent: "10",
      tariffs: [
        { prefix: "099", description: "CHILE CELULARES", unit: "minute", price: "150" },
        { prefix: "100", description: "INTERNAS 01", unit: "minute", price: "100" },
        { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" },
        { prefix: "02", description: "SANTIAGO CHILE", unit: "minute", price: "50" },
        { prefix: "032", description: "Valparaiso", unit: "minute", price: "200" } ],
      deck: [
        { prefix: "00", description: "exterior", price: "100", per: 60, increment: 1 },
        { prefix: "", description: "nacional", price: "40", per: 60, increment: 1 } ] }
    """
}
