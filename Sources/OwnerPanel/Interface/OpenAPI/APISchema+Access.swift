/// Users and sessions.
extension APISchema {
  private static let role = choice(
    "owner: may do everything. cashier: sees booths and calls, collects, takes deposits, disables "
      + "and cuts.", PanelRole.allCases.map(\.rawValue))

  private static let password = text("8 to 128 characters.", length: 1...512)

  static let session = object(
    "Who asks, as far as it is known.",
    [
      "user": text("null: nobody had to log in.", examples: "maria").orNull,
      "role": role,
      "token": text("For the header X-CSRF-Token; null: none is asked for.").orNull,
    ])

  static let login = body(
    "A name and a password.",
    required: ["name": text("In lower case.", examples: "maria"), "password": password])

  static let passwordChange = body(
    "The password of before, and the new one.", required: ["from": password, "to": password])

  static let setUp = body(
    "The first owner.",
    required: [
      "code": text("As the box tells it.", examples: "ABCD-2345"),
      "name": text("1 to 32 letters, digits, -, _ and .", examples: "maria"),
      "password": password,
    ])

  static let setupCode = object(
    "What the first owner proves with that the box is his.",
    ["code": text("Of use until somebody has a password.", examples: "ABCD-2345")])

  static let users = object(
    "Who has a password.",
    ["users": list("By name.", of: APIComponent.user.reference)])

  static let user = object(
    "Somebody with a password.",
    ["name": text("In lower case.", examples: "maria"), "role": role])

  static let newUser = body(
    "A user as he is to be.", required: ["role": role],
    optional: ["password": password.orNull])
}
