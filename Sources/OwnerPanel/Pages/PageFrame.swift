import BoothControl

/// What every page has around its content.
struct PageFrame {
  var say: Language
  var title: String
  /// nil: before the first snapshot.
  var shop: ShopState?
  /// The address of this page without `lang`, for the switch of languages; ends in `?` or `&`.
  var addressForLanguage: String
  var section: Section?
  /// Pages that show the present: kept so by the script, else by loading anew.
  var isLive = false

  enum Section: Hashable {
    case panel
    case calls
  }

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
    \(isLive ? liveHead : "")</head>
    <body data-assets="\(StaticFile.fingerprint)"\(attribute: "data-old", when: isOld)>
    <a class="skip" href="#content">\(say(.skipToContent))</a>
    <header class="shop">
    <div class="who">
    <p class="name">\(shop?.snapshot.shopName ?? "Cabina")</p>
    <nav>\(link(to: "/", .panel, .panel))\(link(to: "/calls", .calls, .calls))</nav>
    </div>
    \(balance)</header>
    <main id="content">
    \(content)
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

  private var liveHead: HTML {
    """
    <noscript><meta http-equiv="refresh" content="5"></noscript>
    <script src="\(StaticFile.script.path)" defer></script>

    """
  }

  private var balance: HTML {
    guard let shop, let text = shop.balanceText else { return "" }
    return """
      <p class="balance"\(attribute: "data-gone", when: shop.isBalanceGone)>
      <span class="label">\(say(.balance))</span>
      <strong data-shop="balance">\(text)</strong>
      </p>

      """
  }

  private func link(to path: String, _ phrase: Phrase, _ section: Section) -> HTML {
    section == self.section
      ? "<a href=\"\(path)\" aria-current=\"page\">\(say(phrase))</a>"
      : "<a href=\"\(path)\">\(say(phrase))</a>"
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
