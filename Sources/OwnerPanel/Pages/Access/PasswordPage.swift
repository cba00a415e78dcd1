import Notation

/// «Cambiar la contraseña», by who knows the one before.
struct PasswordPage: AnsweredPage {
  func html(
    _ context: PageContext, fault: AccessPhrase? = nil, refused: Outcome? = nil
  ) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(AccessPhrase.changePassword), addressForLanguage: "/password?")
    return frame.page(
      """
      <div class="door">
      <h1>\(say(AccessPhrase.changePassword))</h1>
      <p class="lead">\(say(AccessPhrase.changeLead))</p>
      \(context.problemBox(refused))\
      \(context.form(to: "/password", fields(context, fault)))</div>
      """)
  }

  private func fields(_ context: PageContext, _ fault: AccessPhrase?) -> HTML {
    let say = context.say
    return """
      <input type="hidden" name="name" autocomplete="username" \
      value="\(context.visitor.session?.user.name ?? "")">
      \(FormField(
        name: "current", label: say(AccessPhrase.current), kind: .password, isRequired: true,
        autocomplete: "current-password", longest: AccessRules.longestPassword, hasFocus: true
      ).html)\
      \(NewPassword.fields(say, fault: fault))\
      <p class="buttons"><button class="main">\(say(AccessPhrase.changePassword))</button></p>

      """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .access(.user): return context.seeOther("/", .passwordChanged)
    case .access(.refused(let refusal)):
      return context.response(html(context, refused: .access(refusal)), refusal.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .access(.done), .ledger: throw .noAnswer
    }
  }
}
