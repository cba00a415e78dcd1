import Notation

/// What a user's name and password may be.
package enum AccessRules {
  package static let userLimit = 32
  package static let nameLimit = 32
  /// Of the code for the first password, with whatever is typed between its letters.
  static let codeLimit = 32
  package static let passwordLength = 8...128
  static var longestPassword: Int { passwordLength.upperBound }
  /// Of UTF-8: what crypt(3) takes.
  package static let passwordBytes = 511

  /// As it is kept. Telephones begin a word with a capital, so those are taken for small letters.
  package static func name(_ text: String) throws(AccessRefusal) -> String {
    let name = text.asciiLowercased
    guard (1...nameLimit).contains(name.utf8.count), name.utf8.allSatisfy(isOfName),
      // `..` cannot be asked for in a path.
      name.utf8.contains(where: isLetterOrDigit)
    else { throw .badName }
    return name
  }

  package static func check(password: String, of name: String) throws(AccessRefusal) {
    guard passwordLength.contains(password.unicodeScalars.count),
      password.utf8.count <= passwordBytes, !password.hasControls,
      password.asciiLowercased != name
    else { throw .badPassword }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "-_.".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}

extension String {
  /// Other letters as they are.
  fileprivate var asciiLowercased: String {
    String(
      decoding: utf8.map { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      }, as: UTF8.self)
  }
}
