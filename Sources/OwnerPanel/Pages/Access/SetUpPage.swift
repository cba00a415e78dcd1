import Notation

/// The first owner gets a password, with the code that the box tells.
struct SetUpPage: AnsweredPage {
  var code = ""
  var name = ""

  func html(
    _ context: PageContext, fault: AccessPhrase? = nil, refused: Outcome? = nil
  ) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(AccessPhrase.setUp), addressForLanguage: "/setup?")
    return frame.page(
      """
      <div class="door">
      <h1>\(say(AccessPhrase.setUp))</h1>
      <p class="lead">\(say(AccessPhrase.setUpLead))</p>
      \(context.problemBox(refused))\
      \(context.form(to: "/setup", fields(say, fault)))\
      \("<p><a href=\"/\">\(say(AccessPhrase.setUpUnneeded))</a></p>", when: !context.visitor.isStranger)
      </div>
      """)
  }

  private func fields(_ say: Language, _ fault: AccessPhrase?) -> HTML {
    """
    \(FormField(
      name: "code", label: say(AccessPhrase.code), value: code, help: say(AccessPhrase.codeHelp),
      isRequired: true, longest: AccessRules.codeLimit, hasFocus: true
    ).html)\
    \(FormField(
      name: "name", label: say(AccessPhrase.name), value: name, help: say(AccessPhrase.nameHelp),
      isRequired: true, autocomplete: "username", longest: AccessRules.nameLimit
    ).html)\
    \(NewPassword.fields(say, fault: fault))\
    <p class="buttons"><button class="main">\(say(AccessPhrase.setUpButton))</button></p>

    """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .access(.user): return context.seeOther("/", .saved)
    case .access(.refused(let refusal)):
      return context.response(html(context, refused: .access(refusal)), refusal.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .access(.done), .ledger: throw .noAnswer
    }
  }
}

/// A new password, twice.
enum NewPassword {
  static func fields(_ say: Language, fault: AccessPhrase?) -> HTML {
    """
    \(FormField(
      name: "password", label: say(AccessPhrase.new), kind: .password,
      help: say(AccessPhrase.passwordHelp), isRequired: true, autocomplete: "new-password",
      longest: AccessRules.longestPassword
    ).html)\
    \(FormField(
      name: "again", label: say(AccessPhrase.again), kind: .password,
      fault: fault.map { say($0) } ?? "", isRequired: true, autocomplete: "new-password",
      longest: AccessRules.longestPassword
    ).html)
    """
  }
}
