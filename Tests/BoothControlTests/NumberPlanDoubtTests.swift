import Testing

@testable import BoothControl

/// Entries of a number plan that are right but do nothing, or something else than was meant.
@Suite struct NumberPlanDoubtTests {
  private func plan(
    blocked: [String] = [], allowed: [String] = [], carriers: [String] = ["188"],
    map: DigitMap = .chile
  ) -> NumberPlan {
    NumberPlan(
      emergencyNumbers: ["133"], blockedPrefixes: blocked, allowedPrefixes: allowed,
      carrierCodes: carriers, carrierReplaces: "0", digitMap: map)
  }

  @Test func `the plans that are ready raise none`() {
    for (name, plan) in NumberPlan.ready { #expect(plan.doubts.isEmpty, "\(name)") }
  }

  @Test func `what is dialled, rated or chosen behind a code is not in vain`() {
    #expect(plan(blocked: ["00", "0052", "52", "700", "18805", "188", "0", "9"]).doubts.isEmpty)
    let of2006 = ["032", "188032", "0052", "18805", "600", "02"]
    #expect(plan(blocked: of2006, allowed: ["600"], map: .chile2006).doubts.isEmpty)
  }

  @Test func `an entry that no number begins with does nothing`() throws {
    #expect(
      plan(blocked: ["08", "133", "6001234567890"], allowed: ["99999999999"]).doubts == [
        .idle("08", key: "blocked"), .idle("133", key: "blocked"),
        .idle("6001234567890", key: "blocked"), .idle("99999999999", key: "allowed"),
      ])
    let map = try DigitMap("(0xx.T|2xxx)")
    #expect(plan(carriers: ["188"], map: map).doubts == [.idle("188", key: "carriers")])
  }

  @Test func `a carrier's code has not the 0 that it is dialled in place of`() throws {
    #expect(
      plan(carriers: ["1880", "171"]).doubts == [.carrierWithReplaced("1880", code: "188")])
    let map = try DigitMap("(1xx0xx.T|2xxx)")
    #expect(
      plan(carriers: ["188", "1880"], map: map).doubts
        == [.carrierWithReplaced("1880", code: "188")])
  }

  @Test func `a code that the map has not is taken off other numbers`() throws {
    #expect(plan(carriers: ["999"]).doubts == [.carrierUnknownToMap("999")])
    // Of a map of one's own the codes are not known.
    let map = try DigitMap("(1xx0xx.T|2xxx)")
    #expect(plan(carriers: ["199"], map: map).doubts.isEmpty)
  }
}
