import Commands
import FoundationEssentials
import Notation

/// Who has a password for the page.
extension Action {
  static let users: [Action] = [
    Action(
      Verb(
        "user",
        Words("quién tiene una contraseña para la página", "who has a password for the page"))
    ) { invocation, console throws(CommandError) in
      try Desk(invocation, console).read("users") { try table($0, console) }
    },
    Action(
      Verb(
        "user set",
        Words(
          "agrega un usuario, o le da otro rol y otra contraseña",
          "adds a user, or gives one another role and password"),
        operands: [user],
        options: [
          Option(
            "--role", "ROLE", .words(["owner", "cashier"]),
            Words(
              "owner: el dueño, todo. cashier: el cajero; ve cabinas y llamadas, cobra, recibe lo que se paga "
                + "antes, deshabilita y corta. Siempre hay un dueño, y el primer usuario lo es",
              "owner: everything. cashier: sees booths and calls, collects, takes deposits, disables and "
                + "cuts. There is always an owner, and the first user is one")),
          Option("--same-password", Words("cambia solo el rol", "only the role changes")),
        ],
        notes: [
          Words(
            "La contraseña, de 8 a 128 caracteres, se pide dos veces; sin terminal es una línea de la entrada "
              + "estándar. Quien entró con la anterior queda afuera.",
            "The password, 8 to 128 characters, is asked for twice; without a terminal it is a line on "
              + "standard input. Who was logged in by the one before is so no more.")
        ], examples: ["maria --role owner"])
    ) { invocation, console throws(CommandError) in
      try set(invocation, console, password: PasswordInput.read)
    },
    Action(
      Verb(
        "user remove",
        Words("queda afuera y no puede entrar más", "he is logged out and cannot come in any more"),
        operands: [user], examples: ["maria"])
    ) { invocation, console throws(CommandError) in
      let name = invocation.value("NAME")
      return try Desk(invocation, console).change(
        "users/\(PercentEncoding.text(name))", method: "DELETE",
        done: console.say("usuario \(name): eliminado", "user \(name): removed"))
    },
  ]

  static let setupCode = Action(
    Verb(
      "setup-code",
      Words(
        "el código con que se pone la primera contraseña en la página",
        "the code by which the first password is set on the page"),
      notes: [
        Words(
          "Es otro en cada arranque del servicio y después de diez intentos fallidos, y no hay ninguno desde que "
            + "alguien tiene contraseña. «cabinactl user set» pone una sin él.",
          "It is drawn anew at each start of the daemon and after ten wrong tries, and there is none once "
            + "somebody has a password. «cabinactl user set» sets a password without it.")
      ])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console)
    // There is nothing under this address once somebody has a password.
    if let list = try? desk.ask("GET", "users", as: UsersAnswer.self), !list.users.isEmpty {
      throw CommandError(
        "no hay código: alguien ya tiene contraseña, vea «cabinactl user»",
        "there is no code: somebody has a password already, see «cabinactl user»")
    }
    return try desk.read("setup-code") { body in
      try JSONDecoder().decode(SetupCodeAnswer.self, from: Data(body)).code + "\n"
    }
  }

  private static let user = Operand(
    "NAME", .text,
    Words(
      "de 1 a 32 letras de la a a la z, cifras, -, _ y .",
      "1 to 32 letters a to z, digits, -, _ and ."))

  /// `password`: where a new one comes from.
  static func set(
    _ invocation: Invocation, _ console: Console,
    password: (Language) throws(CommandError) -> String
  ) throws(CommandError) -> CommandOutcome {
    let name = invocation.value("NAME")
    guard let role = invocation["--role"] else {
      throw .usage("falta --role owner o --role cashier", "expected --role owner or --role cashier")
    }
    var body = JSONObject()
    body.add("role", role)
    let isSame = invocation.has("--same-password")
    if !isSame { body.add("password", try password(console.say)) }
    let what = isSame ? "" : console.say(", contraseña nueva", ", new password")
    return try Desk(invocation, console).change(
      "users/\(PercentEncoding.text(name))", body.json, method: "PUT",
      done: console.say("usuario \(name): ", "user \(name): ") + console.say.role(role) + what)
  }

  private static func table(_ body: [UInt8], _ console: Console) throws -> String {
    let users = try JSONDecoder().decode(UsersAnswer.self, from: Data(body)).users
    guard !users.isEmpty else {
      return console.say(
        "nadie tiene contraseña todavía: «cabinactl setup-code», o «cabinactl user set»\n",
        "nobody has a password yet: «cabinactl setup-code», or «cabinactl user set»\n")
    }
    let head = [console.say("USUARIO", "USER"), console.say("ROL", "ROLE")]
    return TextTable(
      rows: [head] + users.map { [$0.name, console.say.role($0.role)] }, flexible: [0],
      width: console.width
    ).text
  }
}

private struct SetupCodeAnswer: Decodable { let code: String }

extension Language {
  /// By its name in the API, as the page calls it.
  func role(_ name: String) -> String {
    switch name {
    case "owner": self("dueño", "owner")
    case "cashier": self("cajero", "cashier")
    default: name
    }
  }
}
