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

  /// An answer that nothing was done, with an example of each reason. `isPlainToo`: the connection
  /// answers with the same status.
  static func refused(_ outcomes: [Outcome], isPlainToo: Bool) -> JSON {
    let reasons = outcomes.map { "`\($0.code)`" }.joined(separator: ", ")
    let examples = outcomes.map { outcome in
      JSON.Member(
        name: outcome.code, value: ["value": ShopJSON.outcome(outcome, in: .english)])
    }
    let content = JSON.Member(
      name: "application/json",
      value: ["schema": APIComponent.refusal.reference.json, "examples": .object(examples)])
    return [
      "description": .text("Refused: \(reasons)" + (isPlainToo ? ", or no request of HTTP." : ".")),
      "content": .object(isPlainToo ? [content, plain] : [content]),
    ]
  }
}
