import Rating
import Testing

struct TariffCheckTests {
  static let sound = tariff(steps((0, "1", 60, 30), (60, "1", 60, 10)))

  private func fault(_ change: (inout Tariff) -> Void) -> TariffFault? {
    var tariff = TariffCheckTests.sound
    change(&tariff)
    do throws(TariffFault) {
      try tariff.check()
      return nil
    } catch { return error }
  }

  private func band(_ days: [Int], _ from: Int64, _ to: Int64) -> Band {
    Band(weekdays: days, fromSecond: from, toSecond: to, plan: TariffCheckTests.sound.plan)
  }

  @Test func `a sound tariff passes`() { #expect(fault { _ in } == nil) }

  @Test func `each limit names the key, the value and what was expected`() {
    let faults = [
      fault { $0.prefix = "56a" }, fault { $0.prefix = String(repeating: "1", count: 17) },
      fault { $0.description = String(repeating: "x", count: 201) },
      fault { $0.graceSeconds = -1 }, fault { $0.graceSeconds = 86_401 },
      fault { $0.maximumCharge = Money(micros: -1) },
      fault { $0.plan.connectionFee = Money(micros: -1) }, fault { $0.plan.steps = [] },
      fault { $0.plan.steps[0].afterSeconds = 1 }, fault { $0.plan.steps[1].afterSeconds = 0 },
      fault { $0.plan.steps[1].afterSeconds = 4_294_968 },
      fault { $0.plan.steps[1].price = Money(micros: 1_000_000_000_001) },
      fault { $0.plan.steps[1].perSeconds = 0 },
      fault { $0.plan.steps[0].incrementSeconds = 86_401 },
      fault { $0.bands = [band([], 0, 60)] }, fault { $0.bands = [band([2, 1], 0, 60)] },
      fault { $0.bands = [band([8], 0, 60)] }, fault { $0.bands = [band([1], 60, 60)] },
      fault { $0.bands = [band([1], 0, 86_401)] }, fault { $0.bands = [band([1], -1, 60)] },
      fault { $0.bands = Array(repeating: band([1], 0, 60), count: 65) },
      fault { $0.shownPrice.price = Money(micros: -1) },
    ]
    let keys = faults.map { $0?.key ?? "nothing" }
    #expect(
      keys == [
        "prefix", "prefix", "description", "graceSeconds", "graceSeconds", "maximumCharge",
        "connectionFee", "steps", "steps[0].after", "steps[1].after", "steps[1].after",
        "steps[1].price", "steps[1].per", "steps[0].increment", "bands[0].days", "bands[0].days",
        "bands[0].days", "bands[0].to", "bands[0].to", "bands[0].from", "bands", "price",
      ])
    #expect(faults[9]?.description == "steps[1].after: «0»: expected 1 to 4294967")
  }

  @Test func `times whose common multiple is too large are refused`() {
    let fault = fault {
      $0.plan.steps = steps((0, "1", 86_399, 1), (1, "1", 86_400, 1))
    }
    #expect(fault?.key == "per")
    #expect(fault?.value == "86400")
  }
}
