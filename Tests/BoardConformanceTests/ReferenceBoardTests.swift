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
}
