import Notation

/// Columns as wide as their widest cell, two spaces apart.
struct TextTable {
  let rows: [[String]]
  /// Columns that are flush right; from 0.
  var right: [Int] = []
  /// Columns that are shortened where the terminal is narrower than the table, the widest first.
  var flexible: [Int] = []
  /// Columns that are left out, the first first, where that is not enough.
  var expendable: [Int] = []
  /// Of the terminal; nil: as wide as the cells are.
  var width: Int?

  /// A column is not made narrower than this.
  private static let least = 9
  private static let gap = "  "

  var text: String {
    let rows = rows.map { $0.map(\.visible) }
    let widths = widths(of: rows)
    if let width, total(of: widths) > width, let column = expendable.first {
      return without(column).text
    }
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

  private func total(of widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1)
  }

  private func without(_ column: Int) -> TextTable {
    func moved(_ columns: [Int]) -> [Int] {
      columns.filter { $0 != column }.map { $0 > column ? $0 - 1 : $0 }
    }
    let rows = rows.map { row in
      row.enumerated().filter { $0.offset != column }.map(\.element)
    }
    return TextTable(
      rows: rows, right: moved(right), flexible: moved(flexible),
      expendable: moved(Array(expendable.dropFirst())), width: width)
  }

  private func widths(of rows: [[String]]) -> [Int] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    guard let width else { return widths }
    var excess = total(of: widths) - width
    while excess > 0 {
      let wide = flexible.filter { $0 < columns && widths[$0] > Self.least }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
