import Notation

/// Logging in, and who has a password.
extension APIIndex {
  static let access: [Entry] = [
    Entry(
      .get, "/session", named: "readSession", of: .access,
      Words("Quién pregunta.", "Who is asking."),
      answer: APIContent(.session, ["logged in": inSession, "without a login": noSession])),
    Entry(
      .post, "/session", named: "logIn", of: .access,
      Words(
        "Entra: da la cookie de la sesión y lo que va en X-CSRF-Token.",
        "Logs in: gives the session's cookie, and what goes into X-CSRF-Token."),
      usage: Words(
        #"{"name":"maria","password":"…"}"#, #"{"name":"maria","password":"…"}"#),
      body: APIContent(.login, ["maria": #"{"name":"maria","password":"secreto 123"}"#]),
      answer: APIContent(.session, ["logged in": inSession]),
      refusals: [
        .access(.wrongPassword), .access(.busy), .tooManyTries(5), .notAllowed, .noAnswer,
      ]),
    Entry(
      .delete, "/session", named: "logOut", of: .access,
      Words("Sale.", "Logs out."), answer: .done),
    Entry(
      .post, "/password", named: "changePassword", of: .access,
      Words(
        "Cambia la contraseña propia; las demás sesiones se cierran.",
        "Changes one's own password; one's other sessions end."),
      usage: Words(#"{"from":"…","to":"…"}"#, #"{"from":"…","to":"…"}"#),
      body: APIContent(
        .passwordChange, ["another": #"{"from":"secreto 123","to":"secreto 456"}"#]),
      answer: APIContent(.session, ["logged in": inSession]),
      refusals: [
        .access(.wrongPassword), .access(.badPassword), .access(.noSuchUser("maria")),
        .access(.notStored("database or disk is full")), .access(.busy), .tooManyTries(5),
        .noAnswer,
      ]),
    Entry(
      .post, "/setup", named: "setUp", of: .access,
      Words(
        "La primera contraseña, del dueño, con el código de la central.",
        "The first password, the owner's, with the box's code."),
      usage: Words(
        #"{"code":"…","name":"maria","password":"…"}"#,
        #"{"code":"…","name":"maria","password":"…"}"#),
      body: APIContent(
        .setUp,
        ["the owner": #"{"code":"ABCD-2345","name":"maria","password":"secreto 123"}"#]),
      answer: APIContent(.session, ["logged in": inSession]),
      refusals: [
        .access(.wrongCode), .access(.alreadySetUp), .access(.badName), .access(.badPassword),
        .access(.notStored("database or disk is full")), .access(.busy), .tooManyTries(5),
        .notAllowed, .noAnswer,
      ]),
    Entry(
      .get, "/setup-code", named: "readSetupCode", of: .access,
      Words(
        "El código para la primera contraseña; solo por el socket de la central.",
        "The code for the first password; through the daemon's socket only."),
      answer: APIContent(.setupCode, ["a code": #"{"code":"ABCD-2345"}"#]),
      refusals: [.notFound]),
    Entry(
      .get, "/users", named: "listUsers", of: .access,
      Words("Quién tiene contraseña.", "Who has a password."),
      answer: APIContent(
        .users,
        ["two": #"{"users":[{"name":"maria","role":"owner"},{"name":"pedro","role":"cashier"}]}"#])),
    Entry(
      .put, "/users/{name}", named: "setUser", of: .access,
      Words(
        "Agrega un usuario o cambia el rol o la contraseña de uno.",
        "Adds a user, or changes the role or the password of one."),
      usage: Words(
        #"{"role":"owner|cashier","password":"…"}"#, #"{"role":"owner|cashier","password":"…"}"#),
      parameters: [.user],
      body: APIContent(
        .newUser,
        [
          "a cashier": #"{"role":"cashier","password":"secreto 789"}"#,
          "another role": #"{"role":"owner"}"#,
        ]), answer: .done,
      refusals: [
        .access(.badName), .access(.badPassword), .access(.passwordMissing), .access(.lastOwner),
        .access(.tooManyUsers), .access(.notStored("database or disk is full")), .access(.busy),
        .setUpFirst, .noAnswer,
      ]),
    Entry(
      .delete, "/users/{name}", named: "removeUser", of: .access,
      Words("Quita a un usuario.", "Removes a user."), parameters: [.user], answer: .done,
      refusals: [
        .access(.badName), .access(.noSuchUser("eva")), .access(.lastOwner),
        .access(.notStored("database or disk is full")), .access(.busy), .setUpFirst, .noAnswer,
      ]),
  ]

  private static let inSession =
    #"{"user":"maria","role":"owner","token":"f0f0f0f0f0f0f0f0"}"#
  private static let noSession = #"{"user":null,"role":"owner","token":null}"#
}
