import Notation

/// Columns as wide as their widest cell, two spaces apart. On a terminal that is narrower it becomes so
/// in steps, each only where the one before was not enough: cells have a shorter form, then are
/// shortened or go on in a line below, then columns are left out.
struct TextTable {
  let rows: [[String]]
  /// Columns that are flush right; from 0.
  var right: [Int] = []
  /// What a cell says in fewer letters, by column, the first first; heads too, and the same for what
  /// has no shorter form.
  var brief: [(column: Int, text: (String) -> String)] = []
  /// Columns that are shortened where the terminal is narrower than the table, the widest first.
  var flexible: [Int] = []
  /// Of those the ones that lose nothing: what does not fit goes on in a line below.
  var folding: [Int] = []
  /// A column is not made narrower than this, or than is said here.
  var least: [Int: Int] = [:]
  /// Columns that are left out, the first first, where that is not enough.
  var expendable: [Int] = []
  /// Of the terminal; nil: as wide as the cells are.
  var width: Int?

  private static let usualLeast = 9
  private static let gap = "  "

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Whether all of it has room as it is.
  var fits: Bool {
    let rows = rows.map { $0.map(\.visible) }
    return width.map { total(of: natural(rows)) <= $0 } ?? true
  }

  var lines: [String] {
    let rows = rows.map { $0.map(\.visible) }
    let natural = natural(rows)
    let widths = fitted(natural)
    if let width, total(of: widths) > width || (!brief.isEmpty && widths != natural) {
      if let brief = brief.first { return shorter(brief.column, brief.text).lines }
      if let column = expendable.first { return without(column).lines }
    }
    return rows.flatMap { row in lines(of: row, widths) }
  }

  private func lines(of row: [String], _ widths: [Int]) -> [String] {
    let cells = row.enumerated().map { column, cell in
      guard cell.count > widths[column] else { return [cell] }
      return folding.contains(column)
        ? cell.pieces(ofWidth: widths[column], breaksWords: true)
        : [cell.prefix(widths[column] - 1) + "…"]
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { index in
      let parts = cells.enumerated().map { column, pieces in
        let piece = index < pieces.count ? pieces[index] : ""
        let padding = String(repeating: " ", count: widths[column] - piece.count)
        return right.contains(column) ? padding + piece : piece + padding
      }
      var line = parts.joined(separator: Self.gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func total(of widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1)
  }

  private func shorter(_ column: Int, _ text: (String) -> String) -> TextTable {
    let rows = rows.map { row in
      row.enumerated().map { $0.offset == column ? text($0.element) : $0.element }
    }
    return TextTable(
      rows: rows, right: right, brief: Array(brief.dropFirst()), flexible: flexible,
      folding: folding, least: least, expendable: expendable, width: width)
  }

  private func without(_ column: Int) -> TextTable {
    func moved(_ columns: [Int]) -> [Int] {
      columns.filter { $0 != column }.map { $0 > column ? $0 - 1 : $0 }
    }
    let rows = rows.map { row in
      row.enumerated().filter { $0.offset != column }.map(\.element)
    }
    var least: [Int: Int] = [:]
    for (other, number) in self.least where other != column {
      least[other > column ? other - 1 : other] = number
    }
    return TextTable(
      rows: rows, right: moved(right), flexible: moved(flexible), folding: moved(folding),
      least: least, expendable: moved(Array(expendable.dropFirst())), width: width)
  }

  private func natural(_ rows: [[String]]) -> [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
  }

  private func fitted(_ natural: [Int]) -> [Int] {
    guard let width else { return natural }
    var widths = natural
    var excess = total(of: widths) - width
    while excess > 0 {
      let wide = flexible.filter {
        $0 < widths.count && widths[$0] > least[$0] ?? Self.usualLeast
      }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
