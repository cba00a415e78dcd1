import FoundationEssentials
import Glibc
import Ledger
import Notation
import Rating

/// `cabinactl prefixes` and `cabinactl deck`.
struct PriceListCommand {
  let list: PriceList

  init(_ list: PriceList) { self.list = list }

  private static let csvOptions = [
    "--columns", "--unit", "--delimiter", "--prepend", "--home", "--format",
  ]

  func run(_ arguments: [String]) throws(UsageError) -> CommandOutcome {
    let moved = CommandOutcome.verbFirst(arguments)
    let words = moved.first?.hasPrefix("-") == false ? moved : arguments
    let verb = words.first.flatMap { $0.hasPrefix("-") ? nil : $0 } ?? "list"
    let rest = Array(verb == words.first ? words.dropFirst() : words[...])
    switch verb {
    case "list": return try self.list(rest)
    case "import": return try importFile(rest)
    case "export": return try export(rest)
    case "set": return try set(rest)
    case "delete": return try delete(rest)
    default:
      throw UsageError(message: "«\(verb)»: expected list, import, export, set or delete")
    }
  }

  // MARK: One by one

  private func list(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var query: [String] = []
    let arguments = try ShopArguments(
      words, taking: ["--socket", "--prefix", "--text", "--after", "--size"])
    try arguments.finish()
    for name in ["prefix", "text", "after", "size"] {
      guard let value = arguments.options["--\(name)"] else { continue }
      query.append("\(name)=\(PercentEncoding.text(value))")
    }
    let path = query.isEmpty ? list.rawValue : "\(list.rawValue)?" + query.joined(separator: "&")
    let isWhole = query.isEmpty
    return LedgerDesk(arguments).outcome("GET", path) { body in
      try PriceTable.text(body, isWhole: isWhole)
    }
  }

  private func set(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(
      words,
      taking: [
        "--socket", "--description", "--price", "--unit", "--first-block", "--increment",
        "--connection-fee",
      ])
    let prefix = try Self.digits(try arguments.operand("a prefix"))
    try arguments.finish()
    guard arguments.options.keys.contains(where: { $0 != "--socket" }) else {
      throw UsageError(
        message: "nothing is to be changed: expected --price, --unit, --description…")
    }
    // What is wrong with the words needs no daemon to be found.
    _ = try PrefixRecord(price: "0", unit: "minute").changed(prefix, arguments.options)
    let desk = LedgerDesk(arguments)
    let known: (record: PrefixRecord?, currency: AmountFormat?)
    do throws(PriceCommandError) {
      known = try PrefixRecord.find(prefix, list, desk)
    } catch { return CommandOutcome(.failed, error.message) }
    let tariff = try (known.record ?? PrefixRecord()).changed(prefix, arguments.options)
    var outcome = desk.outcome(
      "PUT", "\(list.rawValue)/\(prefix)", body: TariffRecord(tariff).json
    ) { _ in PrefixRecord.words(tariff, instead: known.record) }
    if outcome.status == .done {
      outcome.complaint += FeeDoubt.lines(of: [tariff], in: list, known.currency, desk)
        .map { "cabinactl: \($0)\n" }.joined()
    }
    return outcome
  }

  private func delete(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(words, taking: ["--socket"])
    let prefixes = try arguments.allOperands().map(Self.digits)
    guard !prefixes.isEmpty else { throw UsageError(message: "expected a prefix, or several") }
    guard let json = try? JSONEncoder().encode(["prefixes": prefixes]) else {
      throw UsageError(message: "the prefixes cannot be sent as they are")
    }
    return LedgerDesk(arguments).outcome(
      "POST", "\(list.rawValue)/delete", body: String(decoding: json, as: UTF8.self)
    ) { _ in "removed: \(prefixes.map(PriceTable.name).joined(separator: ", "))\n" }
  }

  /// The empty one prices every number that has no longer one.
  private static func digits(_ prefix: String) throws(UsageError) -> String {
    guard prefix.utf8.count <= TariffLimits.prefixDigits,
      prefix.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else {
      throw UsageError(
        message: "prefix «\(prefix)»: expected 0 to \(TariffLimits.prefixDigits) digits")
    }
    return prefix
  }

  // MARK: Whole lists

  private enum Format: String {
    case json5
    case csv
  }

  private func importFile(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(
      words, taking: ["--socket"] + Self.csvOptions,
      flags: ["--dry-run", "--skip-bad", "--decimal-comma", "--decimals"])
    let path = try arguments.operand("a file")
    try arguments.finish()
    let csv = try Self.csvOptions(arguments)
    let format = try Self.format(arguments) ?? Self.format(of: path)
    do throws(PriceCommandError) {
      guard let format else {
        throw PriceCommandError(message: "\(path): is it --format json5 or csv?")
      }
      let source = try Self.source(path, format, csv, list)
      let work = PriceImport(
        list: list, path: path, source: source, skipsBad: arguments.has("--skip-bad"),
        progress: .onTerminal)
      let desk = LedgerDesk(arguments)
      return arguments.has("--dry-run")
        ? try work.check(desk) : try work.run(desk, isJSON: arguments.isJSON)
    } catch { return CommandOutcome(.failed, error.message) }
  }

  private static func source(
    _ path: String, _ format: Format, _ options: CSVSource.Options, _ list: PriceList
  ) throws(PriceCommandError) -> any TariffSource {
    do throws(TariffSourceError) {
      switch format {
      case .csv: return try CSVSource(path, options)
      case .json5: return try TariffFileSource(path, list)
      }
    } catch { throw PriceCommandError(message: error.message) }
  }

  private static func format(_ arguments: ShopArguments) throws(UsageError) -> Format? {
    guard let word = arguments.options["--format"] else { return nil }
    guard let format = Format(rawValue: word) else {
      throw UsageError(message: "--format «\(word)»: expected json5 or csv")
    }
    return format
  }

  private static func format(of path: String) -> Format? {
    switch path.lowercased().split(separator: ".").last {
    case "csv", "txt", "tsv": .csv
    case "json5", "json": .json5
    default: nil
    }
  }

  private static func csvOptions(
    _ arguments: ShopArguments
  ) throws(UsageError) -> CSVSource.Options {
    var options = CSVSource.Options()
    if let columns = arguments.options["--columns"] {
      do throws(SmallFileError) {
        options.columns = try TariffColumns(option: columns)
      } catch { throw UsageError(message: error.message) }
    }
    switch arguments.options["--unit"] {
    case nil: break
    case "minute": options.perSeconds = 60
    case "second": options.perSeconds = 1
    case let word?: throw UsageError(message: "--unit «\(word)»: expected minute or second")
    }
    switch arguments.options["--delimiter"] {
    case nil: break
    case "comma", ",": options.delimiter = UInt8(ascii: ",")
    case "semicolon", ";": options.delimiter = UInt8(ascii: ";")
    case "tab", "\t": options.delimiter = UInt8(ascii: "\t")
    case let word?:
      throw UsageError(message: "--delimiter «\(word)»: expected comma, semicolon or tab")
    }
    do throws(SmallFileError) {
      try options.prepend(arguments.options["--prepend"] ?? "")
      options.home = try arguments.options["--home"].map(HomeCountry.init(option:))
    } catch { throw UsageError(message: error.message) }
    options.hasDecimalComma = arguments.has("--decimal-comma")
    options.hasDecimalsForSure = arguments.has("--decimals")
    return options
  }

  private func export(_ words: [String]) throws(UsageError) -> CommandOutcome {
    let arguments = try ShopArguments(
      words, taking: ["--socket", "--format", "--before"], flags: ["--whole"])
    try arguments.finish()
    var export = PriceExport(list: list, desk: LedgerDesk(arguments))
    if let text = arguments.options["--before"] {
      guard let record = Int64(text), record > 0 else {
        throw UsageError(message: "--before «\(text)»: expected the number of an import's record")
      }
      export.replacedBy = record
    }
    let format = try Self.format(arguments) ?? .json5
    let isWhole = arguments.has("--whole")
    guard !isWhole || (format == .json5 && export.replacedBy == nil) else {
      throw UsageError(message: "--whole: expected neither --format csv nor --before")
    }
    do throws(PriceCommandError) {
      return CommandOutcome(
        output: format == .csv ? try export.csv() : try export.json5(isWhole: isWhole))
    } catch { return CommandOutcome(.failed, error.message) }
  }
}
