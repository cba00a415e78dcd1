import Notation
import Testing

@testable import OwnerPanel

/// The document is OpenAPI 3.1, and whole in itself.
@Suite struct `The OpenAPI document` {
  private let document: JSONValue

  init() throws { document = try #require(APIContract.document) }

  private var operations: [(path: String, method: String, item: JSONValue, operation: JSONValue)] {
    (document["paths"]?.object ?? [:]).flatMap { path, item in
      ["get", "post", "put", "delete", "patch", "head", "options", "trace"].compactMap { method in
        item[method].map { (path, method, item, $0) }
      }
    }
  }

  /// Every object in it that `key` is in, with its place.
  private func places(
    with key: String, in value: JSONValue, at place: String = "#"
  ) -> [(place: String, value: JSONValue)] {
    switch value {
    case .object(let members):
      members.flatMap { name, member in
        places(with: key, in: member, at: "\(place)/\(name)")
      } + (members[key].map { [(place, $0)] } ?? [])
    case .array(let elements):
      elements.enumerated().flatMap {
        places(with: key, in: $0.element, at: "\(place)/\($0.offset)")
      }
    case .null, .bool, .integer, .decimal, .text: []
    }
  }

  @Test func `it has what OpenAPI asks for`() throws {
    #expect(document["openapi"]?.text?.hasPrefix("3.1.") == true)
    #expect(document["info"]?["title"]?.text?.isEmpty == false)
    #expect(document["info"]?["version"]?.text?.isEmpty == false)
    #expect(document["servers"]?.array?.allSatisfy { $0["url"]?.text?.isEmpty == false } == true)
    #expect(
      Set(try #require(document.object).keys).isSubset(
        of: ["openapi", "info", "servers", "security", "tags", "paths", "components"]))
    #expect(!operations.isEmpty)
    for (path, method, _, operation) in operations {
      let name = "\(method) \(path)"
      #expect(path.hasPrefix("/api/v1") && !path.hasSuffix("/"))
      #expect(operation["summary"]?.text?.isEmpty == false, "\(name)")
      #expect(
        Set(try #require(operation.object).keys).isSubset(
          of: [
            "operationId", "tags", "summary", "description", "security", "parameters",
            "requestBody", "responses",
          ]), "\(name)")
      for (status, response) in try #require(operation["responses"]?.object) {
        #expect(Int(status).map { (100...599).contains($0) } == true, "\(name)")
        let described = response["$ref"]?.text.flatMap { document.at($0) } ?? response
        #expect(described["description"]?.text?.isEmpty == false, "\(name), \(status)")
      }
      #expect(operation["responses"]?["200"] != nil, "\(name)")
    }
  }

  @Test func `names are given once, and to what is there`() throws {
    let names = operations.compactMap { $0.operation["operationId"]?.text }
    #expect(names.count == operations.count)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z][A-Za-z]*/) != nil })
    let tags = (document["tags"]?.array ?? []).compactMap { $0["name"]?.text }
    #expect(Set(tags).count == tags.count)
    let used = Set(operations.flatMap { $0.operation["tags"]?.array ?? [] }.compactMap(\.text))
    #expect(used == Set(tags))
    let schemes = Set(
      try #require(document["components"]?["securitySchemes"]?.object).keys)
    let required = Set(
      places(with: "security", in: document).flatMap { $0.value.array ?? [] }
        .flatMap { $0.object.map { Array($0.keys) } ?? [] })
    #expect(required == schemes)
  }

  @Test func `references lead somewhere, and nothing is described that nobody refers to`() throws {
    let references = Set(places(with: "$ref", in: document).compactMap(\.value.text))
    for reference in references { #expect(document.at(reference) != nil, "\(reference)") }
    let components = try #require(document["components"]?.object)
    for kind in ["schemas", "examples", "parameters", "responses"] {
      for name in try #require(components[kind]?.object).keys {
        #expect(references.contains("#/components/\(kind)/\(name)"), "\(kind) \(name)")
      }
    }
  }

  @Test func `parameters are those that the path has in braces, and a query's, each once`() throws {
    for (path, method, item, operation) in operations {
      let parameters = ((item["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? []))
        .map { parameter in parameter["$ref"]?.text.flatMap { document.at($0) } ?? parameter }
      let braces = path.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
      let inPath = parameters.filter { $0["in"]?.text == "path" }
      #expect(inPath.compactMap { $0["name"]?.text } == braces, "\(method) \(path)")
      #expect(inPath.allSatisfy { $0["required"] == .bool(true) })
      let names = parameters.compactMap { $0["name"]?.text }
      #expect(names.count == parameters.count && Set(names).count == names.count)
      #expect(names.contains("lang"))
      for parameter in parameters {
        #expect(["path", "query"].contains(parameter["in"]?.text))
        #expect(parameter["schema"]?.object?.isEmpty == false)
      }
    }
  }

  /// Every schema that stands on its own.
  private var schemas: [(place: String, schema: JSONValue)] {
    let named = (document["components"]?["schemas"]?.object ?? [:]).map {
      (place: $0.key, schema: $0.value)
    }
    return named
      + places(with: "schema", in: document).map { (place: $0.place, schema: $0.value) }
  }

  /// And all within them.
  private func parts(
    of schema: JSONValue, at place: String
  ) -> [(place: String, schema: JSONValue)] {
    var parts = [(place: place, schema: schema)]
    for (name, property) in schema["properties"]?.object ?? [:] {
      parts += self.parts(of: property, at: "\(place).\(name)")
    }
    if let items = schema["items"] { parts += self.parts(of: items, at: "\(place)[]") }
    for key in ["oneOf", "anyOf"] {
      for (index, shape) in (schema[key]?.array ?? []).enumerated() {
        parts += self.parts(of: shape, at: "\(place)|\(index)")
      }
    }
    return parts
  }

  @Test func `every schema says what is looked at, and its own examples fit it`() throws {
    let validator = SchemaValidator(document: document)
    let known = SchemaValidator.keywords.union(SchemaValidator.annotations)
    #expect(!schemas.isEmpty)
    for (place, schema) in schemas.flatMap({ parts(of: $0.schema, at: $0.place) }) {
      let keys = Set(try #require(schema.object, "\(place)").keys)
      #expect(keys.isSubset(of: known), "\(place): \(keys.subtracting(known))")
      #expect(
        keys.isDisjoint(with: ["type", "$ref", "oneOf", "anyOf", "required"]) == false, "\(place)")
      if let pattern = schema["pattern"]?.text {
        #expect(throws: Never.self, "\(place)") { try Regex(pattern) }
        #expect(pattern.hasPrefix("^"), "\(place)")
      }
      for name in schema["required"]?.array ?? [] where schema["properties"] != nil {
        #expect(schema["properties"]?[name.text ?? ""] != nil, "\(place): \(name)")
      }
      for example in schema["examples"]?.array ?? [] {
        #expect(validator.faults(in: example, by: schema) == [], "\(place)")
      }
    }
    // What people read is there for each of them.
    let named = try #require(document["components"]?["schemas"]?.object)
    #expect(!named.isEmpty)
    for (name, schema) in named {
      #expect(schema["description"] != nil || schema["oneOf"] != nil, "\(name)")
    }
  }

  @Test func `every example of a body and of an answer fits its schema`() throws {
    let validator = SchemaValidator(document: document, isClosed: true)
    var count = 0
    for (place, content) in places(with: "content", in: document) {
      guard let json = content["application/json"] else { continue }
      let schema = try #require(json["schema"], "\(place)")
      let examples = try #require(json["examples"]?.object, "\(place)")
      #expect(!examples.isEmpty, "\(place)")
      for (name, example) in examples {
        let shared = example["$ref"]?.text.flatMap { document.at($0) } ?? example
        let value = try #require(shared["value"], "\(place), \(name)")
        if let code = value["error"]?.text { #expect(code == name, "\(place)") }
        #expect(validator.faults(in: value, by: schema) == [], "\(place), \(name)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test func `it is sent once, and again only when it is another`() throws {
    let desk = Desk()
    let first = try desk.get("/api/v1/openapi.json")
    #expect(first.status == .ok)
    #expect(first.type == .json)
    #expect(first.body == APIDocument.json.bytes)
    let tag = try #require(first["ETag"])
    let again = try desk.get("/api/v1/openapi.json", "If-None-Match: \(tag)\r\n")
    #expect(again.status == .notModified)
    #expect(again.body.isEmpty)
    #expect(try desk.get("/api/v1/openapi.json", "If-None-Match: \"0\"\r\n").status == .ok)
  }
}
