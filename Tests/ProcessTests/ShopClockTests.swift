import Foundation
import Testing

/// A technician whose own clock goes by another zone than the shop's, as over a connection that brings
/// `TZ` along.
@Suite(.waiting) struct `The clock on the shop's wall` {
  private static let shopHours = 9

  /// On the shop's clock, so far from now.
  private func shopTime(_ seconds: Int, _ format: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: Self.shopHours * 3600)
    formatter.dateFormat = format
    return formatter.string(from: Date(timeIntervalSinceNow: Double(seconds)))
  }

  @Test func `is that of every time shown and typed, whatever zone who asks is in`() throws {
    let shop = try RunningShop(
      balancePesos: 5000, launcher: ["/usr/bin/env", "TZ=<+09>-\(Self.shopHours)"])
    func ask(_ words: String...) throws -> String {
      let program = try Program(
        "cabinactl", ["--socket", shop.folder.path + "/cabina.sock"] + words,
        environment: ["TZ": "<-04>4"])
      #expect(try program.status() == 0, "\(words): \(program.everything)")
      return program.restOfOutput().joined(separator: "\n")
    }
    let hours = [-60, 0].map { shopTime($0, "yyyy-MM-dd HH:") }
    for verb in ["payments", "audit"] {
      let said = try ask(verb)
      #expect(hours.contains { said.contains($0) }, "\(hours): \(said)")
    }
    let format = "yyyy-MM-dd'T'HH:mm:ss"
    #expect(try ask("audit", "--since", shopTime(-3600, format)).contains("balance"))
    #expect(try !ask("audit", "--since", shopTime(3600, format)).contains("balance"))
    let happyHour = try shop.folder.write(
      """
      { currency: { code: "CLP", symbol: "$", decimals: 0 },
        tariffs: [{ prefix: "1006", unit: "minute", price: "200", bands: [
          { from: "17:00", to: "18:00", steps: [{ after: 0, price: "60", per: 60 }] }] }] }
      """, to: "happy-hour.json5")
    _ = try ask("prefixes", "import", happyHour, "--yes")
    for (time, charge) in [("17:30:00", "60"), ("16:30:00", "200")] {
      let quote = try ask(
        "quote", "--number", "1006", "--seconds", "60", "--at", "2012-02-02T\(time)", "--json")
      #expect(quote.contains(#""charge":"\#(charge)""#), "\(quote)")
    }
  }
}
