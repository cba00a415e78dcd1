import BoothControl
import Rating
import Testing

@testable import cabinad

@Suite struct `The demo's till` {
  private func booth(_ state: BoothState = .free, due: Int64) -> BoothSnapshot {
    BoothSnapshot(
      number: BoothNumber("4312"), name: "CABINA 01", state: state, isDisabled: false,
      nextCallIsUncharged: false, call: nil, due: .pesos(due))
  }

  @Test func `collects from a booth that has been empty for a while`() {
    var till = DemoTill()
    for _ in 1..<DemoTill.patience { #expect(till.actions(on: [booth(due: 230)]) == []) }
    #expect(
      till.actions(on: [booth(due: 230)])
        == [.collect(BoothNumber("4312"), expected: .pesos(230), received: .pesos(1_000))])
    // It is asked once.
    #expect(till.actions(on: [booth(due: 230)]) == [])
  }

  @Test func `leaves who talks again, and who owes nothing`() {
    var till = DemoTill()
    for _ in 1..<DemoTill.patience { #expect(till.actions(on: [booth(due: 230)]) == []) }
    #expect(till.actions(on: [booth(.talking, due: 230)]) == [])
    #expect(till.actions(on: [booth(due: 230)]) == [])
    for _ in 1...DemoTill.patience { #expect(till.actions(on: [booth(due: 0)]) == []) }
  }
}
