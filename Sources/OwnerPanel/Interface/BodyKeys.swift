import FoundationEssentials

/// Looks for keys that a decoder passes over: of two alike it takes one and says nothing, and of one
/// that it does not know it says nothing either, were it a guard that is spelt wrong.
enum BodyKeys {
  /// What is wrong with the first such key, of one that is not known in the outermost object; nil:
  /// nothing. `json` must be JSON: what is not, a decoder has refused before.
  static func fault(in json: [UInt8], knowing fields: [String]) -> String? {
    /// Of each object that is open.
    var keys: [Set<String>] = []
    var depth = 0
    var position = 0
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "{"):
        depth += 1
        keys.append([])
      case UInt8(ascii: "}"):
        depth -= 1
        keys.removeLast()
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        let start = position
        position = end(ofTextAt: start, in: json)
        guard let place = keys.indices.last, isKey(before: position, in: json) else { continue }
        // With its escapes undone: «\u0061mount» is «amount».
        guard
          let key = try? JSONDecoder().decode(String.self, from: Data(json[start..<position]))
        else { continue }
        if !keys[place].insert(key).inserted { return "the key «\(key)» twice" }
        guard depth > 1 || fields.contains(key) else {
          return "the key «\(key.prefix(40))»: expected \(fields.joined(separator: ", "))"
        }
        continue
      default: break
      }
      position += 1
    }
    return nil
  }

  /// After the closing quote.
  private static func end(ofTextAt start: Int, in json: [UInt8]) -> Int {
    var position = start + 1
    while position < json.count, json[position] != UInt8(ascii: "\"") {
      position += json[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, json.count)
  }

  /// Whether a colon comes next.
  private static func isKey(before position: Int, in json: [UInt8]) -> Bool {
    let next = json[position...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return next == UInt8(ascii: ":")
  }
}
