import BoothControl
import BoothProtocol
import Notation

/// «Ajustes» and users.
extension RequestHandler {
  func settings(_ request: HTTPRequest, _ context: PageContext) -> Answer {
    let page = SettingsPage(
      settings: source.settings, users: source.users(), needsRestart: source.health().needsRestart)
    return .now(keepingLanguage(of: request, context.response(page.html(context))))
  }

  // MARK: Names and language

  func shopSettings(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    try ownSettings(ShopSettingsPage(source.settings), request, context)
  }

  func boothName(
    _ number: BoothNumber, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    guard let page = BoothNamePage(number, source.settings) else {
      throw .noSuchBooth(number.text)
    }
    return try ownSettings(page, request, context)
  }

  private func ownSettings(
    _ page: some OwnSettingsPage, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    guard request.method == .post else {
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    var page = page
    guard let changes = page.changes(try Form(request)) else {
      return .now(context.response(page.html(context), .badRequest))
    }
    return .ledger(.set(changes), pending(page, request, context))
  }

  // MARK: Users

  /// A new user.
  func newUser(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    try expectSetUp(context)
    guard request.method == .post else {
      let page = UserPage(isNew: true)
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    let form = try Form(request)
    var page = UserPage(name: form["name"].lowercased(), role: try role(form), isNew: true)
    if source.user(named: page.name) != nil { page.nameFault = .nameTaken }
    return set(page, form, request, context)
  }

  func user(
    _ name: String, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let user = try known(user: name, context)
    guard request.method == .post else {
      let page = UserPage(name: user.name, role: user.role, isNew: false)
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    let form = try Form(request)
    return set(
      UserPage(name: user.name, role: try role(form), isNew: false), form, request, context)
  }

  private func set(
    _ page: UserPage, _ form: Form, _ request: HTTPRequest, _ context: PageContext
  ) -> Answer {
    var page = page
    let password = form.exact("password")
    if password != form.exact("again") { page.againFault = .otherAgain }
    guard page.nameFault == nil, page.againFault == nil else {
      return .now(context.response(page.html(context), .badRequest))
    }
    return .access(
      .setUser(name: page.name, role: page.role, password: password.isEmpty ? nil : password),
      pending(page, request, context))
  }

  func removeUser(
    _ name: String, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let user = try known(user: name, context)
    let page = UserPage(name: user.name, role: user.role, isNew: false)
    return .access(.removeUser(user.name), pending(UserRemoval(page: page), request, context))
  }

  /// Who happens to sit at a box without a password must not give himself one for it.
  private func expectSetUp(_ context: PageContext) throws(Outcome) {
    if context.visitor.isUnprotected { throw .setUpFirst }
  }

  private func known(user name: String, _ context: PageContext) throws(Outcome) -> PanelUser {
    try expectSetUp(context)
    guard let user = source.user(named: name) else { throw .access(.noSuchUser(name)) }
    return user
  }

  private func role(_ form: Form) throws(Outcome) -> PanelRole {
    guard let role = PanelRole(rawValue: form["role"]) else {
      throw .badBody("role «\(form["role"].prefix(40))»: expected owner or cashier")
    }
    return role
  }

  /// `GET /settings`:
  ///
  ///     {"file":"/etc/cabina/cabina.conf","restartNeeded":false,"booths":[{"number":"4312",
  ///      "name":"CABINA 01","line":1,"board":null,"paysBefore":false}],"own":{"shopName":null,
  ///      "language":null,"boothNames":[]},"sections":[{"section":"shop",
  ///      "items":[{"key":"coin","what":"Moneda más chica","value":"$ 10"}]}]}
  ///
  /// What holds now; `own`: what of it is not the file's, but set by the owner. `value` is for people,
  /// in the language of the request.
  func settingsAnswer(_ context: PageContext) -> Answer {
    let settings = source.settings
    let groups = SettingsList(settings: settings, say: context.say).groups
    let body: JSON = [
      "file": .text(settings.file),
      "restartNeeded": .bool(source.health().needsRestart),
      "booths": .array(
        settings.shop.booths.map { booth in
          [
            "number": .text(booth.number.text),
            "name": .text(settings.own.names.name(of: booth)),
            "line": .integer(Int64(booth.line + 1)),
            "board": .text(booth.board?.description),
            "paysBefore": .bool(booth.isPaidInAdvance),
          ]
        }),
      "own": [
        "shopName": .text(settings.own.names.shop),
        "language": .text(settings.own.language?.rawValue),
        "boothNames": .array(
          (settings.shop.booths.map(\.number) + settings.removedBooths).compactMap { booth in
            settings.own.names.booths[booth].map {
              ["booth": .text(booth.text), "name": .text($0)]
            }
          }),
      ],
      "sections": .array(
        groups.map { group in
          [
            "section": .text(group.section),
            "items": .array(
              group.items.map { item in
                [
                  "key": .text(item.key),
                  "what": .text(context.say(item.phrase)),
                  "value": .text(
                    item.code.isEmpty ? item.value : "\(item.value): \(item.code)"),
                ]
              }),
          ]
        }),
    ]
    return .now(json(body))
  }
}
