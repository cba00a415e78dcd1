import Foundation
import Testing

extension InABrowser.Deeds {
  /// Where money changes hands.
  @Suite struct `The till` {
    /// A shop of which the first booth owes what a second or two of a call came to.
    private func owing(currency: String? = nil) throws -> RunningShop {
      let shop = try RunningShop(currency: currency)
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      return shop
    }

    private func credit(_ shop: RunningShop) throws -> String? {
      try shop.page("/api/v1/booths/4312/account")
        .firstMatch(of: #/"credit":"([^"]*)"/#).map { String($0.1) }
    }

    /// Presses twice; where the answer is there before the second time, not the form for the next.
    private func pressTwice(_ tab: Tab) throws {
      let press =
        """
        () => location.search.includes('done=')
          || document.querySelector('form.sheet button.main')?.click()
        """
      _ = try tab.evaluate(press)
      _ = try tab.evaluate(press)
    }

    @Test func `works the change out with cents, as it is typed and by a button`() throws {
      let shop = try owing(currency: "USD")
      try browse { tab in
        try tab.open(shop, "/booths/4312/collect")
        let due = try #require(Int(try tab.attribute("data-due", of: "form.sheet") ?? ""))
        let cents = due / 10_000
        #expect(cents > 1)
        func shown(_ cents: Int) -> String {
          let fraction = cents % 100
          return "$ \(cents / 100),\(fraction < 10 ? "0" : "")\(fraction)"
        }
        try tab.type("1.000,05", into: .field("Recibido"))
        #expect(try tab.text(of: "[data-change]") == "Vuelto \(shown(100_005 - cents))")
        try tab.type("0,01", into: .field("Recibido"))
        #expect(try tab.text(of: "[data-change]") == "Faltan \(shown(cents - 1))")
        for nonsense in ["1.00", "1,234", "x", ""] {
          try tab.type(nonsense, into: .field("Recibido"))
          #expect(try tab.text(of: "[data-change]") == "Vuelto —")
        }
        try tab.click(.button("$ 50,00"))
        #expect(try tab.text(of: "[data-change]") == "Vuelto \(shown(5000 - cents))")
        // What the page says is what the ticket has.
        try tab.click(.selector("form.sheet button.main"))
        try tab.waitFor(".ticket")
        #expect(try tab.text(of: ".hand-back strong") == shown(5000 - cents))
      }
    }

    @Test func `takes a deposit once, however often its form is sent`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.open(shop, "/booths/4312/credit")
        try tab.type("1.000", into: .field("Monto"))
        try pressTwice(tab)
        try tab.waitFor(text: "El crédito quedó guardado.")
        #expect(try credit(shop) == "1000")
        // Back to it there is another form, with nothing in it to be sent by mistake.
        let isEmpty = "() => document.querySelector('[name=amount]').value === ''"
        _ = try tab.evaluate("() => history.back()")
        try tab.wait("an empty form") {
          try !tab.address.contains("done=") && tab.evaluate(isEmpty, as: Bool.self)
        }
        tab.provoked = ["400"]
        try tab.click(.selector("form.sheet button.main"))
        try tab.waitFor("#fault-amount")
        #expect(try credit(shop) == "1000")
        try tab.type("500", into: .field("Monto"))
        try tab.click(.selector("form.sheet button.main"))
        try tab.waitFor(text: "El crédito quedó guardado.")
        #expect(try credit(shop) == "1500")
      }
    }

    @Test func `deletes nothing before something is ticked`() throws {
      let shop = try RunningShop()
      let delete: Place = .button("Borrar los marcados")
      try browse { tab in
        try tab.open(shop, "/prefixes")
        #expect(try tab.attribute("disabled", of: delete) != nil)
        // As the page's ground, without a warning's red, and not faint.
        let look =
          "() => { const { opacity, backgroundColor: own } = "
          + "getComputedStyle(document.querySelector('.danger')); "
          + "return opacity === '1' && own === getComputedStyle(document.body).backgroundColor; }"
        #expect(try tab.evaluate(look, as: Bool.self))
        try tab.click("[name=row-1006]")
        #expect(try tab.attribute("disabled", of: delete) == nil)
        #expect(try !tab.evaluate(look, as: Bool.self))
        try tab.click("[name=row-1006]")
        #expect(try tab.attribute("disabled", of: delete) != nil)
        // Without the script it says so.
        try tab.setScripts(on: false)
        try tab.open(shop, "/prefixes")
        tab.provoked = ["400"]
        try tab.click(delete)
        try tab.waitFor(".problem")
      }
    }

    @Test func `collects once, however often its form is sent`() throws {
      let shop = try owing()
      try browse { tab in
        try tab.open(shop, "/booths/4312/collect")
        try tab.type("1.000", into: .field("Recibido"))
        try pressTwice(tab)
        try tab.waitFor(".ticket")
        #expect(try tab.address.contains("/tickets/1?"))
        _ = try tab.evaluate("() => history.back()")
        try tab.wait("the page before") { try tab.address.contains("/collect") }
        try tab.waitFor(text: "no debe nada")
      }
      #expect(try !shop.page("/api/v1/tickets").contains("\"number\":2"))
    }
  }
}
