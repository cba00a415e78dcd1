import BoothControl
import Notation
import Rating

/// «Detalle de llamadas», of one booth or of all.
struct CallsPage {
  var context: PageContext
  var shop: ShopState
  var request: CallListRequest
  /// nil: what was typed makes no sense, and nothing was looked for.
  var list: CallListPage?

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
      \(list.map(found) ?? "")
      """)
  }

  private func found(_ list: CallListPage) -> HTML {
    let (page, pages) = request.place(of: list)
    return """
      \(list.rows.isEmpty ? "<p class=\"none\">\(say(.noCallsFound))</p>" : table)
      \(searched)\(Pager(
        total: say.total(list.total, isWhole: list.isTotalWhole), place: say.page(page, of: pages),
        sizes: CallListQuery.sizes.map { size in
          (size, size == request.query.size ? nil : address(request.sized(size)))
        },
        links: [
          (say(.newer), request.newer(than: list).map(address)),
          (say(.older), request.older(than: list).map(address)),
        ]
      ).html(context))
      """
  }

  private func address(_ request: CallListRequest) -> String { request.address }

  private var subject: String {
    guard let number = request.query.booth else { return say(.allBooths) }
    guard let booth = shop.booth(number) else { return number.text }
    return "\(booth.name) · \(booth.number.text)"
  }

  private var table: HTML {
    CallTable(context: context, showsBooth: request.query.booth == nil).html(list?.rows ?? [])
  }

  /// Folded where it would stand before the calls on a small screen, unless it is in use.
  private var filter: HTML {
    let charged: [(String, Phrase, Bool?)] = [
      ("", .allCalls, nil), ("true", .chargedCalls, true), ("false", .unchargedCalls, false),
    ]
    let isCharged = charged.first { $0.2 == request.query.isCharged }?.0 ?? ""
    return """
      <p class="periods">\(day(.today, back: 0))\(day(.yesterday, back: 1))</p>
      <details class="filters"\(attribute: "open", when: request.isFiltered)>
      <summary>\(say(CallPhrase.filters))</summary>
      <form class="filter grid" method="get" action="/calls">
      \(field("booth", say(.booth), .choice(booths), request.query.booth?.text))\
      \(field("charged", say(.filter), .choice(charged.map { .init($0.0, say($0.1)) }), isCharged))\
      \(field("from", say(CallPhrase.from), .day, request.firstDay?.description))\
      \(field("to", say(CallPhrase.to), .day, request.lastDay?.description))\
      \(field("number", say(CallPhrase.beginsWith), words, request.query.numberStart))\
      \(field("place", say(CallPhrase.placeContains), words, request.query.place))\
      \(field("suspect", say(CallPhrase.marks), .choice(marks), request.query.mark?.rawValue))\
      <input type="hidden" name="size" value="\(request.query.size)">
      <p><button>\(say(.show))</button>\
      \(" <a class=\"button\" href=\"\(request.path)\">\(say(CallPhrase.clear))</a>",
        when: request.isFiltered)</p>
      </form>
      </details>
      """
  }

  /// The days that are asked for most, in one step.
  private func day(_ phrase: ReportPhrase, back days: Int) -> HTML {
    guard let day = context.today.advanced(byDays: -days) else { return "" }
    let isShown = request.firstDay == day && request.lastDay == day
    let address = request.of(day, startOfDay: context.startOfDay).address
    return """
      <a href="\(address)"\(" aria-current=\"page\"", when: isShown)>\(say(phrase))</a>
      """
  }

  private let words = FilterField.Kind.text(CallListRequest.longestText)

  private var booths: [FormField.Choice] {
    let booths = shop.snapshot.booths.map {
      FormField.Choice($0.number.text, "\($0.name) · \($0.number.text)")
    }
    // One that the shop has no more.
    let gone = request.query.booth.flatMap { shop.booth($0) == nil ? $0.text : nil }
    return [.init("", say(.allBooths))] + booths + (gone.map { [.init($0, $0)] } ?? [])
  }

  private var marks: [FormField.Choice] {
    let marks: [(CallListQuery.Mark?, CallPhrase)] = [
      (nil, .anyMark), (.any, .marked), (.toReview, .toReview),
    ]
    return marks.map { .init($0.0?.rawValue ?? "", say($0.1)) }
  }

  private func field(
    _ name: String, _ label: String, _ kind: FilterField.Kind, _ value: String?
  ) -> HTML {
    FilterField(
      name: name, label: label, kind: kind, value: request.faults.typed(name) ?? value ?? "",
      fault: request.faults.words(name, say)
    ).html
  }

  /// Where a search that looks at so many calls a page has come to.
  private var searched: HTML {
    guard let time = list?.searchedTo else { return "" }
    return """
      <p class="more">\(say(CallPhrase.searchedTo)) \(context.localTime(time).text). \
      \(say(CallPhrase.searchHelp))</p>

      """
  }
}
