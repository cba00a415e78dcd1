import BoardConformance
import BoothSimulator
import Testing

/// Every planted mistake is found, by the checks that speak of it and by no others.
@Suite struct FirmwareFaultTests {
  @Test(arguments: FirmwareFault.allCases)
  func `a mistake of the firmware fails at its line`(_ fault: FirmwareFault) throws {
    let report = try ConformanceWorld(board: ConformanceWorld.smallBoard, fault: fault).finish()
    let failures = report.failures
    switch try #require(FaultTable.failures(of: fault)) {
    case .all(let expected): #expect(failures == expected)
    case .among(let expected): #expect(expected.filter { !failures.contains($0) } == [])
    }
    #expect(report.verdict(of: .minimum) != .passed || !failures.isEmpty)
  }

  @Test func `every check has a mistake that it finds`() {
    var found = Set(FaultTable.all.flatMap { $0.checks.split(separator: " ").map(String.init) })
    // A board that does not echo the nonce, or a PING's stamp, fails everything.
    found.formUnion(["nonce-echoed", "pong-stamp"])
    let names = Check.all.map(\.name)
    #expect(names.filter { !found.contains($0) } == [])
    #expect(found.subtracting(names) == [])
  }

  @Test func `a failure shows what was expected, what came and the bytes`() throws {
    var options = ConformanceRun.Options()
    options.only = ["talk-limit"]
    let report = try ConformanceWorld(options, fault: .limitLate).finish()
    let result = try #require(report.results.first)
    #expect(result.check.section == "7")
    #expect(
      result.verdict
        == .failed(
          Failure(expected: "RELEASED stamped 1500 ms after ANSWERED", came: "2500 ms after")))
    let last = try #require(result.evidence.lines.last)
    #expect(last.text.hasPrefix("RELEASED number 5 "))
    #expect(last.direction == .fromBoard)
    #expect(last.bytes.last == 0)
    #expect(last.byteCount == last.bytes.count)
    #expect(result.evidence.omittedCount == 0)
    #expect(result.evidence.lines.contains { $0.text.hasPrefix("CONNECT [seq ") })
  }
}
