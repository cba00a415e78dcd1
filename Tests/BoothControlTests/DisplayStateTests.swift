import BoothProtocol
import Rating
import Testing

@testable import BoothControl

struct DisplayStateTests {
  @Test func `an unknown display gets whole rows, the blanks at their ends cleared`() {
    var state = DisplayState()
    #expect(
      state.show(["Valparaíso      ", "1:08       $ 227", "                "], line: 3) == [
        display(0, 0, "Valparaíso", clearsRest: true, line: 3),
        display(1, 0, "1:08       $ 227", line: 3), display(2, 0, " ", clearsRest: true, line: 3),
      ])
  }

  @Test func `only the run that changes is sent`() {
    var state = DisplayState()
    show(&state, ["Valparaíso      ", "1:08       $ 227"])
    #expect(show(&state, ["Valparaíso      ", "1:09       $ 227"]) == [display(1, 3, "9")])
    #expect(
      show(&state, ["Valparaíso      ", "1:10       $ 230"]) == [
        display(1, 2, "10       $ 230")
      ])
    #expect(show(&state, ["Valparaíso      ", "1:10       $ 230"]).isEmpty)
    #expect(
      show(&state, ["Valpo           ", "1:10       $ 230"]) == [
        display(0, 4, "o", clearsRest: true)
      ])
    #expect(
      show(&state, ["Valpo           ", "                "]) == [
        display(1, 0, " ", clearsRest: true)
      ])
  }

  @Test func `after a reset whole rows are sent again`() {
    var state = DisplayState()
    let whole = show(&state, ["1:08       $ 227"])
    #expect(show(&state, ["1:08       $ 227"]).isEmpty)
    state.forget()
    #expect(show(&state, ["1:08       $ 227"]) == whole)
  }

  @Test func `a row is sent again that the board did not take`() {
    var state = DisplayState()
    show(&state, ["abcd", "efgh"])
    let commands = state.show(["abcx", "efgx"], line: 0)
    #expect(commands == [display(0, 3, "x"), display(1, 3, "x")])
    state.answered(commands[0], .wrongState)
    state.answered(commands[1], .done)
    #expect(show(&state, ["abcx", "efgx"]) == [display(0, 0, "abcx")])
  }

  @Test func `a run covers the one before it that is still on its way`() {
    var state = DisplayState()
    show(&state, ["0000000000"])
    let first = state.show(["0111000000"], line: 0)
    #expect(first == [display(0, 1, "111")])
    let second = state.show(["0111020000"], line: 0)
    #expect(second == [display(0, 1, "11102")])
    state.answered(first[0], .done)
    let third = state.show(["0111020003"], line: 0)
    #expect(third == [display(0, 1, "111020003")])
    state.answered(third[0], .done)
    #expect(state.show(["4111020003"], line: 0) == [display(0, 0, "4")])
  }

  @Test func `a row that is wider than a command goes in pieces`() {
    var state = DisplayState()
    let row = String(repeating: "a", count: 104)
    #expect(
      show(&state, [row]) == [
        display(0, 0, String(repeating: "a", count: 92)),
        display(0, 92, String(repeating: "a", count: 12)),
      ])
    let changed = String(repeating: "a", count: 91) + "bb" + String(repeating: " ", count: 11)
    #expect(
      show(&state, [changed]) == [display(0, 91, "b"), display(0, 92, "b", clearsRest: true)])
  }

  @Test func `a display of another size is unknown`() {
    var state = DisplayState()
    show(&state, ["abcd"])
    #expect(show(&state, ["abcde"]) == [display(0, 0, "abcde")])
    #expect(show(&state, []).isEmpty)
    #expect(show(&state, [""]).isEmpty)
  }

  /// How commands that wait are treated on their way to the board.
  enum Way: CaseIterable {
    case inOrder
    /// Of the commands that wait for one place only the newest is kept, where the oldest stood.
    case newestInOldPlace
    /// The same, at the end of those that wait.
    case newestAtEnd
  }

  @Test(arguments: 0..<200 as Range<UInt64>, Way.allCases)
  func `the commands draw exactly the rows`(seed: UInt64, way: Way) {
    var random = DialRandom(seed: seed)
    let geometry = DisplayGeometry(
      rows: Int.random(in: 1...4, using: &random),
      // Wider than a command holds, in one of three.
      columns: Int.random(in: random.pick([1...20, 8...40, 93...200]), using: &random),
      charset: random.pick([.ascii, .latin1, .sevenSegment]))
    var state = DisplayState()
    var screen = DisplayScreen(geometry, &random)
    var waiting: [Command] = []
    for _ in 0..<40 {
      if Int.random(in: 0..<15, using: &random) == 0 {
        // A new session: what waited is dropped, and the screen may show anything.
        waiting = []
        screen = DisplayScreen(geometry, &random)
        state.forget()
      }
      let content = DisplaySample.content(&random)
      let currency = AmountFormat.chileanPeso
      for command in state.show(content, line: 0, geometry: geometry, currency: currency) {
        if way != .inOrder, let old = waiting.firstIndex(where: { command.hasPlace(of: $0) }) {
          waiting.remove(at: old)
          waiting.insert(command, at: way == .newestAtEnd ? waiting.count : old)
        } else {
          waiting.append(command)
        }
      }
      let goesOut = Int.random(in: 0...waiting.count, using: &random)
      for command in waiting.prefix(goesOut) {
        screen.draw(command)
        state.answered(command, .done)
      }
      waiting.removeFirst(goesOut)
      let rows = DisplayLayout.rows(for: content, geometry: geometry, currency: currency)
      var settled = screen
      for command in waiting { settled.draw(command) }
      #expect(settled.rows == rows, "\(content)")
    }
  }

  @discardableResult
  private func show(_ state: inout DisplayState, _ rows: [String]) -> [Command] {
    let commands = state.show(rows, line: 0)
    for command in commands { state.answered(command, .done) }
    return commands
  }

  private func display(
    _ row: Int, _ column: Int, _ text: String, clearsRest: Bool = false, line: Int = 0
  ) -> Command {
    .display(line: line, row: row, column: column, text: text, clearsRest: clearsRest)
  }
}

/// A display as the wire's specification describes it.
private struct DisplayScreen {
  private(set) var cells: [[Character]]
  var rows: [String] { cells.map { String($0) } }

  /// Shows anything: a board clears nothing by itself.
  init(_ geometry: DisplayGeometry, _ random: inout DialRandom) {
    cells = (0..<geometry.rows).map { _ in
      (0..<geometry.columns).map { _ in random.pick(["?", " ", "8"]) }
    }
  }

  mutating func draw(_ command: Command) {
    guard case .display(_, let row, let column, let text, let clearsRest) = command else { return }
    #expect(!text.isEmpty && text.count <= DisplayState.pieceLength)
    cells[row].replaceSubrange(column..<(column + text.count), with: text)
    if clearsRest {
      for cell in (column + text.count)..<cells[row].count { cells[row][cell] = " " }
    }
  }
}

extension Command {
  /// Both write at the same place.
  fileprivate func hasPlace(of other: Command) -> Bool {
    guard case .display(let line, let row, let column, _, _) = self,
      case .display(line, row, column, _, _) = other
    else { return false }
    return true
  }
}
