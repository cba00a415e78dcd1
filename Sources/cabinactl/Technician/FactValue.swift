import LineRecord
import Notation

/// What a field of a message holds, in the names of the daemon's answers.
enum FactValue: Decodable, Hashable {
  case number(Int64)
  case text(String)
  case list([FactValue])
  case record([String: FactValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([FactValue].self) {
      self = .list(list)
    } else {
      self = .record(try container.decode([String: FactValue].self))
    }
  }

  init(_ value: MessageField.Value) {
    switch value {
    case .number(let number): self = .number(number)
    case .code(_, let text), .text(let text): self = .text(text)
    case .texts(let texts): self = .list(texts.map(FactValue.text))
    case .records(let records): self = .list(records.map { .record(Self.record($0)) })
    }
  }

  static func record(_ fields: [MessageField]) -> [String: FactValue] {
    Dictionary(fields.map { ($0.name, FactValue($0.value)) }) { first, _ in first }
  }

  /// In a line.
  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .list(let values): values.map(\.text).joined(separator: "; ")
    case .record(let fields):
      Self.sorted(fields).map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
    }
  }

  var json: JSON {
    switch self {
    case .number(let number): .integer(number)
    case .text(let text): .text(text)
    case .list(let values): .array(values.map(\.json))
    case .record(let fields):
      .object(Self.sorted(fields).map { JSON.Member(name: $0.key, value: $0.value.json) })
    }
  }

  /// Whose they are comes first.
  private static func sorted(
    _ fields: [String: FactValue]
  ) -> [(key: String, value: FactValue)] {
    fields.sorted { ($0.key == "line" ? "" : $0.key) < ($1.key == "line" ? "" : $1.key) }
  }
}
