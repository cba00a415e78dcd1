import Notation

/// Lines of a table for a spreadsheet, as those of Chile read them: `;` between cells.
enum CSVText {
  /// So that a spreadsheet reads it as UTF-8.
  static let start = "\u{feff}"

  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ";") + "\r\n"
  }

  /// What is dialled or noted comes from others, and must be no formula in a spreadsheet; a number
  /// is none, and its comma parts nothing.
  private static func cell(_ text: String) -> String {
    isNumber(text) ? text : SpreadsheetText.quoted(SpreadsheetText.cell(text))
  }

  private static func isNumber(_ text: String) -> Bool {
    let figures = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return !figures.isEmpty
      && figures.utf8.allSatisfy {
        $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")
      }
  }

  /// So that the browser keeps it as a file of this name, of letters, digits, `-` and `.`.
  static func file(_ name: String) -> (name: String, value: String) {
    ("Content-Disposition", "attachment; filename=\"\(name)\"")
  }
}
