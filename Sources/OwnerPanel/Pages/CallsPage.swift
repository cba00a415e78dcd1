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
      </div>
      \(filter)
      \(list.rows.isEmpty ? "<p class=\"none\">\(say(.noCallsFound))</p>" : table)
      <nav class="pager" aria-label="\(say(.pages))">
      <p>\(say.total(list.total))</p>
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
    guard let target else {
      return "<span role=\"link\" aria-disabled=\"true\">\(say(phrase))</span>"
    }
    return "<a href=\"\(target.address)\">\(say(phrase))</a>"
  }

  private var filter: HTML {
    let charged: [(String, Phrase, Bool?)] = [
      ("", .allCalls, nil), ("true", .chargedCalls, true), ("false", .unchargedCalls, false),
    ]
    return """
      <form class="filter" method="get" action="\(request.path)">
      <label><span>\(say(.filter))</span> <select name="charged">\
      \(charged.map { option($0.0, say($0.1), isChosen: $0.2 == request.query.isCharged) })\
      </select></label>
      <label><span>\(say(.pageSize))</span> <select name="size">\
      \(CallListQuery.sizes.map {
        option("\($0)", "\($0)", isChosen: $0 == request.query.size)
      })</select></label>
      <button>\(say(.show))</button>
      </form>
      """
  }

  private func option(_ value: String, _ text: String, isChosen: Bool) -> HTML {
    "<option value=\"\(value)\"\(attribute: "selected", when: isChosen)>\(text)</option>"
  }

  private var showsBooth: Bool { request.query.booth == nil }

  private var table: HTML {
    """
    <table class="calls">
    <thead><tr><th scope="col">\(say(.date))</th>\
    \("<th scope=\"col\">\(say(.booth))</th>", when: showsBooth)\
    <th scope="col">\(say(.callDestination))</th>\
    <th scope="col" class="figure">\(say(.callDuration))</th>\
    <th scope="col" class="figure">\(say(.price))</th>\
    <th scope="col" class="figure">\(say(.charge))</th></tr></thead>
    <tbody>
    \(list.rows.map(row))</tbody>
    </table>
    """
  }

  private func row(_ row: CallListRow) -> HTML {
    let currency = shop.snapshot.currency
    let price = say.price(row.price, isCharged: row.isCharged, in: currency)
    let place = say.destination(row.destination, price: row.price, isCharged: row.isCharged)
    return """
      <tr data-charged="\(row.isCharged && row.verdict != .waived ? "yes" : "no")">\
      <td class="date">\(context.localTime(row.at).text)</td>\
      \(booth(row.booth), when: showsBooth)\
      <td class="where"><span class="number">\(row.number)</span> \
      <span class="place">\(place)</span>\
      \(review(row))</td>\
      <td class="figure" data-label="\(say(.callDuration))">\
      \(duration(row))\(end(row))</td>\
      <td class="figure" data-label="\(say(.price))">\(price)</td>\
      <td class="figure charge" data-label="\(say(.charge))">\
      <span class="word">\(say(word(for: row)))</span> \
      <strong>\(charge(row))</strong></td></tr>

      """
  }

  /// How long a call in progress has lasted is on the panel.
  private func duration(_ row: CallListRow) -> HTML {
    // Of a call that is lost no answer may be told.
    guard !row.isOpen, !row.isLost || row.seconds > 0 else { return "\(CardView.nothing)" }
    return "\(Int(row.seconds)) <abbr title=\"\(say(.seconds))\">s</abbr>"
  }

  /// What a call in progress will cost is on the panel; here it has no charge yet.
  private func charge(_ row: CallListRow) -> String {
    row.isOpen ? CardView.nothing : shop.snapshot.currency.amount(row.charge)
  }

  private func word(for row: CallListRow) -> Phrase {
    if row.isOpen { return .openCall }
    guard !row.isLost else { return .free }
    guard row.seconds > 0 else { return .unanswered }
    if row.verdict == .waived { return .waived }
    guard row.isCharged else { return .uncharged }
    return row.ticket == nil ? .toCollect : .collected
  }

  private func booth(_ number: BoothNumber) -> HTML {
    let path = CallListRequest(query: CallListQuery(booth: number)).path
    let name = shop.booth(number)?.name ?? number.text
    return "<td class=\"booth\" data-label=\"\(say(.booth))\"><a href=\"\(path)\">\(name)</a></td>"
  }

  /// Why it is over, below how long it was.
  private func end(_ row: CallListRow) -> HTML {
    guard let cause = row.endCause else { return "" }
    return " <span class=\"end\">\(say(cause))</span>"
  }

  private func review(_ row: CallListRow) -> HTML {
    // What the owner has judged needs no looking at any more.
    guard !row.suspicions.isEmpty, row.verdict == nil else { return "" }
    let reasons = row.suspicions.map { say($0) }.joined(separator: ", ")
    return " <span class=\"review\">\(say(.review)): \(reasons)</span>"
  }
}
