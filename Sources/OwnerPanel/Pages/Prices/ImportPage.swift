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
  var decimals = ""
  /// By the names of the fields.
  var faults: [String: Words] = [:]
  /// Of the file that was sent.
  var fileName = ""
  /// What it was taken to be; nil: none was sent yet.
  var kind: PriceFileFormat?
  /// By what it is looked through again, for a browser does not send it twice by itself; nil: it is
  /// not kept, and has to be chosen anew.
  var kept: String?

  init(_ list: PriceRowsQuery.List) { self.list = list }

  static let path = "import"
  /// The field of the second step's form with the key of the file that was looked through.
  static let key = "key"
  /// Of a form by which it is looked through again.
  static let keptKey = "kept"
  /// And what else is known of it.
  private static let (name, kind) = ("name", "kind")

  var path: String { "/\(list.rawValue)/\(Self.path)" }

  /// What was said of the file, in either step. What is refused leaves the file where it is.
  mutating func fill(_ form: Form) {
    (format, unit) = (form["format"], form["unit"])
    (prepend, home) = (form["prepend"], form["home"])
    decimals = form["decimals"]
    guard let file = form.file("file") else {
      fileName = form[Self.name].shown(atMost: 60)
      kind = PriceFileFormat(rawValue: form[Self.kind])
      kept = [form[Self.key], form[Self.keptKey]].first { !$0.isEmpty }
      return
    }
    fileName = file.name.shown(atMost: 60)
  }

  /// The second step brings all of it again, for the case that it is refused.
  func hidden(_ key: String) -> HTML {
    hidden(
      [
        (Self.key, key), ("format", format), ("unit", unit), ("decimals", decimals),
        ("prepend", prepend), ("home", home),
      ] + known)
  }

  /// Of a form by which the file is looked through again.
  func hiddenToKeep(_ key: String) -> HTML { hidden([(Self.keptKey, key)] + known) }

  private var known: [(String, String)] {
    [(Self.name, fileName), (Self.kind, kind?.rawValue ?? "")]
  }

  private func hidden(_ fields: [(String, String)]) -> HTML {
    """
    \(fields.map { name, value in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n" as HTML
    })
    """
  }

  /// The file that was sent, now or before, with what was said of it; nil: something is wrong, and
  /// `faults` says what.
  mutating func file(_ form: Form) -> PriceFileImport? {
    let sent = form.file("file")
    guard sent != nil || kept != nil else {
      faults["file"] = ImportPhrase.missing.words
      return nil
    }
    kind = PriceFileFormat(rawValue: format) ?? sent.map { Self.format(of: $0.name) } ?? kind
    guard let kind else {
      faults["format"] = ImportPhrase.whichFormat.words
      return nil
    }
    var request = PriceFileImport(list: list, format: kind, bytes: sent?.bytes ?? [])
    request.kept = kept
    (request.prepended, request.home) = (prepend, home)
    request.decimals = PriceFileImport.Decimals(rawValue: decimals)
    request.unit =
      switch unit {
      case "minute": .minute
      case "second": .second
      default: nil
      }
    return request
  }

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
      var page = self
      if refusal == .fileForgotten { page.kept = nil }
      let outcome = Outcome(refusal)
      return context.response(page.html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  /// One reason stands at its field, several above the form.
  private func refused(_ context: PageContext, _ fault: PriceFileFault) -> HTTPResponse {
    var page = self
    page.kept = fault.key
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
}
