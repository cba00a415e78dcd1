import Notation

/// A user: a new one, or what one may do and his password.
struct UserPage: AnsweredPage {
  var name = ""
  var role = PanelRole.cashier
  var isNew: Bool
  /// Of the name, and of the password's second time.
  var nameFault: SettingsPhrase?
  var againFault: AccessPhrase?

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .access(.done), .access(.user): return context.seeOther("/settings", .saved)
    case .access(.refused(let refusal)):
      return context.response(html(context, refused: .access(refusal)), refusal.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger: throw .noAnswer
    }
  }

  private var path: String { isNew ? "/settings/users" : "/settings/users/\(name)" }

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    let say = context.say
    let title = isNew ? say(SettingsPhrase.newUser) : "\(say(SettingsPhrase.changeUser)) \(name)"
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "\(path)?", section: .settings)
    return frame.page(
      """
      <div class="bar"><h1>\(title)</h1>
      <p class="tools"><a class="button" href="/settings">\(say(.settings))</a></p></div>
      \(context.problemBox(refused))\
      \(context.form(to: path, fields(say)))\
      \(isNew ? "" : removal(context))
      """)
  }

  private func fields(_ say: Language) -> HTML {
    let roles = PanelRole.allCases.map { FormField.Choice($0.rawValue, say($0)) }
    let may =
      "\(say(SettingsPhrase.owner)): \(say(SettingsPhrase.ownerMay)). "
      + "\(say(SettingsPhrase.cashier)): \(say(SettingsPhrase.cashierMay))."
    let nameField = FormField(
      name: "name", label: say(AccessPhrase.name), value: name, help: say(AccessPhrase.nameHelp),
      fault: nameFault.map { say($0) } ?? "", isRequired: true, longest: AccessRules.nameLimit,
      hasFocus: againFault == nil)
    return """
      \(isNew ? nameField.html : "")\
      \(FormField(
        name: "role", label: say(SettingsPhrase.role), kind: .choice(roles),
        value: role.rawValue, help: may
      ).html)\
      <div class="columns">
      \(FormField(
        name: "password", label: say(SettingsPhrase.password), kind: .password,
        help: isNew ? say(AccessPhrase.passwordHelp) : say(SettingsPhrase.keepPassword),
        isRequired: isNew, autocomplete: "new-password", longest: AccessRules.longestPassword
      ).html)\
      \(FormField(
        name: "again", label: say(SettingsPhrase.again), kind: .password,
        fault: againFault.map { say($0) } ?? "", isRequired: isNew, autocomplete: "new-password",
        longest: AccessRules.longestPassword, hasFocus: againFault != nil
      ).html)</div>
      <p class="buttons"><button class="main">\
      \(say(isNew ? SettingsPhrase.addUser : .save))</button></p>

      """
  }

  private func removal(_ context: PageContext) -> HTML {
    let say = context.say
    return context.form(
      to: "\(path)/remove",
      """
      <h2>\(say(SettingsPhrase.removeUser))</h2>
      <p class="lead">\(say(SettingsPhrase.removeSure))</p>
      <p class="buttons"><button class="danger">\(say(SettingsPhrase.remove)) \(name)</button></p>

      """)
  }
}

/// What comes of removing a user.
struct UserRemoval: AnsweredPage {
  var page: UserPage

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    if case .access(.done) = answer { return context.seeOther("/settings", .deleted) }
    return try page.response(to: answer, in: context)
  }
}
