import BoothControl
import Notation

/// «Panel de control», the front page: a card for each booth, live, with what may be asked of it.
struct PanelPage {
  var context: PageContext
  var shop: ShopState

  private var say: Language { context.say }

  var html: HTML {
    let frame = PageFrame(
      context: context, title: say(.panel), addressForLanguage: "/?", section: .panel,
      isLive: true)
    return frame.page(
      """
      \(Icons.sprite)
      <div class="bar">
      <h1>\(say(.panel))</h1>
      <p class="summary" data-shop="summary">\(shop.summary(in: say))</p>
      <p class="owed" data-shop="owed">\(shop.owed(in: say))</p>
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
    let now = context.localTime(context.now)
    return """
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
    let view = CardView(
      booth, currency: shop.snapshot.currency, in: say, isOwner: context.visitor.may(.owner))
    return """
      <article class="card" data-booth="\(view.booth.text)" data-state="\(view.state.rawValue)"\
      \(attribute: "data-live", when: view.isLive)\
      \(attribute: "data-credit", when: view.showsCredit) aria-labelledby="name-\(view.booth.text)">
      <header>
      \(Icons.icon(of: view.state))
      <h2 id="name-\(view.booth.text)">\(view.name)</h2>
      <p class="line">\(view.booth.text)</p>
      <p class="state" data-text="state">\(view.stateText)</p>
      <a class="details" href="/booths/\(PercentEncoding.text(view.booth.text))/calls" \
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
      <p class="till">\(CardLink.allCases.map { link($0, on: view) })</p>
      <footer>\(slots.map { button($0, on: view) })</footer>
      </article>

      """
  }

  /// In its place whether or not it leads anywhere, as a button that is dead. From what is old
  /// nothing is done: the script brings links and buttons back with the first news.
  private func link(_ link: CardLink, on view: CardView) -> HTML {
    let path = "/booths/\(PercentEncoding.text(view.booth.text))/\(link.rawValue)"
    return """
      <a data-link="\(link.rawValue)" data-path="\(path)"\
      \(" href=\"\(path)\"", when: !shop.isStale && view.links.contains(link))>\(say(link))\
      <span class="unseen"> \(view.name)</span></a>
      """
  }

  /// Those of which there is something that who looks may ask for.
  private var slots: [BoothAction.Slot] {
    BoothAction.Slot.allCases.filter { slot in
      slot.actions.contains { context.visitor.may($0.permission) }
    }
  }

  private func field(_ phrase: Phrase, _ name: String, _ text: String) -> HTML {
    "<div><dt>\(say(phrase))</dt><dd data-text=\"\(name)\">\(text)</dd></div>\n"
  }

  /// A form, so that it works without the script; one for each slot, with the action that makes
  /// sense now. Cutting stays in its place when there is nothing to cut: buttons that jump get
  /// pressed by mistake.
  private func button(_ slot: BoothAction.Slot, on view: CardView) -> HTML {
    let offered = slot.actions.first { view.actions.contains($0) }
    let action = offered ?? slot.actions[0]
    let path = "/booths/\(PercentEncoding.text(view.booth.text))/\(action.rawValue)"
    let names = slot.actions.map(\.rawValue).joined(separator: " ")
    return """
      <form method="post" action="\(path)" data-actions="\(names)" \
      data-shown="\(action.rawValue)">\(context.hiddenToken)\
      <button\(slot.actions.map { " data-\($0.rawValue)=\"\(say($0))\"" as HTML })\
      \(" data-confirm=\"\(say(.cutNow))\"", when: slot == .cut)\
      \(attribute: "disabled", when: shop.isStale || offered == nil)>\(say(action))\
      <span class="unseen"> \(view.name)</span></button></form>
      """
  }
}

extension BoothAction {
  /// A place on the card; its actions take turns: one is offered when the other makes no sense.
  fileprivate enum Slot: CaseIterable {
    case gate
    case cut
    case charge

    var actions: [BoothAction] {
      switch self {
      case .gate: [.disable, .enable]
      case .cut: [.cut]
      case .charge: [.uncharged, .charged]
      }
    }
  }
}
