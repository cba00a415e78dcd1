/// A text in a cell of a table for a spreadsheet, which must not be taken for a formula there: a `'`
/// stands before it, as people mark a text, and is taken away again when a list is read back.
///
/// Which separator a spreadsheet splits at depends on its country, and one that splits at another than
/// the file's keeps to no quotes: so each piece of the text between two separators is looked at by
/// itself.
package enum SpreadsheetText {
  package static func cell(_ text: String) -> String {
    changing(text, mark: true)
  }

  /// What `cell` was given.
  package static func plain(_ cell: String) -> String {
    changing(cell, mark: false)
  }

  private typealias Scalars = String.UnicodeScalarView

  private static func changing(_ text: String, mark: Bool) -> String {
    let scalars = text.unicodeScalars
    var changed = Scalars()
    var piece = Scalars()
    // A blank or a control before everything is gone in some spreadsheets, and its text is seen anew.
    let isHidden = scalars.drop { $0 == "'" }.first.map { controls.contains($0) } ?? false
    var rest = scalars[...]
    if isHidden {
      if mark { changed.append("'") } else if rest.first == "'" { rest = rest.dropFirst() }
    }
    func end() {
      if isFormula(piece) {
        if mark { changed.append("'") } else if piece.first == "'" { piece.removeFirst() }
      }
      changed += piece
      piece = Scalars()
    }
    for scalar in rest {
      guard controls.contains(scalar) || separators.contains(scalar) else {
        piece.append(scalar)
        continue
      }
      end()
      changed.append(scalar)
    }
    end()
    return String(changed)
  }

  /// What begins one, behind blanks, quotes and marks.
  private static func isFormula(_ piece: Scalars) -> Bool {
    let start = piece.first { scalar in
      scalar != "'" && scalar != "\"" && !scalar.properties.isWhitespace
        && scalar.properties.generalCategory != .format
    }
    return start.map { starts.contains($0) } ?? false
  }

  /// The full-width ones count as well.
  private static let starts: [Unicode.Scalar] = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
  private static let separators: [Unicode.Scalar] = [",", ";", "|"]
  private static let controls: [Unicode.Scalar] = ["\t", "\r", "\n"]

  /// In quotes where it has to be (RFC 4180), whichever separator the file has.
  package static func quoted(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard
      scalars.contains(where: {
        $0 == "\"" || controls.contains($0) || separators.contains($0)
      })
    else { return cell }
    // By scalars: with a mark above it a quote is another character, and a quote all the same.
    var text = Scalars()
    for scalar in scalars {
      if scalar == "\"" { text.append(scalar) }
      text.append(scalar)
    }
    return "\"\(String(text))\""
  }
}
