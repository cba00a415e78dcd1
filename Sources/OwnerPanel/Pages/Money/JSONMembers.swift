import FoundationEssentials

/// The fields of one JSON object, as people can read them: texts without their quotes, whatever is
/// within a field as it is written.
struct JSONMembers: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  /// In the order in which they are written.
  private(set) var fields: [Field] = []

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// nil: `text` is no JSON object.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
    // What is in it need not be known: it is read once to see that it is JSON.
    guard (try? JSONDecoder().decode([String: AnyValue].self, from: Data(bytes))) != nil else {
      return nil
    }
    for part in Self.parts(bytes[1..<(bytes.count - 1)], at: UInt8(ascii: ",")) {
      let pair = Self.parts(part, at: UInt8(ascii: ":"), limit: 2)
      guard pair.count == 2 else { continue }
      fields.append(Field(name: Self.plain(pair[0]), value: Self.plain(pair[1])))
    }
  }

  /// The objects of a list; nil: `text` is no list of objects.
  static func list(_ text: String) -> [JSONMembers]? {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
    let members = parts(bytes[1..<(bytes.count - 1)], at: UInt8(ascii: ",")).map {
      JSONMembers(String(decoding: $0, as: UTF8.self))
    }
    return members.contains(nil) ? nil : members.compactMap(\.self)
  }

  /// Cut where `separator` stands outside of texts, lists and objects.
  private static func parts(
    _ bytes: ArraySlice<UInt8>, at separator: UInt8, limit: Int = .max
  ) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var depth = 0
    var isText = false
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      if isText {
        if byte == UInt8(ascii: "\\") { position += 1 }
        if byte == UInt8(ascii: "\"") { isText = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case separator where depth == 0 && parts.count + 1 < limit:
          parts.append(bytes[start..<position])
          start = position + 1
        default: break
        }
      }
      position += 1
    }
    parts.append(bytes[start...])
    return parts
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    (try? JSONDecoder().decode(String.self, from: Data(bytes)))
      ?? String(decoding: bytes, as: UTF8.self).trimmingBlanks()
  }

  private struct AnyValue: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}
