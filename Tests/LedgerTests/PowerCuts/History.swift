import BoothControl
import BoothProtocol
import Ledger
import Rating

/// What a shop does to its ledger, deed by deed; each is one transaction or, of batches handed in
/// together, a part of one.
struct History: Sendable {
  enum Deed: Sendable {
    case batch([LedgerEntry])
    case change(@Sendable (Ledger) throws -> Void)
  }

  var deeds: [Deed]
  /// Batches handed in at once, so that they share a transaction.
  var together = 1
  /// Pages of the write-ahead log that are copied into the file at once.
  var checkpointPages = 12
  /// Backups are made after these deeds, beside the ledger.
  var backups: Set<Int> = []

  var options: LedgerOptions {
    var options = LedgerOptions()
    options.checkpointPages = checkpointPages
    options.shortestRetryMilliseconds = 1
    options.longestRetryMilliseconds = 4
    return options
  }
}

/// A ledger that was just made and closed: one file.
let newLedger: [UInt8] = {
  let scratch = Scratch()
  do { try Ledger(path: scratch.ledger) { _ in }.close() } catch { fatalError("\(error)") }
  return bytes(of: scratch.ledger)
}()

/// Of the schema's first version, with a call, a payment and prices in it, and nothing in its log.
let oldLedger: [UInt8] = {
  let scratch = Scratch()
  var first = Schema.current
  first.migrations.removeLast(first.migrations.count - 1)
  do {
    try Ledger(path: scratch.ledger, schema: first) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO booths (id, number, is_disabled, calls) VALUES (1, '4312', 1, 1);
      INSERT INTO boards (id, uid) VALUES (1, x'0102030405060708090a0b0c');
      INSERT INTO boots (id, board, boot_id) VALUES (1, 1, 7);
      INSERT INTO calls (key, booth, boot, line, dialled, number, is_charged, reserved_micros,
        authorised_at, ended_at, charge_micros, cost_micros)
        VALUES (1, 1, 1, 2, '133', '133', 1, 0, 5, 6, 0, 0);
      INSERT INTO accounts (name, balance_micros) VALUES ('provider', 5000000);
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        VALUES (1, 'payment', 1, 5000000, 7, 'abono');
      INSERT INTO prefixes VALUES ('100', 'INTERNAS', 100000000, 60, 1, NULL);
      INSERT INTO deck VALUES ('56', 'CHILE', 40000000, 60, 1, NULL);
      """)
  } catch { fatalError("\(error)") }
  return bytes(of: scratch.ledger)
}()

extension History {
  private static let booth = BoothNumber("4312")

  private static func call(_ number: UInt32, _ suspicions: [Suspicion] = []) -> [Deed] {
    [
      .batch([.callAuthorised(authorisation(number))]),
      .batch([seizedEvent(3 * number, number), seized(number)]),
      .batch([answeredEvent(3 * number + 1, number), answered(number)]),
      .batch([
        releasedEvent(3 * number + 2, number), .callEnded(callEnd(number, suspicions: suspicions)),
      ]),
    ]
  }

  /// Money of every kind.
  static let trade = History(
    deeds: [
      .batch([payment(50_000)]),
      .batch([.deposit(booth, amount: pesos(500), key: "d", actor: "uid 7", at: at(3))]),
      .batch([
        .boothChanged(
          BoothNumber("4313"), isDisabled: true, nextCallIsUncharged: false, actor: "uid 7",
          at: at(4))
      ]),
    ] + call(1) + [.batch([heard(1, tick: 80_000)])] + call(2, [.tooShort]) + [
      .batch([
        .callReviewed(
          CallReview(
            call: CallID(rawValue: 2), booth: booth, charge: pesos(227), verdict: .waived,
            note: "no habló", actor: "uid 7"), at: at(90_000))
      ]),
      .batch([
        .ticketClosed(
          Ticket(
            number: 1, booth: booth,
            account: BoothAccount(credit: pesos(500), charged: pesos(227), calls: 1),
            payable: pesos(230), received: pesos(0), at: at(95_000)), key: "t", actor: "uid 7")
      ]),
      .batch([payment(-1000, "corrección", at: at(96_000))]),
    ] + call(3))

  /// Many calls, several batches to a transaction.
  static func calls(_ count: UInt32) -> History {
    History(
      deeds: [.batch([payment(1_000_000)])] + (1...count).flatMap { call($0) }, together: 5)
  }

  /// Hardly anything: what matters is what happens before it.
  static func little(call number: UInt32) -> History {
    History(deeds: [.batch([payment(9_000, "nuevo")])] + call(number))
  }

  /// A call and two prices, for a disk that fails at each of its operations.
  static let short = History(
    deeds: [.batch([payment(9_000)])] + call(1) + [
      .change { try $0.setMarkup(10_000_000, by: owner) },
      .change { try $0.savePrefix(tariff("1006", "INTERNAS 02", 210), by: owner) },
    ] + call(2))

  /// With a backup that takes the place of an earlier one.
  static let backups = History(
    deeds: (1...3).map { .batch([payment($0, "\($0)")]) }, backups: [1, 3])

  /// Lists that are loaded, take their place and are removed, with calls between and without.
  static let prices: History = {
    let list = LoadedList()
    @Sendable func tariffs(_ price: Int64) -> [Tariff] {
      (1...12).map { tariff(String(100 + $0), "destino \($0)", price) }
    }
    return History(
      deeds: [
        .change { try list.load(tariffs(100), to: $0) },
        .batch([payment(9_000)]),
        .change { try list.adopt($0) },
        .change { try $0.setMarkup(10_000_000, by: owner) },
        .change { try $0.savePrefix(tariff("1006", "INTERNAS 02", 210), by: owner) },
        .change { try list.load(tariffs(120), to: $0) },
        .batch([.callAuthorised(authorisation(1))]),
        // A list that never takes its place, as a crash leaves it.
        .change { try list.load(tariffs(130), to: $0) },
        .change { try $0.mergeLogBeside() },
        .change { try list.adopt($0) },
        .change { _ = try $0.removeStaleTariffs() },
        .change { try $0.deletePrefixes(["1006"], by: owner) },
        .change { try $0.setRounding(Rounding(mode: .up, decimals: 0), by: owner) },
      ])
  }()
}

/// The list loaded last: what the import knows between its transactions.
private final class LoadedList: @unchecked Sendable {
  private var generation: PriceGeneration?

  func load(_ tariffs: [Tariff], to ledger: Ledger) throws {
    let generation = try ledger.beginGeneration(of: .deck)
    try ledger.add(tariffs, to: generation)
    self.generation = generation
  }

  func adopt(_ ledger: Ledger) throws {
    guard let generation else { return }
    let reader = try LedgerReader(path: ledger.path)
    var change = PriceChange()
    change.lists = [
      PriceChange.NewList(
        generation: generation, before: try reader.cursor(.deck, hashes: true).facts(),
        after: try reader.cursor(generation).facts())
    ]
    try ledger.adopt(change, by: owner)
  }
}
