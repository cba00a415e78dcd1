import BoothControl
import Ledger
import Testing

/// What the owner has set in place of what the configuration says.
@Suite struct `What the owner calls things` {
  private let shop: Shop
  private let booth = BoothNumber("4312")

  init() throws { shop = try Shop() }

  @Test func `is kept with its audit, and a check holds it to that`() throws {
    let reader = try shop.reader()
    #expect(try reader.ownSettings() == [:])
    try shop.ledger.set(
      [(.shopName, "SUR"), (.boothName(booth), "MESÓN"), (.pageLanguage, "en")], by: owner)
    try shop.ledger.set([(.shopName, "SUR"), (.boothName(booth), "ENTRADA")], by: owner)
    #expect(
      try reader.ownSettings()
        == [.shopName: "SUR", .boothName(booth): "ENTRADA", .pageLanguage: "en"])
    #expect(try reader.verify().complaints == [])
    try shop.ledger.set([(.boothName(booth), nil), (.pageLanguage, nil)], by: owner)
    #expect(try reader.ownSettings() == [.shopName: "SUR"])
    #expect(
      try reader.audit(limit: 9).map { [$0.action, $0.subject, $0.before ?? "", $0.after ?? ""] }
        == [
          ["setting", "page language", "en", ""],
          ["setting", "booth name 4312", "ENTRADA", ""],
          ["setting", "booth name 4312", "MESÓN", "ENTRADA"],
          ["setting", "page language", "", "en"],
          ["setting", "booth name 4312", "", "MESÓN"],
          ["setting", "shop name", "", "SUR"],
        ])
    #expect(try reader.verify().complaints == [])
  }

  @Test func `is told when somebody has edited it`() throws {
    try shop.ledger.set([(.shopName, "SUR")], by: owner)
    try shop.edit("UPDATE settings SET value = 'NORTE' WHERE name = 'shop name'")
    try shop.expectComplaint("setting shop name is «NORTE», not «SUR», as record 1")
  }
}
