import Notation
import Rating

/// «Nuevo prefijo», and a prefix that is there already.
struct TariffPage: AnsweredPage {
  var form = TariffForm()
  /// nil: a new one.
  var prefix: String?
  /// «Aceptar y crear otro».
  var isFollowed = false
  /// The record as it was when the form was made: what is changed is that, and nothing newer.
  var was = ""
  /// The provider's cost that a price is below; nil: it is below none.
  var cost: @Sendable (_ above: Tariff) -> Tariff? = { _ in nil }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.done):
      var read = form
      if let tariff = read.tariff(context.currency), cost(tariff) != nil {
        return context.seeOther(PricePageRoute.path(of: tariff.prefix), .saved)
      }
      return context.seeOther(isFollowed ? "/prefixes/new" : "/prefixes", .saved)
    case .ledger(.prices(let page)): return try found(context, page)
    case .ledger(.refused(.prefixTaken)):
      var page = self
      page.form.faults["prefix"] = Words(
        "La lista ya tiene ese prefijo.", "The list has this prefix already.")
      return context.response(page.html(context), .conflict)
    case .ledger(.refused(.prefixChanged(let row))): return changed(context, row)
    case .ledger(.refused(.noSuchPrefix)): return gone(context)
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  /// The prefix as it is, in the form if that has room for it.
  private func found(
    _ context: PageContext, _ page: PriceRowsPage
  ) throws(Outcome) -> HTTPResponse {
    guard let row = page.rows.first else { return noSuch(context) }
    guard let form = TariffForm(showing: row.tariff, context.currency) else {
      return context.response(tooMuch(context, row))
    }
    let page = TariffPage(form: form, prefix: prefix, was: row.record)
    return context.response(page.html(context, problem: loss(context, row.tariff)))
  }

  /// That it costs more than it brings in.
  private func loss(_ context: PageContext, _ tariff: Tariff) -> HTML {
    guard let cost = cost(tariff) else { return "" }
    let (say, parts) = (context.say, PriceParts(context))
    return """
      <p class="notice doubt" role="status">\(say(PricePhrase.belowCost)) \
      \(parts.name(of: cost)): \
      \(say.price(UnitPrice(of: cost.plan, in: tariff.shownPrice.unit), in: context.currency)). \
      <a href="/prefixes/new">\(say(PricePhrase.newPrefix))</a></p>

      """
  }

  private func noSuch(_ context: PageContext) -> HTTPResponse {
    let say = context.say
    let prefix = prefix ?? ""
    let new = "/prefixes/new" + (prefix.isEmpty ? "" : "?prefix=\(prefix)")
    return context.response(
      frame(
        context,
        """
        <p class="problem" role="alert">\(say(PricePhrase.noSuch)) \
        «\(PriceParts(context).name(prefix))».</p>
        <p class="buttons"><a class="button main" href="/prefixes">\(say(PricePhrase.list))</a> \
        <a class="button" href="\(new)">\(say(PricePhrase.createIt))</a></p>

        """), .notFound)
  }

  // MARK: Somebody else was there meanwhile

  /// Both prices, and the form as it was typed: sent again it counts.
  private func changed(_ context: PageContext, _ row: PriceRow) -> HTTPResponse {
    var page = self
    page.was = row.record
    guard let own = page.form.tariff(context.currency) else {
      return context.response(page.html(context), .badRequest)
    }
    let say = context.say
    let box: HTML = """
      <section class="problem" role="alert"><p>\(say(PricePhrase.changed))</p>
      \(TariffFacts(context).table(own: own, other: row.tariff))\
      <p class="detail">\(say(PricePhrase.changedLead)) \
      <a href="\(PricePageRoute.path(of: row.tariff.prefix))">\(say(PricePhrase.seeIt))</a></p>
      </section>

      """
    return context.response(page.html(context, problem: box), .conflict)
  }

  /// What was typed is a new prefix now.
  private func gone(_ context: PageContext) -> HTTPResponse {
    var page = self
    page.prefix = nil
    let box: HTML = """
      <p class="problem" role="alert">\(context.say(PricePhrase.goneMeanwhile))</p>

      """
    return context.response(page.html(context, problem: box), .conflict)
  }

  // MARK: Pages

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    html(context, problem: context.problemBox(refused))
  }

  private func html(_ context: PageContext, problem: HTML) -> HTML {
    let say = context.say
    return frame(
      context,
      """
      \(problem)\
      \(context.form(
        to: prefix.map(PricePageRoute.path) ?? "/prefixes/new", name: "sheet price",
        """
        \(PriceParts(context).hidden("was", was), when: prefix != nil)\
        \(plainFields(context))\
        <details\(attribute: "open", when: form.isAdvanced)>
        <summary>\(say(PricePhrase.advanced))</summary>
        \(AdvancedFields(form: form, context: context).html)</details>
        <p class="buttons">\
        <button class="main" name="then" value="list">\(say(PricePhrase.accept))</button>
        \("""
        <button name="then" value="new">\(say(PricePhrase.acceptAndNew))</button>

        """, when: prefix == nil)\
        <a class="button" href="/prefixes">\(say(PricePhrase.list))</a></p>

        """))\
      \(deletion(context))
      """)
  }

  /// So that nobody prices every number by an empty field.
  private func forAll(_ say: Language) -> HTML {
    FormField(
      name: "all", label: say(PricePhrase.forAll), kind: .check, value: form.isForAll ? "yes" : ""
    ).html
  }

  private func plainFields(_ context: PageContext) -> HTML {
    let say = context.say
    let focus = form.firstFault ?? (prefix == nil ? "prefix" : "price")
    func field(
      _ name: String, _ label: PricePhrase, _ value: String, _ kind: FormField.Kind,
      _ help: PricePhrase?, longest: Int, suffix: String = "", isRequired: Bool = false
    ) -> HTML {
      FormField(
        name: name, label: say(label) + suffix, kind: kind, value: value,
        help: help.map { say($0) } ?? "", fault: form.faults[name].map { say($0) } ?? "",
        isRequired: isRequired, longest: longest, hasFocus: focus == name
      ).html
    }
    let known: HTML = """
      <p class="field"><span class="name">\(say(PricePhrase.prefix))</span> \
      <strong class="fixed">\(PriceParts(context).name(form.prefix))</strong></p>

      """
    let units = [
      FormField.Choice("minute", say(PricePhrase.minutes)),
      FormField.Choice("second", say(PricePhrase.seconds)),
    ]
    return """
      <div class="columns">\
      \(prefix == nil
        ? field("prefix", .prefix, form.prefix, .digits, .prefixHelp, longest: 20) : known)\
      \(field("description", .description, form.description, .text, .descriptionHelp, longest: 100))\
      \(field(
        "unit", .billingUnit, form.unit == .minute ? "minute" : "second", .choice(units), nil,
        longest: 10))\
      \(field(
        "price", .value, form.price, .amount, .valueHelp, longest: 20,
        suffix: " \(context.currency.symbol)", isRequired: true))</div>
      \(prefix == nil && form.prefix.isEmpty && (form.isForAll || form.faults["prefix"] != nil)
        ? forAll(say) : "")\

      """
  }

  private func deletion(_ context: PageContext) -> HTML {
    guard let prefix else { return "" }
    let parts = PriceParts(context)
    return context.form(
      to: "/prefixes/delete", name: "rows",
      """
      \(parts.hidden("row-\(prefix)", "yes"))\(parts.hidden("back", "/prefixes"))\
      <p class="buttons"><button class="danger">\(context.say(PricePhrase.delete))</button></p>

      """)
  }

  /// As it is written in a file, to be read.
  private func tooMuch(_ context: PageContext, _ row: PriceRow) -> HTML {
    let say = context.say
    let parts = PriceParts(context)
    return frame(
      context,
      """
      <section class="sheet">
      <h2>\(parts.name(row.tariff.prefix)) \(row.tariff.description)</h2>
      <p><strong>\(say(PricePhrase.tooMuch))</strong></p>
      <p>\(say(PricePhrase.tooMuchLead))</p>
      <pre class="record" tabindex="0" aria-label="JSON5"><code>\(row.record)</code></pre>
      <p class="buttons"><a class="button" href="/prefixes/export.json5">\
      \(say(PricePhrase.exportJSON5))</a> \
      <a class="button" href="/prefixes">\(say(PricePhrase.list))</a></p>
      </section>
      \(deletion(context))
      """)
  }

  private func frame(_ context: PageContext, _ content: HTML) -> HTML {
    let say = context.say
    let title =
      prefix.map { "\(say(PricePhrase.editPrefix)) \(PriceParts(context).name($0))" }
      ?? say(PricePhrase.newPrefix)
    return PageFrame(
      context: context, title: title,
      addressForLanguage: (prefix.map(PricePageRoute.path) ?? "/prefixes/new") + "?",
      section: .prefixes
    ).page(
      """
      \(PriceParts(context).nav(.prefixes))\
      <div class="bar"><h1>\(title)</h1></div>
      \(content)
      """)
  }
}
