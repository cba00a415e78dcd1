import Foundation
import Testing

/// What is long, on a terminal of 80 columns and in a pipe.
@Suite(.waiting) struct `What is said at length` {
  @Test func `is broken at blanks on a terminal, and nowhere else`() throws {
    let terminal = try TypedTerminal()
    let child = try Child(
      ["cabinactl", "send", "JUMP"], environment: ["TERM": "xterm"],
      input: .descriptor(terminal.slave), output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "more\r\n"))
    #expect(try child.status() == 2)
    let lines = terminal.seen.split(separator: "\r\n")
    #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    let piped = try Said(["send", "JUMP"])
    #expect(piped.errors.split(separator: "\n").count == 1)
    #expect(
      lines.joined(separator: " ").split(separator: " ") == piped.errors.split(separator: " "))
  }
}
