import Notation

/// Coming in, going out, and who has a password.
extension RequestHandler {
  // MARK: Pages

  func answer(
    to request: HTTPRequest, at route: AccessPageRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let isSent = request.method == .post
    switch route {
    case .login:
      guard source.isProtected else { return .now(context.seeOther("/")) }
      guard isSent else {
        guard context.visitor.isStranger else { return .now(context.seeOther("/")) }
        let page = LoginPage(next: request.target.query["next"] ?? "")
        return .now(keepingLanguage(of: request, context.response(page.html(context))))
      }
      let form = try Form(request)
      let page = LoginPage(name: form["name"], next: form["next"])
      return access(
        .logIn(name: page.name.lowercased(), password: form.exact("password")), context, page,
        name: page.name)
    case .logout:
      let next = try Form(request)["next"]
      return .logOut(context.seeOther(LoginPage.address(for: next), .loggedOut))
    case .setup:
      guard !source.isProtected else { return .now(context.seeOther("/login")) }
      guard isSent else {
        return .now(keepingLanguage(of: request, context.response(SetUpPage().html(context))))
      }
      let form = try Form(request)
      let page = SetUpPage(code: form["code"], name: form["name"])
      guard form.exact("password") == form.exact("again") else {
        return .now(context.response(page.html(context, fault: .otherAgain), .badRequest))
      }
      return access(
        .setUp(
          code: page.code, name: page.name.lowercased(), password: form.exact("password")),
        context, page, name: "")
    case .password:
      guard let session = context.visitor.session else { return .now(context.seeOther("/setup")) }
      guard isSent else {
        return .now(keepingLanguage(of: request, context.response(PasswordPage().html(context))))
      }
      let form = try Form(request)
      guard form.exact("password") == form.exact("again") else {
        return .now(context.response(PasswordPage().html(context, fault: .otherAgain), .badRequest))
      }
      return access(
        .changePassword(
          of: session.user.name, from: form.exact("current"), to: form.exact("password")),
        context, PasswordPage(), name: session.user.name)
    }
  }

  private func access(
    _ request: AccessRequest, _ context: PageContext, _ page: any AnsweredPage, name: String
  ) -> Answer {
    var pending = PendingAction(
      face: .page, language: context.say, booth: nil, visitor: context.visitor)
    pending.page = page
    pending.loginName = name.lowercased()
    if case .changePassword = request { pending.retypesPassword = true }
    return .access(request, pending)
  }

  // MARK: The API

  func answer(
    to request: HTTPRequest, at route: AccessAPIRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    var pending = PendingAction(
      face: .api, language: context.say, booth: nil, visitor: context.visitor)
    switch route {
    case .session where request.method == .post:
      let asked = try LoginBody(try jsonBody(of: request))
      pending.loginName = asked.name.lowercased()
      return .access(.logIn(name: asked.name, password: asked.password), pending)
    case .session where request.method == .delete:
      return .logOut(json(ShopJSON.outcome(.done, in: context.say)))
    case .session: return .now(json(AccessJSON.visitor(context.visitor)))
    case .setUp:
      let asked = try SetUpBody(try jsonBody(of: request))
      pending.loginName = ""
      return .access(
        .setUp(code: asked.code, name: asked.name, password: asked.password), pending)
    case .password:
      guard let session = context.visitor.session else { throw .loginNeeded }
      let asked = try PasswordBody(try jsonBody(of: request))
      pending.loginName = session.user.name
      pending.retypesPassword = true
      return .access(
        .changePassword(of: session.user.name, from: asked.from, to: asked.to), pending)
    case .setupCode:
      guard context.visitor.isProgram, let code = source.setupCode else { throw .notFound }
      return .now(json(["code": .text(code)]))
    case .users: return .now(json(AccessJSON.users(source.users())))
    case .user(let name):
      // Who happens to sit at a box without a password must not give himself one for it.
      if context.visitor.isUnprotected { throw .setUpFirst }
      guard request.method == .put else { return .access(.removeUser(name), pending) }
      let asked = try UserBody(try jsonBody(of: request))
      return .access(
        .setUser(name: name, role: asked.role, password: asked.password), pending)
    }
  }

  /// `session`: that the answer begins; nil: none.
  func response(
    to pending: PendingAction, access answer: AccessAnswer, shop: ShopState?
  ) -> HTTPResponse {
    if let page = pending.page {
      return response(of: page, to: .access(answer), pending, shop: shop)
    }
    switch answer {
    case .user: return json(AccessJSON.visitor(pending.visitor))
    case .done: return json(ShopJSON.outcome(.done, in: pending.language))
    case .refused(let refusal):
      return error(
        .access(refusal), to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
  }
}

/// What is said of visitors and users.
enum AccessJSON {
  /// `{"user":"maria","role":"owner","token":"…"}`; `user` null: nobody has logged in, for none had
  /// to. `token` goes into the header `X-CSRF-Token` of whatever changes something.
  static func visitor(_ visitor: Visitor) -> JSON {
    [
      "user": .text(visitor.session?.user.name),
      "role": .text((visitor.role ?? .cashier).rawValue),
      "token": .text(visitor.session?.formToken),
    ]
  }

  /// `{"users":[{"name":"maria","role":"owner"}]}`
  static func users(_ users: [PanelUser]) -> JSON {
    [
      "users": .array(
        users.map { ["name": .text($0.name), "role": .text($0.role.rawValue)] })
    ]
  }
}

/// `{"name":"maria","password":"…"}`
private struct LoginBody: Decodable {
  var name: String
  var password: String

  init(_ body: [UInt8]) throws(Outcome) {
    self = try RequestBody.decode(
      Self.self, from: body, fields: ["name", "password"],
      example: #"{"name":"maria","password":"…"}"#)
  }
}

/// `{"code":"…","name":"maria","password":"…"}`
private struct SetUpBody: Decodable {
  var code: String
  var name: String
  var password: String

  init(_ body: [UInt8]) throws(Outcome) {
    self = try RequestBody.decode(
      Self.self, from: body, fields: ["code", "name", "password"],
      example: #"{"code":"…","name":"maria","password":"…"}"#)
  }
}

/// `{"from":"…","to":"…"}`
private struct PasswordBody: Decodable {
  var from: String
  var to: String

  init(_ body: [UInt8]) throws(Outcome) {
    self = try RequestBody.decode(
      Self.self, from: body, fields: ["from", "to"], example: #"{"from":"…","to":"…"}"#)
  }
}

/// `{"role":"cashier","password":"…"}`; the password stays where it is not said.
private struct UserBody {
  var role: PanelRole
  var password: String?

  private struct Fields: Decodable {
    var role: String
    var password: String?
  }

  init(_ body: [UInt8]) throws(Outcome) {
    let fields = try RequestBody.decode(
      Fields.self, from: body, fields: ["role", "password"],
      example: #"{"role":"cashier","password":"…"}"#)
    guard let role = PanelRole(rawValue: fields.role) else {
      throw .badBody("role «\(fields.role.prefix(40))»: expected owner or cashier")
    }
    self.role = role
    password = fields.password
  }
}
