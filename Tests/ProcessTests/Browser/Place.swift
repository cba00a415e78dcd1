/// Something on a page, as a person or as a stylesheet would name it.
enum Place: ExpressibleByStringLiteral, CustomStringConvertible, Sendable {
  /// The first that matches, shown or not.
  case selector(String)
  /// What is shown and says exactly this, or else the only one that contains it; words for screen
  /// readers count.
  case button(String)
  case link(String)
  /// By its label.
  case field(String)

  init(stringLiteral selector: String) { self = .selector(selector) }

  var description: String {
    switch self {
    case .selector(let selector): "«\(selector)»"
    case .button(let words): "the button «\(words)»"
    case .link(let words): "the link «\(words)»"
    case .field(let words): "the field «\(words)»"
    }
  }

  /// What `find` of the script takes.
  var arguments: [String] {
    switch self {
    case .selector(let selector): ["selector", selector]
    case .button(let words): ["button", words]
    case .link(let words): ["link", words]
    case .field(let words): ["field", words]
    }
  }

  /// `find(kind, words)`: the element, or an error that says what there is instead. All of it runs
  /// at once, so that it does without timers and promises where scripts are switched off.
  static let script = #"""
    const tidy = (text) => text.replace(/\s+/g, " ").trim();
    const isShown = (element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

    // The words of a label, without those of the field that it may be around.
    function words(element) {
      if (element.matches("select, textarea")) return "";
      return [...element.childNodes].map((node) =>
        node.nodeType === Node.TEXT_NODE ? node.data
        : node.nodeType === Node.ELEMENT_NODE ? words(node) : "").join("");
    }

    function nameOf(element) {
      const named = element.getAttribute("aria-labelledby");
      if (named) {
        return tidy(named.split(/\s+/)
          .map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
      }
      if (element.hasAttribute("aria-label")) return tidy(element.getAttribute("aria-label"));
      if (element.labels?.length) return tidy([...element.labels].map(words).join(" "));
      if (element.localName === "input") return tidy(element.value);
      return tidy(element.textContent);
    }

    const kinds = {
      button: "button, summary, input[type=submit], input[type=button], [role=button]",
      link: "a[href]",
      field: "input:not([type=hidden]), select, textarea",
    };

    function find(kind, text) {
      if (kind === "selector") {
        const element = document.querySelector(text);
        if (!element) throw new Error("there is none");
        return element;
      }
      const all = [...document.querySelectorAll(kinds[kind])].filter(isShown);
      let found = all.filter((element) => nameOf(element) === text);
      if (!found.length) found = all.filter((element) => nameOf(element).includes(text));
      if (found.length === 1) return found[0];
      throw new Error((found.length ? "there are " + found.length + " among: " : "there is none among: ")
        + all.map((element) => "«" + nameOf(element) + "»").join(", "));
    }

    """#
}
