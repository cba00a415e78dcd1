import BoardConformance
import BoothSimulator
import Testing

@Suite struct FirmwareFaultTests {
  @Test(arguments: FirmwareFault.allCases)
  func `probe`(_ fault: FirmwareFault) throws {
    let report = try ConformanceWorld(fault: fault).finish()
    print("FAULT", fault.rawValue, report.failures)
    for line in report.blemishes where !line.contains("not app") { print("   ", line) }
  }
}
