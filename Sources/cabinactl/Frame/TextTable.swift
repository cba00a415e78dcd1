import Notation

/// Columns as wide as their widest cell, two spaces apart. On a terminal that is narrower it becomes so
/// in steps, each only where the one before was not enough: columns that say nothing are left out, cells
/// have a shorter form, then are shortened or go on in a line below, then other columns are left out.
struct TextTable {
  /// The first is the heads, in a table of which columns may be left out.
  var rows: [[String]]
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
  /// For whom a line below names the columns that there was no room for; nil: none does.
  var say: Language?

  private static let usualLeast = 9
  private static let gap = "  "

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Whether all of it has room as it is.
  var fits: Bool { width.map { total(of: natural) <= $0 } ?? true }

  var lines: [String] {
    let (table, left) = narrowed
    let widths = table.fitted(table.natural)
    let lines = table.rows.flatMap { row in table.lines(of: row.map(\.visible), widths) }
    guard let say, !left.isEmpty else { return lines }
    let names = left.joined(separator: ", ")
    return lines
      + say(
        "sin lugar aquí para: \(names); están con --json, o en un terminal más ancho",
        "no room here for: \(names); they are in --json, or on a wider terminal"
      ).pieces(ofWidth: width ?? .max, breaksWords: true)
  }

  /// As far as it has to be, and the heads of the columns that it was not enough for.
  private var narrowed: (table: TextTable, left: [String]) {
    guard let width else { return (self, []) }
    var (table, left) = (self, [String]())
    // Those that may be left out have heads.
    let hasHeads = !expendable.isEmpty
    while true {
      let natural = table.natural
      let widths = table.fitted(natural)
      if hasHeads, table.total(of: natural) > width, let column = table.emptyColumn {
        table.leaveOut(column)
        continue
      }
      guard table.total(of: widths) > width || (!table.brief.isEmpty && widths != natural) else {
        return (table, left.filter { !$0.isEmpty })
      }
      if let brief = table.brief.first {
        table.shorten(brief.column, brief.text)
      } else if let column = table.expendable.first {
        left.append(table.rows.first.map { $0[column] } ?? "")
        table.leaveOut(column)
      } else {
        return (table, left.filter { !$0.isEmpty })
      }
    }
  }

  /// One in which no row says anything; nil: there is none.
  private var emptyColumn: Int? {
    guard rows.count > 1 else { return nil }
    return natural.indices.first { column in
      rows.dropFirst().allSatisfy { column >= $0.count || ["", Self.nothing].contains($0[column]) }
    }
  }

  /// What stands where there is nothing to say.
  static let nothing = "–"

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

  private mutating func shorten(_ column: Int, _ text: (String) -> String) {
    for row in rows.indices where column < rows[row].count {
      rows[row][column] = text(rows[row][column])
    }
    brief.removeFirst()
  }

  /// Without the first columns behind the one that says whose the rows are.
  func shifted(by count: Int) -> TextTable {
    var table = self
    for _ in 0..<max(0, min(count, natural.count - 2)) { table.leaveOut(1) }
    table.width = nil
    return table
  }

  /// How many columns behind the first may go until the last has room; 0: all have it.
  var shiftLimit: Int {
    guard let width else { return 0 }
    return (0..<max(0, natural.count - 1)).first { shift in
      let table = shifted(by: shift)
      return table.total(of: table.natural) <= width
    } ?? max(0, natural.count - 2)
  }

  private mutating func leaveOut(_ column: Int) {
    func moved(_ columns: [Int]) -> [Int] {
      columns.filter { $0 != column }.map { $0 > column ? $0 - 1 : $0 }
    }
    for row in rows.indices where column < rows[row].count { rows[row].remove(at: column) }
    brief = brief.filter { $0.column != column }
      .map { ($0.column > column ? $0.column - 1 : $0.column, $0.text) }
    (right, flexible, folding) = (moved(right), moved(flexible), moved(folding))
    expendable = moved(expendable)
    var least: [Int: Int] = [:]
    for (other, number) in self.least where other != column {
      least[other > column ? other - 1 : other] = number
    }
    self.least = least
  }

  private var natural: [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].visible.count : 0 }.max() ?? 0
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
