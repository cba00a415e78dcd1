import FoundationEssentials
import Notation

/// What the owner sets in place of what the configuration says.
enum SettingsCommand {
  private static let expected = "expected name TEXT, booth NUMBER TEXT or language es|en"

  static func run(_ words: [String]) throws(UsageError) -> CommandOutcome {
    let arguments = try ShopArguments(words, taking: ["--socket"])
    return try run(arguments, LedgerDesk(arguments))
  }

  static func run(
    _ arguments: ShopArguments, _ desk: LedgerDesk
  ) throws(UsageError) -> CommandOutcome {
    var arguments = arguments
    let what = arguments.optionalOperand()
    let fields = arguments.allOperands()
    var body = JSONObject()
    switch (what, fields.count) {
    case (nil, _): return desk.outcome("GET", "settings", text: listed)
    case ("name", 1): body.add("shopName", fields[0])
    case ("language", 1): body.add("language", fields[0])
    case ("booth", 2):
      body.add("booth", fields[0])
      body.add("boothName", fields[1])
    default: throw UsageError(message: expected)
    }
    let value = fields.last.map { $0.isEmpty ? "as in the configuration" : "«\($0)»" } ?? ""
    let subject = fields.count == 2 ? "booth \(fields[0])" : what ?? ""
    return desk.outcome("POST", "settings", body: body.text) { _ in "\(subject): \(value)\n" }
  }

  private static func listed(_ body: [UInt8]) throws -> String {
    let answer = try JSONDecoder().decode(SettingsAnswer.self, from: Data(body))
    let own = answer.own
    let changed = Set(own.boothNames.map(\.booth))
    func mark(_ isOwn: Bool) -> String { isOwn ? "set here" : "as in the configuration" }
    let shop = answer.sections.first { $0.section == "shop" }?.items.first { $0.key == "name" }
    let page = answer.sections.first { $0.section == "page" }?.items.first { $0.key == "language" }
    return TextTable(
      rows: [
        ["name", shop?.value ?? "", mark(own.shopName != nil)],
        ["language", page?.value ?? "", mark(own.language != nil)],
      ]
        + answer.booths.map { ["booth \($0.number)", $0.name, mark(changed.contains($0.number))] }
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
