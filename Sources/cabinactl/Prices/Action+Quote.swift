import Commands
import Glibc
import Ledger
import Notation
import Rating

/// What a call costs by a tariff file, or by the prices that the daemon has in force, or how long a
/// sum lasts.
extension Action {
  static let quote = Action(
    Verb(
      "quote",
      Words(
        "cuánto cuesta una llamada, línea por línea, o cuánto dura un monto; con --tariffs, sin servicio",
        "what a call costs, line by line, or how long a sum lasts; with --tariffs no daemon is needed"
      ),
      options: [
        Option(
          "--tariffs", "FILE", .file,
          Words(
            "tarifas, ganancia y lista del proveedor (JSON5; systemd/tariffs.json5 es un ejemplo); sin ella "
              + "contesta el servicio, por los precios que valen; - es la entrada estándar",
            "tariffs, markup and deck (JSON5; systemd/tariffs.json5 is an example); without it the daemon "
              + "answers, by the prices that are in force; - is standard input")),
        Option(
          "--number", "N", .number,
          Words(
            "el número al que se llama; con un archivo, como se tarifa: sin código de portador",
            "the number that is called; with a file as it is rated: without a carrier code")),
        Option(
          "--at", "TIME", .text,
          Words(
            "cuándo contestan, en el reloj de la tienda: 2012-02-02T17:30:00 (ahora)",
            "when the call is answered, on the shop's clock: 2012-02-02T17:30:00 (now)")),
        Option(
          "--seconds", "S", .text,
          Words("el cobro por hablar tanto: 68, 150,05", "the charge for so much talk: 68, 150.05")),
        Option(
          "--amount", "AMOUNT", .amount,
          Words(
            "lo más que se puede hablar sin que cueste más: 500, 1.000",
            "the longest talk that costs no more: 500, 0.35")),
      ],
      notes: [
        Words(
          "El reloj es el de la tienda; con --tariffs, el de TZ o del sistema. Una llamada pasa por sus cambios "
            + "de hora.",
          "The clock is the shop's; with --tariffs that of TZ, or the system's. A call goes through its shifts."
        ),
        Words(
          "De un archivo de tarifas: precios y cargos hasta 1000000, con seis decimales, cobros máximos hasta "
            + "1000000000; ganancia hasta 10000 %; prefijos de 0 a 16 dígitos; 32 tramos, 64 horarios. Un "
            + "horario no tiene otro cargo de conexión que el suyo; gracia y cobro máximo son de la tarifa.",
          "Of a tariff file: prices and fees up to 1000000, with six decimals, maximum charges up to "
            + "1000000000; a markup up to 10000 %; prefixes of 0 to 16 digits; 32 steps, 64 bands. A band has "
            + "no connection fee but its own; grace and maximum charge are those of the tariff."),
      ],
      json: Words(
        "charge, billedSeconds, prefix, description y lines; con --amount, maximumSeconds, que puede ser "
          + "«unlimited»; sin precio, «error» es no_rate. Los montos son textos decimales",
        "charge, billedSeconds, prefix, description and lines; with --amount maximumSeconds, which may be "
          + "«unlimited»; without a price the «error» is no_rate. Amounts are decimal strings"),
      examples: [
        "--number 1006 --seconds 68", "--tariffs systemd/tariffs.json5 --number 1006 --amount 500",
      ],
      statuses: [.init(3, Words("el número no tiene precio", "the number has no price"))])
  ) { invocation, console throws(CommandError) in
    if invocation.has("--tariffs"), invocation.has("--socket") {
      throw .usage(
        "--tariffs y --socket se excluyen", "--tariffs and --socket exclude each other")
    }
    let path = invocation["--tariffs"]
    let order = try QuoteOrder(invocation) { () throws(CommandError) in
      if path == nil { try Desk(invocation, console).learnClock() }
    }
    var remarks = QuoteRemarks(console.say, isOwnClock: path != nil)
    do throws(CommandError) {
      var outcome: CommandOutcome
      if let path {
        outcome = try quote(order, byFile: path, invocation, console, &remarks)
      } else {
        outcome = try DaemonQuote(order, Desk(invocation, console)).outcome()
      }
      outcome.complaint = remarks.text + outcome.complaint
      return outcome
    } catch {
      var outcome = CommandOutcome(error, console.say)
      outcome.complaint = remarks.text + outcome.complaint
      return outcome
    }
  }

  private static func quote(
    _ order: QuoteOrder, byFile path: String, _ invocation: Invocation, _ console: Console,
    _ remarks: inout QuoteRemarks
  ) throws(CommandError) -> CommandOutcome {
    let file = try tariffFile(path, &remarks)
    let isJSON = invocation.has("--json")
    guard let price = file.book.price(of: order.number) else {
      throw QuoteOrder.unpriced(
        Words("«\(order.number)» no tiene precio", "no price for «\(order.number)»"))
    }
    let answered = order.answered ?? .now
    let report = QuoteReport(
      number: order.number, answered: answered, question: try order.question(in: file.currency),
      currency: file.currency,
      quote: Quote(
        tariff: price.charge, rounding: price.rounding, answered: answered.civilTime),
      markup: price.markup, say: console.say)
    return CommandOutcome(output: isJSON ? report.json : report.text)
  }

  private static func tariffFile(
    _ path: String, _ remarks: inout QuoteRemarks
  ) throws(CommandError) -> TariffFile {
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(path, limit: TariffFile.sizeLimit)
    } catch { throw CommandError(error.words(of: path)) }
    do throws(TariffFileError) {
      let read = try TariffFile.read(json5: bytes)
      remarks.add(
        read.warnings.map { Words("\(path): \($0.spanish)", "\(path): \($0.commandLine)") })
      return read.file
    } catch {
      guard !path.lowercased().hasSuffix(".csv") else { throw isCSV(path) }
      throw CommandError(
        "\(path): \(error.remarks.map(\.spanish).joined(separator: "; "))", "\(path): \(error)")
    }
  }
}

extension Action {
  private static func isCSV(_ path: String) -> CommandError {
    CommandError(
      "\(path): se espera un archivo de tarifas (JSON5); un CSV lo toma «cabinactl prefixes import», y "
        + "«cabinactl quote» sin --tariffs cobra según él",
      "\(path): expected a tariff file (JSON5); a CSV file is taken by «cabinactl prefixes import», and "
        + "«cabinactl quote» without --tariffs prices by it")
  }
}

extension ValueKind {
  /// Any other number would have no price, as if nobody had set one.
  fileprivate static let number = ValueKind.checked(
    expected: Words("solo dígitos, * y #", "digits, * and # only")
  ) { text in
    let plain = text.withoutPunctuation
    return !plain.isEmpty
      && plain.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 == 0x2A || $0 == 0x23 }
  }
}

extension String {
  /// A number as it is dialled, of one as people write it: `09 1234-5678`.
  var withoutPunctuation: String { filter { !" -()./".contains($0) } }
}

/// What is doubtful about the clock or a tariff file, whatever the answer is.
struct QuoteRemarks {
  private let say: Language
  private(set) var text = ""

  /// `isOwnClock`: times are those of this process's zone, not of the shop's.
  init(_ say: Language, isOwnClock: Bool) {
    self.say = say
    if isOwnClock, let zone = Console.environment("TZ"), !TimeZoneName.isKnown(zone) {
      add([
        Words(
          "TZ «\(zone)»: no se conoce esa zona horaria; se toma UTC",
          "TZ «\(zone)»: no time zone that is known; UTC is taken")
      ])
    }
  }

  mutating func add(_ remarks: [Words]) {
    text += remarks.map { "cabinactl: \(say($0))\n" }.joined()
  }
}
