import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// One price, set or removed, and what is told besides.
  struct PriceChangeTests {
    private static let pesos = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#

    /// A shop with these prices; what is changed is done.
    private func daemon(
      _ prices: [(list: String, prefix: String, entry: String)], isCutOff: Bool = false
    ) -> Console.Exchange {
      { (_, request) throws(ShopClient.Failure) in
        guard request.method == "GET" else {
          return ShopClient.Answer(status: 200, body: Array(#"{"result":"done"}"#.utf8))
        }
        let rows = prices.filter { price in
          request.path.hasPrefix("/api/v1/\(price.list)?")
            && request.path.contains("prefix=\(price.prefix)&")
        }
        let entries = rows.map { #"{"prefix":"\#($0.prefix)",\#($0.entry)}"# }
        let page =
          #"{\#(Self.pesos),"list":"prefixes","version":"3","total":\#(rows.count),"#
          + #""next":\#(isCutOff ? "\"99\"" : "null"),"rows":[\#(entries.joined(separator: ","))]}"#
        return ShopClient.Answer(status: 200, body: Array(page.utf8))
      }
    }

    private static let minute = #""unit":"minute","price":"200","description":"INTERNAS""#

    @Test func `what is removed is told with its price, and what had none without`() {
      let daemon = daemon([("prefixes", "1006", Self.minute)])
      let one = typed(["prefixes", "delete", "1006"], daemon)
      #expect(one.output == "removed: 1006\n  1006 INTERNAS: was $ 200,00 per min\n", "\(one)")
      let two = typed(["prefixes", "delete", "1006", "7", "--yes"], daemon)
      #expect(
        two.output == "removed: 1006, 7\n  1006 INTERNAS: was $ 200,00 per min\n", "\(two)")
      let spanish = typed(["prefixes", "delete", "1006"], in: .spanish, daemon)
      #expect(spanish.output.contains("era $ 200,00 x min"), "\(spanish)")
      #expect(
        typed(["prefixes", "delete", "1006", "--json"], daemon).output == #"{"result":"done"}"#
          + "\n")
    }

    /// 3 a second is 180 a minute.
    private static let deck = #""unit":"second","price":"3""#

    @Test func `a price below the provider's cost is told by what a minute costs`() {
      func complaint(_ price: String, isCutOff: Bool = false) -> String {
        let entry = #""unit":"minute","price":"\#(price)""#
        return typed(
          ["prefixes", "set", "1006", "--price", price, "--unit", "minute"],
          daemon(
            [("prefixes", "1006", entry), ("deck", "1006", Self.deck)], isCutOff: isCutOff)
        ).complaint
      }
      #expect(
        complaint("179").contains(
          "below the provider's cost: 1006 ($ 179,00 per min < $ 180,00 per min)"),
        "\(complaint("179"))")
      #expect(!complaint("180").contains("below"))
      // Of more than are looked at nothing is said.
      #expect(!complaint("179", isCutOff: true).contains("below"))
    }

    @Test(arguments: [
      ("xlsx", "it is a spreadsheet's workbook: save it as CSV"),
      ("ODS", "it is a spreadsheet's workbook: save it as CSV"),
      ("pdf", "is it --format json5 or csv?"),
    ])
    func `a file that is no list of prices is told from its name`(ending: String, hint: String) {
      let file = ScratchFile("PK\u{3}\u{4}", ending: ending)
      let outcome = typed(["prefixes", "import", file.path], daemon([]))
      #expect(outcome.complaint.contains("\(file.path): \(hint)"), "\(outcome)")
    }

    @Test func `a CSV file in the place of a tariff file is told where it belongs`() {
      let file = ScratchFile("prefix;price\n1006;200\n")
      let outcome = typed(["quote", "--number", "1006", "--seconds", "60", "--tariffs", file.path])
      #expect(outcome.complaint.contains("«cabinactl prefixes import»"), "\(outcome)")
    }
  }
}
