import FoundationEssentials
import Rating

/// What bodies of requests have in common.
enum RequestBody {
  static func decode<Body: Decodable>(
    _ type: Body.Type, from body: [UInt8], example: String
  ) throws(Outcome) -> Body {
    guard let decoded = try? JSONDecoder().decode(type, from: Data(body)) else {
      throw .badBody(example)
    }
    // Of two values the decoder takes one; which, its caller may see otherwise.
    if let key = RepeatedKey.find(in: body) { throw .badBody("the key «\(key)» twice") }
    return decoded
  }

  /// `decimals`: the currency's. An amount with more of them is refused: «1.000» is a thousand to one
  /// who writes as in Chile, and one peso to a program.
  static func amount(_ text: String, _ name: String, decimals: Int) throws(Outcome) -> Money {
    guard let amount = try? Money(amount: text) else {
      throw .badBody(#"\#(name) «\#(text)»: "50000", "0.5", "-5000""#)
    }
    let fraction = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard fraction.allSatisfy({ $0.utf8.count <= decimals }) else {
      throw .badBody("\(name) «\(text)»: 0…\(decimals) decimals, no point for thousands")
    }
    return amount
  }

  /// 1…64 printable ASCII characters; nil: there is none.
  static func key(_ key: String?) throws(Outcome) -> String? {
    guard let key else { return nil }
    guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else { throw .badBody("key: 1…64 ASCII") }
    return key
  }

  /// The owner's words, at most 120 characters.
  static func words(_ text: String, _ name: String) throws(Outcome) -> String {
    guard text.count <= 120, text.utf8.count <= 480,
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw .badBody("\(name): 0…120, no control characters")
    }
    return text
  }
}
