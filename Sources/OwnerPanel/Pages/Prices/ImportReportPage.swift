import Rating

/// What became of a file, or would.
struct ImportReportPage {
  var report: PriceImportReport

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let list = report.list
    let title = say(list == .deck ? ImportPhrase.deck : .prefixes)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/\(list.rawValue)/\(ImportPage.path)?",
      section: .prefixes)
    return frame.page(
      """
      \(PriceParts(context).nav(nil))\
      <div class="bar"><h1>\(title)</h1></div>
      \(verdict(say))\
      <section class="sheet">
      <dl class="facts"><dt>\(say(ImportPhrase.rows))</dt><dd>\(report.rows)</dd>\
      <dt>\(say(ImportPhrase.before))</dt><dd>\(report.before)</dd></dl>
      \(told(
        report.faults.map { $0.text(in: say) }, .faults, say,
        more: report.faultCount - report.faults.count))\
      \(told(report.warnings.map { say($0) }, .warnings, say, more: 0))\
      \(examples(context))\
      <p class="buttons">\
      \(ways(say))</p>
      </section>
      """)
  }

  /// What comes next: the list, or the file that was mended.
  private func ways(_ say: Language) -> HTML {
    let list = report.list.rawValue
    let isStored = report.isStored
    return """
      <a class="button\(" main", when: isStored)" href="/\(list)">\(say(ImportPhrase.toTheList))</a> \
      <a class="button\(" main", when: !isStored)" href="/\(list)/\(ImportPage.path)">\
      \(say(ImportPhrase.again))</a>
      """
  }

  private func verdict(_ say: Language) -> HTML {
    if report.faultCount > 0 {
      return """
        <p class="problem" role="alert">\(say(ImportPhrase.refused)) \
        \(say(ImportPhrase.faults)): \(report.faultCount)</p>

        """
    }
    let text =
      report.isStored
      ? say(ImportPhrase.stored)
      : say(ImportPhrase.checked) + " " + say(ImportPhrase.checkedHelp)
    return "<p class=\"notice\" role=\"status\">\(text)</p>\n"
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
      <th scope="col" class="figure">\(say(QuotePhrase.unitPrice))</th></tr></thead>
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
