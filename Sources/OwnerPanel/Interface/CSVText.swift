/// Lines of a table for a spreadsheet, as those of Chile read them: `;` between cells.
enum CSVText {
  /// So that a spreadsheet reads it as UTF-8.
  static let start = "\u{feff}"

  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ";") + "\r\n"
  }

  /// In quotes where it has to be. A text that a spreadsheet would take for a formula gets a `'`
  /// before it, for what is dialled or noted comes from others; a number below zero is none.
  private static func cell(_ text: String) -> String {
    var text = text
    // By scalars: a line end of two is one character.
    if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first),
      !isNumber(text)
    {
      text = "'" + text
    }
    let quoted = ";\"\r\n".unicodeScalars
    guard text.unicodeScalars.contains(where: { quoted.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func isNumber(_ text: String) -> Bool {
    text.hasPrefix("-")
      && text.dropFirst().allSatisfy { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
      && text.count > 1
  }

  /// So that the browser keeps it as a file of this name, of letters, digits, `-` and `.`.
  static func file(_ name: String) -> (name: String, value: String) {
    ("Content-Disposition", "attachment; filename=\"\(name)\"")
  }
}
