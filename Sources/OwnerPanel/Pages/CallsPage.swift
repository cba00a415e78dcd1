import BoothControl
import Rating

/// «Detalle de llamadas», of one booth or of all.
struct CallsPage {
  var context: PageContext
  var shop: ShopState
  var request: CallListRequest
  var list: CallListPage

  private var say: Language { context.say }

  var html: HTML {
    let frame = PageFrame(
      context: context, title: say(.calls), addressForLanguage: request.address, section: .calls)
    return frame.page(
      """
      <div class="bar">
      <h1>\(say(.calls))</h1>
      <p class="summary">\(subject)</p>
      <p class="tools"><a class="button" href="/tickets">\(say(CallPhrase.tickets))</a>\
      <a class="button" href="/reviews">\(say(CallPhrase.reviews))</a>\
      <a class="button" href="\(request.tableAddress)" download>\(say(CallPhrase.export))</a></p>
      </div>
      \(filter)
      \(list.rows.isEmpty ? "<p class=\"none\">\(say(.noCallsFound))</p>" : table)
      \(searched)<nav class="pager" aria-label="\(say(.pages))">
      <p>\(say.total(list.total, isWhole: list.isTotalWhole))</p>
      <p>\(place)</p>
      <p class="turn">\(link(request.newer(than: list), .newer))\
      \(link(request.older(than: list), .older))</p>
      </nav>
      """)
  }

  private var subject: String {
    guard let number = request.query.booth else { return say(.allBooths) }
    guard let booth = shop.booth(number) else { return number.text }
    return "\(booth.name) · \(booth.number.text)"
  }

  private var place: String {
    let (page, pages) = request.place(of: list)
    return say.page(page, of: pages)
  }

  private func link(_ target: CallListRequest?, _ phrase: Phrase) -> HTML {
    PagerLink(text: say(phrase), address: target?.address).html
  }

  private var table: HTML {
    CallTable(context: context, showsBooth: request.query.booth == nil).html(list.rows)
  }

  /// Folded where it would stand before the calls on a small screen, unless it is in use.
  private var filter: HTML {
    let charged: [(String, Phrase, Bool?)] = [
      ("", .allCalls, nil), ("true", .chargedCalls, true), ("false", .unchargedCalls, false),
    ]
    return """
      <details class="filters"\(attribute: "open", when: request.isFiltered)>
      <summary>\(say(CallPhrase.filters))</summary>
      <form class="filter" method="get" action="/calls">
      \(select(say(.booth), "booth", booths))\
      \(select(say(.filter), "charged", charged.map {
        option($0.0, say($0.1), isChosen: $0.2 == request.query.isCharged)
      }))\
      \(field(say(CallPhrase.from), "from", "date", request.firstDay?.description))\
      \(field(say(CallPhrase.to), "to", "date", request.lastDay?.description))\
      \(field(say(CallPhrase.beginsWith), "number", "search", request.query.numberStart))\
      \(field(say(CallPhrase.placeContains), "place", "search", request.query.place))\
      \(select(say(CallPhrase.marks), "suspect", marks))\
      \(select(say(.pageSize), "size", CallListQuery.sizes.map {
        option("\($0)", "\($0)", isChosen: $0 == request.query.size)
      }))\
      <button>\(say(.show))</button>
      \("<a class=\"button\" href=\"\(request.path)\">\(say(CallPhrase.clear))</a>",
        when: request.isFiltered)
      </form>
      </details>
      """
  }

  private var booths: [HTML] {
    [option("", say(.allBooths), isChosen: request.query.booth == nil)]
      + shop.snapshot.booths.map {
        option(
          $0.number.text, "\($0.name) · \($0.number.text)",
          isChosen: $0.number == request.query.booth)
      }
      + (request.query.booth.flatMap { shop.booth($0) == nil ? $0.text : nil }.map {
        // One that the shop has no more.
        [option($0, $0, isChosen: true)]
      } ?? [])
  }

  private var marks: [HTML] {
    let marks: [(CallListQuery.Mark?, CallPhrase)] = [
      (nil, .anyMark), (.any, .marked), (.unjudged, .unjudged),
    ]
    return marks.map {
      option($0.0?.rawValue ?? "", say($0.1), isChosen: $0.0 == request.query.mark)
    }
  }

  private func select(_ label: String, _ name: String, _ options: [HTML]) -> HTML {
    """
    <label><span>\(label)</span> <select name="\(name)">\(options)</select></label>

    """
  }

  private func field(_ label: String, _ name: String, _ type: String, _ value: String?) -> HTML {
    """
    <label class="short"><span>\(label)</span> <input type="\(type)" name="\(name)" \
    value="\(value ?? "")" maxlength="\(CallListRequest.longestText)" autocomplete="off"></label>

    """
  }

  private func option(_ value: String, _ text: String, isChosen: Bool) -> HTML {
    "<option value=\"\(value)\"\(attribute: "selected", when: isChosen)>\(text)</option>"
  }

  /// Where a search that looks at so many calls a page has come to.
  private var searched: HTML {
    guard let time = list.searchedTo else { return "" }
    return """
      <p class="more">\(say(CallPhrase.searchedTo)) \(context.localTime(time).text). \
      \(say(CallPhrase.searchHelp))</p>

      """
  }
}
