import Notation
import Rating

/// «Borrar los marcados»: first it names them, then it deletes them, all or none.
struct PriceDeletionPage: AnsweredPage {
  var prefixes: [String]
  /// The page of the list to go back to.
  var back: String
  /// They were named before.
  var isConfirmed = false

  /// Where the list is, or a page of it.
  static func safe(_ back: String) -> String {
    back == "/prefixes" || back.hasPrefix("/prefixes?") ? LoginPage.safe(back) : "/prefixes"
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.prices(let page)): return try asking(context, page)
    case .ledger(.done): return context.seeOther(back, .deleted)
    case .ledger(.refused(let refusal)): return refused(context, Outcome(refusal))
    case .outcome(let outcome): return refused(context, outcome)
    case .ledger, .access: throw .noAnswer
    }
  }

  private func asking(
    _ context: PageContext, _ page: PriceRowsPage
  ) throws(Outcome) -> HTTPResponse {
    let found = page.rows.map(\.tariff)
    guard !found.isEmpty else {
      throw .noSuchPrefix(prefixes.map { "«\($0)»" }.joined(separator: ", "))
    }
    let known = Set(found.map(\.prefix))
    let gone = prefixes.filter { !known.contains($0) }
    let (say, parts) = (context.say, PriceParts(context))
    let missing: HTML = """
      <p class="problem">\(say(PricePhrase.goneAlready)) \
      \(gone.map(parts.name).joined(separator: ", "))</p>

      """
    return context.response(
      frame(
        context,
        """
        <p class="lead">\(say(PricePhrase.deleteLead))</p>
        \(missing, when: !gone.isEmpty)\
        \(context.form(
          to: "/prefixes/delete",
          """
          <ul class="named">
          \(found.map { tariff in
            "<li><strong>\(parts.name(tariff.prefix))</strong> \(tariff.description)</li>\n" as HTML
          })</ul>
          \(parts.hidden("confirmed", "yes"))\(parts.hidden("back", back))
          \(found.map { parts.hidden("row-\($0.prefix)", "yes") })
          <p class="buttons"><button class="danger">\(say(PricePhrase.deleteNow))</button> \
          <a class="button" href="\(back)">\(say(PricePhrase.keep))</a></p>

          """))
        """))
  }

  private func refused(_ context: PageContext, _ outcome: Outcome) -> HTTPResponse {
    context.response(
      frame(
        context,
        """
        \(context.problemBox(outcome))\
        <p><a class="button" href="\(back)">\(context.say(PricePhrase.list))</a></p>
        """), outcome.status)
  }

  /// Nothing was ticked: that is said where the ticks are missing.
  static func nothingTicked(_ context: PageContext, back: String) -> HTTPResponse {
    let page = PriceDeletionPage(prefixes: [], back: back)
    return context.response(
      page.frame(
        context,
        """
        <p class="problem" role="alert">\(context.say(PricePhrase.nothingTicked))</p>
        <p><a class="button" href="\(back)">\(context.say(PricePhrase.list))</a></p>
        """), .badRequest)
  }

  private func frame(_ context: PageContext, _ content: HTML) -> HTML {
    let title = context.say(PricePhrase.deletion)
    // A form that was sent has no address of its own: another language is had from the list.
    return PageFrame(
      context: context, title: title, addressForLanguage: back + (back.contains("?") ? "&" : "?"),
      section: .prefixes
    ).page(
      """
      \(PriceParts(context).nav(.prefixes))\
      <div class="bar"><h1>\(title)</h1></div>
      \(content)
      """)
  }
}
