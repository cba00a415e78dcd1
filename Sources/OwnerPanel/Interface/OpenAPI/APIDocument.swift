import Notation

/// The API as an OpenAPI 3.1 document, in English: `GET /api/v1/openapi.json`. The tests hold each
/// answer to it.
enum APIDocument {
  /// Made when it is first asked for.
  private static let content = FixedContent(.json, json.bytes)

  static func response(to request: HTTPRequest) -> HTTPResponse { content.response(to: request) }

  static var json: JSON {
    [
      "openapi": "3.1.1",
      "info": [
        "title": "Cabina",
        "summary": "The booths, calls, money and prices of a call shop.",
        "description": .text(about),
        "version": "1",
      ],
      "servers": [["url": "/", "description": "The box that serves this document."]],
      "security": security(changing: false),
      "tags": .array(
        APITag.allCases.map { tag in
          ["name": .text(tag.rawValue), "description": .text(tag.description)]
        }),
      "paths": .object(paths),
      "components": [
        "schemas": .object(
          APIComponent.allCases.map { component in
            JSON.Member(name: component.rawValue, value: component.schema.json)
          }),
        "examples": .object(
          APIStatus.shared.map { outcome in
            JSON.Member(name: outcome.code, value: APIStatus.example(outcome))
          }),
        "parameters": ["language": APIParameter.language.json],
        "responses": .object(
          APIStatus.transport.map(\.component) + APIStatus.sharedRefusals),
        "securitySchemes": securitySchemes,
      ],
    ]
  }

  private static let about = """
    Everything that the owner's page shows and does, for programs.

    **Amounts** are decimal texts in units of the shop's currency, exact: "227", "0.5". **Times** \
    are RFC 3339 in UTC; the header Shop-Time-Zone of each answer to a whole request has the zone of the shop's clock, \
    as TZ takes it: America/Santiago. **Durations** are whole seconds; a second begun counts.

    **Answers** have every field that is described, null where there is nothing to tell, and may \
    have more in a later version of the program: pass over what you do not know. **Bodies** are \
    JSON of at most 16 KiB with `Content-Type: application/json`, sent with a Content-Length; in \
    them a key that is not described, or one that comes twice, is refused.

    **Refusals** say in `error` why, for programs, and in `message`, for people; then nothing was \
    changed, save after `no_answer`, when nobody knows: ask for a movement of money again under its \
    `key`, and it is done once. What is no request of HTTP is refused as plain text, and the \
    connection ends. HEAD is answered as GET is, without the body.

    **Who may ask.** Over the network: whoever is logged in, with the cookie of the session, and for \
    every change the header X-CSRF-Token; while nobody has a password, whoever is on this box, but \
    for users' passwords, commands of boards and what crosses their lines, which say `set_up_first`. The \
    `Host` must be one of the panel's, and a browser's request must come from a page of its own. \
    Through the Unix socket of the daemon (/run/cabina/cabina.sock, say `curl --unix-socket`) the \
    kernel says who asks, which is login enough, and any `Host` will do: root, the daemon's user and \
    its group (cabina) may everything, another group (cabina-till, unless the configuration names \
    one) what a cashier may, and everybody else is told `local_stranger` whatever he asks.
    """

  private static let securitySchemes: JSON = [
    "session": [
      "type": "apiKey", "in": "cookie", "name": .text(SessionCookie.name),
      "description": "The cookie that logging in gives.",
    ],
    "csrf": [
      "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
      "description": "Of the session, with everything that changes something.",
    ],
  ]

  /// The empty one: no password was set yet, or the kernel says who asks.
  private static func security(changing: Bool) -> JSON {
    changing ? [["session": [], "csrf": []], [:]] : [["session": []], [:]]
  }

  // MARK: Paths

  /// Each path once, in the order of the entries.
  private static var paths: [JSON.Member] {
    var names: [String] = []
    for entry in APIIndex.entries where !names.contains(entry.path) { names.append(entry.path) }
    return names.map { path in
      let entries = APIIndex.entries.filter { $0.path == path }
      let shared = entries[0].parameters.filter { $0.place == .path }.map(\.json)
      let language: JSON = ["$ref": "#/components/parameters/language"]
      return JSON.Member(
        name: "/api/v1" + path,
        value: .object(
          [JSON.Member(name: "parameters", value: .array(shared + [language]))]
            + entries.map { entry in
              JSON.Member(name: entry.method.rawValue.lowercased(), value: operation(entry))
            }))
    }
  }

  private static func operation(_ entry: APIIndex.Entry) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member(name: "operationId", value: .text(entry.name)),
      JSON.Member(name: "tags", value: .array([.text(entry.tag.rawValue)])),
      JSON.Member(name: "summary", value: .text(entry.words.english)),
    ]
    if let detail = entry.detail {
      members.append(JSON.Member(name: "description", value: .text(detail)))
    }
    if entry.permission == .anyone {
      members.append(JSON.Member(name: "security", value: [[:]]))
    } else if !entry.isReading {
      members.append(JSON.Member(name: "security", value: security(changing: true)))
    }
    let query = entry.parameters.filter { $0.place == .query }.map(\.json)
    if !query.isEmpty { members.append(JSON.Member(name: "parameters", value: .array(query))) }
    if let body = entry.body {
      let content: JSON = ["required": true, "content": ["application/json": body.json]]
      members.append(JSON.Member(name: "requestBody", value: content))
    }
    members.append(JSON.Member(name: "responses", value: .object(responses(entry))))
    return .object(members)
  }

  private static func responses(_ entry: APIIndex.Entry) -> [JSON.Member] {
    let refusals = entry.refusalsByStatus
    let done = JSON.Member(
      name: "200",
      value: ["description": "It is so.", "content": ["application/json": entry.answer.json]])
    let refused = refusals.map { outcomes in
      JSON.Member(name: "\(outcomes[0].status.rawValue)", value: APIStatus.refused(outcomes))
    }
    let plain = APIStatus.transport.filter { transport in
      (entry.body != nil || !transport.isOfBody)
        && !refusals.contains { $0[0].status == transport.status }
    }.map(\.reference)
    let unchanged = JSON.Member(
      name: "304",
      value: ["description": "It has the tag that If-None-Match names: there is no body."])
    return ([done] + (entry.isFixed ? [unchanged] : []) + refused + plain)
      .sorted { $0.name < $1.name }
  }
}

extension APIContent {
  var json: JSON {
    [
      "schema": shape.reference.json,
      "examples": .object(
        examples.map { JSON.Member(name: $0.name, value: ["value": .written($0.value)]) }),
    ]
  }
}
