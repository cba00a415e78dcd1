import BoothControl
import Foundation
import Ledger
import Testing

extension InABrowser.Deeds {
  @Suite struct `Without scripts` {
    private static let state: Place = "[data-booth='4312'] [data-text=state]"

    @Test func `the panel shows the shop, and comes anew by itself`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.open(shop)
        #expect(try tab.text(of: Self.state) == "Libre")
        #expect(try tab.shownText.contains("Datos de las"))
        try shop.board.ask("lift 1")
        try tab.waitFor(Self.state, toSay: "Descolgada")
      }
    }

    @Test func `the total of who talks rises from one page to the next`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.open(shop)
        var totals: [Int] = []
        try tab.wait("three totals") {
          let text = try tab.text(of: "[data-booth='4312'] [data-text=total]")
          let total = try #require(Int(text.filter(\.isNumber)))
          if totals.last != total { totals.append(total) }
          return totals.count >= 3
        }
        #expect(totals == totals.sorted())
        #expect(try tab.shownText.contains("Se actualiza sola"))
      }
    }

    @Test func `a call is cut after a second question, and not with No`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.open(shop)
        for answer in ["No", "Sí, cortar"] {
          try tab.click(.button("Cortar CABINA 01"))
          try tab.waitFor(text: "¿Cortar la llamada de CABINA 01?")
          #expect(try tab.accessibilityFindings() == [])
          tab.screenshot("cut-question")
          try tab.click(answer == "No" ? .link(answer) : .button(answer))
          try tab.waitFor(Self.state)
          if answer == "No" { #expect(try tab.text(of: Self.state) == "Hablando") }
        }
        try tab.waitFor(Self.state, toSay: "Terminada")
      }
      try shop.board.ask("hangup 1")
      #expect(try shop.onlyCall().endCause == .cutByOwner)
    }

    @Test func `a booth is disabled with its button, and the panel comes back`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.open(shop)
        try tab.click(.button("Deshabilitar CABINA 01"))
        try tab.waitFor(.button("Habilitar CABINA 01"))
        #expect(try tab.text(of: Self.state) == "Deshabilitada")
        #expect(try tab.address.hasSuffix("/#name-4312"))
        #expect(try shop.page("/api/v1/shop").contains("\"disabled\":true"))
      }
    }

    /// Who reads for longer than the page stays finds what he was about to press where it was.
    @Test(arguments: [320, 1280])
    func `nothing shuts when the page comes anew`(width: Int) throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.setSize(width, 800)
        let steps: [(place: Place, leadsTo: String)] = [
          (.button("Próxima sin cobro CABINA 01"), "Próxima sin cobro"),
          (.link("Detalle de llamadas CABINA 01"), "CABINA 01 · 4312"),
          (.link("Informe"), "Informe"),
        ]
        for step in steps {
          try tab.open(shop)
          for folded: Place in [.button("Más CABINA 01"), .button("Panel de control")] {
            if try tab.isShown(folded) { try tab.click(folded) }
          }
          #expect(try tab.isShown(step.place), "\(step.place)")
          _ = try tab.evaluate("() => { window.isSeen = true; }")
          try tab.wait("the page to come anew") {
            try tab.evaluate(
              "() => !window.isSeen && document.readyState === 'complete'", as: Bool.self)
          }
          tab.screenshot("plain-panel-\(width)")
          #expect(try tab.excessWidth <= 0)
          try tab.click(step.place)
          try tab.waitFor("main:not(:has(.live)), [data-booth='4312'] [data-text=note]:not(:empty)")
          try tab.waitFor(text: step.leadsTo)
        }
        #expect(try shop.page("/api/v1/shop").contains("\"nextCallUncharged\":true"))
      }
    }
  }
}
