package import BoothProtocol
package import Rating

/// What a line's display shows, as far as the host knows: so only what changes is sent.
///
/// A row is sent in pieces of at most `pieceLength` columns. Of a piece one run goes out, from the
/// first changed column to the last. While a run is on its way the next one of that piece covers
/// it as well: so the display comes out right even if the older one is replaced while it waits.
package struct DisplayState: Hashable, Sendable {
  /// Characters in one command.
  package static let pieceLength = Command.maximumDisplayText

  private var rows: [Row] = []

  package init() {}

  /// What is on the display is not known any more: the board restarted, or a session began.
  package mutating func forget() { rows = [] }

  /// The commands that make the display of a line show a content; none when it does already.
  package mutating func show(
    _ content: DisplayContent, line: Int, geometry: DisplayGeometry, currency: AmountFormat
  ) -> [Command] {
    show(DisplayLayout.rows(for: content, geometry: geometry, currency: currency), line: line)
  }

  /// The same for rows that are laid out already, all as long.
  mutating func show(_ texts: [String], line: Int) -> [Command] {
    if rows.count != texts.count { rows = texts.map { _ in Row() } }
    var commands: [Command] = []
    for (index, text) in texts.enumerated() where rows[index].text != text {
      rows[index].become(text, row: index, line: line, &commands)
    }
    return commands
  }

  /// The board's answer to a command that `show` gave. A piece that it did not take is not known
  /// any more, and the next `show` sends it whole.
  package mutating func answered(_ command: Command, _ result: CommandResult) {
    for row in rows.indices where rows[row].answered(command, result) { return }
  }
}

private struct Row: Hashable, Sendable {
  /// What it shows once all that waits has arrived; nil: of some of it that is not known.
  private(set) var text: String?
  /// From left to right.
  private var pieces: [Piece] = []

  /// Takes on a text that it does not show; the commands that send it go behind the others.
  mutating func become(_ new: String, row: Int, line: Int, _ commands: inout [Command]) {
    let targets = Piece.pieces(of: Array(new.unicodeScalars), row: row)
    if !pieces.elementsEqual(targets, by: { $0.hasPlace(of: $1) }) {
      pieces = targets.map(\.unknown)
    }
    for (index, target) in targets.enumerated() {
      if let command = pieces[index].become(target, line: line) { commands.append(command) }
    }
    text = new
  }

  /// Whether it was one of its own that was answered.
  mutating func answered(_ command: Command, _ result: CommandResult) -> Bool {
    guard let index = pieces.firstIndex(where: { $0.waiting?.command == command }) else {
      return false
    }
    pieces[index].waiting = nil
    if result != .done {
      pieces[index].text = nil
      text = nil
    }
    return true
  }
}

/// A part of a row that one command can fill.
private struct Piece: Hashable, Sendable {
  let row: Int
  let column: Int
  let length: Int
  /// Nothing of the row comes after it.
  let isLast: Bool
  /// What it shows once `waiting` has arrived, a column each; nil: not known.
  var text: [Unicode.Scalar]?
  /// The latest run that the board has not answered.
  var waiting: Run?

  struct Run: Hashable, Sendable {
    let columns: Range<Int>
    let command: Command
  }

  static func pieces(of text: [Unicode.Scalar], row: Int) -> [Piece] {
    stride(from: 0, to: text.count, by: DisplayState.pieceLength).map { column in
      let end = min(column + DisplayState.pieceLength, text.count)
      return Piece(
        row: row, column: column, length: end - column, isLast: end == text.count,
        text: Array(text[column..<end]))
    }
  }

  var unknown: Piece {
    Piece(row: row, column: column, length: length, isLast: isLast)
  }

  func hasPlace(of other: Piece) -> Bool {
    row == other.row && column == other.column && length == other.length && isLast == other.isLast
  }

  /// Takes on the text of `target`; the command that sends it, if there is anything to send.
  mutating func become(_ target: Piece, line: Int) -> Command? {
    guard let new = target.text, var columns = changedColumns(new) else { return nil }
    if isLast && new[(columns.upperBound - 1)...].allSatisfy({ $0 == " " }) {
      columns = columns.lowerBound..<length
    }
    var run = new[columns]
    // Blanks up to the end of the row need not be sent, save one: a command has some text.
    while isLast && columns.upperBound == length && run.count > 1 && run.last == " " {
      run.removeLast()
    }
    let command = Command.display(
      line: line, row: row, column: column + columns.lowerBound,
      text: Self.text(run),
      clearsRest: run.count < columns.count)
    text = new
    waiting = Run(columns: columns, command: command)
    return command
  }

  private static func text(_ run: ArraySlice<Unicode.Scalar>) -> String {
    guard run.allSatisfy(\.isASCII) else { return String(String.UnicodeScalarView(run)) }
    // The same, and much faster.
    return String(decoding: run.map { UInt8($0.value) }, as: UTF8.self)
  }

  /// The columns that must be sent; nil: none.
  private func changedColumns(_ new: [Unicode.Scalar]) -> Range<Int>? {
    guard let text else { return 0..<length }
    guard var first = new.indices.first(where: { new[$0] != text[$0] }),
      var last = new.indices.last(where: { new[$0] != text[$0] })
    else { return nil }
    if let columns = waiting?.columns {
      first = min(first, columns.lowerBound)
      last = max(last, columns.upperBound - 1)
    }
    return first..<(last + 1)
  }
}
