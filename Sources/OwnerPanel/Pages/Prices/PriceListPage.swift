import Notation
import Rating

/// «Listado de prefijos», and the provider's list.
struct PriceListPage: AnsweredPage {
  var request: PriceListRequest
  var settings: PriceSettings

  private var list: PriceRowsQuery.List { request.query.list }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.prices(let page)): return context.response(html(context, page))
    case .ledger(.refused(let refusal)): throw Outcome(refusal)
    case .outcome(let outcome): throw outcome
    case .ledger, .access: throw .noAnswer
    }
  }

  func html(_ context: PageContext, _ page: PriceRowsPage) -> HTML {
    let say = context.say
    let title = say(list == .deck ? PricePhrase.deck : .prefixes)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: request.address, section: .prefixes,
      script: .till)
    return frame.page(
      """
      \(PriceParts(context).nav(.init(list)))\
      <div class="bar">
      <h1>\(title)</h1>
      \(list == .deck ? markup(context) : "")\
      <p class="tools">\(tools(say))</p>
      </div>
      \(filter(say))\
      \(page.rows.isEmpty ? nothing(say, page) : rows(context, page))\
      \(pager(say, page))
      """)
  }

  private func tools(_ say: Language) -> HTML {
    """
    \("<a class=\"button main\" href=\"/prefixes/new\">\(say(PricePhrase.newPrefix))</a> ", when: list == .prefixes)\
    <a class="button" href="\(request.path)/\(ImportPage.path)">\(say(PricePhrase.importFile))</a> \
    <a class="button" href="\(request.path)/export">\(say(PricePhrase.exportCSV))</a> \
    <a class="button" href="\(request.path)/export.json5">\(say(PricePhrase.exportJSON5))</a>
    """
  }

  private func markup(_ context: PageContext) -> HTML {
    let percent = TypedAmount.text(settings.markup.percent)
    return """
      <p class="summary">\(context.say(PricePhrase.markup)): <a href="/markup">\(percent) %</a> \
      \(context.say(PricePhrase.overCost)). \(context.say(PricePhrase.ownFirst))</p>

      """
  }

  private func filter(_ say: Language) -> HTML {
    """
    <form class="filter" method="get" action="\(request.path)" role="search">
    <label><span>\(say(PricePhrase.startsWith))</span> \
    <input type="text" name="prefix" inputmode="numeric" maxlength="20" autocomplete="off" \
    value="\(request.query.prefix)"></label>
    <label><span>\(say(PricePhrase.textSearch))</span> \
    <input type="search" name="text" maxlength="80" autocomplete="off" \
    value="\(request.query.text)"></label>
    <label><span>\(say(.pageSize))</span> <select name="size">\(PriceListRequest.sizes.map { size in
      """
      <option value="\(size)"\(attribute: "selected", when: size == request.query.size)>\(size)\
      </option>
      """ as HTML
    })</select></label>
    <button>\(say(.show))</button>
    </form>

    """
  }

  private func nothing(_ say: Language, _ page: PriceRowsPage) -> HTML {
    let text =
      if page.total > 0 {
        say(PricePhrase.nothingFound)
      } else if !request.isWhole {
        say(PricePhrase.nothingFound)
      } else {
        say(list == .deck ? PricePhrase.noDeck : .noPrefixes)
      }
    let isElsewhere = page.total > 0 || !request.isWhole
    return """
      <div class="none"><p>\(text)</p>\
      \("<p><a href=\"\(request.path)\">\(say(PricePhrase.fromTheStart))</a></p>", when: isElsewhere)\
      </div>

      """
  }

  private func rows(_ context: PageContext, _ page: PriceRowsPage) -> HTML {
    guard list == .prefixes else { return table(context, page) }
    let say = context.say
    let all = request.ticked(!request.isAllTicked).address.dropLast()
    let word = say(request.isAllTicked ? PricePhrase.tickNone : .tickAll)
    return context.form(
      to: "/prefixes/delete", name: "rows",
      """
      \(PriceParts(context).hidden("back", String(request.ticked(false).address.dropLast())))
      \(table(context, page))\
      <p class="buttons"><a class="button" href="\(String(all))">\(word)</a> \
      <button class="danger">\(say(PricePhrase.deleteTicked))</button></p>

      """)
  }

  private func table(_ context: PageContext, _ page: PriceRowsPage) -> HTML {
    let say = context.say
    let isDeck = list == .deck
    return """
      <table class="list prices\(" deck", when: isDeck)" data-cards>
      <thead><tr>\
      \("<th scope=\"col\" class=\"tick\"><span class=\"unseen\">\(say(PricePhrase.tick))</span></th>", when: !isDeck)\
      <th scope="col">\(say(PricePhrase.prefix))</th>\
      <th scope="col">\(say(PricePhrase.description))</th>\
      <th scope="col">\(say(PricePhrase.unit))</th>\
      \("<th scope=\"col\" class=\"figure\">\(say(PricePhrase.cost))</th>", when: isDeck)\
      <th scope="col" class="figure">\(say(isDeck ? PricePhrase.raised : .value))</th>\
      <th scope="col">\(say(PricePhrase.conditions))</th></tr></thead>
      <tbody>
      \(page.rows.map { row(context, $0.tariff) })</tbody>
      </table>

      """
  }

  private func row(_ context: PageContext, _ tariff: Tariff) -> HTML {
    let (say, currency, parts) = (context.say, context.currency, PriceParts(context))
    let isDeck = list == .deck
    let name = parts.name(tariff.prefix)
    let conditions = parts.conditions(tariff)
    func figure(_ phrase: PricePhrase, _ tariff: Tariff) -> HTML {
      """
      <td class="figure" data-label="\(say(phrase))">\
      \(say.price(tariff.shownPrice, in: currency))</td>
      """
    }
    let box: HTML = """
      <td class="tick"><input type="checkbox" name="row-\(tariff.prefix)" value="yes" \
      aria-label="\(say(PricePhrase.tick)) \(name)"\(attribute: "checked", when: request.isAllTicked)>\
      </td>
      """
    let path = PricePageRoute.path(of: tariff.prefix)
    return """
      <tr>\(box, when: !isDeck)\
      <th scope="row">\(isDeck ? "\(name)" : "<a href=\"\(path)\">\(name)</a>" as HTML)</th>\
      <td class="words">\(tariff.description)</td>\
      <td class="unit">\(parts.unit(tariff.shownPrice.unit))</td>\
      \(figure(.cost, tariff), when: isDeck)\
      \(isDeck ? figure(.raised, settings.markup.raise(tariff)) : figure(.value, tariff))\
      <td class="more">\(conditions)</td></tr>

      """
  }

  private func pager(_ say: Language, _ page: PriceRowsPage) -> HTML {
    let place = request.place(of: page)
    return """
      <nav class="pager" aria-label="\(say.page(place.page, of: place.pages))">
      <p>\(say.total(page.total))</p>
      <p>\(say.page(place.page, of: place.pages))</p>
      <p class="turn">\(link(say, request.previous(before: page), .newer))\
      \(link(say, request.next(after: page), .older))</p>
      </nav>

      """
  }

  private func link(_ say: Language, _ target: PriceListRequest?, _ phrase: Phrase) -> HTML {
    PagerLink(text: say(phrase), address: target.map { String($0.address.dropLast()) }).html
  }
}
