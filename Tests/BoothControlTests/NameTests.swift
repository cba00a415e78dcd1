import BoothProtocol
import Testing

@testable import BoothControl

/// What shop and booths are called while a day goes on.
@Suite struct NameTests {
  private func texts(_ shop: Shop) -> [String] {
    shop.commands.compactMap { command in
      if case .display(_, _, _, let text, _) = command { text } else { nil }
    }
  }

  @Test func `names hold at once, on faces and displays, and go back to the configuration's`() {
    var shop = Shop()
    shop.connect()
    let (configured, booth) = (
      shop.exchange.configuration.name, shop.exchange.configuration.booths[0]
    )
    let version = shop.exchange.snapshot(at: shop.now).version
    let names = OwnNames(shop: "ZETA", booths: [booth.number: "MESÓN"])
    let effects = shop.handle(.names(names))
    #expect(effects.contains(.changed))
    let snapshot = shop.exchange.snapshot(at: shop.now)
    #expect(snapshot.version > version)
    #expect(snapshot.shopName == "ZETA")
    #expect(snapshot.booths[0].name == "MESÓN")
    #expect(
      snapshot.booths.dropFirst().map(\.name)
        == shop.exchange.configuration.booths
        .dropFirst().map(\.name))
    #expect(texts(shop).contains { $0.contains("ZETA") }, "\(texts(shop))")
    shop.handle(.names(OwnNames()))
    #expect(shop.exchange.snapshot(at: shop.now).shopName == configured)
    #expect(shop.exchange.snapshot(at: shop.now).booths[0].name == booth.name)
  }

  @Test func `a name is as long as two lines of a display`() {
    #expect(!OwnNames.isName(""))
    #expect(OwnNames.isName(String(repeating: "ñ", count: 40)))
    #expect(!OwnNames.isName(String(repeating: "ñ", count: 41)))
    // One character of many scalars.
    #expect(!OwnNames.isName("e" + String(repeating: "\u{301}", count: 40)))
  }
}
