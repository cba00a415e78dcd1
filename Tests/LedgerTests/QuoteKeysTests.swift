import Rating
import Testing

@testable import Ledger

@Suite struct QuoteKeysTests {
  @Test func `so many are remembered, and then it begins anew`() {
    var keys = QuoteKeys()
    let prices = (0...QuoteKeys.limit).map { price(tariff("1\($0)", "", 200)) }
    for (key, price) in zip(Int64(1)..., prices.dropLast()) { keys.remember(price, key) }
    #expect(keys[prices[0]] == 1)
    #expect(keys[prices[QuoteKeys.limit - 1]] == Int64(QuoteKeys.limit))
    keys.remember(prices[QuoteKeys.limit], 999)
    #expect(keys[prices[QuoteKeys.limit]] == 999)
    #expect(prices.dropLast().allSatisfy { keys[$0] == nil })
  }
}
