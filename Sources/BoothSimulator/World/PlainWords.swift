import Rating

/// Any value in words, for a row of text that people read: the names it has in the code, without
/// the code around them. Of enumerations, structures and lists, however deep.
package enum PlainWords {
  /// `lost acknowledgements: permille 584, lasting 27322`.
  package static func text(_ value: Any) -> String { text(value, name: "", depth: 0) }

  /// Deeper ones are not told.
  private static let deepest = 6

  private static func text(_ value: Any, name: String, depth: Int) -> String {
    switch value {
    case let text as String: return "«\(text)»"
    case let amount as Money: return amount.decimalText
    case let byte as UInt8 where name == "digit" && (0x21...0x7e).contains(byte):
      return String(Unicode.Scalar(byte))
    case let flag as Bool: return flag ? "yes" : "no"
    case let number as any BinaryInteger: return "\(number)"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    let parts = Array(mirror.children)
    guard depth < deepest else { return "…" }
    switch mirror.displayStyle {
    case .optional: return parts.first.map { text($0.value, name: name, depth: depth) } ?? "none"
    case .enum: return enumeration(value, parts.first, depth: depth)
    case .collection, .set:
      return "["
        + parts.map { text($0.value, name: "", depth: depth + 1) }
        .joined(separator: "; ") + "]"
    default: break
    }
    if let named = value as? any CustomStringConvertible { return named.description }
    // A number with a type of its own.
    if parts.count == 1 { return text(parts[0].value, name: name, depth: depth) }
    return enclosed(list(parts, depth: depth), depth: depth)
  }

  private static func enumeration(
    _ value: Any, _ payload: Mirror.Child?, depth: Int
  ) -> String {
    guard let payload, let name = payload.label else { return words("\(value)") }
    if let flag = payload.value as? Bool { return words(name, isSo: flag) }
    let mirror = Mirror(reflecting: payload.value)
    guard mirror.displayStyle == .tuple else {
      return words(name) + " " + text(payload.value, name: name, depth: depth + 1)
    }
    let inside = list(Array(mirror.children), depth: depth)
    return depth == 0 ? "\(words(name)): \(inside)" : "\(words(name)) [\(inside)]"
  }

  private static func enclosed(_ text: String, depth: Int) -> String {
    depth == 0 ? text : "[\(text)]"
  }

  private static func list(_ parts: [Mirror.Child], depth: Int) -> String {
    parts.map { part in
      // Those without a name are numbered from a point on.
      let name = part.label.flatMap { $0.hasPrefix(".") ? nil : $0 } ?? ""
      if let flag = part.value as? Bool, !name.isEmpty { return words(name, isSo: flag) }
      let value = text(part.value, name: name, depth: depth + 1)
      return name.isEmpty ? value : words(name) + " " + value
    }.joined(separator: ", ")
  }

  /// `isSignalled`: signalled, or not signalled.
  private static func words(_ name: String, isSo: Bool) -> String {
    let name = words(name)
    let bare = name.hasPrefix("is ") ? String(name.dropFirst(3)) : name
    return isSo ? bare : "not " + bare
  }

  /// `farEndHungUp`: far end hung up.
  private static func words(_ name: String) -> String {
    // A value may be told with the types it lies in.
    var words = ""
    for character in name.split(separator: ".").last ?? "" {
      if character.isUppercase, let last = words.last, last.isLowercase || last.isNumber {
        words += " " + character.lowercased()
      } else {
        words.append(character)
      }
    }
    return words
  }
}
