import Notation

/// What a value of the API looks like: a JSON schema (2020-12), as OpenAPI 3.1 takes it.
struct APISchema: Hashable, Sendable {
  private(set) var members: [JSON.Member]

  var json: JSON { .object(members) }

  private init(_ members: [JSON.Member]) { self.members = members }

  private init(_ type: String, _ description: String) {
    members = [
      JSON.Member(name: "type", value: .text(type)),
      JSON.Member(name: "description", value: .text(description)),
    ]
  }

  private func with(_ name: String, _ value: JSON?) -> APISchema {
    guard let value else { return self }
    return APISchema(members + [JSON.Member(name: name, value: value)])
  }

  private func with(_ name: String, examples: [JSON]) -> APISchema {
    examples.isEmpty ? self : with(name, .array(examples))
  }

  // MARK: Values

  /// `length` in characters.
  static func text(
    _ description: String, pattern: String? = nil, format: String? = nil,
    length: ClosedRange<Int64>? = nil, examples: String...
  ) -> APISchema {
    APISchema("string", description)
      .with("pattern", pattern.map(JSON.text))
      .with("format", format.map(JSON.text))
      .with("minLength", (length?.lowerBound).map(JSON.integer))
      .with("maxLength", (length?.upperBound).map(JSON.integer))
      .with("examples", examples: examples.map { .text($0) })
  }

  /// One of these words.
  static func choice(_ description: String, _ words: [String]) -> APISchema {
    APISchema("string", description).with("enum", .array(words.map { .text($0) }))
  }

  /// This word.
  static func word(_ word: String, _ description: String) -> APISchema {
    APISchema("string", description).with("const", .text(word))
  }

  /// A whole number.
  static func number(
    _ description: String, from least: Int64? = nil, to most: Int64? = nil, examples: Int64...
  ) -> APISchema {
    APISchema("integer", description)
      .with("format", "int64")
      .with("minimum", least.map(JSON.integer))
      .with("maximum", most.map(JSON.integer))
      .with("examples", examples: examples.map { .integer($0) })
  }

  static func flag(_ description: String) -> APISchema { APISchema("boolean", description) }

  static func list(
    _ description: String, of element: APISchema, least: Int64? = nil, most: Int64? = nil,
    isEachOnce: Bool = false
  ) -> APISchema {
    APISchema("array", description)
      .with("items", element.json)
      .with("minItems", least.map(JSON.integer))
      .with("maxItems", most.map(JSON.integer))
      .with("uniqueItems", isEachOnce ? true : nil)
  }

  /// What an answer has: every field is there. Others may come with a later version, for which
  /// nothing here closes the object.
  static func object(_ description: String, _ fields: APIFields) -> APISchema {
    APISchema("object", description)
      .with("required", .array(fields.list.filter(\.isRequired).map { .text($0.name) }))
      .with("properties", fields.json)
  }

  /// An object with any keys.
  static func map(_ description: String) -> APISchema { APISchema("object", description) }

  /// What a body may have, and nothing else: a key that is not known is refused.
  static func body(
    _ description: String, required: APIFields = [:], optional: APIFields = [:]
  ) -> APISchema {
    APISchema("object", description)
      .with("required", examples: required.list.map { .text($0.name) })
      .with("properties", (required + optional).json)
      .with("additionalProperties", false)
  }

  /// One of several shapes, told apart by the word in `key`.
  static func oneOf(_ shapes: [APIComponent], by key: String? = nil) -> APISchema {
    APISchema([JSON.Member(name: "oneOf", value: .array(shapes.map { $0.reference.json }))])
      .with("discriminator", key.map { ["propertyName": .text($0)] })
  }

  /// At least one of these keys is there.
  func withOne(of keys: [String]) -> APISchema {
    with("anyOf", .array(keys.map { ["required": .array([.text($0)])] }))
  }

  /// No two of a pair are there together.
  func without(_ pairs: [[String]]) -> APISchema {
    let both = pairs.map { pair -> JSON in ["required": .array(pair.map { .text($0) })] }
    return with("not", ["anyOf": .array(both)])
  }

  /// Each of these keys is there only beside the other.
  func needing(_ other: String, for keys: [String]) -> APISchema {
    with(
      "dependentRequired",
      .object(keys.map { JSON.Member(name: $0, value: .array([.text(other)])) }))
  }

  static func reference(to component: APIComponent, _ description: String?) -> APISchema {
    APISchema([
      JSON.Member(name: "$ref", value: .text("#/components/schemas/\(component.rawValue)"))
    ]).with("description", description.map(JSON.text))
  }

  /// Either of the two shapes.
  func or(_ other: APISchema, _ description: String) -> APISchema {
    APISchema([JSON.Member(name: "anyOf", value: [json, other.json])])
      .with("description", .text(description))
  }

  /// The same, or null.
  var orNull: APISchema {
    guard let index = members.firstIndex(where: { $0.name == "type" }) else {
      return APISchema([JSON.Member(name: "anyOf", value: [json, ["type": "null"]])])
    }
    var copy = self
    copy.members[index].value = [members[index].value, "null"]
    if let words = members.firstIndex(where: { $0.name == "enum" }),
      case .array(let values) = members[words].value
    {
      copy.members[words].value = .array(values + [.null])
    }
    return copy
  }
}

/// The fields of an object, in the order in which they are written.
struct APIFields: ExpressibleByDictionaryLiteral {
  struct Field {
    var name: String
    var schema: APISchema
    var isRequired = true
  }

  private(set) var list: [Field]

  private init(list: [Field]) { self.list = list }

  init(_ fields: [(String, APISchema)]) {
    list = fields.map { Field(name: $0.0, schema: $0.1) }
  }

  init(dictionaryLiteral elements: (String, APISchema)...) { self.init(elements) }

  static func + (left: APIFields, right: APIFields) -> APIFields {
    APIFields(list: left.list + right.list)
  }

  /// The same fields, of which an object may lack each.
  var optional: APIFields {
    APIFields(list: list.map { Field(name: $0.name, schema: $0.schema, isRequired: false) })
  }

  var json: JSON { .object(list.map { JSON.Member(name: $0.name, value: $0.schema.json) }) }
}
