import Commands
import Glibc
import Ledger
import Notation
import Rating

/// Whole price lists, from and to files.
extension Action {
  private static let format = Option(
    "--format", "F", .words(["json5", "csv"]),
    Words("si el nombre del archivo no lo dice", "where the file's name does not say it"))

  static func priceImport(_ list: PriceList) -> Action {
    Action(
      Verb(
        "\(list.rawValue) import",
        Words(
          "toma una lista de un archivo, entera, en lugar de la que hay",
          "takes a whole list of a file in place of the one that is there"),
        operands: [
          Operand(
            "FILE", .file,
            Words(
              "CSV, o un archivo de tarifas (JSON5), según su nombre o --format; - es la entrada estándar",
              "CSV, or a tariff file (JSON5), by its ending, or --format; - is standard input"))
        ],
        options: [
          Option(
            "--dry-run",
            Words(
              "solo lee el archivo y dice qué hay en él; a un servicio en marcha se le pregunta cómo se marca",
              "only reads the file and says what is in it; a daemon that runs is asked how callers dial"
            )),
          Option(
            "--skip-bad",
            Words(
              "deja fuera las líneas malas, y dice qué precio tienen entonces sus números; sin ella no se envía "
                + "nada",
              "lines with a fault are left out, and it is told what prices their numbers then; without it "
                + "nothing is sent")),
          format, .yes,
        ] + csvOptions,
        notes: [
          Words(
            "La lista toma el lugar de la anterior entera, o no cambia nada; las llamadas siguen. En un terminal "
              + "muestra antes qué cambia y qué precios quedan bajo el costo, y pregunta, salvo con --yes; en otra parte, "
              + "si por algo dudoso en ella llamadas costarían otra cosa, solo la toma con --yes.",
            "The list takes the place of the one before whole, or nothing is changed; calls go on. At a terminal it "
              + "shows before what changes and which prices are below the cost, and asks, unless with "
              + "--yes; elsewhere, if by something doubtful in it calls would cost something else, it takes it only with --yes."
          )
        ],
        examples: ["provider.csv --prepend 00 --home 56=0", "provider.csv --unit minute --dry-run"])
    ) { invocation, console throws(CommandError) in
      let path = invocation.value("FILE")
      let options = try CSVSource.Options(invocation)
      guard let format = invocation["--format"] ?? format(of: path) else {
        throw try unknownFormat(path)
      }
      var work = PriceImport(
        list: list, path: path, source: try source(path, format, options, list),
        skipsBad: invocation.has("--skip-bad"), console: console)
      if !invocation.has("--yes") {
        work.consent =
          console.canAsk ? .asked { console.allows(Words($0, $0)) } : .withheld
      }
      let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
      return try invocation.has("--dry-run") ? work.check(desk) : work.run(desk)
    }
  }

  private static let csvOptions = [
    Option(
      "--columns", "C", .text,
      Words(
        "las columnas de un CSV sin títulos: prefix,description,-,price (también per, firstBlock, increment, "
          + "connectionFee; - no se lee)",
        "of a CSV file, where its first line does not head them: prefix,description,-,price (also per, "
          + "firstBlock, increment, connectionFee; - is not read)")),
    Option(
      "--unit", "U", .words(["minute", "second"]),
      Words(
        "por qué es un precio, si ninguna columna lo dice",
        "what a price is for, where no column says it")),
    Option(
      "--decimal-comma",
      Words(
        "precios como 0,05 y 1.150,00; se descubre si las columnas se separan con punto y coma o tabulador",
        "prices such as 0,05 and 1.150,00; found out where a semicolon or tab parts columns")),
    Option(
      "--decimals",
      Words(
        "1.500 es uno y medio: el punto no separa miles",
        "1.500 is one and a half: the point does not stand between thousands")),
    Option(
      "--delimiter", "D", .words(["comma", "semicolon", "tab"]),
      Words(
        "qué separa las columnas, si no se descubre",
        "what parts columns, where it is not found out")),
    Option(
      "--prepend", "D", .text,
      Words(
        "dígitos antes de cada prefijo, en lugar de un + ahí, como 00",
        "digits put before every prefix, in place of a + there, such as 00")),
    Option(
      "--home", "C[=D]", .text,
      Words(
        "el código del país propio, que se quita: en su lugar va D, o nada, y nada más delante. 56: +5691… se "
          + "marca 91…; 56=0: se marca 091…",
        "the home country's code, which is taken off: for D, or nothing, in its place no other digits are put "
          + "before it. 56: +5691… is dialled 91…; 56=0: it is dialled 091…")),
  ]

  private static func source(
    _ path: String, _ format: String, _ options: CSVSource.Options, _ list: PriceList
  ) throws(CommandError) -> any TariffSource {
    do throws(TariffSourceError) {
      return format == "csv" ? try CSVSource(path, options) : try TariffFileSource(path, list)
    } catch { throw CommandError(error) }
  }

  private static func unknownFormat(_ path: String) throws(CommandError) -> CommandError {
    do throws(SmallFileError) { try RegularFile.check(path) } catch { throw .file(path, error) }
    let isWorkbook = ["xls", "xlsx", "ods"].contains(
      path.lowercased().split(separator: ".").last ?? "")
    return isWorkbook
      ? CommandError(
        "\(path): es un libro de una planilla: guárdelo como CSV",
        "\(path): it is a spreadsheet's workbook: save it as CSV")
      : CommandError(
        "\(path): ¿es --format json5 o csv?", "\(path): is it --format json5 or csv?")
  }

  private static func format(of path: String) -> String? {
    switch path.lowercased().split(separator: ".").last {
    case "csv", "txt", "tsv": "csv"
    case "json5", "json": "json5"
    default: nil
    }
  }

  static func priceExport(_ list: PriceList) -> Action {
    Action(
      Verb(
        "\(list.rawValue) export",
        Words(
          "escribe la lista entera; a un archivo, con > lista.csv",
          "writes the whole list; to a file, with > list.csv"),
        options: [
          Option(
            "--format", "F", .words(["json5", "csv"]),
            Words("json5 si no se dice", "json5 unless told")),
          Option(
            "--whole",
            Words(
              "prefijos, lista del proveedor y ganancia en un archivo, con el que «cabinactl quote --tariffs» "
                + "cobra como el servicio; cada importación toma de él su lista",
              "prefixes, deck and markup in one tariff file, by which «cabinactl quote --tariffs» prices as the "
                + "daemon does; each import takes its own list of it")),
          Option(
            "--before", "RECORD", .record,
            Words(
              "la lista que reemplazó la importación de este registro de la auditoría, como era; importada "
                + "de nuevo vale otra vez",
              "the list that the import of this record of the audit replaced, as it was then; imported again "
                + "it is in force again")),
        ], examples: ["--whole", "--format csv"])
    ) { invocation, console throws(CommandError) in
      var export = PriceExport(
        list: list, desk: Desk(invocation, console, timeoutSeconds: Desk.longSeconds))
      export.replacedBy = invocation["--before"].flatMap { Int64($0) }
      let isCSV = invocation["--format"] == "csv"
      let isWhole = invocation.has("--whole")
      guard !isWhole || (!isCSV && export.replacedBy == nil) else {
        throw .usage(
          "--whole no va con --format csv ni con --before",
          "--whole: expected neither --format csv nor --before")
      }
      return try console.waiting(Words("leyendo la lista", "reading the list")) {
        () throws(CommandError) in
        CommandOutcome(output: isCSV ? try export.csv() : try export.json5(isWhole: isWhole))
      }
    }
  }
}

extension CSVSource.Options {
  /// As the command line has them.
  fileprivate init(_ invocation: Invocation) throws(CommandError) {
    self.init()
    switch invocation["--unit"] {
    case "minute": perSeconds = 60
    case "second": perSeconds = 1
    default: break
    }
    switch invocation["--delimiter"] {
    case "comma": delimiter = UInt8(ascii: ",")
    case "semicolon": delimiter = UInt8(ascii: ";")
    case "tab": delimiter = UInt8(ascii: "\t")
    default: break
    }
    hasDecimalComma = invocation.has("--decimal-comma")
    hasDecimalsForSure = invocation.has("--decimals")
    do throws(SmallFileError) {
      if let columns = invocation["--columns"] { self.columns = try TariffColumns(option: columns) }
      try prepend(invocation["--prepend"] ?? "")
      home = try invocation["--home"].map(HomeCountry.init(option:))
    } catch { throw CommandError(error.remark.words, status: .usage) }
  }
}
