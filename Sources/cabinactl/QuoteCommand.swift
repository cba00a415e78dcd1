import Glibc
import Ledger
import Rating

/// `cabinactl quote`: what a call costs by a tariff file, or by the prices that the daemon has in
/// force, or how long a sum lasts.
enum QuoteCommand {
  static let help = """
    cabinactl quote: what a call costs, line by line, or how long a sum lasts

    usage: cabinactl quote [--tariffs FILE] --number N [--at TIME] --seconds S [--json]
           cabinactl quote [--tariffs FILE] --number N [--at TIME] --amount A [--json]

      --tariffs FILE  tariffs, markup and deck (JSON5; systemd/tariffs.json5 is an example); without
                      it the daemon answers, by the prices that are in force; - is standard input
      --socket PATH   the daemon's socket (/run/cabina/cabina.sock, or $CABINA_SOCKET)
      --number N      the number that is called; with a file as it is rated: without a carrier code
      --at TIME       when the call is answered, on the shop's clock: 2012-02-02T17:30:00 (now)
      --seconds S     the charge for so much talk: 68, 150.05
      --amount A      the longest talk that costs no more: 10, 0.35
      --json          for programs; amounts are decimal strings

    The time zone is that of TZ, or the system's; a call goes through its shifts.

    Of a tariff file: prices and fees up to 1000000, with six decimals, maximum charges up to
    1000000000; a markup up to 10000 %; prefixes of 0 to 16 digits; 32 steps, 64 bands. A band has no
    connection fee but its own; grace and maximum charge are those of the tariff.

    exit status: 0 answered, 1 the file cannot be read or has a fault, or the daemon cannot be asked,
                 2 the command line is wrong,
                 3 the number has no price

    """

  static func run(_ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: help)
    }
    let options: QuoteArguments
    do throws(UsageError) {
      options = try QuoteArguments(arguments)
    } catch {
      return CommandOutcome(.usage, "quote: \(error.message); cabinactl quote --help says more")
    }
    var outcome =
      switch options.prices {
      case .file(let path): answer(options, byFile: path)
      case .daemon(let socket): DaemonQuote.ask(options, socket)
      }
    if let amount = options.doubtfulAmount {
      let whole = amount.filter { $0 != "." }
      outcome.complaint =
        "cabinactl: --amount \(amount) is taken with a decimal point; if \(whole) is meant write "
        + "\(whole), else \(amount)0\n" + outcome.complaint
    }
    if let zone = getenv("TZ").map({ String(cString: $0) }), !TimeZoneName.isKnown(zone) {
      outcome.complaint =
        "cabinactl: TZ «\(zone)»: no time zone that is known; UTC is taken\n" + outcome.complaint
    }
    return outcome
  }

  private static func answer(_ options: QuoteArguments, byFile path: String) -> CommandOutcome {
    let prices: (file: TariffFile, warnings: [String])
    do throws(SmallFileError) {
      prices = try tariffFile(path)
    } catch {
      return CommandOutcome(.failed, "\(path): \(error.message)")
    }
    var outcome = answer(options, by: prices.file)
    let warnings = prices.warnings.map { "cabinactl: \(path): \($0)\n" }
    outcome.complaint = warnings.joined() + outcome.complaint
    return outcome
  }

  private static func answer(_ options: QuoteArguments, by file: TariffFile) -> CommandOutcome {
    guard let price = file.book.price(of: options.number) else { return unpriced(options) }
    let answered = options.answered ?? .now
    let report = QuoteReport(
      number: options.number, answered: answered, question: options.question,
      quote: Quote(
        tariff: price.charge, rounding: price.rounding, answered: answered.civilTime),
      markup: price.markup)
    return CommandOutcome(output: options.isJSON ? report.json : report.text)
  }

  /// `reason`: in the daemon's words.
  static func unpriced(_ options: QuoteArguments, _ reason: String? = nil) -> CommandOutcome {
    var outcome = CommandOutcome(.unpriced, reason ?? "no price for «\(options.number)»")
    if options.isJSON { outcome.output = "{\"error\":\"no_rate\"}\n" }
    return outcome
  }

  private static func tariffFile(
    _ path: String
  ) throws(SmallFileError) -> (file: TariffFile, warnings: [String]) {
    let bytes = try SmallFile.read(path, limit: TariffFile.sizeLimit)
    do throws(TariffFileError) {
      let read = try TariffFile.read(json5: bytes)
      return (read.file, read.warnings.map(\.commandLine))
    } catch { throw SmallFileError(message: "\(error)") }
  }
}
