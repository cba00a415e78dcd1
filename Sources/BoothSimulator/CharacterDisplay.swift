/// The display of one booth: rows of cells, each holding one ISO 8859-1 character.
package struct CharacterDisplay: Hashable, Sendable {
  package let columns: Int
  private var cells: [[UInt8]]

  package init(rows: Int, columns: Int) {
    self.columns = columns
    cells = Array(
      repeating: Array(repeating: UInt8(ascii: " "), count: columns), count: rows)
  }

  /// What a customer reads, row by row, each as wide as the display.
  package var rows: [String] { cells.indices.compactMap(row) }

  /// One of them; nil: there is no such row.
  func row(_ row: Int) -> String? {
    guard cells.indices.contains(row) else { return nil }
    // The same in both, and much faster.
    if cells[row].allSatisfy({ $0 < 0x80 }) { return String(decoding: cells[row], as: UTF8.self) }
    var text = ""
    for cell in cells[row] { text.unicodeScalars.append(Unicode.Scalar(cell)) }
    return text
  }

  /// What falls outside of the display is lost, as on the real one.
  mutating func write(_ text: some Sequence<UInt8>, row: Int, column: Int) {
    guard cells.indices.contains(row), column >= 0 else { return }
    for (offset, character) in text.enumerated() where column + offset < columns {
      cells[row][column + offset] = character
    }
  }

  mutating func clear() {
    self = CharacterDisplay(rows: cells.count, columns: columns)
  }
}
