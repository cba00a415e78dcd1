import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// `kill -9` at any instant. `CABINA_KILLS`: how many (60); `CABINA_SEED`: what draws them.
@Suite(.waiting) struct `A daemon that is killed again and again` {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test func `loses, doubles and misjudges no call and no payment`() throws {
    let seed = Self.number("CABINA_SEED") ?? .random(in: 0...999_999)
    let kills = Self.number("CABINA_KILLS") ?? 60
    print("Kill storm: seed \(seed)")
    let storm = try KillStorm(seed: seed)
    for _ in 0..<kills { try storm.kill() }
    let (books, balance) = try storm.end()

    let truth = storm.board.truth
    let answered = truth.calls.filter { $0.answered != nil }
    let reader = try LedgerReader(path: storm.ledgerPath)
    let rows = try Self.calls(reader)
    let worst = try Self.compare(rows, with: truth)
    #expect(storm.board.misdialled.isEmpty)
    #expect(truth.seizedTwice.isEmpty)
    #expect(rows.allSatisfy { $0.suspicions.isEmpty }, "\(rows.filter { !$0.suspicions.isEmpty })")
    #expect(answered.count * 8 > kills, "too few calls to say anything")

    let payments = try reader.payments(limit: 1000).filter { $0.reference.hasPrefix("storm") }
    #expect(payments.map(\.reference).sorted() == books.payments.keys.sorted())
    let paid = payments.reduce(Money.zero) { $0 + $1.amount }
    #expect(paid == .pesos(books.payments.values.reduce(0, +)))
    let costs = answered.reduce(0) { $0 + Self.charge($1) }
    #expect(Money.pesos(balance) == .pesos(KillStorm.firstPayment - costs) + paid)

    let database = try Database(path: storm.ledgerPath, access: .readOnly)
    let tickets = try database.rows("SELECT number FROM tickets", []) { "\(try $0.integer(0))" }
    #expect(Set(tickets) == books.tickets, "of booths: \(books.refusals)")
    #expect(try database.integer("SELECT count(*) FROM deposits") == Int64(books.deposits))
    #expect(try database.rows("PRAGMA integrity_check", []) { try $0.text(0) } == ["ok"])
    #expect(try reader.rejectedBatches().isEmpty)
    for words in [["verify"], ["audit", "verify"]] {
      let answer = try Child.run(["cabinactl"] + words + ["--ledger", storm.ledgerPath])
      #expect(answer.status == 0, "\(words): \(answer.output)")
    }
    let aims = storm.killed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print(
      """
      Kill storm: \(kills) kills (\(aims.joined(separator: ", "))); \(truth.calls.count) calls \
      placed, \(answered.count) answered, worst error of a bill \(worst) ms; \
      \(books.payments.count) payments, \(books.deposits) deposits, \(books.tickets.count) tickets, \
      \(books.unanswered) answers lost; seed \(seed)
      """)
  }

  private static func calls(_ reader: LedgerReader) throws -> [CallRow] {
    var rows: [CallRow] = []
    var page = try reader.calls(CallQuery(), limit: LedgerReader.pageLimit)
    rows += page.rows
    while let next = page.older {
      page = try reader.calls(CallQuery(), from: .olderThan(next), limit: LedgerReader.pageLimit)
      rows += page.rows
    }
    return rows.sorted { $0.position.key < $1.position.key }
  }

  /// Every call of the board is there once, in its order, with the time that it talked and its price.
  /// - Returns: the greatest difference of a talk time, in milliseconds.
  private static func compare(_ rows: [CallRow], with truth: TrueCalls) throws -> Int64 {
    var worst: Int64 = 0
    for booth in 1...StormBoard.boothCount {
      let ofBooth = rows.filter { $0.booth.description == "\(4310 + booth)" }
      var rows = ofBooth[...]
      // A board that dials an emergency number by itself tells of it once the digits are out.
      for call in truth.of(booth) where call.isDialled || call.digits != "133" {
        // Passed over is one that was promised and whose daemon was killed before the board heard of
        // it. An emergency call waits for no disk: the number may be lost with the daemon.
        rows = rows.drop { row in
          let isNumber = row.number == call.digits || row.isEmergency && row.number.isEmpty
          return !isNumber || row.hasTalk != call.hasTalk
        }
        guard let row = rows.popFirst() else {
          Issue.record("\(call) is not in the ledger; \(both(truth.of(booth), ofBooth))")
          break
        }
        let talked = row.talked?.milliseconds ?? 0
        worst = max(worst, abs(talked - (call.talked ?? 0)))
        #expect(talked == call.talked ?? 0, "\(call): \(row); \(both(truth.of(booth), ofBooth))")
        #expect(row.charge == .pesos(charge(call)), "\(call): \(row)")
        #expect(row.endedAt != nil)
      }
    }
    #expect(rows.count(where: \.hasTalk) == truth.calls.count(where: \.hasTalk))
    #expect(rows.allSatisfy { $0.talked != nil || $0.charge == .zero })
    return worst
  }

  /// A booth's calls as the board had them and as the ledger has them, in short.
  private static func both(_ calls: [TrueCall], _ rows: [CallRow]) -> String {
    let told = calls.map {
      "\($0.seized): \($0.digits) \($0.talked.map { "\($0)" } ?? "unanswered")"
    }
    let written = rows.map { row in
      let cause = row.endCause.map { "\($0)" } ?? "open"
      return "\(row.id): \(row.number) \(row.talked.map { "\($0.milliseconds)" } ?? cause)"
    }
    return "the board: \(told); the ledger: \(written)"
  }

  /// In pesos: each second begun, rounded half up once.
  private static func charge(_ call: TrueCall) -> Int {
    let seconds = (Int(call.talked ?? 0) + 999) / 1000
    return (seconds * (StormBoard.prices[call.digits] ?? 0) + 30) / 60
  }
}

extension CallRow {
  fileprivate var hasTalk: Bool { (talked ?? .zero) > .zero }
}

extension TrueCall {
  /// Who is answered in the instant in which the trunk is let go may be told of as not answered.
  fileprivate var hasTalk: Bool { (talked ?? 0) > 0 }
}

extension Money {
  fileprivate static func pesos(_ pesos: Int) -> Money { Money(micros: Int64(pesos) * 1_000_000) }
}
