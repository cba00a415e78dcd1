import BoothControl
import Foundation
import Ledger
import Rating
import Testing

@testable import cabinad

/// What is installed as an example must work together as it is.
@Suite struct `The shipped configuration and prices` {
  private let plan: NumberPlan
  private let book: TariffBook

  init() throws {
    let folder =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/systemd/"
    let path = folder + "cabina.conf"
    var configuration = try DaemonConfiguration(
      ConfigurationFile(path: path, text: try TextFile.read(path, limit: 65_536)))
    #expect(configuration.tariffFile == "/etc/cabina/tariffs.json5")
    configuration.tariffFile = folder + "tariffs.json5"
    plan = NumberPlan(configuration.shop)
    book = try #require(try PriceSource(configuration).read()).book
  }

  @Test(arguments: [
    ("0998765432", "CHILE CELULARES", 150), ("1005", "INTERNAS 01", 100),
    ("1006", "INTERNAS 02", 200), ("025854205", "SANTIAGO CHILE", 50),
    ("0322768005", "Valparaiso", 200),
    // By a carrier: Valparaiso, Santiago, Mexico; and Mexico by the line's own.
    ("188322768005", "Valparaiso", 200), ("18825854205", "SANTIAGO CHILE", 50),
    ("1880525512345678", "MEXICO", 120), ("00525512345678", "MEXICO", 120),
  ])
  func `have the manual's price for what a caller dials`(
    dialled: String, destination: String, pesos: Int64
  ) throws {
    guard case .number(let sent, let rated, _) = plan.classify(dialled) else {
      Issue.record("\(dialled) is no number")
      return
    }
    #expect(sent == dialled)
    let found = book.price(of: rated)
    let price = try #require(found)
    #expect(price.charge.description == destination)
    #expect(price.charge.shownPrice.price == Money(micros: pesos * 1_000_000))
  }

  // Copiapó, directly and by a carrier; an internal number; the country's digits in an area.
  @Test(arguments: ["052212345", "18852212345", "5255", "5212", "4375"])
  func `take no number of the country for Mexico`(dialled: String) {
    guard case .number(_, let rated, _) = plan.classify(dialled) else {
      Issue.record("\(dialled) is no number")
      return
    }
    let price = book.price(of: rated)
    #expect(price == nil)
  }

  @Test(arguments: ["131", "132", "133"])
  func `connect emergency numbers`(number: String) {
    #expect(plan.classify(number) == .emergency(number))
  }
}
