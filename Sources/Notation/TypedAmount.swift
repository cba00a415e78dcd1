package import Rating

/// Money as people type it, the way the pages write it: `1.856`, `$ 1.856`, `150,5`,
/// `-2000`. A point stands between thousands and nowhere else, so that «1.50» is a question and not
/// a hundred and fifty.
///
/// How money is written, everywhere on the pages:
/// - an amount that is paid: `$ 1.856`, in the currency's decimals (`AmountFormat.amount`);
/// - a price, in a sentence or a cell, with its unit: `$ 200,00 x min` (`Language.price`), and never
///   with the three decimals of the manual's lists: «150,000» would be read as thousands;
/// - what a field begins with: `1.856,5`, without symbol or idle zeros (`text`);
/// - a cell of a file, which a spreadsheet computes with: `1856,5` (`plain`).
package enum TypedAmount {
  /// nil: it is no amount, has more decimals than `decimals`, or is larger than amounts are.
  package static func read(_ text: String, decimals: Int, symbol: String) -> Money? {
    var text = text.filter { $0 != " " && $0 != "\u{a0}" }[...]
    if text.hasPrefix(symbol) { text = text.dropFirst(symbol.count) }
    // Also as the pages show it.
    let isNegative = text.hasPrefix("-") || text.hasPrefix(AmountFormat.minus)
    if isNegative { text = text.dropFirst() }
    if text.hasPrefix(symbol) { text = text.dropFirst(symbol.count) }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = units(parts[0]) else { return nil }
    var written = (isNegative ? "-" : "") + whole
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].utf8.count <= decimals, parts[1].allSatisfy(isDigit) else {
        return nil
      }
      written += "." + parts[1]
    }
    return try? Money(amount: written)
  }

  /// What a field says that `read` takes back.
  package static func text(_ money: Money) -> String {
    let parts = plain(money).split(separator: ",", maxSplits: 1)
    let sign = money < .zero ? "-" : ""
    let text = sign + (parts.first ?? "").drop { $0 == "-" }.groupedByThousands
    return parts.count == 2 ? "\(text),\(parts[1])" : text
  }

  /// The same without points.
  package static func plain(_ money: Money) -> String {
    money.decimalText.replacing(".", with: ",")
  }

  private static func units(_ text: Substring) -> String? {
    let groups = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = groups.first, !first.isEmpty, groups.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    if groups.count > 1 {
      guard first.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
