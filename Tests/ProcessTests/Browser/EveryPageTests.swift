import Foundation
import Testing

extension InABrowser.Looks {
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
        for path in ["/", "/calls", "/prefixes", "/balance", "/nowhere"] {
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

    /// The way of an owner who is logged in through those pages and all others.
    @Test func `can be read and used by everyone, wherever a link leads`() throws {
      let shop = try busyShop()
      try shop.setOwner("maria", password: "secreto-123")
      try browse { tab in
        tab.provoked = ["/nowhere"]
        try tab.open(shop)
        try expectAccessible(tab)
        try tab.type("maria", into: .field("Nombre"))
        try tab.type("secreto-123", into: .field("Contraseña"))
        try tab.press(.enter)
        try tab.waitFor(text: "CABINA 01")
        var addresses = Self.paths.map { "http://127.0.0.1:\(shop.port)\($0)" }
        var shapes = Set(addresses.map(Self.shape))
        while let address = addresses.popLast() {
          guard try tab.open(address) else { continue }
          try expectAccessible(tab)
          for link in try links(tab) where shapes.insert(Self.shape(of: link)).inserted {
            addresses.append(link)
          }
          try #require(shapes.count < 100, "\(shapes)")
        }
        #expect(shapes.count > Self.paths.count, "\(shapes)")
      }
    }

    /// What is looked at most is looked at as a telephone has it, a tablet, a shop's screen and one on
    /// the wall; what has wide tables as a tablet has it.
    private static let widths = Dictionary(
      uniqueKeysWithValues: ["/", "/calls", "/prefixes", "/report", "/login"].map {
        ($0, [360, 820, 1920, 3840])
      } + ["/tickets", "/reviews", "/audit", "/deck", "/balance"].map { ($0, [820, 975]) })

    private func expectAccessible(_ tab: Tab) throws {
      let address = try tab.address
      let path = try #require(URL(string: address)).path()
      let findings = try tab.accessibilityFindings(widths: Self.widths[path] ?? [])
      #expect(findings == [], "\(address)")
    }

    /// Where the page's links lead.
    private func links(_ tab: Tab) throws -> [String] {
      try tab.evaluate(
        """
        () => [...document.links].map((link) => new URL(link.href))
          .filter((link) => link.origin === location.origin && !link.searchParams.has("lang"))
          .map((link) => link.href.replace(link.hash, ""))
        """, as: [String].self)
    }

    /// Of pages that differ by a number or by what is asked of them one is enough.
    private static func shape(of address: String) -> String {
      address.replacing(#/\/\d+(?=[\/?]|$)/#, with: "/N").replacing(#/=[^&]*/#, with: "")
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
