import Foundation
import Testing

extension InABrowser {
  @Suite struct `The panel` {
    @Test func `counts up while a call runs, without being loaded again`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try tab.open(shop)
        try tab.waitFor(text: "En vivo")
        _ = try tab.evaluate("() => { window.isTheSame = true; return 0; }")
        var totals: Set<String> = []
        try tab.wait("three totals") {
          totals.insert(try tab.text(of: "[data-booth='4312'] [data-text=total]"))
          return totals.count >= 3
        }
        #expect(totals.allSatisfy { $0.hasPrefix("$ ") })
        #expect(try tab.evaluate("() => window.isTheSame === true", as: Bool.self))
        tab.screenshot("panel-talking")
      }
    }
  }
}
