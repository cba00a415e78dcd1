import BoothControl
import Foundation
import Ledger
import OwnerPanel
import Rating
import Testing

@testable import cabinad

/// What was in the demo's shop before it begins.
@Suite final class DemoHistoryTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "demo-history-\(UUID().uuidString)")
  /// A Thursday evening, and the first of a month after it.
  private let thursday = WallTime(milliseconds: 1_161_890_000_000)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func history(
    _ name: String = "one", seed: UInt64 = 1_856, until end: WallTime? = nil
  ) throws -> LedgerReader {
    let path = folder.appendingPathComponent("\(name).sqlite").path
    try DemoHistory(seed: seed, shop: Demo.shop, end: end ?? thursday).store(at: path)
    return try LedgerReader(path: path)
  }

  private func report(_ reader: LedgerReader, days: Int64 = 70) throws -> CallReport {
    let day: Int64 = 86_400_000
    return try reader.report(
      [WallTime(milliseconds: thursday.milliseconds - days * day)..<thursday], before: nil)
  }

  @Test func `the ledger has all of it as its own, and a shop earns by it`() throws {
    let reader = try history()
    defer { reader.close() }
    let verdict = try reader.verify()
    #expect(verdict.complaints == [])
    #expect(try reader.rejectedBatches().isEmpty)
    let report = try report(reader)
    #expect((1_000...2_500).contains(report.total.calls))
    #expect(try reader.count(CallQuery()) == report.total.calls, "some are of after its end")
    #expect(report.booths.count == 8)
    #expect(report.destinations.count > 10)
    // The provider takes its part, and the shop keeps a fifth at least.
    #expect(report.total.cost > .zero)
    #expect(report.total.margin.micros * 5 > report.total.charged.micros)
    #expect(report.total.due < report.total.charged)
    #expect(report.total.waived > .zero && report.total.uncharged > 0)
    let payments = try reader.payments(before: nil, limit: 100)
    #expect(payments.count > 3 && payments.contains { $0.amount < .zero })
    let actions = Set(try reader.audit(limit: 1_000).map(\.action))
    for action in ["payment", "ticket", "booth", "markup", "review", "credit"] {
      #expect(actions.contains(action), "\(action)")
    }
  }

  @Test func `what is paid and given back is in coins that there are`() throws {
    let reader = try history()
    defer { reader.close() }
    let coins = Demo.shop.cashRounding
    #expect(coins == CashRounding(mode: .halfDown, coin: .pesos(10)))
    var tickets: [Ticket] = []
    while case let older = TicketQuery(before: tickets.last?.number),
      case let page = try reader.tickets(older, limit: 100), !page.isEmpty
    { tickets += page.map(\.ticket) }
    #expect(tickets.count > 500)
    for ticket in tickets {
      #expect(ticket.payable == Demo.shop.payable(ticket.account), "\(ticket)")
      #expect(coins.isInCoins(ticket.received ?? ticket.due), "\(ticket)")
      #expect(ticket.change >= .zero && coins.isInCoins(ticket.change), "\(ticket)")
    }
    // What was talked for is not.
    #expect(tickets.contains { !coins.isInCoins($0.account.charged) })
  }

  @Test func `at no moment has the shop called for more than it had paid`() throws {
    let reader = try history()
    defer { reader.close() }
    let day: Int64 = 86_400_000
    let first = thursday.milliseconds - 60 * day
    for index in 0..<60 {
      let start = WallTime(milliseconds: first + Int64(index) * day)
      let statement = try reader.statement(
        [start..<WallTime(milliseconds: start.milliseconds + day)], paymentLimit: 9)
      #expect(statement.closing >= .zero, "on day \(index)")
    }
  }

  /// In a process of its own: other tests change the time zone of this one, and with it the days.
  @Test func `the same number has the same history, and another another`() async {
    await #expect(processExitsWith: .success) {
      let tests = try DemoHistoryTests()
      let heads = try [("a", UInt64(7)), ("b", 7), ("c", 8)].map { name, seed in
        let reader = try tests.history(name, seed: seed)
        defer { reader.close() }
        return try reader.auditHead()
      }
      guard heads[0] == heads[1], heads[0] != heads[2] else { fatalError("\(heads)") }
    }
  }

  /// Every hour of a day is one at which somebody may look at the demo, the first of a month too.
  @Test(arguments: [0, 6, 11, 20])
  func `it can end at any hour`(hour: Int64) throws {
    let first = try #require(CalendarDay("2006-11-01"))
    let midnight = ShopDay.startOfSystem(first)
    let reader = try history(
      until: WallTime(milliseconds: midnight.milliseconds + hour * 3_600_000 + 1))
    defer { reader.close() }
    #expect(try reader.verify().complaints == [])
  }

  /// The daemon that goes on from it finds nothing open, and money to call for.
  @Test func `calls go on from it`() throws {
    try history().close()
    let ledger = try Ledger(path: folder.appendingPathComponent("one.sqlite").path) { _ in }
    defer { ledger.close() }
    let restored = try ledger.restore()
    #expect(restored.openCalls.isEmpty)
    #expect(restored.balance ?? .zero > Money(micros: 15_000 * 1_000_000))
    #expect(restored.lastTicket > 500)
    #expect(restored.booths.allSatisfy { !$0.isDisabled && $0.account.isEmpty })
  }
}
