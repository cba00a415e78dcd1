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

/// What several pages have alike.
extension PageContext {
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
      \(outcome.detail.map { "<p class=\"detail\">\($0)</p>" as HTML } ?? "")</div>

      """
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
