import Notation

/// How a refusal looks in the document.
struct APIStatus: Hashable, Sendable {
  var status: HTTPStatus
  /// As it is named in the document.
  var name: String
  var description: String
  /// Only where something is sent along.
  var isOfBody = false

  /// What the connection itself refuses, in plain text, whatever was asked for.
  static let transport = [
    APIStatus(
      status: .badRequest, name: "NoRequest",
      description: "This is no request of HTTP, or not a clear one: what was expected, in a line."),
    APIStatus(
      status: .requestTimeout, name: "TooSlow",
      description: "The request did not come in time, which is ten seconds."),
    APIStatus(
      status: .contentTooLarge, name: "BodyTooLarge",
      description: "The body has more than 16 KiB.", isOfBody: true),
    APIStatus(
      status: .uriTooLong, name: "LineTooLong",
      description: "Method, target and version have more than 4 KiB."),
    APIStatus(
      status: .headerFieldsTooLarge, name: "HeadersTooLarge",
      description: "There are more than 64 headers, or more than 16 KiB of them."),
  ]

  var component: JSON.Member {
    JSON.Member(
      name: name,
      value: ["description": .text(description), "content": .object([Self.plain])])
  }

  var reference: JSON.Member {
    JSON.Member(
      name: "\(status.rawValue)", value: ["$ref": .text("#/components/responses/\(name)")])
  }

  private static let plain = JSON.Member(
    name: "text/plain",
    value: ["schema": ["type": "string", "description": "What was expected, in English."]])

  /// That nothing was done, with an example of each reason; what several paths say alike is once in
  /// the document.
  static func refused(_ outcomes: [Outcome]) -> JSON {
    let name = name(of: outcomes)
    return groups.contains { $0.name == name }
      ? ["$ref": .text("#/components/responses/\(name)")] : described(outcomes)
  }

  /// The answers that several paths have in common.
  static let sharedRefusals: [JSON.Member] = groups.map { group in
    JSON.Member(name: group.name, value: described(group.outcomes))
  }

  private static let groups: [(name: String, outcomes: [Outcome])] = {
    let all = APIIndex.entries.flatMap(\.refusalsByStatus)
    var groups: [(name: String, outcomes: [Outcome])] = []
    for outcomes in all where outcomes.allSatisfy(shared.contains) {
      let name = name(of: outcomes)
      guard !groups.contains(where: { $0.name == name }),
        all.count(where: { $0 == outcomes }) > 1
      else { continue }
      groups.append((name, outcomes))
    }
    return groups
  }()

  private static func name(of outcomes: [Outcome]) -> String {
    outcomes.map(\.code).joined(separator: "-")
  }

  private static func described(_ outcomes: [Outcome]) -> JSON {
    let reasons = outcomes.map { "`\($0.code)`" }.joined(separator: ", ")
    let examples = outcomes.map { outcome in
      JSON.Member(
        name: outcome.code,
        value: shared.contains(outcome)
          ? ["$ref": .text("#/components/examples/\(outcome.code)")] : example(outcome))
    }
    let content = JSON.Member(
      name: "application/json",
      value: ["schema": APIComponent.refusal.reference.json, "examples": .object(examples)])
    // With this status the connection answers as well.
    let isPlainToo = outcomes.first?.status == .badRequest
    return [
      "description": .text("Refused: \(reasons)" + (isPlainToo ? ", or no request of HTTP." : ".")),
      "content": .object(isPlainToo ? [content, plain] : [content]),
    ]
  }

  /// Refusals in the words in which each is met first: once in the document.
  static let shared: [Outcome] = {
    var shared: [Outcome] = []
    for outcome in APIIndex.entries.flatMap(\.allRefusals) {
      if !shared.contains(where: { $0.code == outcome.code }) { shared.append(outcome) }
    }
    return shared
  }()

  static func example(_ outcome: Outcome) -> JSON {
    ["value": ShopJSON.outcome(outcome, in: .english)]
  }
}
