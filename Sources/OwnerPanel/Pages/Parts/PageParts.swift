import Notation
import Rating

/// A link that now leads somewhere and now nowhere, as to the page before the first; nil: nowhere.
struct PagerLink {
  var text: String
  var address: String?

  var html: HTML {
    guard let address else {
      return "<span role=\"link\" aria-disabled=\"true\">\(text)</span>"
    }
    return "<a href=\"\(address)\">\(text)</a>"
  }
}

/// What stands below a list in pages.
struct Pager {
  /// How many there are, where somebody has counted them.
  var total = ""
  /// Which page this is.
  var place = ""
  /// How many a page may have, and where that leads; nil: as it is. Empty: always as many.
  var sizes: [(size: Int, address: String?)] = []
  var links: [(text: String, address: String?)]

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    return """
      <nav class="pager" aria-label="\(say(.pages))">
      \("<p>\(total)</p>\n", when: !total.isEmpty)\
      \("<p>\(place)</p>\n", when: !place.isEmpty)\
      \("<p class=\"sizes\">\(say(.pageSize)) \(sizes.map(size))</p>\n", when: !sizes.isEmpty)\
      <p class="turn">\(links.map { PagerLink(text: $0.text, address: $0.address).html })</p>
      </nav>
      """
  }

  private func size(_ size: Int, _ address: String?) -> HTML {
    guard let address else { return "<span aria-current=\"true\">\(size)</span> " }
    return "<a href=\"\(address)\">\(size)</a> "
  }
}

/// What several pages have alike.
extension PageContext {
  /// The button that prints comes with the script (`StaticFile.till`), for without one it does nothing.
  var printButton: HTML {
    """
    <button type="button" class="main" data-print hidden>\(say(CallPhrase.print))</button>
    """
  }

  /// What was done before this page, or nothing.
  var noticeBox: HTML {
    guard let notice else { return "" }
    return "<p class=\"notice\" role=\"status\">\(say(notice))</p>\n"
  }

  /// Why what was asked for was not done; nil: nothing.
  func problemBox(_ outcome: Outcome?) -> HTML {
    guard let outcome else { return "" }
    return """
      <div class="problem" role="alert"><p>\(say(outcome))</p>\
      \(detail(of: outcome).map { "<p class=\"detail\">\($0)</p>" as HTML } ?? "")</div>

      """
  }

  /// What the words end with: a sum as sums are written, else what the daemon said.
  func detail(of outcome: Outcome) -> String? {
    outcome.sum.map(currency.amount) ?? outcome.detail
  }

  /// A form that changes something; `fields` with its buttons.
  func form(to action: String, name: String = "sheet", _ fields: HTML) -> HTML {
    """
    <form class="\(name)" method="post" action="\(action)">
    \(hiddenToken)\(fields)</form>

    """
  }

  func button(_ text: String, name: String = "", value: String = "", isMain: Bool = false) -> HTML {
    let named: HTML = name.isEmpty ? "" : " name=\"\(name)\" value=\"\(value)\""
    return "<button\(named)\(" class=\"main\"", when: isMain)>\(text)</button>\n"
  }
}
