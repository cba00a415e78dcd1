import Foundation
import Testing

extension InABrowser {
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
  }

  @Suite struct `Every page` {
    private static let paths = [
      "/", "/calls", "/booths/4312/calls", "/nowhere", "/prefixes", "/prefixes/new",
      "/prefixes/1006", "/deck", "/markup", "/quote?number=1006&minutes=3", "/prefixes/import",
    ]

    /// A shop that has much to show: long names, a call in progress, one that ended, a refused one.
    private func busyShop() throws -> RunningShop {
      let shop = try RunningShop(balancePesos: 1_234_567)
      try shop.talk(1, to: "1006")
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try shop.talk(1, to: "1006")
      try shop.board.ask("lift 2")
      try shop.board.ask("dial 2 4999")
      #expect(try shop.waitForShop { $0.contains("\"refused\"") })
      return shop
    }

    @Test func `fits its window, however wide, without scrolling sideways`() throws {
      let shop = try busyShop()
      try browse { tab in
        tab.provoked = ["404"]
        for path in Self.paths {
          try tab.open(shop, path)
          for width in [320, 360, 1280, 1920, 3840] {
            try tab.setSize(width, width * 9 / 16)
            let excess = try tab.excessWidth
            #expect(excess <= 0, "\(path), \(width) px wide")
            let name = path.split(separator: "/").joined(separator: "-")
            tab.screenshot("width-\(width)-\(name.isEmpty ? "panel" : name)")
          }
        }
      }
    }

    @Test func `can be read and used by everyone`() throws {
      let shop = try busyShop()
      try browse { tab in
        tab.provoked = ["404"]
        for path in Self.paths {
          try tab.open(shop, path)
          let findings = try tab.accessibilityFindings()
          #expect(findings == [], "\(path)")
        }
      }
    }

    @Test func `speaks the browser's language until another is chosen`() throws {
      let shop = try RunningShop()
      try browse(language: "en") { tab in
        try tab.open(shop)
        try tab.waitFor(text: "Control panel")
        try tab.click(.link("Español"))
        try tab.waitFor(text: "Panel de control")
        try tab.click(.link("Detalle de llamadas"))
        try tab.waitFor(text: "No hay llamadas que mostrar.")
        try tab.open(shop)
        #expect(try tab.shownText.contains("Panel de control"))
      }
    }
  }
}
