import Notation
import Rating

/// Holds values to schemas (JSON Schema 2020-12, the part of it that the document uses).
struct SchemaValidator {
  /// What references lead into.
  let document: JSONValue
  /// Whether an object has nothing that its schema does not name, also where that would allow it:
  /// what the program answers is described whole.
  var isClosed = false

  /// Every keyword that is looked at, and those that only tell people.
  static let keywords: Set = [
    "$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items",
    "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "format", "minimum",
    "maximum", "oneOf", "anyOf", "not", "dependentRequired",
  ]
  static let annotations: Set = ["description", "examples", "discriminator"]

  /// What is wrong, each with its place; none: the value is as described.
  func faults(in value: JSONValue, by schema: JSONValue, at place: String = "$") -> [String] {
    var faults: [String] = []
    for (keyword, argument) in (schema.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "$ref":
        guard let target = argument.text.flatMap({ document.at($0) }) else {
          faults.append("\(place): \(argument) leads nowhere")
          continue
        }
        faults += self.faults(in: value, by: target, at: place)
      case "type":
        let types = argument.array ?? [argument]
        if !types.contains(where: { value.is($0.text ?? "") }) {
          faults.append("\(place): expected \(types.compactMap(\.text)), found \(value)")
        }
      case "enum":
        if argument.array?.contains(value) != true {
          faults.append("\(place): \(value) is none of the words")
        }
      case "const": if value != argument { faults.append("\(place): expected \(argument)") }
      case "oneOf", "anyOf":
        let results = (argument.array ?? []).map { self.faults(in: value, by: $0, at: place) }
        let fitting = results.count(where: \.isEmpty)
        if fitting == 0 || keyword == "oneOf" && fitting > 1 {
          faults.append("\(place): fits \(fitting) of the shapes: \(results)")
        }
      case "not":
        if self.faults(in: value, by: argument, at: place).isEmpty {
          faults.append("\(place): fits what it is not to")
        }
      default:
        switch value {
        case .text(let text): faults += self.faults(of: text, keyword, argument, at: place)
        case .integer(let number): faults += self.faults(of: number, keyword, argument, at: place)
        case .array(let list): faults += self.faults(of: list, keyword, argument, at: place)
        case .object(let members):
          faults += self.faults(of: members, keyword, argument, schema, at: place)
        case .null, .bool, .decimal: break
        }
      }
    }
    return faults
  }

  private func faults(
    of text: String, _ keyword: String, _ argument: JSONValue, at place: String
  ) -> [String] {
    let fits =
      switch keyword {
      case "pattern":
        (try? Regex(argument.text ?? "(").firstMatch(in: text)).flatMap { $0 } != nil
      case "minLength": Int64(text.unicodeScalars.count) >= argument.integer ?? .max
      case "maxLength": Int64(text.unicodeScalars.count) <= argument.integer ?? .min
      case "format":
        switch argument.text {
        case "date-time": Timestamp.read(text) != nil
        case "date": CalendarDay(text) != nil
        default: false
        }
      default: true
      }
    return fits ? [] : ["\(place): «\(text)» does not fit \(keyword) \(argument)"]
  }

  private func faults(
    of number: Int64, _ keyword: String, _ argument: JSONValue, at place: String
  ) -> [String] {
    let fits =
      switch keyword {
      case "minimum": number >= argument.integer ?? .max
      case "maximum": number <= argument.integer ?? .min
      case "format": argument.text == "int64"
      default: true
      }
    return fits ? [] : ["\(place): \(number) does not fit \(keyword) \(argument)"]
  }

  private func faults(
    of elements: [JSONValue], _ keyword: String, _ argument: JSONValue, at place: String
  ) -> [String] {
    switch keyword {
    case "items":
      return elements.enumerated().flatMap {
        faults(in: $0.element, by: argument, at: "\(place)[\($0.offset)]")
      }
    case "minItems" where Int64(elements.count) < argument.integer ?? .max,
      "maxItems" where Int64(elements.count) > argument.integer ?? .min,
      "uniqueItems" where Set(elements).count < elements.count:
      return ["\(place): \(elements.count) elements do not fit \(keyword) \(argument)"]
    default: return []
    }
  }

  private func faults(
    of members: [String: JSONValue], _ keyword: String, _ argument: JSONValue, _ schema: JSONValue,
    at place: String
  ) -> [String] {
    switch keyword {
    case "required":
      return (argument.array ?? []).compactMap(\.text).filter { members[$0] == nil }
        .map { "\(place).\($0): missing" }
    case "dependentRequired":
      return (argument.object ?? [:]).filter { members[$0.key] != nil }
        .flatMap { key, others in
          (others.array ?? []).compactMap(\.text).filter { members[$0] == nil }
            .map { "\(place).\($0): missing beside \(key)" }
        }
    case "properties":
      let known = argument.object ?? [:]
      let strange = members.keys.filter { isClosed && known[$0] == nil }.sorted()
      return strange.map { "\(place).\($0): not described" }
        + known.sorted { $0.key < $1.key }.flatMap { name, schema in
          members[name].map { faults(in: $0, by: schema, at: "\(place).\(name)") } ?? []
        }
    case "additionalProperties":
      guard argument == .bool(false) else { return ["\(place): only false is known here"] }
      let known = schema["properties"]?.object ?? [:]
      return members.keys.filter { known[$0] == nil }.sorted()
        .map { "\(place).\($0): not described" }
    default: return []
    }
  }
}

extension JSONValue {
  /// Whether it is of a type in JSON Schema's words.
  func `is`(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"),
      (.decimal, "number"), (.text, "string"), (.array, "array"), (.object, "object"):
      true
    default: false
    }
  }
}
