import Notation

/// Part of an address that changes.
struct APIParameter: Hashable, Sendable {
  enum Place: String, Hashable, Sendable {
    case path
    case query
  }

  var name: String
  var place: Place
  var schema: APISchema
  var description: String
  var isRequired: Bool

  static func path(_ name: String, _ description: String, _ schema: APISchema) -> APIParameter {
    APIParameter(
      name: name, place: .path, schema: schema, description: description, isRequired: true)
  }

  static func query(
    _ name: String, _ description: String, _ schema: APISchema, isRequired: Bool = false
  ) -> APIParameter {
    APIParameter(
      name: name, place: .query, schema: schema, description: description,
      isRequired: isRequired)
  }

  var json: JSON {
    [
      "name": .text(name), "in": .text(place.rawValue), "description": .text(description),
      "required": .bool(isRequired), "schema": schema.json,
    ]
  }
}

extension APIParameter {
  /// Any path takes it.
  static let language = query(
    "lang",
    "The language of what is for people. Without it: what Accept-Language says, else the "
      + "shop's.",
    .text("es: Spanish, en: English; another word is as none.", examples: "es", "en"))

  static let booth = path("number", "Of a booth.", APIComponent.boothNumber.reference)

  static let board = path(
    "uid", "Of a board.",
    .text("24 hexadecimal digits.", examples: "00112233445566778899aabb"))

  static let boothFilter = query(
    "booth", "Of this booth only; empty: of all.",
    .text("Its number.", pattern: "^([A-Za-z0-9][A-Za-z0-9_-]{0,15})?$", examples: "4312"))

  static let call = path("id", "Of a call.", .number("From 1.", from: 1, examples: 42))

  static let ticket = path("id", "Of a ticket.", .number("From 1.", from: 1, examples: 7))

  static let user = path("name", "Of a user.", .text("In lower case.", examples: "pedro"))

  static let prefix = path(
    "prefix", "Of a price; empty for the one of all numbers: the path then ends in a slash.",
    APIComponent.prefix.reference)

  static let importID = path(
    "id", "That the beginning of the import gave.", .text("As it was given.", examples: "5f2c9a01"))

  /// Of a page: 1 to 500.
  static func size(usual: Int64) -> APIParameter {
    query(
      "size", "How many there may be.",
      .number("Left out: \(usual).", from: 1, to: 500, examples: usual))
  }
}
