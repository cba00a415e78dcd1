import BoothControl
import Ledger
import Testing

/// The audit as programs follow it, with the calls that have ended.
@Suite struct EventTests {
  private let shop: Shop
  private let reader: LedgerReader

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  @Test func `every record comes once, in order and without a gap, whatever the pages`() throws {
    #expect(try reader.lastEvent() == 0)
    #expect(try reader.events(after: 0, limit: 10) == [])
    try shop.ledger.savePrefix(tariff("1006", "INTERNAS 02", 200), by: owner)
    shop.tradeCalls()
    let last = try reader.lastEvent()
    #expect(last > 5)
    for size in [1, 2, 3, 100] {
      var numbers: [Int64] = []
      while let page = Optional(try reader.events(after: numbers.last ?? 0, limit: size)),
        !page.isEmpty
      {
        #expect(page.count <= size)
        numbers += page.map(\.record.number)
      }
      #expect(numbers == Array(1...last))
    }
    #expect(try reader.events(after: last, limit: 10) == [])
  }

  @Test func `the end of a call comes with the call, and nothing else does`() throws {
    shop.tradeCalls()
    let events = try reader.events(after: 0, limit: 100)
    let ends = events.filter { $0.record.action == "call" }
    #expect(ends.count == 4)
    for event in ends {
      let call = try #require(event.call)
      #expect(event.record.subject == "call \(call.position.key)")
      #expect(try reader.call(key: call.position.key) == call)
    }
    #expect(events.allSatisfy { $0.record.action == "call" || $0.call == nil })
  }
}
