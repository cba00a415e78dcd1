/// What people look for in the words of a list.
enum TextPattern {
  /// What GLOB takes for «contains this», whatever the case, and whatever accents are in either.
  static func containing(_ text: String) -> String {
    "*" + text.map(letters).joined() + "*"
  }

  private static func letters(_ character: Character) -> String {
    let lower = character.lowercased()
    if let alike = alike.first(where: { $0.contains(lower) }) {
      return "[\(alike)\(alike.uppercased())]"
    }
    // Within a class nothing else has a meaning; these two have one there.
    if lower == "]" || lower == "^" { return lower == "]" ? "[]]" : "^" }
    let upper = character.uppercased()
    return lower == upper ? "[\(lower)]" : "[\(lower)\(upper)]"
  }

  private static let alike = ["aáàâäã", "eéèêë", "iíìîï", "oóòôöõ", "uúùûü", "nñ", "cç"]
}
