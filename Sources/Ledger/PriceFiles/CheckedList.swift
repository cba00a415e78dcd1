package import BoothControl
package import Rating

/// What a file with a price list has, read to its end before any of it is stored.
package struct CheckedList {
  package struct Fault {
    /// From 1.
    package let line: Int
    package let remark: FileRemark
    /// The line as it stands there.
    package let text: String
  }

  /// Good ones.
  package private(set) var rows = 0
  /// The first of them.
  package private(set) var faults: [Fault] = []
  package private(set) var faultCount = 0
  /// The first row, the last, and one in between: a price for the wrong unit strikes the eye.
  package private(set) var examples: [Tariff] = []
  /// For each prefix its line.
  private var lines: [String: Int32] = [:]
  /// The good ones, kept small; none from the first bad one on, nor of too many.
  private var tariffs: TariffTable.Builder? = TariffTable.Builder()
  /// Of bad lines, as far as they can be read: who mends a line has its prefix in his list.
  private var rejected: Set<String> = []
  /// With a connection fee, of a file that does not say its currency.
  private var withFee: [Tariff] = []
  private let namedFaults: Int

  /// `namedFaults`: how many of them are wanted.
  package init(_ source: any TariffSource, namedFaults: Int) throws(TariffSourceError) {
    self.namedFaults = namedFaults
    try source.read { line, _ in
      switch line.content {
      case .failure(let fault): note(fault, on: line)
      case .success(let tariff): add(tariff, on: line, saysCurrency: source.currency != nil)
      }
    }
  }

  private mutating func add(_ tariff: Tariff, on line: TariffSourceLine, saysCurrency: Bool) {
    if let earlier = lines[tariff.prefix] {
      let prefix = "«\(tariff.prefix)»"
      let fault = TariffLine.Fault(
        reason: "prefix \(prefix): expected each once; line \(earlier) has it too",
        spanish: "prefijo \(prefix): está también en la línea \(earlier)")
      return note(fault, on: line)
    }
    lines[tariff.prefix] = Int32(clamping: line.number)
    rows += 1
    if rows > Self.tableLimit { tariffs = nil }
    tariffs?.add(tariff)
    // Before a power of two, the last of them: somewhere in the second half, and not the last row.
    if rows & (rows - 1) == 0, rows > 2 { examples[1] = examples[2] }
    if examples.count < 3 { examples.append(tariff) } else { examples[2] = tariff }
    if !saysCurrency, tariff.plan.connectionFee != .zero { withFee.append(tariff) }
  }

  private mutating func note(_ fault: TariffLine.Fault, on line: TariffSourceLine) {
    faultCount += 1
    tariffs = nil
    if let prefix = line.prefix { rejected.insert(prefix) }
    guard faults.count < namedFaults else { return }
    faults.append(Fault(line: line.number, remark: fault.remark, text: line.text))
  }

  /// Above the longest list there is; what it takes is the daemon's memory, while calls are on.
  private static let tableLimit = 500_000

  /// The list that the rows make; nil: some are bad, or they are too many.
  package var table: TariffTable? { tariffs.map { TariffTable($0) } }

  /// What may be meant otherwise in a shop that has these prices and lets its customers dial as `plan`
  /// says, a line each; nil: that is not known. `isAbroadPriced`: by another list that holds.
  package func doubts(
    in list: PriceList, of book: TariffBook, _ currency: AmountFormat?, _ plan: NumberPlan?,
    isAbroadPriced: Bool
  ) -> [FileRemark] {
    // Of a file that is bad for the most part nothing is known but that, and it may be long.
    let prefixes =
      faultCount > rows
      ? [] : plan.map { doubts(of: PrefixDoubts($0, isAbroadPriced: isAbroadPriced)) } ?? []
    guard let currency, !withFee.isEmpty else { return prefixes }
    let isDeck = list == .deck
    return prefixes
      + TariffFile(
        currency: currency, rounding: book.rounding,
        markupPercentMicros: isDeck ? book.markup.percentMicros : 0,
        tariffs: isDeck ? [] : withFee, deck: isDeck ? withFee : []
      ).feeWarnings
  }

  /// A long list that is good throughout is not copied for it.
  private func doubts(of plan: PrefixDoubts) -> [FileRemark] {
    rejected.isEmpty ? plan.lines(of: lines.keys) : plan.lines(of: rejected.union(lines.keys))
  }
}

extension TariffSource {
  /// An amount of another currency than the shop's, or with other decimals, would be billed as the
  /// shop's; nil: it is of the shop's, as far as the file says.
  package func currencyFault(in shop: AmountFormat) -> FileRemark? {
    guard currency?.code != AmountFormat.none.code else {
      return FileRemark(
        english: "It does not say in which currency its prices are; expected the shop's, "
          + "\(shop.code) with \(shop.decimals) decimals.",
        spanish: "No dice en qué moneda están sus precios; se espera la del local, "
          + "\(shop.code) con \(shop.decimals) decimales.")
    }
    let code = currency?.code ?? currencyCode ?? shop.code
    let decimals = currency?.decimals ?? shop.decimals
    guard code != shop.code || decimals != shop.decimals else { return nil }
    return FileRemark(
      english: "Its prices are in \(code), with \(decimals) decimals; expected the shop's "
        + "currency, \(shop.code) with \(shop.decimals).",
      spanish: "Sus precios están en \(code), con \(decimals) decimales; se espera la moneda del "
        + "local, \(shop.code) con \(shop.decimals).")
  }
}
