import Notation
import Rating

/// A price list out of a file, in two steps: it is chosen and looked through, and then, once it is
/// known what was found, imported.
struct ImportPage: AnsweredPage {
  var list: PriceRowsQuery.List
  var format = ""
  var unit = ""
  var prepend = ""
  var home = ""
  /// By the names of the fields.
  var faults: [String: Words] = [:]
  /// Of the file that was sent: the browser does not keep it for the next time.
  var fileName = ""

  init(_ list: PriceRowsQuery.List) { self.list = list }

  static let path = "import"
  /// The field of the second step's form with the key of the file that was looked through.
  static let key = "key"
  /// And with the file's name.
  private static let name = "name"

  var path: String { "/\(list.rawValue)/\(Self.path)" }

  /// What was said of the file, in either step.
  mutating func fill(_ form: Form) {
    (format, unit) = (form["format"], form["unit"])
    (prepend, home) = (form["prepend"], form["home"])
    fileName = (form.file("file")?.name ?? form[Self.name]).shown(atMost: 60)
  }

  /// The second step brings all of it again, for the case that the file is not kept any more.
  func hidden(_ key: String) -> HTML {
    let fields = [
      (Self.key, key), (Self.name, fileName), ("format", format), ("unit", unit),
      ("prepend", prepend), ("home", home),
    ]
    return """
      \(fields.map { name, value in
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n" as HTML
      })
      """
  }

  /// The file that was sent, with what was said of it; nil: something is wrong, and `faults` says
  /// what.
  mutating func file(_ form: Form) -> PriceFileImport? {
    guard let file = form.file("file") else {
      faults["file"] = ImportPhrase.missing.words
      return nil
    }
    let kind = PriceFileFormat(rawValue: format) ?? Self.format(of: file.name)
    if kind == nil { faults["format"] = ImportPhrase.whichFormat.words }
    if prepend.utf8.count > 16 || !prepend.utf8.allSatisfy(Self.isDigit) {
      faults["prepend"] = ImportPhrase.notDigits.words
    }
    let country = home.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if !home.isEmpty,
      !(1...3).contains(country[0].utf8.count) || home.utf8.count > 16
        || !country.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) })
    {
      faults["home"] = ImportPhrase.notACountry.words
    }
    guard let kind, faults.isEmpty else { return nil }
    var request = PriceFileImport(list: list, format: kind, bytes: file.bytes)
    request.prepended = prepend
    request.home = home
    request.unit =
      switch unit {
      case "minute": .minute
      case "second": .second
      default: nil
      }
    return request
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func format(of name: String) -> PriceFileFormat? {
    switch name.lowercased().split(separator: ".").last {
    case "csv", "txt", "tsv": .csv
    case "json5", "json": .json5
    default: nil
    }
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.imported(let report)):
      let status: HTTPStatus = report.faultCount == 0 ? .ok : .badRequest
      let page = ImportReportPage(report: report, page: self)
      return context.response(page.html(context), status)
    case .ledger(.refused(.badFile(let fault))): return refused(context, fault)
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  /// One reason stands at its field, several above the form.
  private func refused(_ context: PageContext, _ fault: PriceFileFault) -> HTTPResponse {
    var page = self
    guard fault.reasons.count == 1 else {
      let say = context.say
      let box: HTML = """
        <div class="problem" role="alert"><p>\(say(ImportPhrase.unreadable))</p>
        <ul class="told">\(fault.reasons.map { "<li>\(say($0))</li>\n" as HTML })</ul></div>

        """
      return context.response(page.html(context, problem: box), .badRequest)
    }
    page.faults[fault.field.rawValue] = fault.reasons[0]
    return context.response(page.html(context), .badRequest)
  }

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    html(context, problem: context.problemBox(refused))
  }

  private func html(_ context: PageContext, problem: HTML) -> HTML {
    let say = context.say
    let title = say(list == .deck ? ImportPhrase.deck : .prefixes)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "\(path)?", section: .prefixes)
    return frame.page(
      """
      \(PriceParts(context).nav(nil))\
      <div class="bar"><h1>\(title)</h1></div>
      <p class="lead">\(say(ImportPhrase.lead))</p>
      \(problem)\
      <form class="sheet" method="post" action="\(path)" enctype="multipart/form-data">
      \(context.hiddenToken)\(fields(say))</form>
      """)
  }

  private func fields(_ say: Language) -> HTML {
    let formats = [
      FormField.Choice("", say(ImportPhrase.byName)),
      FormField.Choice("csv", say(ImportPhrase.csv)),
      FormField.Choice("json5", say(ImportPhrase.json5)),
    ]
    let units = [
      FormField.Choice("", say(ImportPhrase.asTheFileSays)),
      FormField.Choice("minute", say(PricePhrase.minutes)),
      FormField.Choice("second", say(PricePhrase.seconds)),
    ]
    return """
      \(file(say))\
      \(field("format", .format, format, .choice(formats), nil, say))\
      <fieldset class="row"><legend>\(say(ImportPhrase.forCSV))</legend>
      <div class="columns">\
      \(field("unit", .unit, unit, .choice(units), nil, say))\
      \(field("prepend", .prepend, prepend, .digits, .prependHelp, say))\
      \(field("home", .home, home, .text, .homeHelp, say))</div></fieldset>
      <p class="buttons">\
      <button class="main">\(say(ImportPhrase.check))</button>
      <a class="button" href="/\(list.rawValue)">\(say(PricePhrase.list))</a></p>

      """
  }

  private func field(
    _ name: String, _ label: ImportPhrase, _ value: String, _ kind: FormField.Kind,
    _ help: ImportPhrase?, _ say: Language
  ) -> HTML {
    FormField(
      name: name, label: say(label), kind: kind, value: value, help: help.map { say($0) } ?? "",
      fault: faults[name].map { say($0) } ?? "", longest: 16,
      hasFocus: faults.keys.min() == name
    ).html
  }

  private var fileHelp: Words {
    let plain = ImportPhrase.fileHelp.words
    guard !fileName.isEmpty else { return plain }
    return Words(
      "Elija «\(fileName)» de nuevo: el navegador no lo guarda. \(plain.spanish)",
      "Choose «\(fileName)» again: the browser does not keep it. \(plain.english)")
  }

  private func file(_ say: Language) -> HTML {
    let fault = faults["file"].map { say($0) } ?? ""
    return """
      <p class="field\(" has-fault", when: !fault.isEmpty)">\
      <label for="field-file">\(say(ImportPhrase.file))</label>\
      <input type="file" id="field-file" name="file" required \
      accept=".csv,.txt,.tsv,.json5,.json" \
      aria-describedby="help-file\(" fault-file", when: !fault.isEmpty)"\
      \(" aria-invalid=\"true\" autofocus", when: !fault.isEmpty)>\
      <span class="help" id="help-file">\(say(fileHelp))</span>\
      \("<span class=\"fault\" id=\"fault-file\">\(fault)</span>", when: !fault.isEmpty)</p>

      """
  }
}
