import Notation

/// Columns of a file that nothing is made of.
extension TariffColumns {
  /// What is told of headings that are not known. Throws where one of them looks like a term with a
  /// slip in it: a list that is taken without its fee costs the owner that fee on every call.
  func notRead(_ heading: CSVReader.Record?) throws(SmallFileError) -> [FileRemark] {
    let unknown = Self.unknown(in: heading?.fields ?? [])
    guard !unknown.isEmpty else { return [] }
    var words: [String] = []
    for (index, field) in unknown.enumerated() {
      var word = "«\(field.shown(atMost: 40))»"
      if index < Self.searched, let near = nearest(to: field) {
        guard near.name == .description else {
          let line = heading?.line ?? 1
          let start = "line \(line): the column \(word) is none that is known: \(near.heading)?"
          throw SmallFileError(
            FileRemark(
              english: start + " write it so",
              spanish: "línea \(line): la columna \(word) no se conoce: ¿es «\(near.heading)»? "
                + "escríbala así",
              commandLine: start + " write it so, or name the columns by --columns, with - for one "
                + "that is not read"))
        }
        word += " (\(near.heading)?)"
      }
      words.append(word)
    }
    let names = words.prefix(Self.named).joined(separator: ", ")
    let others = words.count - Self.named
    let (more, mas) = others > 0 ? (" and \(others) more", " y \(others) más") : ("", "")
    return [
      words.count == 1
        ? FileRemark(
          english: "its column \(names) is not read", spanish: "no se lee su columna \(names)")
        : FileRemark(
          english: "its columns \(names)\(more) are not read",
          spanish: "no se leen sus columnas \(names)\(mas)")
    ]
  }

  /// Headings that are named.
  private static let named = 6
  /// Of which it is asked what they may have been meant for; no list of a provider has as many.
  private static let searched = 50

  /// Headings that are not known: what stands under them is not read.
  private static func unknown(in heading: [String]) -> [String] {
    heading.map(\.trimmed).filter { !$0.isEmpty && column($0) == nil }
  }

  /// The heading that one that is not known may have been meant for: one of a column that the file has
  /// not. nil: there is none.
  private func nearest(to field: String) -> (name: Name, heading: String)? {
    let word = field.trimmed.lowercased()
    let plain = Self.remark(of: word)?.rest ?? word
    guard !Self.otherWords.contains(plain) else { return nil }
    let letters = Array(plain)
    for name in Name.allCases where !names.contains(name) {
      let near = name.headings.first { $0.isNear(letters) }
      if let near { return (name, near == name.rawValue.lowercased() ? name.rawValue : near) }
    }
    return nil
  }

  /// Of columns that providers have and that say something else.
  private static let otherWords = ["maximum", "máximo", "maximo", "date", "time", "zone", "note"]
}

extension String {
  /// Whether a slip or two make one of the other; in a short word one, since two make anything of it.
  fileprivate func isNear(_ right: [Character]) -> Bool {
    let left = Array(self)
    let slips = left.count < 6 ? 1 : 2
    guard abs(left.count - right.count) <= slips, left.count > 3 else { return false }
    // How many letters are to be put in, left out or changed (Levenshtein), a row of the table a time.
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let changed = diagonal + (right[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count] <= slips
  }
}
