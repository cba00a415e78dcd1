import Foundation
import Testing

extension InABrowser.Deeds {
  @Suite struct `A panel that hears nothing any more` {
    private static let total: Place = "[data-booth='4312'] [data-text=total]"
    private static let lost = "Sin conexión: los datos son de las"

    /// Opens the panel while someone talks.
    private func open(_ tab: Tab, _ shop: RunningShop) throws {
      try tab.open(shop)
      try tab.waitFor(text: "En vivo")
      try tab.wait("a total") { try tab.text(of: Self.total).hasPrefix("$ ") }
      #expect(try looksFresh(tab))
    }

    /// Whether any number of a card has the colour of a state, or stands out.
    private func looksFresh(_ tab: Tab) throws -> Bool {
      let muted = try tab.style("color", of: ".bar .summary")
      let weight = try tab.style("font-weight", of: Self.total)
      return try tab.style("color", of: Self.total) != muted || weight != "400"
        || tab.style("color", of: "[data-booth='4312'] [data-text=duration]") != muted
    }

    @Test func `says so when the daemon is killed, and is live again by itself`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        tab.provoked = ["ERR_"]
        try open(tab, shop)
        _ = try tab.evaluate("() => { window.isTheSame = true; }")
        try shop.daemon.killAtOnce()
        try tab.waitFor(text: Self.lost, within: 25)
        #expect(try !looksFresh(tab))
        // What is pressed now is not done, and says why.
        let disable: Place = .button("Deshabilitar CABINA 01")
        try tab.click(.button("Más CABINA 01"))
        #expect(try tab.attribute("aria-disabled", of: disable) == "true")
        try tab.click(disable)
        try tab.wait("the reason") { try tab.text(of: "[role=alert]").hasPrefix(Self.lost) }
        try tab.press(.escape)
        let findings = try tab.accessibilityFindings()
        #expect(findings == [])
        tab.screenshot("panel-lost")
        let total = try tab.text(of: Self.total)
        try shop.startDaemon(keepsPort: true)
        try tab.waitFor(text: "En vivo")
        try tab.wait("the total to go on") { try tab.text(of: Self.total) != total }
        #expect(try looksFresh(tab))
        try tab.wait("the reason to go") { try !tab.shownText.contains("Sin conexión") }
        try tab.click(.button("Más CABINA 01"))
        #expect(try tab.attribute("aria-disabled", of: disable) == nil)
        try tab.click(disable)
        try tab.waitFor(.button("Habilitar CABINA 01"))
        #expect(try tab.evaluate("() => window.isTheSame === true", as: Bool.self))
      }
    }

    @Test func `says so when nothing more comes over a connection that stands`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try browse { tab in
        try open(tab, shop)
        try shop.talk(2, to: "1006")
        usleep(1_500_000)
        try shop.board.ask("hangup 2")
        try tab.waitFor("[data-booth='4313'] [data-text=state]", toSay: "Por cobrar")
        shop.daemon.signal(SIGSTOP)
        defer { shop.daemon.signal(SIGCONT) }
        // Five seconds after the last sign of life, and what a busy machine needs.
        try tab.waitFor(text: Self.lost, within: 12)
        #expect(try !looksFresh(tab))
        // No button looks as if it did something, and each says why.
        for place: Place in [
          "[data-booth='4313'] [data-link=collect]", "[data-booth='4312'] [data-action=cut] button",
        ] {
          #expect(try tab.attribute("aria-disabled", of: place) == "true")
          #expect(try tab.attribute("title", of: place)?.hasPrefix(Self.lost) == true)
          #expect(try tab.style("background-color", of: place) == "rgba(0, 0, 0, 0)")
        }
        tab.screenshot("panel-frozen")
        // What is pressed meanwhile is not sent, to be done by and by.
        try tab.click(.button("Más CABINA 02"))
        try tab.click(.button("Deshabilitar CABINA 02"))
        try tab.wait("the reason") { try tab.text(of: "[role=alert]").hasPrefix(Self.lost) }
        shop.daemon.signal(SIGCONT)
        try tab.waitFor(text: "En vivo")
        #expect(try looksFresh(tab))
        #expect(
          try tab.attribute("title", of: "[data-booth='4313'] [data-link=collect]") == nil)
        #expect(try !shop.page("/api/v1/shop").contains("\"disabled\":true"))
      }
    }
  }
}
