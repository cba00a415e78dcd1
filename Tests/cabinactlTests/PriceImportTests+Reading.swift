import BoothControl
import FoundationEssentials
import Glibc
import Notation
import Rating
import Testing

@testable import Ledger
@testable import cabinactl

/// Lists as they come, and what may be meant in two ways.
extension CommandLineTests.PriceImportTests {
  @Test(arguments: [true, false])
  func `a list of full international numbers is told, before it is sent too`(
    isDry: Bool
  ) throws {
    daemon.dialling = diallingJSON("([2-9]xxxxxxxx|00[1-9]xxxxx.T)")
    let work = try work(Self.heading + "1201;EE.UU.;5;min\n52;MEXICO;5;min\n")
    let outcome = try isDry ? work.check(daemon.desk) : work.run(daemon.desk)
    #expect(outcome.status == .done)
    #expect(outcome.complaint.contains("with 1201: are they full international numbers?"))
    #expect(outcome.complaint.contains("--prepend 00 is missing"))
    #expect(daemon.rows.isEmpty == isDry)
  }

  @Test func `a daemon that does not say how callers dial takes the list all the same`() throws {
    daemon.refuses = "dialling"
    let outcome = try work(Self.heading + "52;MEXICO;5;min\n").run(daemon.desk)
    #expect(outcome.status == .done)
    #expect(outcome.complaint.isEmpty)
    #expect(
      outcome.output.contains("whether callers can dial these prefixes was not looked at: "))
  }

  @Test func `a Spanish list is read as it comes`() throws {
    let text = """
      Código;Descripción;Tarifa por minuto
      52;MÉXICO;1.150,00
      53;CUBA;1.000.000
      +57;COLOMBIA;40,5

      """
    var options = CSVSource.Options()
    try options.prepend("00")
    daemon.dialling = diallingJSON("(00x.T)")
    let work = try work(text, options)
    let outcome = try work.run(daemon.desk)
    #expect(daemon.rows.map(\.prefix) == ["0052", "0053", "0057"], "\(outcome)")
    #expect(
      daemon.rows.map(\.shownPrice) == [
        UnitPrice(price: pesos(1150), unit: .minute),
        UnitPrice(price: pesos(1_000_000), unit: .minute),
        UnitPrice(price: Money(micros: 40_500_000), unit: .minute),
      ])
    #expect(
      outcome.complaint
        == "cabinactl: \(work.path): its prices have a decimal comma, such as «1.150,00», so they "
        + "are read as with --decimal-comma --decimals\n")
  }

  @Test func `the manual's own prices are read, since one of them can be meant in one way only`()
    throws
  {
    let text = """
      prefijo;descripción;unidad;valor
      099;CHILE CELULARES;minutos;150,000
      1006;INTERNAS 02;minutos;1.200,000

      """
    _ = try work(text).run(daemon.desk)
    #expect(daemon.rows.map(\.shownPrice.price) == [pesos(150), pesos(1200)])
    // Alone it might be a hundred and fifty thousand: the first word names all that settles it.
    let alone = try work("prefijo;unidad;valor\n099;minutos;150,000\n").check(daemon.desk)
    #expect(alone.status == .failed)
    #expect(
      alone.complaint.contains(
        "price «150,000»: is it 150000? write it so; or do decimals stand behind the comma? "
          + "--decimal-comma --decimals says so"), "\(alone.complaint)")
  }

  @Test(arguments: [
    ("conectionFee", "connectionFee"), ("Conection Fee (CLP)", "connectionFee"),
    ("incremnt", "increment"), ("1st block,firstblok", "firstBlock"), ("unidat", "unidad"),
  ])
  func `a heading of a term with a slip in it is no list without that term`(
    heading: String, meant: String
  ) {
    let error = #expect(throws: TariffSourceError.self) {
      try work("prefix,price per second,\(heading)\n1,2,3,4\n")
    }
    #expect(
      error?.message.contains(" is none that is known: \(meant)? write") == true, "\(error)")
  }

  @Test func `columns that are not read are told`() throws {
    let text =
      "date,prefix,price,per,maximum,destinatoin,,connectionfee,conectionfee\n1,2,3,60,5,a,b,1,7\n"
    let outcome = try work(text).check(daemon.desk)
    #expect(outcome.status == .done)
    #expect(
      outcome.complaint.contains(
        "its columns «date», «maximum», «destinatoin» (destination?), «conectionfee» are not read"
      ),
      "\(outcome.complaint)")
    // Of many some are named.
    let many = (1...20).map { "x\($0)" }.joined(separator: ",")
    let told = try work("prefix,price,per,\(many)\n2,3,60\n").check(daemon.desk)
    #expect(
      told.complaint.contains(
        "its columns «x1», «x2», «x3», «x4», «x5», «x6» and 14 more are not read"),
      "\(told.complaint)")
    // Who names the columns has said so himself.
    var options = CSVSource.Options()
    options.columns = try TariffColumns(option: "prefix,price,per,-")
    let named = try work("prefix,price,per,conectionFee\n1,2,60,3\n", options)
    #expect(try named.check(daemon.desk).status == .done)
  }

  @Test(arguments: [
    // May be fifteen hundred, whatever the comma of the line before is.
    ("52;A;0,05\n53;B;1.500\n", "price «1.500»: expected a decimal comma, and no point"),
    ("52;A;1,500\n53;B;12\n", "is it 1500?"),
    ("52;A;1,500\n53;B;0,05\n", "is it 1500?"),
    ("52;A;0,05\n53;B;12.5\n", "for a decimal comma, --decimal-comma"),
    ("+53;CUBA;12\n", "what is dialled for the +?"), ("+;CUBA;12\n", "expected digits"),
    ("52;\u{1B}[31mA;12\n", #"description «\u001B[31mA»: expected no control characters"#),
    ("52;\u{202E}A;12\n", #"description «\u202EA»: expected no control characters"#),
  ])
  func `what may be meant in two ways is refused, and says why`(
    lines: String, reason: String
  ) throws {
    let work = try work("prefijo;destino;precio por minuto\n" + lines)
    let outcome = try work.check(daemon.desk)
    #expect(outcome.status == .failed)
    #expect(outcome.complaint.contains(reason), "\(outcome.complaint)")
  }

  @Test func `a heading and --unit that differ are no unit`() throws {
    var options = CSVSource.Options()
    options.perSeconds = 1
    let error = #expect(throws: TariffSourceError.self) {
      try work("prefijo;tarifa por minuto\n5;1\n", options)
    }
    #expect(error?.message.contains("expected both alike") == true, "\(error?.message ?? "")")
  }

  @Test func `all that is wrong with a tariff file is told at once`() throws {
    let bad = (0..<25).map { "{ prefix: \"\($0)\", unit: \"minute\", price: \"x\" },\n" }.joined()
    let file = ScratchFile(
      "{ markupPercent: \"-1\",\n tariffs: [\n" + bad + "], deck: [ { prefix: \"5\" } ] }",
      ending: "json5")
    let error = #expect(throws: TariffSourceError.self) {
      try TariffFileSource(file.path, .deck)
    }
    let lines = error?.message.split(separator: "\n") ?? []
    #expect(lines.count == 21)
    #expect(lines.first?.hasPrefix("\(file.path): line 1, markupPercent: «-1»") == true)
    #expect(lines.dropFirst().first?.hasPrefix("line 3, tariffs[0].price (prefix «0»)") == true)
    #expect(lines.last == "and 7 more")
  }

  @Test func `an amount that looks like thousands is told`() throws {
    let text = """
      { currency: { code: "CLP", symbol: "$", decimals: 0 },
        deck: [ { prefix: "56", unit: "minute", price: "1.500" } ] }
      """
    let outcome = try work(json5: text).check(daemon.desk)
    #expect(outcome.status == .done)
    #expect(outcome.complaint.contains("line 2: price «1.500» is taken as 1.5"))
    #expect(outcome.output.contains("$ 1,50 per min"))
  }

  @Test(arguments: [
    ("56;CHILE;1\n", CSVSource.Options(), "name the columns: --columns"),
    ("prefix;price\n1;2\n", CSVSource.Options(), "--unit minute or --unit second"),
    ("prefix\n1\n", CSVSource.Options(), "see --delimiter"),
  ])
  func `a file that cannot be understood says what to say`(
    text: String, options: CSVSource.Options, message: String
  ) {
    let error = #expect(throws: TariffSourceError.self) { try work(text, options) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `columns that are named need no heading, and may have one`() throws {
    var options = CSVSource.Options()
    options.columns = try TariffColumns(option: "prefix,description,price")
    options.perSeconds = 60
    options.hasDecimalComma = true
    for heading in ["", "Cod.;Lugar;Importe\n"] {
      let work = try work(heading + "56;CHILE;0,05\n57;COLOMBIA;0,07\n", options)
      let outcome = try work.check(daemon.desk)
      #expect(outcome.output.hasPrefix("deck: 2 rows\n"), "\(outcome)")
      #expect(outcome.output.hasSuffix("dry run: nothing was sent\n"))
      // As the import that follows would say it.
      #expect(outcome.output.contains("$ 0,05 per min"), "\(outcome)")
    }
  }
}
