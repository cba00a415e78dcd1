import Notation

/// «Entrar»: a name and a password.
struct LoginPage: AnsweredPage {
  var name = ""
  /// The page that was wanted: a path of ours, with its query; anything else is the front page.
  var next = ""

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(AccessPhrase.logIn),
      addressForLanguage: next.isEmpty ? "/login?" : "/login?next=\(PercentEncoding.text(next))&")
    return frame.page(
      """
      <div class="door">
      <h1>\(say(AccessPhrase.logIn))</h1>
      <p class="lead">\(say(AccessPhrase.logInLead))</p>
      \(context.problemBox(refused))\
      \(context.form(to: "/login", fields(say)))</div>
      """)
  }

  private func fields(_ say: Language) -> HTML {
    """
    <input type="hidden" name="next" value="\(next)">
    \(FormField(
      name: "name", label: say(AccessPhrase.name), value: name, isRequired: true,
      autocomplete: "username", longest: AccessRules.nameLimit, hasFocus: name.isEmpty
    ).html)\
    \(FormField(
      name: "password", label: say(AccessPhrase.password), kind: .password, isRequired: true,
      autocomplete: "current-password", longest: AccessRules.longestPassword, hasFocus: !name.isEmpty
    ).html)\
    <p class="buttons"><button class="main">\(say(AccessPhrase.logIn))</button></p>

    """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .access(.user): return context.seeOther(Self.safe(next))
    case .access(.refused(let refusal)):
      return context.response(html(context, refused: .access(refusal)), refusal.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .access(.done), .ledger: throw .noAnswer
    }
  }

  /// In bytes; of a page whose query is longer one comes back to its path.
  static let longestNext = 1000

  /// A path of ours, and its query: what begins with `//` or `/\` would lead elsewhere.
  static func safe(_ next: String) -> String {
    guard next.hasPrefix("/"), !next.hasPrefix("//"), !next.hasPrefix("/\\"),
      next.utf8.count <= longestNext, next.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      next.prefix(while: { $0 != "?" }) != "/login"
    else { return "/" }
    return next
  }

  /// Of the page that leads to `next`.
  static func address(for next: String) -> String {
    let next = safe(next)
    return next == "/" ? "/login" : "/login?next=\(PercentEncoding.text(next))"
  }
}
