import Commands
import FoundationEssentials
import Notation

/// What the owner sets in place of what the configuration says.
extension Action {
  static let settings: [Action] = [
    Action(
      Verb(
        "settings",
        Words(
          "cómo se llaman la tienda y las cabinas, y el idioma de la página",
          "what shop and booths are called, and the page's language"))
    ) { invocation, console throws(CommandError) in
      try Desk(invocation, console).read("settings") { try listed($0, console) }
    },
    setting(
      "name",
      Words(
        "cómo se llama la tienda; se ve también en las cabinas libres",
        "what the shop is called; it is on the displays of free booths too"),
      operands: [text], example: "\"Centro de llamados\"", value: "TEXT",
      members: ["shopName": "TEXT"]),
    setting(
      "booth", Words("cómo se llama una cabina", "what a booth is called"),
      operands: [.booth, text], example: "4312 MESÓN", value: "TEXT",
      members: ["booth": "BOOTH", "boothName": "TEXT"]),
    setting(
      "language",
      Words(
        "el idioma de la página para quien no eligió otro",
        "the page's language for who has chosen none"),
      operands: [
        Operand(
          "LANGUAGE", .words(["es", "en", ""]),
          Words(
            "es o en; \"\": vale de nuevo lo que dice la configuración",
            "es or en; \"\": what the configuration says holds again"))
      ], example: "en", value: "LANGUAGE", members: ["language": "LANGUAGE"]),
  ]

  private static let text = Operand(
    "TEXT", .text,
    Words(
      "de 1 a 40 caracteres; \"\": vale de nuevo lo que dice la configuración",
      "1 to 40 characters; \"\": what the configuration says holds again"))

  /// `members`: of what is sent, by its name in the API, each of an operand.
  private static func setting(
    _ name: String, _ summary: Words, operands: [Operand], example: String, value: String,
    members: KeyValuePairs<String, String>
  ) -> Action {
    let members = members.map { ($0.key, $0.value) }
    return Action(
      Verb("settings \(name)", summary, operands: operands, examples: [example])
    ) { invocation, console throws(CommandError) in
      var body = JSONObject()
      for (member, operand) in members { body.add(member, invocation.value(operand)) }
      let text = invocation.value(value)
      let shown =
        text.isEmpty
        ? console.say("como en la configuración", "as in the configuration") : "«\(text)»"
      let subject =
        switch name {
        case "booth":
          console.say("nombre de la cabina ", "name of booth ") + invocation.value("BOOTH")
        case "language": console.say("idioma de la página", "language of the page")
        default: console.say("nombre de la tienda", "name of the shop")
        }
      return try Desk(invocation, console).change(
        "settings", body.json, done: "\(subject): \(shown)")
    }
  }

  private static func listed(_ body: [UInt8], _ console: Console) throws -> String {
    let say = console.say
    let answer = try JSONDecoder().decode(SettingsAnswer.self, from: Data(body))
    let own = answer.own
    let changed = Set(own.boothNames.map(\.booth))
    func mark(_ isOwn: Bool) -> String {
      isOwn
        ? say("puesto aquí", "set here")
        : say("como en la configuración", "as in the configuration")
    }
    let shop = answer.sections.first { $0.section == "shop" }?.items.first { $0.key == "name" }
    let page = answer.sections.first { $0.section == "page" }?.items.first { $0.key == "language" }
    return TextTable(
      rows: [
        [say("nombre", "name"), shop?.value ?? "", mark(own.shopName != nil)],
        [say("idioma", "language"), page?.value ?? "", mark(own.language != nil)],
      ]
        + answer.booths.map {
          [
            say("cabina \($0.number)", "booth \($0.number)"), $0.name,
            mark(changed.contains($0.number)),
          ]
        }, flexible: [1], width: console.width
    ).text
  }
}

private struct SettingsAnswer: Decodable {
  struct Own: Decodable {
    struct Name: Decodable { let booth: String }
    let shopName: String?
    let language: String?
    let boothNames: [Name]
  }
  struct Booth: Decodable {
    let number: String
    let name: String
  }
  struct Section: Decodable {
    struct Item: Decodable {
      let key: String
      let value: String
    }
    let section: String
    let items: [Item]
  }

  let own: Own
  let booths: [Booth]
  let sections: [Section]
}
