import Notation
import Rating

/// What was found in a file, and what comes next; or what became of it.
struct ImportReportPage {
  var report: PriceImportReport
  /// With what was said of the file.
  var page: ImportPage

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let list = report.list
    let title = say(list == .deck ? ImportPhrase.deck : .prefixes)
    let changes = ImportChanges(report, context)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/\(list.rawValue)/\(ImportPage.path)?",
      section: .prefixes)
    return frame.page(
      """
      \(PriceParts(context).nav(.init(list)))\
      <div class="bar"><h1>\(title)</h1></div>
      \(verdict(say))\
      <section class="sheet">
      <dl class="facts"><dt>\(say(ImportPhrase.rows))</dt>\
      <dd>\(say.count(Int64(report.rows)))</dd>\
      <dt>\(say(report.isStored ? ImportPhrase.before : .present))</dt>\
      <dd>\(say.count(Int64(report.before)))</dd>\(changes?.facts ?? "")</dl>
      \(told(
        report.faults.map { $0.text(in: say) }, .faults, say,
        more: report.faultCount - report.faults.count))\
      \(told(report.isStored ? [] : report.warnings.map { say($0) }, .warnings, say, more: 0))\
      \(told(report.notes.map { say($0) }, .notes, say, more: 0))\
      \(ImportLosses(report, context)?.html ?? "")\
      \(changes?.html ?? "")\
      \(examples(context))\
      \(next(context))
      \(again(context))</section>
      """)
  }

  /// What comes next: the import, the list, or the file that was mended.
  private func next(_ context: PageContext) -> HTML {
    let say = context.say
    let toTheList: HTML = """
      <a class="button\(" main", when: report.isStored)" href="/\(report.list.rawValue)">\
      \(say(ImportPhrase.toTheList))</a>
      """
    let again: HTML = """
      <a class="button\(" main", when: report.faultCount > 0)" \
      href="\(page.path)">\(say(ImportPhrase.again))</a>
      """
    guard let key = report.key, report.faultCount == 0, !report.isStored else {
      return "<p class=\"buttons\">\(toTheList) \(again)</p>"
    }
    return """
      <form method="post" action="\(page.path)">
      \(context.hiddenToken)\(page.hidden(key))\
      <p class="lead">\(say(ImportPhrase.replaces))</p>
      <p class="buttons"><button class="main">\(importNow(say))</button> \(again) \(toTheList)</p>
      </form>
      """
  }

  /// The same file, read otherwise: what is to be looked at often is mended so.
  private func again(_ context: PageContext) -> HTML {
    guard let key = report.key, !report.isStored, page.kind == .csv else { return "" }
    let say = context.say
    // What is sold below its cost was read as it stands.
    let isAdvised =
      report.faultCount > 0 || report.warnings.count > ((report.belowCost?.count ?? 0) > 0 ? 1 : 0)
    return """
      <details\(attribute: "open", when: isAdvised)>
      <summary>\(say(ImportPhrase.readOtherwise))</summary>
      <form method="post" action="\(page.path)">
      \(context.hiddenToken)\(page.hiddenToKeep(key))\(page.columns(say))
      <p class="buttons"><button>\(say(ImportPhrase.checkAgain))</button></p>
      </form></details>

      """
  }

  private func importNow(_ say: Language) -> String {
    let rows = say.count(Int64(report.rows))
    let words =
      report.rows == 1
      ? Words("Importar 1 prefijo", "Import 1 prefix")
      : Words("Importar \(rows) prefijos", "Import \(rows) prefixes")
    return say(words)
      + (report.warnings.isEmpty ? "" : say(Words(" de todos modos", " all the same")))
  }

  private func verdict(_ say: Language) -> HTML {
    if report.faultCount > 0 {
      return """
        <p class="problem" role="alert">\(say(ImportPhrase.refused)) \
        \(say(ImportPhrase.faults)): \(report.faultCount)</p>

        """
    }
    guard !report.isStored else {
      return "<p class=\"notice\" role=\"status\">\(say(ImportPhrase.stored))</p>\n"
    }
    let unchanged = say(ImportPhrase.unchanged)
    guard !report.warnings.isEmpty else {
      return "<p class=\"notice\" role=\"status\">\(say(ImportPhrase.good)) \(unchanged)</p>\n"
    }
    return """
      <p class="notice doubt" role="status">\(unchanged) \(say(ImportPhrase.doubtful)) \
      \(say.count(Int64(report.warnings.count)))</p>

      """
  }

  private func told(
    _ lines: [String], _ heading: ImportPhrase, _ say: Language, more: Int
  ) -> HTML {
    guard !lines.isEmpty else { return "" }
    return """
      <h2>\(say(heading))</h2>
      <ul class="told">\(lines.map { "<li>\($0)</li>\n" as HTML })</ul>
      \("<p>\(say(ImportPhrase.moreFaults)) \(more)</p>", when: more > 0)
      """
  }

  private func examples(_ context: PageContext) -> HTML {
    guard !report.examples.isEmpty else { return "" }
    let (say, parts) = (context.say, PriceParts(context))
    return """
      <h2>\(say(ImportPhrase.examples))</h2>
      <table class="list found" data-cards>
      <thead><tr><th scope="col">\(say(PricePhrase.prefix))</th>\
      <th scope="col">\(say(PricePhrase.description))</th>\
      <th scope="col" class="figure">\(say(report.list == .deck ? PricePhrase.cost : .value))</th></tr></thead>
      <tbody>\(report.examples.map { tariff in
        """
        <tr><th scope="row">\(parts.name(tariff.prefix))</th>\
        <td class="words">\(tariff.description)</td>\
        <td class="figure">\(say.price(tariff.shownPrice, in: context.currency))</td></tr>

        """ as HTML
      })</tbody></table>

      """
  }
}

extension PriceImportReport.Fault {
  /// `Línea 2: prefijo «x»: se esperan cifras: x;1`
  func text(in say: Language) -> String {
    say(Words("Línea \(line)", "Line \(line)")) + ": \(say(reason)): \(text)"
  }
}
