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
      \(shop.isStale ? say(.coreSilent) : "\(say(.updatedAt)) \(now.timeText)")\
      <noscript> · \(say(.comesAnew))</noscript></p>
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
      \(attribute: "data-live", when: view.isLive)\(attribute: "data-idle", when: view.isIdle)\
      \(attribute: "data-owes", when: view.owes)\
      \(attribute: "data-credit", when: view.showsCredit) aria-labelledby="name-\(view.booth.text)">
      <header>
      \(Icons.icon(of: view.state))
      <h2 id="name-\(view.booth.text)">\(view.name)</h2>
      <p class="line">\(view.booth.text)</p>
      <p class="caption"><strong data-text="state">\(view.stateText)</strong> \
      <span data-text="note">\(view.note)</span></p>
      </header>
      <dl>
      \(field(.number, "number", view.number))\
      \(field(.destination, "destination", view.destination))\
      \(field(.duration, "duration", view.duration))\
      \(field(.price, "price", view.price))</dl>
      <p class="total"><span data-text="caption">\(view.caption)</span> \
      <s data-text="worth">\(view.worth)</s> \
      <strong data-text="total">\(view.total)</strong> \
      <small data-text="parts">\(view.parts)</small></p>
      \(actions(on: view))
      </article>

      """
  }

  private func field(_ phrase: Phrase, _ name: String, _ text: String) -> HTML {
    "<div><dt>\(say(phrase))</dt><dd data-text=\"\(name)\">\(text)</dd></div>\n"
  }

  /// What is asked for all day stands on the card while it makes sense; the rest is one step away.
  /// Without scripts it is in sight as well: the page comes anew, and what was opened would shut.
  private func actions(on view: CardView) -> HTML {
    let calls = "/booths/\(PercentEncoding.text(view.booth.text))/calls"
    let rest: HTML = """
      <div><a href="\(calls)">\(say(.calls))<span class="unseen"> \(view.name)</span></a>
      \(BoothAction.allCases.filter { !$0.isInSight }.map { button($0, on: view) })</div>
      """
    return """
      <footer>\(CardLink.allCases.map { link($0, on: view) })\
      \(BoothAction.allCases.filter(\.isInSight).map { button($0, on: view) })
      <details class="rest"><summary><span class="unseen">\(say(.more)) \(view.name)</span></summary>
      \(rest)
      </details>
      <noscript>\(rest)</noscript></footer>
      """
  }

  /// From what is old nothing is done: the script brings links and buttons back with the first news.
  private func link(_ link: CardLink, on view: CardView) -> HTML {
    let path = "/booths/\(PercentEncoding.text(view.booth.text))/\(link.rawValue)"
    return """
      <a class="button" data-link="\(link.rawValue)" data-path="\(path)"\
      \(" href=\"\(path)\"", when: !shop.isStale)\
      \(attribute: "hidden", when: !view.links.contains(link))>\(say(link))\
      <span class="unseen"> \(view.name)</span></a>

      """
  }

  /// A form, so that it works without the script; nothing for who may not ask for it.
  private func button(_ action: BoothAction, on view: CardView) -> HTML {
    guard context.visitor.may(action.permission) else { return "" }
    let path = "/booths/\(PercentEncoding.text(view.booth.text))/\(action.rawValue)"
    return """
      <form method="post" action="\(path)" data-action="\(action.rawValue)"\
      \(attribute: "hidden", when: !view.actions.contains(action))>\(context.hiddenToken)\
      <button\(" data-confirm=\"\(say(.cutNow))\"", when: action == .cut)\
      \(attribute: "disabled", when: shop.isStale)>\(say(action))\
      <span class="unseen"> \(view.name)</span></button></form>

      """
  }
}

extension BoothAction {
  /// On the card itself.
  fileprivate var isInSight: Bool { self == .cut || self == .enable }
}
