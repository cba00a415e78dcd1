import Notation

/// Columns as wide as their widest cell, two spaces apart.
struct TextTable {
  let rows: [[String]]
  /// Columns that are flush right; from 0.
  var right: [Int] = []
  /// Columns that are shortened where the terminal is narrower than the table, the widest first.
  var flexible: [Int] = []
  /// Of the terminal; nil: as wide as the cells are.
  var width: Int?

  /// A column is not made narrower than this.
  private static let least = 6
  private static let gap = "  "

  var text: String {
    let rows = rows.map { $0.map(\.visible) }
    let widths = widths(of: rows)
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let cell = cell.count > widths[column] ? cell.prefix(widths[column] - 1) + "…" : cell
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return right.contains(column) ? padding + cell : cell + padding
      }
      var line = cells.joined(separator: Self.gap)
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private func widths(of rows: [[String]]) -> [Int] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * max(0, columns - 1) - width
    while excess > 0 {
      let wide = flexible.filter { $0 < columns && widths[$0] > Self.least }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
