import Dispatch
import Glibc
import Notation
import Rating
import Testing

@testable import Ledger
@testable import cabinactl

/// A file that is gone after the test.
final class ScratchFile {
  let path: String

  init(_ bytes: [UInt8], ending: String = "csv") {
    path = "/tmp/cabinactl-\(getpid())-\(UInt64.random(in: .min ... .max)).\(ending)"
    let stream = fopen(path, "wb")
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
  }

  convenience init(_ text: String, ending: String = "csv") {
    self.init(Array(text.utf8), ending: ending)
  }

  deinit { unlink(path) }
}

extension CommandLineTests {
  /// Lists of providers as they come.
  struct CSVTests {
    private func records(_ bytes: [UInt8], _ delimiter: String = ";") throws -> [CSVReader.Record] {
      let file = ScratchFile(bytes)
      let reader = try CSVReader(file.path, delimiter: Array(delimiter.utf8)[0])
      var records: [CSVReader.Record] = []
      while let record = try reader.next() { records.append(record) }
      return records
    }

    @Test(arguments: [
      ("a;b\nc;d\n", [["a", "b"], ["c", "d"]]), ("a;b\r\nc;d", [["a", "b"], ["c", "d"]]),
      ("\u{FEFF}a;b", [["a", "b"]]), ("a;\"b;c\"", [["a", "b;c"]]),
      ("a;\"say \"\"x\"\"\";b", [["a", "say \"x\"", "b"]]),
      ("a;\"two\nlines\"\r\nb;c", [["a", "two\nlines"], ["b", "c"]]), ("a;;", [["a", "", ""]]),
      ("\"\";\"a\" ;b", [["", "a", "b"]]), ("a\"b;c", [["a\"b", "c"]]), ("", []),
      ("\n\na;b", [[""], [""], ["a", "b"]]), ("ñandú;móvil", [["ñandú", "móvil"]]),
    ])
    func `records are those of RFC 4180`(text: String, fields: [[String]]) throws {
      let records = try records(Array(text.utf8))
      #expect(records.map(\.fields) == fields)
      #expect(records.allSatisfy { $0.fault == nil })
    }

    @Test func `what is not UTF-8 is ISO 8859-1, line by line`() throws {
      let bytes = Array("a;m".utf8) + [0xF3] + Array("vil\nb;móvil\n".utf8)
      #expect(try records(bytes).map { $0.fields[1] } == ["móvil", "móvil"])
    }

    @Test func `lines are counted as an editor counts them`() throws {
      let records = try records(Array("a;\"1\n2\n3\"\nb;c\n\nd;e".utf8))
      #expect(records.map(\.line) == [1, 4, 5, 6])
      #expect(records[2].isBlank)
    }

    @Test func `quotes that are not as they should be are a fault of their line`() throws {
      let records = try records(Array("a;\"b\"c\nd;e\nf;\"g".utf8))
      #expect(records.map { $0.fault == nil } == [false, true, false])
      #expect(records[0].text == "a;\"b\"c")
      #expect(records[2].fault == "a quote is not closed")
    }

    /// Lines without quotes are not read byte by byte, but where one ends in another piece of the file.
    @Test func `lines are the same however they are read`() throws {
      let lines: [[UInt8]] = [
        Array("56;CHILE;0,05".utf8), Array("a;b\r".utf8), Array("\r".utf8), [],
        Array(";;".utf8), Array("x;m".utf8) + [0xF3] + Array("vil;\r".utf8),
        Array("ñ;a\"b;".utf8), Array("\"1;2\";\"x\"\r".utf8), Array("a\rb; c ".utf8),
      ]
      // Of many lengths, so that the ends of pieces of 64 KiB meet all of them, at other bytes.
      let text = (0..<30_000).map { index in
        let line = lines[index % lines.count]
        return line.first == UInt8(ascii: "\"") ? line : Array("\(index)".utf8) + line
      }
      let expected = text.enumerated().map { index, line in
        var parser = CSVRecordParser(line: index + 1, delimiter: UInt8(ascii: ";"))
        for byte in line + [UInt8(ascii: "\n")] where parser.take(byte) { break }
        return parser.record
      }
      #expect(try records(text.flatMap { $0 + [UInt8(ascii: "\n")] }) == expected)
    }

    @Test func `a quote that takes in the rest of the file ends with a limit`() throws {
      let text = "a;\"b" + String(repeating: "c;d\n", count: 30_000)
      let error = #expect(throws: SmallFileError.self) { try records(Array(text.utf8)) }
      #expect(error?.message == "line 1: more than 64 KiB; is a quote left open?")
    }

    @Test func `a record has a thousand fields at most`() throws {
      let text = "1;2\n" + String(repeating: "x;", count: 999)
      #expect(try records(Array(text.utf8)).last?.fields.count == 1000)
      let error = #expect(throws: SmallFileError.self) { try records(Array((text + ";").utf8)) }
      #expect(error?.remark.spanish == "línea 2: más de 1000 columnas")
    }

    @Test(arguments: [
      ("prefix,price\n1,2", ","), ("prefix;price\n1;0,05\n2;0,07", ";"),
      ("prefix\tname\tprice\n1\ta,b\t2", "\t"), ("a;b\n1;x,y\n2;z", ";"),
      ("Lista\n26,11;x\np;d;v\n1;a;2\n2;b;3", ";"), ("p,d,v\n1,\"a;b\",2\n", ","),
      ("p,d,v\n1,a;b,2\n2,a;b;c,3", ","),
    ])
    func `the delimiter is found out`(text: String, delimiter: String) throws {
      let file = ScratchFile(text)
      #expect(try CSVReader.delimiter(of: file.path) == Array(delimiter.utf8)[0])
    }

    @Test func `a file that cannot be read says why`() throws {
      for (path, message) in [
        ("/nonexistent/a.csv", "No such file or directory"),
        ("/dev/null", "a device: expected a regular file"),
      ] {
        let error = #expect(throws: SmallFileError.self) {
          try CSVReader(path, delimiter: UInt8(ascii: ","))
        }
        #expect(error?.message == message)
      }
      let plain = ScratchFile("one\ntwo\n")
      #expect(try CSVReader.delimiter(of: plain.path) == nil)
    }

    @Test(
      .timeLimit(.minutes(1)),
      arguments: [
        ["prefixes", "import"], ["deck", "import"],
        ["quote", "--number", "1", "--seconds", "1", "--tariffs"], ["dump"],
        ["verify", "--ledger"],
        ["audit", "verify", "--ledger"],
      ])
    func `a pipe nobody writes to, a folder and a device are no files`(words: [String]) {
      for ending in ["csv", "json5"] {
        let pipe = "/tmp/cabinactl-\(getpid())-\(UInt64.random(in: .min ... .max)).\(ending)"
        mkfifo(pipe, 0o600)
        defer { unlink(pipe) }
        for (path, found) in [(pipe, "a pipe"), ("/tmp", "a directory"), ("/dev/zero", "a device")]
        {
          let format = words.last == "import" && path != pipe ? ["--format", ending] : []
          let outcome = InputFile.$patience.withValue(0) {
            typed(words + [path] + format)
          }
          #expect(outcome.status == .failed)
          let isAwaited = path == pipe && !words.contains("verify")
          let reason =
            isAwaited
            ? ", through which nothing came for 0 s" : ": expected a regular file"
          #expect(outcome.complaint == "cabinactl: \(path): \(found)\(reason)\n", "\(words)")
        }
      }
    }

    /// Into a pipe, in pieces, as a program writes; then its end is closed.
    private func pipe(_ text: String, then work: (String) throws -> Void) throws {
      var ends: [Int32] = [0, 0]
      try #require(Glibc.pipe(&ends) == 0)
      let (reading, writing) = (ends[0], ends[1])
      defer {
        // Who writes into a pipe that is closed is ended by a signal.
        var rest = [UInt8](repeating: 0, count: 1 << 16)
        while read(reading, &rest, rest.count) > 0 {}
        close(reading)
      }
      let bytes = Array(text.utf8)
      DispatchQueue.global().async {
        for start in stride(from: 0, to: bytes.count, by: 50) {
          let piece = Array(bytes[start..<min(bytes.count, start + 50)])
          _ = write(writing, piece, piece.count)
        }
        close(writing)
      }
      try work("/proc/self/fd/\(reading)")
    }

    @Test func `a list comes through a pipe as well as out of a file`() throws {
      let rows = (1...9_000).map { "\(100_000 + $0);área \($0);0,5\n" }.joined()
      try pipe("prefijo;destino;valor por minuto\n" + rows) { path in
        let outcome = typed(
          ["prefixes", "import", path, "--format", "csv", "--dry-run", "--socket", "/nowhere"])
        #expect(outcome.status == .done)
        #expect(outcome.output.contains("9000"), "\(outcome)")
      }
      let prices = "{ tariffs: [ { prefix: \"1\", unit: \"minute\", price: \"60\" } ] }"
      try pipe(prices) { path in
        let outcome = typed(
          ["quote", "--tariffs", path, "--number", "12", "--seconds", "5", "--json"])
        #expect(outcome.output.hasPrefix("{\"charge\":\"5\""), "\(outcome)")
      }
      try pipe("") { path in
        let outcome = typed(["deck", "import", path, "--format", "csv"])
        #expect(outcome.status == .failed)
      }
    }

    @Test func `a pipe has the limits of a file`() throws {
      try pipe(String(repeating: "x", count: 2_000)) { path in
        let error = #expect(throws: SmallFileError.self) { try InputFile(path, limit: 1_999) }
        #expect(error?.message == "more than 0 MiB")
      }
    }

    @Test(arguments: [
      ["prefix", "description", "price", "unit"], ["Prefijo", "Destino", "Valor $", "UNIDAD"],
      ["CODE", " Country ", "Rate", "per"], ["código", "descripción", "precio", "unidad"],
    ])
    func `a heading is known in two languages`(heading: [String]) throws {
      let columns = try TariffColumns(heading: heading)
      #expect(columns.names == [.prefix, .description, .price, .per])
    }

    @Test(arguments: [
      (["prefix", "name"], "no column price"), (["56", "CHILE", "0.05"], "no column prefix"),
      (["prefix", "price", "rate"], "price is there twice"),
    ])
    func `a heading that will not do says why`(heading: [String], message: String) {
      let error = #expect(throws: SmallFileError.self) { try TariffColumns(heading: heading) }
      #expect(error?.message.contains(message) == true)
    }

    private func line(
      _ columns: String, per: Int64? = 60, comma: Bool = false, prepended: String = ""
    ) throws -> TariffLine {
      TariffLine(
        columns: try TariffColumns(option: columns), perSeconds: per, hasDecimalComma: comma,
        prepended: prepended)
    }

    @Test func `a line becomes a tariff`() throws {
      let all = "prefix,description,price,per,firstBlock,increment,connectionFee"
      let tariff = try line(all).tariff(["52", "MEXICO", "120", "min", "60", "30", "5"])
      #expect(tariff.prefix == "52")
      #expect(tariff.description == "MEXICO")
      #expect(tariff.shownPrice == UnitPrice(price: pesos(120), unit: .minute))
      #expect(tariff.plan.connectionFee == pesos(5))
      #expect(
        tariff.plan.steps == [
          RateStep(afterSeconds: 0, price: pesos(120), perSeconds: 60, incrementSeconds: 60),
          RateStep(afterSeconds: 60, price: pesos(120), perSeconds: 60, incrementSeconds: 30),
        ])
      let short = try line("prefix,-,price,per,increment", comma: true, prepended: "00")
        .tariff(["52", "x", "0,05", "seg", "30/6"])
      #expect(short.prefix == "0052")
      #expect(short.shownPrice == UnitPrice(price: Money(micros: 50_000), unit: .second))
      #expect(short.plan.steps.map(\.incrementSeconds) == [30, 6])
      let plain = try line("prefix,price").tariff(["1", "200"])
      #expect(
        plain
          == Tariff.plain(
            prefix: "1", description: "", price: UnitPrice(price: pesos(200), unit: .minute)))
    }

    @Test(arguments: [
      (["5x", "1", "60", "1"], "prefix «5x»: expected digits"),
      (["12345678901234567", "1", "60", "1"], "expected 0 to 16 digits"),
      (["1"], "there is no price"), (["1", "", "60", "1"], "there is no price"),
      (["1", "1,5", "60", "1"], "--decimal-comma"), (["1", "1,234.50", "60", "1"], "«1,234.50»"),
      (["1", "mil", "60", "1"], "price «mil»: expected a decimal number"),
      (["1", "-1", "60", "1"], "expected 0 to 1000000"),
      (["1", "0.0000001", "60", "1"], "at most 6 decimals"),
      (["1", "1", "hour", "1"], "per «hour»: expected minute, second"),
      (["1", "1", "0", "1"], "per «0»"), (["1", "1", "60", "0"], "increment «0»"),
      (["1", "1", "60", "1/0"], "such as 60/1"),
    ])
    func `a line that is none says what was found and expected`(
      fields: [String], reason: String
    ) throws {
      let line = try line("prefix,price,per,increment")
      let fault = #expect(throws: TariffLine.Fault.self) { try line.tariff(fields) }
      #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
    }

    @Test(arguments: [
      (false, "1.500", "1500"), (true, "12,500", "12500"), (false, "999.999", "999999"),
    ])
    func `what may be thousands is asked about`(comma: Bool, price: String, whole: String) throws {
      let line = try line("prefix,price", comma: comma)
      let fault = #expect(throws: TariffLine.Fault.self) { try line.tariff(["1", price]) }
      #expect(fault?.reason.contains("is it \(whole)?") == true, "\(fault?.reason ?? "")")
      var sure = line
      sure.hasDecimalsForSure = true
      #expect(throws: Never.self) { try sure.tariff(["1", price]) }
    }

    @Test(arguments: ["0.125", "12.5", "1.5000", "12.345678", "1500"])
    func `what cannot be thousands is taken as it stands`(price: String) throws {
      #expect(
        try line("prefix,price").tariff(["1", price]).shownPrice.price == Money(price: price))
    }

    @Test func `more cells than columns are a fault, be they part of an amount or not`() throws {
      let line = try line("prefix,description,price")
      let fault = #expect(throws: TariffLine.Fault.self) {
        try line.tariff(["56", "a", "40", "5"])
      }
      #expect(fault?.reason.hasPrefix("4 cells: expected 3") == true, "\(fault?.reason ?? "")")
      #expect(throws: Never.self) { try line.tariff(["56", "a", "40", " ", ""]) }
    }

    @Test(arguments: [
      ("Tarifa por minuto (CLP)", Int64?(60), "CLP"), ("Tarifa (CLP) por minuto", 60, "CLP"),
      ("valor [usd]", nil, "USD"), ("Precio (con IVA)", nil, nil), ("Rate ($)/min", 60, nil),
    ])
    func `a remark in brackets makes no other heading`(
      heading: String, seconds: Int64?, code: String?
    ) throws {
      let columns = try TariffColumns(heading: ["Prefijo (sin 00)", heading])
      #expect(columns.names == [.prefix, .price])
      #expect(columns.perSeconds == seconds)
      #expect(columns.currencyCode == code)
    }

    @Test func `a title above the heading is no row, and is told`() throws {
      let file = ScratchFile(
        """
        Lista de tarifas

        Vigente desde;;26.11.2026
        Prefijo;Destino;Tarifa por minuto (CLP)
        52;MÉXICO;40,5

        """)
      let source = try CSVSource(file.path, CSVSource.Options())
      var found: [Tariff] = []
      try source.read { line, _ in
        if case .success(let tariff) = line.content { found.append(tariff) }
      }
      #expect(found.map(\.prefix) == ["52"])
      #expect(found.map(\.shownPrice.price) == [Money(micros: 40_500_000)])
      #expect(
        source.warnings.first?.commandLine
          == "above its heading, line 4, there is «Lista de tarifas» and 1 more, which is not read")
      #expect(source.currencyCode == "CLP")
    }

    @Test func `terms that columns by name leave out are told`() throws {
      let file = ScratchFile("Prefijo;Destino;Valor;Incremento\n52;MÉXICO;40;60/60\n")
      var options = CSVSource.Options()
      options.columns = try TariffColumns(option: "prefix,description,price,-")
      options.perSeconds = 60
      #expect(
        try CSVSource(file.path, options).warnings.map(\.commandLine)
          == ["its column «Incremento» is not read: --columns has no increment"])
      options.columns = try TariffColumns(option: "prefix,description,price,increment")
      #expect(try CSVSource(file.path, options).warnings.isEmpty)
    }

    @Test func `a price's heading and a column of units say the same, or the line is refused`()
      throws
    {
      let columns = try TariffColumns(heading: ["prefijo", "tarifa por segundo", "unidad"])
      let line = TariffLine(columns: columns)
      #expect(try line.tariff(["56", "4", "segundo"]).shownPrice.unit == .second)
      let fault = #expect(throws: TariffLine.Fault.self) { try line.tariff(["56", "4", "minuto"]) }
      #expect(fault?.reason.contains("per «minuto»: expected 1 seconds") == true)
    }

    @Test func `a price of every number does not come from an empty field`() throws {
      let fault = #expect(throws: TariffLine.Fault.self) {
        try line("prefix,price").tariff(["", "5"])
      }
      #expect(fault?.reason.contains("it is empty") == true)
    }

    @Test func `with a decimal comma a point is refused: it would be one between thousands`() throws
    {
      let line = try line("prefix,price", comma: true)
      let fault = #expect(throws: TariffLine.Fault.self) { try line.tariff(["1", "1.234"]) }
      #expect(fault?.reason.contains("no point between thousands") == true)
    }
  }
}

func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }
