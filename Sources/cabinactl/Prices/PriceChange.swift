import Commands
import Ledger
import Notation
import Rating

/// `cabinactl prefixes set`, `cabinactl deck set`: a price anew, or changed in part.
struct PriceChange {
  private let list: PriceList
  private let prefix: String
  private let options: [String: String]
  private let desk: Desk

  init(_ list: PriceList, _ invocation: Invocation, _ console: Console) throws(CommandError) {
    self.list = list
    prefix = invocation.value("PREFIX")
    let names = [
      "--price", "--unit", "--description", "--first-block", "--increment", "--connection-fee",
    ]
    var options = Dictionary(
      uniqueKeysWithValues: names.compactMap { name in invocation[name].map { (name, $0) } })
    for name in ["--price", "--connection-fee"] {
      guard let text = options[name] else { continue }
      try Self.expectNoDoubt(text, Words(name, name))
      // As the tariff file has it.
      if text.contains(",") { options[name] = LineAmount.decimal(text)?.decimalText ?? text }
    }
    self.options = options
    desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
  }

  /// `text`: as it was typed. A comma leaves no doubt.
  static func expectNoDoubt(_ text: String, _ name: Words) throws(CommandError) {
    guard DoubtfulAmount.isLikeThousands(text) else { return }
    let whole = text.filter { $0 != "." }
    throw .usage(
      "\(name.spanish) «\(text)»: ¿es \(whole)? escríbalo así; los decimales, con coma",
      "\(name.english) «\(text)»: is it \(whole)? write it so; decimals with a comma")
  }

  func run() throws(CommandError) -> CommandOutcome {
    guard !options.isEmpty else {
      throw .usage(
        "no se cambia nada: se espera --price, --unit, --description…",
        "nothing is to be changed: expected --price, --unit, --description…")
    }
    // What is wrong with the words needs no daemon to be found.
    _ = try PrefixRecord(price: "0", unit: "minute").changed(prefix, options)
    let known = try PrefixRecord.find(prefix, list, desk)
    let tariff = try (known.record ?? PrefixRecord()).changed(prefix, options)
    var outcome = try desk.change(
      "\(list.rawValue)/\(prefix)", .written(TariffRecord(tariff).json), method: "PUT",
      done: PrefixRecord.words(tariff, instead: known.record, known.currency, desk.say))
    for doubt in FeeDoubt.lines(of: [tariff], in: list, known.currency, desk) {
      outcome.doubt(doubt)
    }
    if let loss = LossDoubt.line(of: prefix, in: list, desk) { outcome.doubt(loss) }
    return outcome
  }
}
