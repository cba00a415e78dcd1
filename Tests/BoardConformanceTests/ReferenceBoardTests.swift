import BoardConformance
import BoothSimulator
import Testing

/// The reference does what the specification says, as far as the checks can see.
@Suite struct ReferenceBoardTests {
  @Test func `the reference passes at every level`() throws {
    let report = try ConformanceWorld().finish()
    let unexpected = report.blemishes.filter { !$0.contains("not applicable") }
    #expect(unexpected == [])
    for level in ConformanceLevel.allCases {
      #expect(report.verdict(of: level) == .passed)
    }
    #expect(report.count().passed >= 45)
  }

  /// A FAIL of a board that does nothing wrong would be the worst that these checks could do: what
  /// comes in one burst, or one by one, or late, is the same to them.
  @Test func `the reference passes when each byte of it is acted upon`() throws {
    let world = try ConformanceWorld()
    world.delivery = .drip
    #expect(world.finish().blemishes.filter { !$0.contains("not applicable") } == [])
  }

  @Test func `a board passes that tells causes and ends of calls in the other order`() throws {
    let world = try ConformanceWorld()
    world.order = EitherOrder()
    world.delivery = .drip
    let blemishes = world.finish().blemishes.filter { !$0.contains("not applicable") }
    #expect(blemishes == [])
  }

  @Test(arguments: [20, 60] as [Int64])
  func `the reference passes behind a bridge that gathers what comes`(_ interval: Int64) throws {
    let world = try ConformanceWorld()
    world.delivery = .batches(interval)
    #expect(world.finish().blemishes.filter { !$0.contains("not applicable") } == [])
  }

  @Test(arguments: [5, 40, 150] as [Int64])
  func `the reference passes with hands that are a moment behind`(_ delay: Int64) throws {
    let world = try ConformanceWorld()
    world.delivery = .batches(16)
    world.handsDelay = delay
    #expect(world.finish().blemishes.filter { !$0.contains("not applicable") } == [])
  }
}
