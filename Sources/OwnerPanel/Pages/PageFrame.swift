import BoothControl
import Notation

/// What every page has around its content.
struct PageFrame {
  var context: PageContext
  var title: String
  /// The address of this page without `lang`, for the switch of languages; ends in `?` or `&`.
  var addressForLanguage: String
  var section: Section?
  /// Pages that show the present: kept so by the script, else by loading anew.
  var isLive = false
  /// Something small that the page does by itself, and does without.
  var script: StaticFile?
  /// Of a page that is handed out, nothing around its content is printed.
  var isHandedOut = false

  private var say: Language { context.say }
  private var shop: ShopState? { context.shop }

  func page(_ content: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="\(say.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(fullTitle)</title>
    <link rel="icon" type="image/svg+xml" href="\(StaticFile.icon.path)">
    <link rel="stylesheet" href="\(StaticFile.stylesheet.path)">
    \(isLive ? liveHead : "")\(ownScript)</head>
    <body data-assets="\(StaticFile.fingerprint)"\(token)\(attribute: "data-old", when: isOld)\
    \(attribute: "data-handed", when: isHandedOut)>
    <a class="skip" href="#content">\(say(.skipToContent))</a>
    <header class="shop">
    <div class="top">
    <p class="name">\(shop?.snapshot.shopName ?? "Cabina")</p>
    \(account)</div>
    \(sections)\(balance)</header>
    \(AlarmStrip(context: context, isLive: isLive).html)\
    <main id="content">
    \(asOf)\(context.noticeBox)\(content)
    </main>
    <footer class="foot"><nav aria-label="\(say(.languages))">\(languages)</nav></footer>
    </body>
    </html>

    """
  }

  private var isOld: Bool { shop?.isStale ?? false }

  private var fullTitle: String {
    shop.map { "\(title) · \($0.snapshot.shopName)" } ?? title
  }

  /// For what the script sends.
  private var token: HTML {
    context.formToken.map { " data-token=\"\($0)\"" } ?? ""
  }

  /// By its address without what follows `#`: with it a browser would only go to that place.
  private var liveHead: HTML {
    """
    <noscript><meta http-equiv="refresh" content="5; url=?">\
    <link rel="stylesheet" href="\(StaticFile.plain.path)"></noscript>
    <script src="\(StaticFile.script.path)" defer></script>

    """
  }

  private var ownScript: HTML {
    script.map { "<script src=\"\($0.path)\" defer></script>\n" } ?? ""
  }

  private var balance: HTML {
    // Who is not logged in learns nothing of the shop's money.
    guard !context.visitor.isStranger, let shop, let text = shop.balanceText else { return "" }
    return """
      <p class="balance"\(attribute: "data-gone", when: shop.isBalanceGone)\
      \(attribute: "data-low", when: shop.isBalanceLow)>
      <span class="label">\(say(.balance))</span>
      <strong data-shop="balance">\(text)</strong>
      </p>

      """
  }

  /// On paper alone, which is looked at later: as of when it is true. Of a live page the script would
  /// know better.
  private var asOf: HTML {
    guard shop != nil, !isLive, !isHandedOut else { return "" }
    let time = context.localTime(context.now).text.dropLast(3)
    return "<p class=\"as-of\">\(say(Words("Al \(time)", "As of \(time)")))</p>\n"
  }

  /// In a row where there is room for one, else behind the name of the section that is shown.
  private var sections: HTML {
    let open = Section.allCases.filter { context.visitor.may($0.permission) }
    guard !open.isEmpty else { return "" }
    let shown = section.map { say($0.phrase) } ?? say(.menu)
    return """
      <nav class="across" aria-label="\(say(.sections))">\(open.map(link))</nav>
      <nav class="menu" aria-label="\(say(.sections))">\
      <details><summary>\(shown)</summary><div>\(open.map(link))\(account)</div></details></nav>

      """
  }

  private func link(to section: Section) -> HTML {
    """
    <a href="\(section.path)"\(" aria-current=\"page\"", when: section == self.section)>\
    \(say(section.phrase))</a>
    """
  }

  /// Who is logged in, and the way out: in the head, or in the menu where there is no room.
  private var account: HTML {
    guard let session = context.visitor.session else { return "" }
    return """
      <div class="account"><span>\(session.user.name)</span> \
      <a href="/password">\(say(.password))</a> \
      <form method="post" action="/logout">\(context.hiddenToken)\
      <button>\(say(.logOut))</button></form></div>

      """
  }

  private var languages: [HTML] {
    Language.allCases.map { language in
      let address = "\(addressForLanguage)lang=\(language.rawValue)"
      return language == say
        ? "<span aria-current=\"true\">\(language.name)</span>"
        : """
        <a href="\(address)" hreflang="\(language.rawValue)" lang="\(language.rawValue)">\
        \(language.name)</a>
        """
    }
  }
}

extension PageFrame {
  /// The parts of the panel, as they stand at the top of every page.
  enum Section: Hashable, CaseIterable {
    case panel
    case calls
    case prefixes
    case quote
    case balance
    case report
    case settings
    case audit

    var path: String {
      switch self {
      case .panel: "/"
      case .calls: "/calls"
      case .prefixes: "/prefixes"
      case .quote: "/quote"
      case .balance: "/balance"
      case .report: "/report"
      case .settings: "/settings"
      case .audit: "/audit"
      }
    }

    var phrase: Phrase {
      switch self {
      case .panel: .panel
      case .calls: .calls
      case .prefixes: .prefixes
      case .quote: .quote
      case .balance: .funds
      case .report: .report
      case .settings: .settings
      case .audit: .audit
      }
    }

    var permission: Permission {
      switch self {
      case .panel, .calls, .quote: .cashier
      case .prefixes, .balance, .report, .settings, .audit: .owner
      }
    }
  }
}
