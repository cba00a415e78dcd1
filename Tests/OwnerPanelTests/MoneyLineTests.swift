import BoothControl
import Rating
import Testing

@testable import OwnerPanel

/// No line of a page ends between the symbol and its figures.
@Suite struct MoneyLineTests {
  private func breaks(_ response: HTTPResponse) -> [String] {
    String(decoding: response.body, as: UTF8.self)
      .matches(of: #/.{0,20}\$[ \n][0-9].{0,9}/#).map { String($0.0) }
  }

  @Test func `money on a page stays together`() throws {
    let desk = Desk()
    let row = CallListRow(
      key: 10, booth: BoothNumber("4312"), at: WallTime(milliseconds: 0), number: "1006",
      destination: "INTERNAS 02", seconds: 68, price: perMinute(200), charge: pesos(227),
      isCharged: true, isOpen: false, suspicions: [])
    desk.source.holds([row])
    desk.source.holds(
      CallStatement(
        row: row, dialled: "1006", carrier: "", answeredAt: WallTime(milliseconds: 0),
        charge: manualExplanation, cost: nil, storedCost: pesos(113),
        isIncomplete: false, reviewNote: "", reviewer: ""))
    for path in ["/", "/calls", "/calls/10", "/calls/10/ticket"] {
      let response = try desk.get(path)
      #expect(response.status == .ok)
      #expect(String(decoding: response.body, as: UTF8.self).contains("$\u{a0}"), "\(path)")
      #expect(breaks(response) == [], "\(path)")
    }
    let money = MoneyDesk()
    var sums = CallSums()
    (sums.calls, sums.answered, sums.charged, sums.cost) = (1, 1, pesos(4_540), pesos(9_000))
    let report = try money.page(
      "/report?from=2006-10-27", .report(CallReport(total: sums, before: sums)))
    #expect(String(decoding: report.body, as: UTF8.self).contains("−$\u{a0}4.460"))
    #expect(breaks(report) == [])
  }
}
