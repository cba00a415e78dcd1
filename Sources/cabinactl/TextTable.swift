import Notation

/// Columns as wide as their widest cell, two spaces apart.
struct TextTable {
  let rows: [[String]]
  /// Columns that are flush right; from 0.
  var right: [Int] = []

  var text: String {
    let rows = rows.map { $0.map(\.visible) }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return right.contains(column) ? padding + cell : cell + padding
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
