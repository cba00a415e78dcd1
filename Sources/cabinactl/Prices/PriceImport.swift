import FoundationEssentials
import Ledger
import Notation
import Rating

/// Brings a file of tariffs into the daemon as the whole list, or says what is wrong with it. The
/// file is read twice: before the first row is sent, all of them are known to be good.
struct PriceImport {
  let list: PriceList
  let path: String
  let source: any TariffSource
  let skipsBad: Bool
  let progress: ProgressBar.Kind

  /// Of the daemon's: 16 KiB a request.
  private static let chunkBytes = 16_000

  /// Only reads the file, and asks a daemon that runs how callers dial.
  func check(_ desk: LedgerDesk) throws(PriceCommandError) -> CommandOutcome {
    let found = try read()
    guard skipsBad || found.faults.isEmpty else { return refusal(found) }
    try expectRows(found)
    var text = found.summary.text(source.currency, list)
    let (doubts, reason) = doubts(found, desk)
    if let reason { text += reason + "\n" }
    var outcome = CommandOutcome(output: text + "dry run: nothing was sent\n")
    outcome.complaint = complaint(found) + complaint(doubts)
    return outcome
  }

  func run(_ desk: LedgerDesk, isJSON: Bool) throws(PriceCommandError) -> CommandOutcome {
    let found = try read()
    guard skipsBad || found.faults.isEmpty else { return refusal(found) }
    try expectRows(found)
    let currency = try desk.ask("GET", "shop", as: ShopCurrencyAnswer.self).currency
    try check(currency)
    let roundingRemark = try roundingRemark(desk)
    var (doubts, reason) = doubts(found, desk)
    doubts += FeeDoubt.lines(of: found.withFee, in: list, currency.format, desk)
    let before = try desk.ask("GET", "\(list.rawValue)?size=1", as: ListTotal.self).total
    let record = ListReplacement.lastRecord(desk)
    let started = ContinuousClock.now
    try send(found, desk)
    let seconds = max(0.001, (ContinuousClock.now - started) / .seconds(1))
    var text = found.summary.text(currency.format, list)
    text +=
      "imported in \(tenths(seconds)) s, \(Int(Double(found.summary.rows) / seconds)) rows a second\n"
    let replacement = ListReplacement(list, of: before, after: record, desk)
    text += replacement.text
    for remark in [source.remark?.commandLine, reason].compactMap(\.self) {
      text += remark + "\n"
    }
    if isJSON {
      var object = JSONObject()
      object.add("rows", Int64(found.summary.rows))
      object.add("skipped", Int64(found.faults.count))
      replacement.add(to: &object)
      text = object.text + "\n"
    }
    var outcome = CommandOutcome(output: text, hasChanged: true)
    outcome.complaint = complaint(found) + complaint(doubts) + roundingRemark
    return outcome
  }

  private struct ListTotal: Decodable { let total: Int }

  /// What of the prefixes may be meant otherwise, since nobody here dials so; or why that is not known.
  private func doubts(_ found: Found, _ desk: LedgerDesk) -> (lines: [String], reason: String?) {
    do throws(PriceCommandError) {
      let plan = try desk.ask("GET", "dialling", as: DiallingAnswer.self).plan()
      let doubts = PrefixDoubts(plan, isAbroadPriced: try isAbroadPriced(desk))
      let lines = doubts.lines(of: found.lines.keys.map(\.prefixOfKey))
      return (lines.map(\.commandLine), nil)
    } catch {
      return ([], "whether callers can dial these prefixes was not looked at: \(error.message)")
    }
  }

  /// The owner's list may leave to the provider's what calls abroad cost.
  private func isAbroadPriced(_ desk: LedgerDesk) throws(PriceCommandError) -> Bool {
    guard list == .prefixes else { return false }
    let abroad = PrefixDoubts.abroad
    let own = try desk.ask("GET", "deck?prefix=\(abroad)&size=1", as: ListStart.self)
    if !own.rows.isEmpty { return true }
    // What prices them with others comes first: the prefix of every number, and `0`.
    let first = try desk.ask("GET", "deck?size=2", as: ListStart.self)
    return first.rows.contains { abroad.utf8.starts(with: $0.prefix.utf8) }
  }

  private struct ListStart: Decodable {
    let rows: [Row]
    struct Row: Decodable { let prefix: String }
  }

  private func complaint(_ lines: [String]) -> String {
    lines.map { "cabinactl: \(path): \($0)\n" }.joined()
  }

  /// A list of nothing would leave every number without a price.
  private func expectRows(_ found: Found) throws(PriceCommandError) {
    guard found.summary.rows == 0 else { return }
    let reason =
      found.faults.isEmpty
      ? source.emptiness.commandLine : "every line is bad:\n\(found.faults.text)"
    throw PriceCommandError(
      message: "\(path): there is no row for the \(list.rawValue), so nothing was sent; \(reason)")
  }

  /// An import changes one list and nothing else.
  private func roundingRemark(_ desk: LedgerDesk) throws(PriceCommandError) -> String {
    guard let mode = source.rounding else { return "" }
    let shop = try desk.ask("GET", "rounding", as: RoundingAnswer.self).mode
    guard shop != mode.rawValue else { return "" }
    return "cabinactl: \(path): the rounding stays \(shop); the file says \(mode.rawValue), which "
      + "«cabinactl rounding \(mode.rawValue)» sets\n"
  }

  private struct ShopCurrencyAnswer: Decodable { let currency: CurrencyAnswer }

  /// An amount of another currency, or with other decimals, would be billed as the shop's.
  private func check(_ shop: CurrencyAnswer) throws(PriceCommandError) {
    if let code = source.currencyCode, code != shop.code {
      throw PriceCommandError(
        message:
          "\(path): found prices in \(code), as their heading says, expected \(shop.code), the "
          + "shop's")
    }
    guard let file = source.currency,
      file.code != shop.code || file.decimals != shop.decimals
    else { return }
    throw PriceCommandError(
      message: "\(path): found currency \(file.code) with \(file.decimals) decimals, expected "
        + "\(shop.code) with \(shop.decimals) decimals, the shop's")
  }

  // MARK: Reading

  private struct Found {
    var summary = PriceSummary()
    /// Those with a connection fee, where the file does not say its currency.
    var withFee: [Tariff] = []
    var faults = LineFaults()
    /// For each prefix its line.
    var lines: [UInt64: Int32] = [:]

    /// What prices the numbers of a prefix whose line is left out.
    func priced(_ list: PriceList) -> (String) -> String {
      { prefix in
        for count in stride(from: prefix.utf8.count, to: 0, by: -1) {
          let shorter = String(prefix.prefix(count))
          guard let line = lines[shorter.prefixKey] else { continue }
          return "\(prefix)… is priced by «\(shorter)», line \(line)"
        }
        return switch list {
        case .prefixes: "\(prefix)… has no price of this list: refused, if the deck has none"
        case .deck: "\(prefix)… has no price of this list: refused, if the prefixes have none"
        }
      }
    }
  }

  private func read() throws(PriceCommandError) -> Found {
    var found = Found()
    var bar = ProgressBar(progress, "reading \(path)")
    try read { line, share in
      switch line.content {
      case .failure(let fault): found.faults.add(line, fault.reason)
      case .success(let tariff):
        let earlier = found.lines.updateValue(
          Int32(line.number), forKey: tariff.prefix.prefixKey)
        if let earlier {
          found.lines[tariff.prefix.prefixKey] = earlier
          found.faults.add(
            line, "prefix «\(tariff.prefix)»: expected each once; line \(earlier) has it too")
        } else {
          found.summary.add(tariff)
          if source.currency == nil, tariff.hasFee { found.withFee.append(tariff) }
        }
      }
      bar.show(share, rows: found.summary.rows)
    }
    bar.end()
    return found
  }

  /// Every line of the file.
  private func read(
    _ take: (TariffSourceLine, Double) throws(TariffSourceError) -> Void
  ) throws(PriceCommandError) {
    do throws(TariffSourceError) { try source.read(take) } catch {
      throw PriceCommandError(message: error.message)
    }
  }

  private func refusal(_ found: Found) -> CommandOutcome {
    var outcome = CommandOutcome(
      .failed, "\(path): \(found.faults.words), so nothing was sent; --skip-bad leaves them out")
    outcome.complaint = found.faults.text + outcome.complaint
    return outcome
  }

  private func complaint(_ found: Found) -> String {
    let warnings = complaint(source.warnings.map(\.commandLine))
    guard !found.faults.isEmpty else { return warnings }
    return warnings + found.faults.text(what: found.priced(list))
      + "cabinactl: \(path): left out: \(found.faults.words)\n"
  }

  // MARK: Sending

  private struct Begun: Decodable { let id: String }

  private func send(_ found: Found, _ desk: LedgerDesk) throws(PriceCommandError) {
    let begun = try desk.ask(
      "POST", "imports", body: "{\"list\":\"\(list.rawValue)\"}", as: Begun.self)
    do throws(PriceCommandError) {
      try sendRows(found, to: begun.id, desk)
      _ = try desk.ask(
        "POST", "imports/\(begun.id)/finish", body: "{\"rows\":\(found.summary.rows)}")
    } catch {
      // What was sent goes by itself after a minute, and the next one need not wait for that.
      _ = try? desk.ask("DELETE", "imports/\(begun.id)")
      throw PriceCommandError(message: "nothing was changed: \(error.message)")
    }
  }

  private func sendRows(
    _ found: Found, to id: String, _ desk: LedgerDesk
  ) throws(PriceCommandError) {
    var bar = ProgressBar(progress, "sending \(list.rawValue)")
    var rows: [String] = []
    var bytes = 0
    var sent = 0
    func flush() throws(PriceCommandError) {
      guard !rows.isEmpty else { return }
      _ = try desk.ask(
        "POST", "imports/\(id)/rows", body: "[\(rows.joined(separator: ","))]")
      sent += rows.count
      rows = []
      bytes = 0
      bar.show(Double(sent) / Double(max(1, found.summary.rows)), rows: sent)
    }
    try read { line, _ throws(TariffSourceError) in
      // Of a prefix that comes twice the first line is the good one.
      guard case .success(let tariff) = line.content,
        found.lines[tariff.prefix.prefixKey] == Int32(line.number)
      else { return }
      let record = TariffRecord(tariff).json
      if bytes + record.utf8.count + 1 > Self.chunkBytes || rows.count == Ledger.rowsAtOnce {
        do throws(PriceCommandError) { try flush() } catch {
          throw TariffSourceError(message: error.message)
        }
      }
      rows.append(record)
      bytes += record.utf8.count + 1
    }
    try flush()
    bar.end()
    guard sent == found.summary.rows else {
      throw PriceCommandError(
        message: "\(path): the file was changed while it was read: \(sent) rows, not "
          + "\(found.summary.rows)")
    }
  }
}

extension String {
  /// Of a prefix: at most sixteen digits, so that a number tells them apart, zeros in front too.
  fileprivate var prefixKey: UInt64 {
    utf8.reduce(1) { $0 &* 10 &+ UInt64($1 &- UInt8(ascii: "0")) }
  }
}

extension UInt64 {
  /// That of which it is the `prefixKey`.
  fileprivate var prefixOfKey: String { String(String(self).dropFirst()) }
}

private func tenths(_ seconds: Double) -> String {
  let tenths = Int((seconds * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
