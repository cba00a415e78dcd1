import Foundation
import Ledger
import Rating
import Testing

/// An amount in another currency would be shown and billed as the shop's.
@Suite struct `A tariff file in another currency than the shop` {
  private static let dollars = RunningShop.tariffs
    .replacingOccurrences(of: "\"CLP\"", with: "\"USD\"")
  private static let cents = RunningShop.tariffs
    .replacingOccurrences(of: "decimals: 0", with: "decimals: 2")
  private static let none = #"{ tariffs: [ { prefix: "1", unit: "minute", price: "1" } ] }"#

  @Test(
    arguments: [
      (dollars, "USD with 0 decimals"), (cents, "CLP with 2 decimals"),
      (none, "XXX with 6 decimals"),
    ], [["check"], []])
  func `is refused by the check and at the start, with both files and both values`(
    prices: (text: String, found: String), verb: [String]
  ) throws {
    let folder = TemporaryFolder()
    let tariffs = try folder.write(prices.text, to: "tariffs.json5")
    let configuration = try folder.write(
      "[prices]\nfile = \(tariffs)\n[page]\nport = 0\n[booth 1]\nline = 1\n", to: "cabina.conf")
    let places =
      verb.isEmpty ? ["--state", folder.path, "--run", folder.path + "/run"] : []
    let daemon = try Program("cabinad", verb + ["--config", configuration] + places)
    let line = try daemon.errorLine(containing: tariffs)
    #expect(line.contains("found currency \(prices.found)"), "it said: \(line)")
    #expect(line.contains("expected CLP with 0 decimals"), "it said: \(line)")
    #expect(line.contains(configuration), "it said: \(line)")
    #expect(try daemon.status() == 78)
  }

  @Test func `is not what a ledger with prices in another currency goes on with`() throws {
    let shop = try RunningShop()
    try shop.stopDaemon()
    let configuration = shop.folder.path + "/cabina.conf"
    let text = try String(contentsOfFile: configuration, encoding: .utf8)
    _ = try shop.folder.write(
      text.replacingOccurrences(of: "[shop]", with: "[shop]\ncurrency = USD"), to: "cabina.conf")
    let daemon = try shop.anotherDaemon()
    let line = try daemon.errorLine(containing: configuration)
    #expect(line.contains("found currency USD 0"), "it said: \(line)")
    #expect(line.contains("expected CLP 0"), "it said: \(line)")
    #expect(try daemon.status() == 78)
  }
}
