import BoothSimulator
import Testing

/// Each trick of `Trick.all` through the real core, session and board code, held to what the lines
/// and trunks of the simulated shop saw. `cabina-sim tricks NAME --seed N` has one again.
@Suite struct `A caller's trick` {
  @Test(arguments: Trick.all, [1, 2] as [UInt64])
  func `gains nothing`(_ trick: Trick, _ seed: UInt64) throws {
    if let failure = try trick.attempt(seed: seed) { Issue.record("\(failure)") }
  }

  @Test func `has a name of its own`() {
    #expect(Set(Trick.all.map(\.name)).count == Trick.all.count)
    #expect(Trick.all.allSatisfy { $0.summary.hasSuffix(".") })
  }
}
