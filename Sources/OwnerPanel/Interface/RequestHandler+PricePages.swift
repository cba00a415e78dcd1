import Notation
import Rating

/// Pages about prices and decks.
extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: PricePageRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let isSent = request.method == .post
    switch route {
    case .list(let list):
      let asked = try PriceListRequest(list, request.target.query)
      return ledger(
        .prices(asked.query), request, context,
        PriceListPage(request: asked, settings: source.priceSettings()))
    case .newPrefix: return isSent ? try addPrefix(request, context) : newPrefix(request, context)
    case .prefix(let prefix):
      guard isSent else {
        return ledger(
          .tariffs([prefix], of: .prefixes), request, context,
          TariffPage(prefix: prefix, cost: source.cost))
      }
      return try setPrefix(prefix, request, context)
    case .deletion: return try deletion(request, context)
    case .markup:
      guard isSent else {
        let page = MarkupPage(settings: source.priceSettings())
        return .now(keepingLanguage(of: request, context.response(page.html(context))))
      }
      return try setMarkup(request, context)
    case .columns(let list):
      return ledger(.checkColumns(list), request, context, ColumnsPage(list: list))
    case .file(let list, let format): return file(list, format, context)
    case .importFile(let list):
      var page = ImportPage(list)
      guard isSent else {
        return .now(keepingLanguage(of: request, context.response(page.html(context))))
      }
      let (form, holder) = (try Form(request), context.visitor.holder)
      page.fill(form)
      if form.has(ImportPage.key) {
        return ledger(
          .importFile(list, key: form[ImportPage.key], for: holder), request, context, page)
      }
      guard let file = page.file(form) else {
        return .now(context.response(page.html(context), .badRequest))
      }
      return ledger(.checkFile(file, for: holder), request, context, page)
    case .quote: return .now(keepingLanguage(of: request, quote(request, context)))
    }
  }

  private func ledger(
    _ asked: LedgerRequest, _ request: HTTPRequest, _ context: PageContext,
    _ page: any AnsweredPage
  ) -> Answer {
    .ledger(asked, pending(page, request, context, isLong: asked.isLong))
  }

  // MARK: One prefix

  private func newPrefix(_ request: HTTPRequest, _ context: PageContext) -> Answer {
    var page = TariffPage()
    page.form.prefix = String((request.target.query["prefix"] ?? "").prefix(20))
    return .now(keepingLanguage(of: request, context.response(page.html(context))))
  }

  private func addPrefix(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let form = try Form(request)
    var page = TariffPage(
      form: TariffForm(form), isFollowed: form["then"] == "new", cost: source.cost)
    let read = page.form.tariff(context.currency)
    page.form.expectDescription()
    guard let tariff = read, page.form.faults.isEmpty else {
      return .now(context.response(page.html(context), .badRequest))
    }
    return ledger(.addPrefix(body: TariffForm.record(tariff)), request, context, page)
  }

  private func setPrefix(
    _ prefix: String, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let form = try Form(request)
    var page = TariffPage(
      form: TariffForm(form), prefix: prefix, was: form["was"], cost: source.cost)
    page.form.prefix = prefix
    page.form.isForAll = prefix.isEmpty
    let read = page.form.tariff(context.currency)
    page.form.expectDescription()
    guard let tariff = read, page.form.faults.isEmpty else {
      return .now(context.response(page.html(context), .badRequest))
    }
    return ledger(
      .changePrefix(prefix, was: page.was, body: TariffForm.record(tariff)), request, context, page)
  }

  private func deletion(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let form = try Form(request)
    let back = PriceDeletionPage.safe(form["back"])
    let prefixes = form.names(after: "row-")
    guard !prefixes.isEmpty else {
      return .now(PriceDeletionPage.nothingTicked(context, back: back))
    }
    for prefix in prefixes
    where prefix.utf8.count > 16 || !prefix.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      throw .badBody("row-\(prefix.prefix(40)): expected 0…16 digits")
    }
    let page = PriceDeletionPage(
      prefixes: prefixes, back: back, isConfirmed: form["confirmed"] == "yes")
    return ledger(
      page.isConfirmed ? .deletePrefixes(prefixes) : .tariffs(prefixes, of: .prefixes), request,
      context, page)
  }

  // MARK: Markup, files, quotes

  private func setMarkup(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let form = try Form(request)
    var page = MarkupPage(settings: source.priceSettings())
    if form.has("mode") {
      guard let mode = Rounding.Mode(rawValue: form["mode"]) else {
        throw .badBody("mode: expected half-up, up or down")
      }
      return ledger(.setRounding(mode), request, context, page)
    }
    page.typed = form["percent"]
    guard let percent = MarkupPage.percent(form["percent"]) else {
      page.isWrong = true
      return .now(context.response(page.html(context), .badRequest))
    }
    return ledger(.setMarkup(percent: percent), request, context, page)
  }

  private func file(
    _ list: PriceRowsQuery.List, _ format: PriceFileFormat, _ context: PageContext
  ) -> Answer {
    let name = list == .deck ? "proveedor" : "prefijos"
    var response = HTTPResponse(.ok)
    response.type = format == .csv ? .csv : .json
    let file = CSVText.file("\(name)-\(context.today).\(format.rawValue)")
    return .pieces(
      response.adding(file.name, file.value),
      PriceFilePieces(source: source, list: list, format: format, language: context.say))
  }

  private func quote(_ request: HTTPRequest, _ context: PageContext) -> HTTPResponse {
    var asked = QuotePageRequest(request.target.query)
    var page = QuotePage(context: context, request: asked)
    guard !asked.isEmpty else { return context.response(page.html) }
    let question = asked.question(context.currency)
    let at = asked.answered(in: context)
    page.request = asked
    guard let question, asked.faults.isEmpty else {
      return context.response(page.html, .badRequest)
    }
    page.result = QuoteResult(source, asked.number, question, at: at)
    return context.response(page.html)
  }
}

/// A price list on its way out.
struct PriceFilePieces: AnswerPieces {
  let source: any PanelSource
  let list: PriceRowsQuery.List
  let format: PriceFileFormat
  let language: Language
  private var place: PriceFilePlace?
  private var isAtStart = true
  private var isAtEnd = false

  init(
    source: any PanelSource, list: PriceRowsQuery.List, format: PriceFileFormat, language: Language
  ) {
    self.source = source
    self.list = list
    self.format = format
    self.language = language
  }

  mutating func next() throws -> [UInt8]? {
    guard !isAtEnd else { return nil }
    let piece = try source.priceFile(list, format, in: language, from: place)
    // A spreadsheet knows UTF-8 by its mark.
    let mark = isAtStart && format == .csv ? Array(CSVText.start.utf8) : []
    isAtStart = false
    place = piece.next
    isAtEnd = piece.next == nil
    return mark + piece.bytes
  }
}

/// Whether a list fits into columns is found out before the file begins: a download that breaks off
/// says nothing.
struct ColumnsPage: AnsweredPage {
  let list: PriceRowsQuery.List

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.done): return context.seeOther("/\(list.rawValue)/export.csv")
    case .ledger(.refused(let refusal)): return refused(context, Outcome(refusal))
    case .outcome(let outcome): return refused(context, outcome)
    case .ledger, .access: throw .noAnswer
    }
  }

  private func refused(_ context: PageContext, _ outcome: Outcome) -> HTTPResponse {
    let say = context.say
    let title = say(PricePhrase.exportCSV)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/\(list.rawValue)/export?",
      section: .prefixes)
    return context.response(
      frame.page(
        """
        \(PriceParts(context).nav(.init(list)))\
        <div class="bar"><h1>\(title)</h1></div>
        \(context.problemBox(outcome))\
        <p class="buttons"><a class="button main" href="/\(list.rawValue)/export.json5">\
        \(say(PricePhrase.exportJSON5))</a> \
        <a class="button" href="/\(list.rawValue)">\(say(PricePhrase.list))</a></p>
        """), outcome.status)
  }
}
