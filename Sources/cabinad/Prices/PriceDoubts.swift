import BoothControl
import Ledger
import Rating

/// What of a shop's first prices may be meant otherwise, a line each.
struct PriceDoubts {
  let file: TariffFile
  let plan: NumberPlan

  /// Prefixes that are named.
  private static let named = 8

  var lines: [String] {
    var lines: [String] = []
    if file.deck.isEmpty {
      lines.append(
        "there is no deck: what a call costs at the provider is taken to be what it is charged")
    }
    for list in [file.tariffs, file.deck] {
      var swallowed = SwallowedAbroad(plan)
      for tariff in list { swallowed.add(tariff.prefix) }
      if let remark = swallowed.remark { lines.append(remark.commandLine) }
    }
    let prefixes = Set(file.tariffs.map(\.prefix) + file.deck.map(\.prefix)).sorted()
    var reach = DialReach(plan)
    var unreached: [String] = []
    for (index, prefix) in prefixes.enumerated() {
      switch reach.reaches(prefix) {
      case true?: break
      case false?: unreached.append(prefix)
      case nil:
        lines.append(
          "whether the digit map takes numbers for the last \(prefixes.count - index) prefixes was not "
            + "looked at")
        return lines + [Self.text(unreached)].compactMap(\.self)
      }
    }
    return lines + [Self.text(unreached)].compactMap(\.self)
  }

  private static func text(_ prefixes: [String]) -> String? {
    guard !prefixes.isEmpty else { return nil }
    let more = prefixes.count > named ? " and \(prefixes.count - named) more" : ""
    return "no number that the digit map takes begins with "
      + prefixes.prefix(named).joined(separator: ", ") + more + ": "
      + (prefixes.count == 1 ? "its price is never used" : "their prices are never used")
  }
}
