import Commands
import Ledger
import Notation
import Rating

extension ValueKind {
  /// Letters, digits, `-` and `_`, which stand in an address as they are.
  static let booth = ValueKind.checked(
    expected: Words(
      "el número de una cabina («cabinactl booths» los tiene)",
      "the number of a booth («cabinactl booths» has them)")
  ) { text in
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Numbers that the daemon gives: calls, tickets, records.
  static let record = ValueKind.number(1...Int64.max)

  /// Rows of a list.
  static let rowCount = ValueKind.number(1...500)

  /// In whatever currency; what it comes to, and whether it is one of the shop's, `LineAmount` says.
  static let amount = ValueKind.checked(
    expected: Words("un monto, como 50.000 o 50000", "an amount, such as 50.000 or 50000")
  ) { LineAmount.isLike($0) }

  /// A price, or a fee: with as many decimals as it needs.
  static let price = ValueKind.checked(
    expected: Words("un precio, como 200 o 40,5", "a price, such as 200 or 40.5")
  ) { LineAmount.decimal($0) != nil }

  /// From 2000 on; whether it is in the future the daemon knows, by the shop's clock.
  static let day = ValueKind.read(
    expected: Words(
      "un día que exista, desde el año 2000, como 2006-10-26 o 26-10-2006",
      "a day that there is, from 2000 on, such as 2006-10-26 or 26-10-2006")
  ) { text in
    guard let day = CalendarDay(dayFirst(text)), day.year >= 2000 else { return nil }
    return day.description
  }

  /// `2006-10-26` of `26-10-2006` and `26/10/2006`, as the pages write a day; another text as it is.
  private static func dayFirst(_ text: String) -> String {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    guard parts.count == 3, parts[2].count == 4, (1...2).contains(parts[0].count),
      (1...2).contains(parts[1].count)
    else { return text }
    func two(_ part: Substring) -> String { part.count < 2 ? "0\(part)" : String(part) }
    return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
  }

  /// On the shop's clock; a day alone is its beginning.
  static let time = ValueKind.read(
    expected: Words(
      "un día o una hora en el reloj de la tienda, como 2012-02-02 o 2012-02-02T17:30:00",
      "a day or a time on the shop's clock, such as 2012-02-02 or 2012-02-02T17:30:00")
  ) { text in
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    let whole = ([dayFirst(String(parts[0]))] + parts.dropFirst().map(String.init))
      .joined(separator: "T")
    return LocalTime.isWritten(dayOrTime: whole) ? whole : nil
  }

  static let prefix = ValueKind.checked(
    expected: Words(
      "de 0 a \(TariffLimits.prefixDigits) dígitos", "0 to \(TariffLimits.prefixDigits) digits")
  ) { prefix in
    prefix.utf8.count <= TariffLimits.prefixDigits
      && prefix.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }

  static let percent = ValueKind.read(
    expected: Words("un porcentaje de 0 a 10000, como 12,5", "0 to 10000 per cent, such as 12.5")
  ) { text in
    // `30%`, `30 %`
    var figures = text
    if figures.hasSuffix("%") {
      figures.removeLast()
      while figures.hasSuffix(" ") { figures.removeLast() }
    }
    let percent = LineAmount.decimal(figures)
    return percent.flatMap { (Money.zero...Markup.largestPercent).contains($0) ? figures : nil }
  }

  /// Of the audit, as the journal and the answers have it.
  static let auditHead = ValueKind.checked(
    expected: Words(
      "NÚMERO:SELLO, como lo da el diario del sistema",
      "NUMBER:HASH, as the journal has it")
  ) { AuditHead($0) != nil }
}

extension Operand {
  static let booth = Operand(
    "BOOTH", .booth, Words("el número de la cabina", "the booth's number"))

  static let call = Operand(
    "CALL", .record,
    Words(
      "un número de la columna LLAMADA de «cabinactl calls»",
      "a number of the column CALL of «cabinactl calls»"))
}

extension Option {
  static let socket = Option(
    "--socket", "PATH", .file,
    Words(
      "el socket del servicio (/run/cabina/cabina.sock, o $CABINA_SOCKET)",
      "the daemon's socket (/run/cabina/cabina.sock, or $CABINA_SOCKET)"))

  static let json = Option(
    "--json",
    Words(
      "para programas: JSON, con los nombres de /api/v1/openapi.json si el servicio contesta; si algo no se "
        + "puede, {\"error\",\"message\"}",
      "for programs: JSON, in the names of /api/v1/openapi.json where the daemon answers; where something "
        + "cannot be done, {\"error\",\"message\"}"))

  /// Rows of a page.
  static func size(usual: Int) -> Option {
    Option(
      "--size", "N", .rowCount,
      Words("filas por página, de 1 a 500 (\(usual))", "rows of a page, 1 to 500 (\(usual))"))
  }

  static let ofBooth = Option(
    "--booth", "N", .booth, Words("solo de esta cabina", "of this booth only"))

  static let key = Option(
    "--key", "KEY",
    .checked(expected: Words("de 1 a 64 caracteres", "1 to 64 characters")) {
      (1...64).contains($0.count)
    },
    Words(
      "le da nombre, de 1 a 64 caracteres: con una misma clave se hace una sola vez, por más que se "
        + "pida. Sin ella, cada vez es otra; sirve cuando no se supo si la vez anterior se hizo",
      "names it, 1 to 64 characters: under one key it is done once, however often it is asked for. "
        + "Drawn anew for each run; give it when an earlier run did not hear whether it was done"))

  static let ledger = Option(
    "--ledger", "FILE", .file,
    Words(
      "el archivo del libro (/var/lib/cabina/cabina.sqlite)",
      "the ledger's file (/var/lib/cabina/cabina.sqlite)"))

  static let auditHead = Option(
    "--head", "NUMBER:HASH", .auditHead,
    Words(
      "el sello de la auditoría como lo dio una respuesta anterior o el diario del sistema («audit 17:3f9a…»): "
        + "descubre también un final que se cortó, o una auditoría escrita de nuevo",
      "the head of the audit as an earlier answer or the journal has it («audit 17:3f9a…»): tells also an "
        + "end that was cut off, or an audit that was written anew"))

  static let yes = Option("--yes", Words("no pregunta", "does not ask"))
}

/// Where the ledger is unless an option says another place.
let usualLedgerPath = "/var/lib/cabina/cabina.sqlite"
