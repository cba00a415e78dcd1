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
  let console: Console
  var consent = Consent.given

  /// To a list that takes another one's place, or of which something is doubtful.
  enum Consent {
    /// Told with the order.
    case given
    /// A person is asked.
    case asked((_ question: String) -> Bool)
    /// Nobody is there to be asked: what is doubtful is not done.
    case withheld
  }

  /// Of the daemon's: 16 KiB a request.
  private static let chunkBytes = 16_000

  /// Only reads the file, and asks a daemon that runs how callers dial.
  func check(_ desk: Desk) throws(CommandError) -> CommandOutcome {
    let say = desk.say
    let found = try read(say)
    guard skipsBad || found.faults.isEmpty else { return refusal(found, desk) }
    try expectRows(found, say)
    // The shop's, as the import would have it, if a daemon is there to say.
    let currency = source.currency ?? (try? desk.currency())
    var text = found.summary.text(currency, list, say)
    let (remarks, reason) = doubts(found, desk)
    let doubts = remarks.map { say($0.words) }
    if let reason { text += reason + "\n" }
    let preview = try? ImportPreview(list, TariffTable(found.table), desk, console)
    text += preview?.text(say) ?? ""
    if remarks.contains(where: { !$0.isHarmless }) {
      text += say(
        "es dudoso: donde nadie puede contestar, se toma solo con --yes\n",
        "that is doubtful: where nobody can answer it is taken with --yes only\n")
    }
    text += say("solo se leyó: nada se envió\n", "dry run: nothing was sent\n")
    if desk.isJSON {
      var object = counts(found)
      object.add("doubts", .array(doubts.map { .text($0) }))
      preview?.add(to: &object)
      text = object.text + "\n"
    }
    var outcome = CommandOutcome(output: desk.isJSON ? text : console.folded(text))
    outcome.complaint = complaint(found, say) + complaint(doubts)
    return outcome
  }

  func run(_ desk: Desk) throws(CommandError) -> CommandOutcome {
    let say = desk.say
    let found = try read(say)
    guard skipsBad || found.faults.isEmpty else { return refusal(found, desk) }
    try expectRows(found, say)
    let currency = try desk.currency()
    try check(currency)
    let roundingRemark = try roundingRemark(desk)
    let (remarks, reason) = doubts(found, desk)
    let fees = FeeDoubt.lines(of: found.withFee, in: list, currency, desk)
    let isDoubtful = !fees.isEmpty || remarks.contains { !$0.isHarmless }
    let before = try desk.ask("GET", list.rawValue, [("size", "1")], as: ListTotal.self).total
    let record = ListReplacement.lastRecord(desk)
    var text = found.summary.text(currency, list, say)
    var warnings = complaint(found, say) + complaint(remarks.map { say($0.words) } + fees)
    switch consent {
    case .given: break
    // A program that reads the answer is asked nothing.
    case .asked(let asks) where !desk.isJSON:
      guard before > 0 || isDoubtful else { break }
      let preview = try ImportPreview(list, TariffTable(found.table), desk, console)
      let question = say(
        "¿poner esta lista en lugar de la de ahora?", "put this list in its place?")
      guard asks(warnings + text + preview.text(say) + question) else {
        return CommandOutcome(.failed, say("nada cambió", "nothing was changed"))
      }
      // Both have been read with the question.
      (text, warnings) = ("", "")
    case .asked, .withheld:
      guard isDoubtful else { break }
      var outcome = CommandOutcome(
        .failed,
        "\(path): "
          + say(
            "eso es dudoso, así que nada se envió; --yes la toma como está",
            "that is doubtful, so nothing was sent; --yes takes it as it is"))
      outcome.failure = "doubtful"
      if desk.isJSON {
        let refusal = outcome.refusal
        let told = remarks.filter { !$0.isHarmless }.map { say($0.words) } + fees
        let json: JSON = [
          "error": .text(refusal.name), "message": .text(refusal.message),
          "doubts": .array(told.map { .text($0) }),
        ]
        outcome.output = json.text + "\n"
      }
      outcome.complaint = warnings + outcome.complaint
      return outcome
    }
    try send(found, desk)
    let replacement = ListReplacement(list, of: before, after: record, desk)
    text += replacement.text(say)
    for remark in [source.remark.map { say($0.words) }, reason].compactMap(\.self) {
      text += remark + "\n"
    }
    if desk.isJSON {
      var object = counts(found)
      replacement.add(to: &object)
      text = object.text + "\n"
    }
    var outcome = CommandOutcome(
      output: desk.isJSON ? text : console.folded(text), hasChanged: true)
    outcome.complaint = warnings + roundingRemark
    return outcome
  }

  private func counts(_ found: Found) -> JSONObject {
    var object = JSONObject()
    object.add("rows", Int64(found.summary.rows))
    object.add("skipped", Int64(found.faults.count))
    return object
  }

  private struct ListTotal: Decodable { let total: Int }

  /// What of the prefixes may be meant otherwise, since nobody here dials so; or why that is not known.
  private func doubts(_ found: Found, _ desk: Desk) -> (remarks: [FileRemark], reason: String?) {
    do throws(CommandError) {
      let plan = try desk.ask("GET", "dialling", as: DiallingAnswer.self).plan()
      let doubts = PrefixDoubts(plan, isAbroadPriced: try isAbroadPriced(desk))
      return (doubts.lines(of: found.lines.keys.map(\.prefixOfKey)), nil)
    } catch {
      return (
        [],
        desk.say(
          "no se miró si se pueden marcar estos prefijos: \(error.words.spanish)",
          "whether callers can dial these prefixes was not looked at: \(error.words.english)")
      )
    }
  }

  /// The owner's list may leave to the provider's what calls abroad cost.
  private func isAbroadPriced(_ desk: Desk) throws(CommandError) -> Bool {
    guard list == .prefixes else { return false }
    return try PrefixDoubts.isAbroadPriced {
      (start: String, count: Int) throws(CommandError) -> [String] in
      let narrowing: [Desk.Parameter] = start.isEmpty ? [] : [("prefix", start)]
      return try desk.ask(
        "GET", "deck", narrowing + [("size", "\(count)")], as: ListStart.self
      ).rows.map(\.prefix)
    }
  }

  private struct ListStart: Decodable {
    let rows: [Row]
    struct Row: Decodable { let prefix: String }
  }

  private func complaint(_ lines: [String]) -> String {
    lines.map { "cabinactl: \(path): \($0)\n" }.joined()
  }

  /// A list of nothing would leave every number without a price.
  private func expectRows(_ found: Found, _ say: Language) throws(CommandError) {
    guard found.summary.rows == 0 else { return }
    let reason =
      found.faults.isEmpty
      ? say(source.emptiness.words)
      : say("todas las líneas son malas:\n", "every line is bad:\n") + found.faults.text
    throw CommandError(
      "\(path): no hay ninguna fila para \(list.rawValue), así que nada se envió; \(reason)",
      "\(path): there is no row for the \(list.rawValue), so nothing was sent; \(reason)")
  }

  /// An import changes one list and nothing else.
  private func roundingRemark(_ desk: Desk) throws(CommandError) -> String {
    guard let mode = source.rounding else { return "" }
    let shop = try desk.ask("GET", "rounding", as: RoundingAnswer.self).mode
    guard shop != mode.rawValue else { return "" }
    return "cabinactl: \(path): "
      + desk.say(
        "el redondeo sigue en \(shop); el archivo dice \(mode.rawValue), que «cabinactl rounding "
          + "\(mode.rawValue)» pone\n",
        "the rounding stays \(shop); the file says \(mode.rawValue), which «cabinactl rounding "
          + "\(mode.rawValue)» sets\n")
  }

  /// An amount of another currency, or with other decimals, would be billed as the shop's.
  private func check(_ shop: AmountFormat) throws(CommandError) {
    if let code = source.currencyCode, code != shop.code {
      throw CommandError(
        "\(path): los precios están en \(code), dice su título; se espera \(shop.code), la moneda de la tienda",
        "\(path): found prices in \(code), as their heading says, expected \(shop.code), the shop's"
      )
    }
    guard let file = source.currency,
      file.code != shop.code || file.decimals != shop.decimals
    else { return }
    throw CommandError(
      "\(path): la moneda es \(file.code) con \(file.decimals) decimales; se espera la de la tienda, "
        + "\(shop.code) con \(shop.decimals)",
      "\(path): found currency \(file.code) with \(file.decimals) decimals, expected \(shop.code) with "
        + "\(shop.decimals) decimals, the shop's")
  }

  // MARK: Reading

  private struct Found {
    var summary = PriceSummary()
    /// Those with a connection fee, where the file does not say its currency.
    var withFee: [Tariff] = []
    var faults: LineFaults
    /// For each prefix its line.
    var lines: [UInt64: Int32] = [:]
    /// The good ones, kept small.
    var table = TariffTable.Builder()

    /// What prices the numbers of a prefix whose line is left out.
    func priced(_ list: PriceList, _ say: Language) -> (String) -> String {
      { prefix in
        for count in stride(from: prefix.utf8.count, to: 0, by: -1) {
          let shorter = String(prefix.prefix(count))
          guard let line = lines[shorter.prefixKey] else { continue }
          return say(
            "\(prefix)… tiene el precio de «\(shorter)», línea \(line)",
            "\(prefix)… is priced by «\(shorter)», line \(line)")
        }
        return switch list {
        case .prefixes:
          say(
            "\(prefix)… no tiene precio en esta lista: se rechaza, si el proveedor no tiene uno",
            "\(prefix)… has no price of this list: refused, if the deck has none")
        case .deck:
          say(
            "\(prefix)… no tiene precio en esta lista: se rechaza, si el dueño no tiene uno",
            "\(prefix)… has no price of this list: refused, if the prefixes have none")
        }
      }
    }
  }

  private func read(_ say: Language) throws(CommandError) -> Found {
    var found = Found(faults: LineFaults(say))
    let bar = Progress(console, Words("leyendo \(path)", "reading \(path)"))
    defer { bar.end() }
    try read { line, share in
      switch line.content {
      case .failure(let fault): found.faults.add(line, fault.remark.words)
      case .success(let tariff):
        let earlier = found.lines.updateValue(
          Int32(line.number), forKey: tariff.prefix.prefixKey)
        if let earlier {
          found.lines[tariff.prefix.prefixKey] = earlier
          found.faults.add(
            line,
            Words(
              "prefijo «\(tariff.prefix)»: se espera una sola vez; la línea \(earlier) también lo tiene",
              "prefix «\(tariff.prefix)»: expected each once; line \(earlier) has it too"))
        } else {
          found.summary.add(tariff)
          found.table.add(tariff)
          if source.currency == nil, tariff.hasFee { found.withFee.append(tariff) }
        }
      }
      bar.show(share, rows: found.summary.rows)
    }
    return found
  }

  /// Every line of the file.
  private func read(
    _ take: (TariffSourceLine, Double) throws(TariffSourceError) -> Void
  ) throws(CommandError) {
    do throws(TariffSourceError) { try source.read(take) } catch {
      throw CommandError(error)
    }
  }

  private func refusal(_ found: Found, _ desk: Desk) -> CommandOutcome {
    let say = desk.say
    var outcome = CommandOutcome(
      .failed,
      "\(path): \(found.faults.words), "
        + say(
          "así que nada se envió; --skip-bad las deja fuera",
          "so nothing was sent; --skip-bad leaves them out"))
    outcome.failure = "bad_lines"
    if desk.isJSON { outcome.output = found.faults.json(outcome).text + "\n" }
    outcome.complaint = found.faults.text + outcome.complaint
    return outcome
  }

  private func complaint(_ found: Found, _ say: Language) -> String {
    let warnings = complaint(source.warnings.map { say($0.words) })
    guard !found.faults.isEmpty else { return warnings }
    return warnings + found.faults.text(what: found.priced(list, say))
      + "cabinactl: \(path): \(say("quedan fuera", "left out")): \(found.faults.words)\n"
  }

  // MARK: Sending

  private struct Begun: Decodable { let id: String }

  private func send(_ found: Found, _ desk: Desk) throws(CommandError) {
    let begun = try desk.ask(
      "POST", "imports", body: ["list": .text(list.rawValue)], as: Begun.self)
    do throws(CommandError) {
      try sendRows(found, to: begun.id, desk)
      _ = try desk.ask(
        "POST", "imports/\(begun.id)/finish", body: ["rows": .integer(Int64(found.summary.rows))])
    } catch {
      // What was sent goes by itself after a minute, and the next one need not wait for that.
      _ = try? desk.ask("DELETE", "imports/\(begun.id)")
      throw CommandError(
        "nada cambió: \(error.words.spanish)", "nothing was changed: \(error.words.english)")
    }
  }

  private func sendRows(
    _ found: Found, to id: String, _ desk: Desk
  ) throws(CommandError) {
    let bar = Progress(
      console, Words("enviando \(list.rawValue)", "sending \(list.rawValue)"))
    defer { bar.end() }
    var rows: [String] = []
    var bytes = 0
    var sent = 0
    func flush() throws(CommandError) {
      guard !rows.isEmpty else { return }
      _ = try desk.ask(
        "POST", "imports/\(id)/rows", body: .written("[\(rows.joined(separator: ","))]"))
      sent += rows.count
      rows = []
      bytes = 0
      bar.show(Double(sent) / Double(max(1, found.summary.rows)), rows: sent)
    }
    var failure: CommandError?
    let take: (TariffSourceLine, Double) throws(TariffSourceError) -> Void = {
      line, _ throws(TariffSourceError) in
      // Of a prefix that comes twice the first line is the good one.
      guard case .success(let tariff) = line.content,
        found.lines[tariff.prefix.prefixKey] == Int32(line.number)
      else { return }
      let record = TariffRecord(tariff).json
      if bytes + record.utf8.count + 1 > Self.chunkBytes || rows.count == Ledger.rowsAtOnce {
        do throws(CommandError) { try flush() } catch {
          failure = error
          throw TariffSourceError(error.words)
        }
      }
      rows.append(record)
      bytes += record.utf8.count + 1
    }
    do throws(CommandError) { try read(take) } catch { throw failure ?? error }
    try flush()
    guard sent == found.summary.rows else {
      throw CommandError(
        "\(path): el archivo cambió mientras se leía: \(sent) filas, no \(found.summary.rows)",
        "\(path): the file was changed while it was read: \(sent) rows, not \(found.summary.rows)")
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
