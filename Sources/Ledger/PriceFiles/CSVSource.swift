import Notation
package import Rating

/// A provider's CSV file.
package struct CSVSource: TariffSource {
  package let path: String
  private let file: InputFile
  private let delimiter: UInt8
  private let line: TariffLine
  /// Its line; 0: there is none. What stands above it is no row either.
  private let headingLine: Int
  private let size: Int
  package var currency: AmountFormat? { nil }
  package var currencyCode: String? { line.columns.currencyCode }
  package var rounding: Rounding.Mode? { nil }
  package var remark: FileRemark? { nil }
  /// What a mistake of units makes of the prices, the summary shows.
  package let warnings: [FileRemark]
  package var emptiness: FileRemark {
    FileRemark(
      english: "it has no line below its heading", spanish: "no tiene líneas bajo sus títulos")
  }

  package struct Options: Equatable {
    package var columns: TariffColumns?
    /// For a file without a column for it.
    package var perSeconds: Int64?
    package var hasDecimalComma = false
    /// And no comma, whatever its prices look like.
    package var hasDecimalPoint = false
    package var hasDecimalsForSure = false
    package private(set) var prepended = ""
    /// nil: none is told apart.
    package var home: HomeCountry?
    /// nil: found out.
    package var delimiter: UInt8?

    package init() {}

    /// Before every prefix, as the user names them: digits, of which no prefix has more.
    package mutating func prepend(_ digits: String) throws(SmallFileError) {
      guard digits.isPrefix else {
        let limit = TariffLimits.prefixDigits
        let text = "«\(digits.shown(atMost: 20))»"
        throw SmallFileError(
          FileRemark(
            english: "\(text): expected digits, at most \(limit).",
            spanish: "\(text): se esperan cifras, hasta \(limit).",
            commandLine: "--prepend \(text): expected digits, at most \(limit)", at: .prepend))
      }
      prepended = digits
    }
  }

  package init(_ path: String, _ options: Options) throws(TariffSourceError) {
    self.path = path
    do throws(SmallFileError) {
      file = try InputFile(path, limit: CSVReader.fileLimit)
      var parting = options.delimiter
      if parting == nil { parting = try CSVReader.delimiter(of: file.location) }
      guard let delimiter = parting else {
        throw SmallFileError(
          FileRemark(
            english: "no comma, semicolon or tab parts its lines into columns",
            spanish: "ninguna coma, punto y coma o tabulación separa sus líneas en columnas",
            commandLine: "no comma, semicolon or tab parts its lines into columns; see --delimiter"
          ))
      }
      self.delimiter = delimiter
      let reader = try CSVReader(file.location, delimiter: delimiter)
      let top = try Self.top(reader)
      let (columns, heading) = try Self.columns(options, top)
      let perSeconds = try Self.perSeconds(options, columns)
      // With --columns whoever asked has said what is not read.
      let unknown =
        options.columns == nil ? try columns.notRead(heading) : []
      var found = DecimalCommaFound.no
      if delimiter != UInt8(ascii: ","), !options.hasDecimalPoint {
        found = try DecimalCommaFound(
          in: file, delimiter, columns, below: heading?.line ?? 0)
      }
      warnings =
        Self.notRead(above: heading, top) + unknown
        + (options.columns == nil ? [] : Self.notRead(columns, heading))
        + (options.hasDecimalComma ? [] : found.warnings)
      line = TariffLine(
        columns: columns, perSeconds: perSeconds,
        hasDecimalComma: options.hasDecimalComma || found != .no,
        hasDecimalsForSure: options.hasDecimalsForSure || found.isForSure,
        prepended: options.prepended,
        home: options.home)
      headingLine = heading?.line ?? 0
      guard perSeconds != nil || columns.names.contains(.per) else {
        throw SmallFileError(
          FileRemark(
            english: "No column says whether a price is for a minute or a second: choose it here.",
            spanish: "Ninguna columna dice si el precio es por minuto o por segundo: elíjalo aquí.",
            commandLine: "no column says what a price is for; say --unit minute or --unit second",
            at: .unit))
      }
      size = reader.size
    } catch { throw TariffSourceError(path, error) }
  }

  /// What a price is for, where no column says it.
  private static func perSeconds(
    _ options: Options, _ columns: TariffColumns
  ) throws(SmallFileError) -> Int64? {
    guard let heading = columns.perSeconds, let option = options.perSeconds, heading != option
    else { return options.perSeconds ?? columns.perSeconds }
    let (english, spanish) =
      heading == 60
      ? ("a minute", "minuto")
      : heading == 1
        ? ("a second", "segundo")
        : ("\(heading) seconds", "\(heading) segundos")
    throw SmallFileError(
      FileRemark(
        english: "The heading of the file says that a price is for \(english).",
        spanish: "El título de la columna dice que el precio es por \(spanish).",
        commandLine:
          "the heading says that a price is for \(heading) s, --unit that it is for \(option) s; "
          + "expected both alike", at: .unit))
  }

  /// Lines among which a heading is looked for: above it there may be a title, a date, an address.
  private static let topLines = 20

  private static func top(_ reader: CSVReader) throws(SmallFileError) -> [CSVReader.Record] {
    var top: [CSVReader.Record] = []
    while top.count < topLines, let record = try reader.next() {
      if !record.isBlank { top.append(record) }
    }
    return top
  }

  /// What the columns have, and the record that heads them; nil: none does.
  private static func columns(
    _ options: Options, _ top: [CSVReader.Record]
  ) throws(SmallFileError) -> (TariffColumns, heading: CSVReader.Record?) {
    if let columns = options.columns {
      // The first line may be a heading all the same.
      let heading = top.first.flatMap { first in
        columns[.prefix, of: first.fields]?.isHeading == true
          && columns[.price, of: first.fields]?.isHeading == true ? first : nil
      }
      return (columns, heading)
    }
    for record in top {
      if let columns = try? TariffColumns(heading: record.fields) { return (columns, record) }
    }
    do throws(SmallFileError) {
      return (try TariffColumns(heading: top.first?.fields ?? []), top.first)
    } catch {
      let line = top.first?.line ?? 1
      let text = (top.first?.text ?? "").shown(atMost: 60)
      throw SmallFileError(
        FileRemark(
          english: "line \(line), «\(text)»: expected the headings of the columns, such as "
            + "prefix;description;price;unit; \(error.remark.english)",
          spanish: "línea \(line), «\(text)»: se esperan los títulos de las columnas, como "
            + "prefijo;descripción;valor;unidad; \(error.remark.spanish)",
          commandLine:
            "line \(line) is no heading that is known, \(error.message), and none "
            + "follows; name the columns: --columns prefix,description,price"))
    }
  }

  private static func notRead(
    above heading: CSVReader.Record?, _ top: [CSVReader.Record]
  ) -> [FileRemark] {
    let above = top.prefix { $0.line < heading?.line ?? 0 }
    guard let first = above.first else { return [] }
    let (line, text) = (heading?.line ?? 0, first.text.shown(atMost: 40))
    let (others, otras) =
      above.count > 1
      ? (" and \(above.count - 1) more", " y \(above.count - 1) líneas más") : ("", "")
    return [
      FileRemark(
        english: "above its heading, line \(line), there is «\(text)»\(others), which is not read",
        spanish: "sobre los títulos, que están en la línea \(line), hay «\(text)»\(otras), que no "
          + "se lee")
    ]
  }

  /// Terms that the file has, by its heading, and that the columns as they are named leave out.
  private static func notRead(
    _ columns: TariffColumns, _ heading: CSVReader.Record?
  ) -> [FileRemark] {
    let terms: [TariffColumns.Name] = [.per, .firstBlock, .increment, .connectionFee]
    return (heading?.fields ?? []).compactMap { field in
      guard let name = TariffColumns.column(field)?.name, terms.contains(name),
        !columns.names.contains(name)
      else { return nil }
      let text = field.shown(atMost: 40)
      return FileRemark(
        english: "its column «\(text)» is not read", spanish: "no se lee su columna «\(text)»",
        commandLine: "its column «\(text)» is not read: --columns has no \(name.rawValue)")
    }
  }

  private func prefix(of record: CSVReader.Record) -> String? {
    guard record.fault == nil, let prefix = try? line.prefix(record.fields),
      prefix.utf8.count <= TariffLimits.prefixDigits
    else { return nil }
    return prefix
  }

  package func read(
    _ take: (TariffSourceLine, Double) throws(TariffSourceError) -> Void
  ) throws(TariffSourceError) {
    do throws(SmallFileError) {
      let reader = try CSVReader(file.location, delimiter: delimiter)
      while let record = try reader.next() {
        if record.isBlank || record.line <= headingLine { continue }
        let content: Result<Tariff, TariffLine.Fault>
        let prefix: String?
        do throws(TariffLine.Fault) {
          if let fault = record.fault {
            throw TariffLine.Fault(
              reason: fault,
              spanish: fault == CSVReader.openQuote
                ? "unas comillas no se cierran" : "hay algo detrás de unas comillas que se cierran")
          }
          let tariff = try line.tariff(record.fields)
          (content, prefix) = (.success(tariff), tariff.prefix)
        } catch { (content, prefix) = (.failure(error), self.prefix(of: record)) }
        let share = Double(reader.bytesRead) / Double(max(1, size))
        do throws(TariffSourceError) {
          try take(
            TariffSourceLine(
              number: record.line, text: record.text, content: content,
              prefix: prefix), share)
        } catch {
          throw SmallFileError(message: error.message, spanish: error.spanish, isWhole: true)
        }
      }
    } catch { throw TariffSourceError(path, error) }
  }
}

extension String {
  /// Words, and not a number.
  fileprivate var isHeading: Bool { contains(where: \.isLetter) }
}
