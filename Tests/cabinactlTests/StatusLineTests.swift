import Foundation
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What is going on, and yes and no.
  struct StatusLineTests {
    private let clearing = "\r\u{1B}[K"

    @Test func `what takes longer than a second is said with its seconds, and cleared`() throws {
      let terminal = PlayedTerminal()
      let start = ContinuousClock.now
      var shown = start
      terminal.console(in: .spanish).waiting(Words("esperando", "waiting")) {
        while terminal.written.isEmpty, shown - start < .seconds(60) {
          usleep(10_000)
          shown = .now
        }
      }
      #expect(shown - start >= .seconds(1))
      // A machine that is busy may be late to say it, and may say it again before it ends.
      let most = Int((ContinuousClock.now - start) / .seconds(1))
      let frames = try terminal.written.dropLast().map { frame in
        let match = try #require(frame.wholeMatch(of: #/\resperando… (\d+) s\x1B\[K/#), "\(frame)")
        return try #require(Int(match.1))
      }
      #expect(frames.first.map { $0 >= 1 } == true, "\(frames)")
      #expect(zip(frames, frames.dropFirst()).allSatisfy(<), "\(frames)")
      #expect(frames.allSatisfy { $0 <= most }, "\(frames)")
      #expect(terminal.written.last == clearing)
    }

    @Test func `what takes less is not, and neither is anything in a pipe`() {
      let terminal = PlayedTerminal()
      terminal.console(in: .english).waiting(Words("a", "b")) {}
      var pipe = terminal.console(in: .english)
      pipe.errorWidth = nil
      pipe.waiting(Words("a", "b")) { usleep(1_200_000) }
      var dumb = terminal.console(in: .english)
      dumb.isDumb = true
      StatusLine(dumb, after: .zero).show("c")
      #expect(terminal.written.isEmpty)
    }

    @Test func `of two the one around the other speaks`() {
      let terminal = PlayedTerminal()
      let console = terminal.console(in: .english)
      let outer = StatusLine(console, after: .zero)
      let inner = StatusLine(console, after: .zero)
      outer.show("outer")
      inner.show("inner")
      inner.end()
      #expect(terminal.written == ["\router\u{1B}[K"])
      outer.end()
      inner.show("inner")
      inner.end()
      #expect(terminal.written.suffix(3) == [clearing, "\rinner\u{1B}[K", clearing])
    }

    @Test func `whatever else is said takes its place`() {
      let terminal = PlayedTerminal()
      let line = StatusLine(terminal.console(in: .english), after: .zero)
      line.show("a line that is long")
      terminal.lastLine.makeWay()
      line.end()
      #expect(terminal.written == ["\ra line that is long\u{1B}[K", clearing])
    }

    @Test func `it is no wider than the terminal`() {
      let terminal = PlayedTerminal()
      var console = terminal.console(in: .english)
      console.errorWidth = 10
      let line = StatusLine(console, after: .zero)
      line.show("0123456789abc")
      line.end()
      #expect(terminal.written.first == "\r012345678\u{1B}[K")
    }

    @Test(arguments: [
      ("y", true), ("YES", true), ("s", true), (" Sí ", true), ("si", true), ("", false),
      ("n", false), ("no", false), ("yesterday", false),
    ])
    func `yes is said in both languages, and all else is no`(answer: String, isYes: Bool) {
      #expect(Console.isYes(answer) == isYes)
    }
  }
}
