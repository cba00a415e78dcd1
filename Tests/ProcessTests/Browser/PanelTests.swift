import BoothControl
import Foundation
import Ledger
import Testing

extension InABrowser.Deeds {
  @Suite struct `The panel` {
    private static let card = "[data-booth='4312']"

    private static func part(_ name: String) -> Place {
      .selector("\(card) [data-text=\(name)]")
    }

    /// Until then a button takes no other press.
    private func waitForAnswer(_ tab: Tab) throws { try tab.waitUntilGone("[data-sent]") }

    /// Opens what is behind the first booth's «⋯».
    private func openRest(_ tab: Tab) throws { try tab.click(.button("Más CABINA 01")) }

    private func openLive(_ tab: Tab, _ shop: RunningShop) throws {
      try tab.open(shop)
      try tab.waitFor(text: "En vivo")
    }

    @Test func `counts up while a call runs, without being loaded again`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try openLive(tab, shop)
        _ = try tab.evaluate("() => { window.isTheSame = true; }")
        var totals: Set<String> = []
        try tab.wait("three totals") {
          totals.insert(try tab.text(of: Self.part("total")))
          return totals.count >= 3
        }
        #expect(totals.allSatisfy { $0.hasPrefix("$ ") })
        #expect(try tab.evaluate("() => window.isTheSame === true", as: Bool.self))
      }
    }

    @Test func `disables a booth with a click, and enables it with another`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try openLive(tab, shop)
        try openRest(tab)
        try tab.click(.button("Deshabilitar CABINA 01"))
        try tab.waitFor(Self.part("state"), toSay: "Deshabilitada")
        #expect(try !tab.isShown("details[open]"))
        #expect(try shop.page("/api/v1/shop").contains("\"disabled\":true"))
        try shop.board.ask("lift 1")
        #expect(try shop.wait { try shop.board.ask("display 1").contains("DESHABILITADA") })
        try shop.board.ask("hangup 1")
        try waitForAnswer(tab)
        try tab.click(.button("Habilitar CABINA 01"))
        try tab.waitFor(Self.part("state"), toSay: "Libre")
        #expect(try !shop.page("/api/v1/shop").contains("\"disabled\":true"))
        #expect(try tab.text(of: "[data-booth='4313'] [data-text=state]") == "Libre")
      }
    }

    @Test func `is used with the keyboard alone`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try openLive(tab, shop)
        try tab.tabTo(.button("Más CABINA 01"))
        try tab.press(.space)
        try tab.tabTo(.button("Deshabilitar CABINA 01"))
        try tab.press(.space)
        try tab.waitFor(Self.part("state"), toSay: "Deshabilitada")
        try waitForAnswer(tab)
        // The focus is where the menu was opened, the button that is new just before it.
        let focused = "() => document.activeElement.matches('[data-booth=\"4312\"] summary')"
        #expect(try tab.evaluate(focused, as: Bool.self))
        try tab.press(.tab, shift: true)
        try tab.press(.enter)
        try tab.waitFor(Self.part("state"), toSay: "Libre")
        #expect(try tab.evaluate(focused, as: Bool.self))
        try tab.press(.enter)
        try tab.press(.tab)
        try tab.press(.enter)
        try tab.waitFor(text: "CABINA 01 · 4312")
      }
    }

    @Test func `cuts a call with the second click, not with the first`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try openLive(tab, shop)
        try tab.click(.button("Cortar CABINA 01"))
        try tab.waitFor(.button("¿Cortar ya? CABINA 01"))
        usleep(300_000)
        #expect(try tab.text(of: Self.part("state")) == "Hablando")
        tab.screenshot("panel-cut")
        // The mouse is over it, and what is asked there must be read.
        let findings = try tab.evaluate(AccessibilityScript.look, as: [String].self)
        #expect(findings == [])
        try tab.click(.button("¿Cortar ya? CABINA 01"))
        try tab.waitFor(Self.part("state"), toSay: "Terminada")
        try tab.waitUntilGone(.button("Cortar CABINA 01"))
      }
      try shop.board.ask("hangup 1")
      #expect(try shop.onlyCall().endCause == .cutByOwner)
    }

    @Test func `forgets a first click that no second follows`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try openLive(tab, shop)
        try tab.click(.button("Cortar CABINA 01"))
        try tab.waitFor(.button("¿Cortar ya? CABINA 01"))
        try tab.waitFor(.button("Cortar CABINA 01"))
        #expect(try tab.text(of: Self.part("state")) == "Hablando")
      }
    }

    @Test func `forgets a first click when one turns to something else`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try openLive(tab, shop)
        let others: [(Tab) throws -> Void] = [
          { try $0.press(.escape) }, { try $0.press(.tab) },
          { try $0.click(.selector("h1")) },
        ]
        for other in others {
          try tab.click(.button("Cortar CABINA 01"))
          try tab.waitFor(.button("¿Cortar ya? CABINA 01"))
          try other(tab)
          // At once, and not after the four seconds that one may think.
          try tab.waitFor(.button("Cortar CABINA 01"), within: 2)
        }
        #expect(try tab.text(of: Self.part("state")) == "Hablando")
      }
    }

    @Test func `shuts what was opened when one turns to something else`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try openLive(tab, shop)
        let others: [(Tab) throws -> Void] = [
          { try $0.press(.escape) }, { try $0.click("#name-4313") },
          { try $0.click(.button("Más CABINA 02")) },
        ]
        for other in others {
          try openRest(tab)
          try tab.waitFor(.button("Deshabilitar CABINA 01"))
          try other(tab)
          try tab.waitUntilGone(.button("Deshabilitar CABINA 01"), within: 2)
        }
      }
    }

    @Test func `on a telephone has a low head, and a row for a booth that is idle`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try openLive(tab, shop)
        func height(of selector: String) throws -> Double {
          try tab.evaluate(
            "(one) => document.querySelector(one).getBoundingClientRect().height", selector,
            as: Double.self)
        }
        for width in [320, 360, 412] {
          try tab.setSize(width, 640)
          #expect(try height(of: "header.shop") <= 96, "\(width)")
          #expect(try height(of: ".menu summary") >= 44, "\(width)")
          #expect(try height(of: "[data-booth='4313']") <= 70, "\(width)")
          #expect(try height(of: "[data-booth='4312']") <= 170, "\(width)")
          #expect(try tab.text(of: ".menu summary") == "Panel de control")
          tab.screenshot("panel-\(width)")
        }
        try tab.click(.button("Panel de control"))
        try tab.click(.link("Detalle de llamadas"))
        try tab.waitFor("table.calls")
        #expect(try tab.text(of: ".menu summary") == "Detalle de llamadas")
      }
    }

    @Test func `says that a line is down while it is`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try openLive(tab, shop)
        #expect(try !tab.isShown(".alarms p"))
        try shop.board.ask("line-fault 1 short")
        try tab.waitFor(text: "Falla de línea: CABINA 01")
        tab.screenshot("panel-fault")
        try shop.board.ask("line-fault 1 cleared")
        try tab.waitUntilGone(".alarms p")
      }
    }

    @Test func `makes the next call free of charge, and the list says so`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try openLive(tab, shop)
        try openRest(tab)
        try tab.click(.button("Próxima sin cobro CABINA 01"))
        try tab.waitFor(Self.part("note"), toSay: "Próxima sin cobro")
        try shop.talk(1, to: "1006")
        try tab.waitFor(Self.part("note"), toSay: "Sin cobro")
        try tab.wait("what is given away") { try tab.text(of: Self.part("worth")).hasPrefix("$ ") }
        #expect(try tab.text(of: Self.part("total")) == "$ 0")
        try shop.board.ask("hangup 1")
        try tab.waitFor(Self.part("caption"), toSay: "Última llamada · Sin cobro")
        try openRest(tab)
        try tab.click(.link("Detalle de llamadas CABINA 01"))
        try tab.waitFor("table.calls")
        #expect(try tab.texts(of: "td.charge") == ["Sin cobro $ 0"])
      }
    }

    @Test func `says when its buttons do not reach the shop`() throws {
      let shop = try RunningShop()
      try browse { tab in
        tab.provoked = ["ERR_INTERNET_DISCONNECTED"]
        try openLive(tab, shop)
        try tab.setOffline(true)
        try openRest(tab)
        try tab.click(.button("Deshabilitar CABINA 01"))
        try tab.waitFor("[role=alert]")
        #expect(
          try tab.text(of: "[role=alert]").hasPrefix("Sin conexión: los datos son de las"))
        #expect(try tab.text(of: Self.part("state")) == "Libre")
      }
    }
  }
}
