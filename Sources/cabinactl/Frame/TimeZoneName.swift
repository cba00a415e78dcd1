import Glibc

/// A value of `TZ`, of which the C library takes UTC without a word when it knows none of that name.
enum TimeZoneName {
  /// `:America/Santiago`, a file's path, or rules such as `CLT4CLST`; an empty one is UTC.
  static func isKnown(_ value: String) -> Bool {
    let name = value.hasPrefix(":") ? String(value.dropFirst()) : value
    if name.isEmpty || ["UTC", "GMT"].contains(name) { return true }
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    var facts = stat()
    let isFile =
      stat(name.hasPrefix("/") ? name : "\(folder)/\(name)", &facts) == 0
      && facts.st_mode & S_IFMT == S_IFREG
    return isFile || (name == value && isRule(name))
  }

  /// A name of three letters or more, or anything in `<>`, and how far it is from UTC.
  private static func isRule(_ text: String) -> Bool {
    let rest: Substring
    if text.hasPrefix("<") {
      guard let end = text.firstIndex(of: ">") else { return false }
      rest = text[text.index(after: end)...]
    } else {
      rest = text.drop { $0.isASCII && $0.isLetter }
      guard text.count - rest.count >= 3 else { return false }
    }
    let offset = rest.first.map { "+-".contains($0) } ?? false ? rest.dropFirst() : rest
    return offset.first.map { $0.isASCII && $0.isNumber } ?? false
  }
}
