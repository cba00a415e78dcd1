import BoothControl
import Rating

@testable import OwnerPanel

/// The centre's money in the tests' shop.
extension FakeSource {
  var balanceWarning: Money? { pesos(1000) }

  var settings: ShopSettings {
    var shop = ShopConfiguration(
      name: "LOCUTORIO <1>",
      booths: [
        BoothConfiguration(
          number: BoothNumber("4312"), name: "CABINA 01", board: nil, line: 0,
          isPaidInAdvance: true)
      ], digitMap: .chile, emergencyNumbers: ["131"])
    shop.blocksAll = true
    shop.cashRounding.coin = pesos(10)
    var settings = ShopSettings(
      shop: shop, file: "/etc/cabina/cabina.conf", names: ["caja.lan"])
    for change in own { settings.own.take(change) }
    return settings
  }

  func payments(before: Int64?, after: Int64?, limit: Int) throws -> [PaymentListRow] {
    if let after { return try payments().filter { $0.number > after }.suffix(limit) }
    return try payments().filter { $0.number < before ?? .max }.prefix(limit).map { $0 }
  }

  func payment(at time: WallTime) throws -> PaymentListRow? {
    try payments().first { $0.at == time }
  }
}
