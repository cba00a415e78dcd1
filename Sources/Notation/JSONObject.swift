/// An object of JSON that is put together key by key, in that order.
package struct JSONObject: Hashable, Sendable {
  private var members: [JSON.Member] = []
  /// Keys of lists that are written an element a line, for who compares two files.
  private var listsByLine: [String] = []

  package init() {}

  package var json: JSON { .object(members) }

  package var text: String {
    let texts = members.map { member in
      "\(JSON.text(member.name).text):\(text(of: member.value, in: member.name))"
    }
    return "{\(texts.joined(separator: ","))}"
  }

  private func text(of value: JSON, in name: String) -> String {
    guard listsByLine.contains(name), case .array(let elements) = value, !elements.isEmpty else {
      return value.text
    }
    return "[\n\(elements.map(\.text).joined(separator: ",\n"))\n]"
  }

  package mutating func add(_ key: String, _ value: JSON) {
    members.append(JSON.Member(name: key, value: value))
  }

  package mutating func add(_ key: String, _ value: String) { add(key, .text(value)) }

  package mutating func add(_ key: String, _ value: Int64) { add(key, .integer(value)) }

  package mutating func add(_ key: String, _ value: JSONObject) { add(key, value.json) }

  package mutating func addNull(_ key: String) { add(key, .null) }

  package mutating func add(_ key: String, _ values: [JSONObject], isOneALine: Bool = false) {
    if isOneALine { listsByLine.append(key) }
    add(key, .array(values.map(\.json)))
  }
}
