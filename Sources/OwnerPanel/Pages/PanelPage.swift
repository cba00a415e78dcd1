import BoothControl

/// M1, M2, M3, M5: the front page, a card for each booth.
struct PanelPage {
  var say: Language
  var shop: ShopState
  var now: LocalTime

  var html: HTML {
    let frame = PageFrame(
      say: say, title: say(.panel), shop: shop, addressForLanguage: "/?", section: .panel,
      isLive: true)
    return frame.page(
      """
      \(Icons.sprite)
      <div class="bar">
      <h1>\(say(.panel))</h1>
      <p class="summary" data-shop="summary">\(shop.summary(in: say))</p>
      \(liveSign)
      </div>
      <div class="booths" data-crowd="\(crowd)">
      \(shop.snapshot.booths.map(card))</div>
      <p class="message" role="alert" hidden></p>
      """)
  }

  /// What the script says when it takes over, and when the stream is gone, comes with the page, in
  /// the page's language.
  private var liveSign: HTML {
    """
    <p class="live" role="status" data-time="\(now.timeText)" data-live="\(say(.live))" \
    data-connecting="\(say(.connecting))" data-lost="\(say(.lost))" \
    data-silent="\(say(.coreSilent))">\
    \(shop.isStale ? say(.coreSilent) : "\(say(.updatedAt)) \(now.timeText)")</p>
    """
  }

  /// More booths, smaller cards: a wall screen shows them all without scrolling.
  private var crowd: String {
    switch shop.snapshot.booths.count {
    case ...8: "few"
    case ...15: "some"
    default: "many"
    }
  }

  private func card(_ booth: BoothSnapshot) -> HTML {
    let view = CardView(booth, currency: shop.snapshot.currency, in: say)
    return """
      <article class="card" data-booth="\(view.booth.text)" data-state="\(view.state.rawValue)"\
      \(attribute: "data-live", when: view.isLive) aria-labelledby="name-\(view.booth.text)">
      <header>
      \(Icons.icon(of: view.state))
      <h2 id="name-\(view.booth.text)">\(view.name)</h2>
      <p class="line">\(view.booth.text)</p>
      <p class="state" data-text="state">\(view.stateText)</p>
      <a class="details" href="/booths/\(percentEncoded(view.booth.text))/calls" \
      aria-label="\(say(.calls)), \(view.name)">\(say(.details))</a>
      </header>
      <p class="note" data-text="note">\(view.note)</p>
      <dl>
      \(field(.number, "number", view.number))\
      \(field(.destination, "destination", view.destination))\
      \(field(.duration, "duration", view.duration))\
      \(field(.price, "price", view.price))</dl>
      <p class="total"><span class="caption" data-text="caption">\(view.caption)</span>
      <span class="label">\(say(.total))</span> <strong data-text="total">\(view.total)</strong></p>
      <footer>\(BoothAction.allCases.map { button($0, on: view) })</footer>
      </article>

      """
  }

  private func field(_ phrase: Phrase, _ name: String, _ text: String) -> HTML {
    "<div><dt>\(say(phrase))</dt><dd data-text=\"\(name)\">\(text)</dd></div>\n"
  }

  /// A form, so that it works without the script. Cutting stays in its place when there is nothing
  /// to cut: buttons that jump get pressed by mistake.
  private func button(_ action: BoothAction, on view: CardView) -> HTML {
    let isOffered = view.actions.contains(action)
    let path = "/booths/\(percentEncoded(view.booth.text))/\(action.rawValue)"
    let isCut = action == .cut
    return """
      <form method="post" action="\(path)" data-action="\(action.rawValue)" \
      data-slot="\(action.slot)"\(attribute: "hidden", when: !isOffered && !isCut)>\
      <button\(" title=\"\(say(.nextUncharged))\"", when: action == .uncharged)\
      \(" data-confirm=\"\(say(.cutNow))\"", when: isCut)\
      \(attribute: "disabled", when: !isOffered && isCut)>\(say(action))\
      <span class="unseen"> \(view.name)</span></button></form>
      """
  }
}

extension BoothAction {
  /// Actions in the same slot take turns: one is offered when the other makes no sense.
  fileprivate var slot: String {
    switch self {
    case .disable, .enable: "gate"
    case .cut: "cut"
    case .uncharged, .charged: "charge"
    }
  }
}
