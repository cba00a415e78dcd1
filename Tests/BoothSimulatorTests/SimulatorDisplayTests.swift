import BoothProtocol
import BoothSimulator
import Testing

@Suite struct SimulatorDisplayTests {
  @Test func `a display holds what was written, at its place, in Spanish letters`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(.display(line: 1, row: 0, column: 0, text: "ESPAÑA ¿sí?", clearsRest: true))
    world.send(.display(line: 1, row: 1, column: 9, text: "$ 1.856", clearsRest: false))
    world.run(for: 500)
    let display = world.shop.board.lines[1].display
    #expect(display.rows == ["ESPAÑA ¿sí?     ", "         $ 1.856"])
    #expect(world.shop.board.lines[0].display.rows == Array(repeating: blank(16), count: 2))
  }

  @Test(arguments: [(true, "34:10           "), (false, "34:10 ABCDEFGHIJ")])
  func `the rest of a row is cleared only when asked`(_ clears: Bool, _ row: String) throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(.display(line: 0, row: 0, column: 0, text: "012345ABCDEFGHIJ", clearsRest: false))
    world.run(for: 500)
    world.send(.display(line: 0, row: 0, column: 0, text: "34:10 ", clearsRest: clears))
    world.run(for: 500)
    #expect(world.shop.board.lines[0].display.rows[0] == row)
  }

  @Test(arguments: [(2, 0), (0, 16), (0, 10)])
  func `a text beyond the display is refused and changes nothing`(_ row: Int, _ column: Int) throws
  {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.send(
      .display(line: 0, row: row, column: column, text: "FUERA DE", clearsRest: false))
    world.run(for: 500)
    #expect(world.answers.map(\.response.result) == [.badField])
    #expect(world.shop.board.lines[0].display.rows == Array(repeating: blank(16), count: 2))
  }

  @Test func `a board without displays says so and takes no text`() throws {
    let world = try SimulatorWorld(
      simulatorOptions {
        $0.board.displayRows = 0
        $0.board.displayColumns = 0
      })
    #expect(world.open())
    #expect(world.identity?.capabilities.contains(.display) == false)
    world.send(.display(line: 0, row: 0, column: 0, text: "A", clearsRest: false))
    world.run(for: 500)
    #expect(world.answers.map(\.response.result) == [.notAble])
  }

  @Test func `tones are heard in the order they were played`() throws {
    let world = try SimulatorWorld(simulatorOptions())
    #expect(world.open())
    world.shop.board.lift(line: 0)
    world.run(for: 200)
    world.send(.tone(line: 0, tone: .dial, milliseconds: 0))
    world.run(for: 1_000)
    #expect(world.shop.board.sound(line: 0) == .dialTone)
    world.send(.tone(line: 0, tone: .refusal, milliseconds: 2_000))
    world.run(for: 1_000)
    #expect(world.shop.board.sound(line: 0) == .refusal)
    world.run(for: 2_000)
    #expect(world.shop.board.sound(line: 0) == .silence)
    let heard = world.shop.board.lines[0].tonesHeard.suffix(3)
    #expect(heard.map(\.tone) == [.dial, .refusal, .silence])
    let ticks = heard.map(\.tick)
    #expect(ticks[2] - ticks[1] == 2_000)
  }

  private func blank(_ columns: Int) -> String { String(repeating: " ", count: columns) }
}
