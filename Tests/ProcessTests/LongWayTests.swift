import Foundation
import Testing

/// Verbs that have a board for long, straight on its port, and somebody who needs a phone.
@Suite(.waiting) struct `A board that is had for long` {
  private func begun(_ words: [String], _ bench: BoardBench) throws -> Program {
    try Program(
      "cabinactl", words.map { $0 == "PORT" ? bench.link : $0 },
      environment: ["LC_ALL": "C", "CABINA_SOCKET": bench.folder.path + "/none.sock"])
  }

  /// A board that knows a number for help.
  private func bench() throws -> BoardBench {
    let bench = try BoardBench()
    let words = [
      "send", "CONFIGURE", "flashMinimum=70", "flashMaximum=700", "answerSignals=none",
      "answerDelaySeconds=10", "emergencyNumbers=133", "--yes", "--board", "PORT",
    ]
    let sent = try begun(words, bench)
    #expect(try sent.status() == 0, "\(sent.everything)")
    return bench
  }

  @Test(arguments: [
    ["display", "1", "--pattern", "--seconds", "60", "--board", "PORT"],
    ["watch", "PORT"], ["watch", "PORT", "--json", "--interval", "60000"],
    ["dump", "--port", "PORT"],
  ])
  func `is let go when somebody lifts`(words: [String]) throws {
    let bench = try bench()
    let program = try begun(words, bench)
    #expect(try program.isSeen(by: bench))
    try bench.board.ask("lift 2")
    try bench.board.ask("dial 2 133")
    #expect(try program.status() == 4, "\(program.everything)")
    #expect(program.everything.contains("somebody lifted on line 2"))
    // And five seconds later what was dialled is connected.
    #expect(try bench.waits { try bench.board.ask("lines").contains("connected") })
  }

  @Test func `a recording is played on only while nobody lifts`() throws {
    let bench = try BoardBench(lines: 8)
    let program = try begun(
      ["play", TechnicianTests.recording, "PORT", "--pace", "1", "--yes"], bench)
    #expect(try program.isSeen(by: bench))
    try bench.board.ask("lift 2")
    #expect(try program.status() == 4, "\(program.everything)")
    #expect(program.everything.contains("somebody lifted on line 2"))
  }

  @Test(arguments: [
    ["display", "1", "--pattern", "--seconds", "1", "--board", "PORT"],
    ["dump", "--port", "PORT", "--seconds", "3"],
  ])
  func `is had on where that is wished`(words: [String]) throws {
    let bench = try BoardBench()
    try bench.board.ask("lift 2")
    #expect(try begun(words, bench).status() == 4)
    #expect(try begun(words + ["--despite-callers"], bench).status() == 0)
  }

  @Test func `is watched line by line`() throws {
    let bench = try BoardBench()
    let watch = try begun(["watch", "PORT", "--interval", "100", "--despite-callers"], bench)
    #expect(try watch.outputLine().hasSuffix("\(bench.link)  434142494e412d53494d2d31"))
    #expect(try watch.outputLine().hasSuffix("\(bench.link)  line 1  on hook  on hook"))
    #expect(try watch.outputLine().hasSuffix("\(bench.link)  line 2  on hook  on hook"))
    try bench.board.ask("lift 2")
    #expect(try watch.outputLine().hasSuffix("\(bench.link)  line 2  off hook  off hook"))
    bench.board.signal(SIGSTOP)
    #expect(try watch.outputLine().contains("did not answer a command"))
    bench.board.signal(SIGCONT)
    #expect(try watch.outputLine().hasSuffix("the board answers again"))
    #expect(try bench.held() == "events-held=2")
    watch.signal(SIGTERM)
    #expect(try watch.status() == 0)
  }

  @Test(.enabled(if: Screen.program != nil, "there is no tmux here"))
  func `is watched on the full screen`() throws {
    let bench = try BoardBench()
    let path = Program.folder.appendingPathComponent("cabinactl").path
    let screen = try Screen(
      bench.folder, columns: 100, rows: 12,
      "\(path) --socket \(bench.folder.path)/none.sock watch \(bench.link) 2>/dev/null")
    #expect(try screen.waits { $0.hasPrefix("\(bench.link)  434142494e412d53494d2d31") })
    #expect(try screen.waits { $0.contains("on hook") && $0.hasPrefix("   1") })
    try bench.board.ask("lift 1")
    #expect(try screen.waits { $0 == "ended with 4" })
    #expect(try screen.lines.filter { !$0.isEmpty } == ["before", "ended with 4"])
  }

  @Test func `shows what crosses, and leaves a whole recording`() throws {
    let bench = try BoardBench()
    let file = bench.folder.path + "/straight.pcapng"
    let dump = try begun(["dump", "--port", "PORT", "--pcapng", file], bench)
    let greeted = try dump.outputLine()
    #expect(greeted.contains("HELLO") || greeted.contains("ANNOUNCE"), "\(greeted)")
    try dump.errorLine(containing: "straight on \(bench.link), which no daemon has")
    try bench.board.ask("lift 1")
    #expect(try dump.status() == 4)
    #expect(dump.restOfOutput().contains { $0.contains("OFF_HOOK: number 2") })
    let whole = try Said(["dump", file, "--only", "HELLO,OFF_HOOK"])
    #expect(whole.status == 0 && whole.output.contains("OFF_HOOK"), "\(whole)")
    #expect(try bench.held() == "events-held=2")
  }

  @Test func `that is away for a while is waited for`() throws {
    let bench = try BoardBench()
    let dump = try begun(["dump", "--port", "PORT"], bench)
    #expect(try dump.isSeen(by: bench))
    bench.board.signal(SIGSTOP)
    // Longer than a session lasts, and than a new one is waited for.
    usleep(12_000_000)
    #expect(dump.isRunning, "\(dump.everything)")
    bench.board.signal(SIGCONT)
    #expect(try dump.isSeen(by: bench))
    try bench.board.ask("lift 1")
    #expect(try dump.status() == 4, "\(dump.everything)")
  }

  @Test func `that cannot be had costs no earlier recording`() throws {
    let bench = try BoardBench()
    let earlier = try Data(contentsOf: URL(fileURLWithPath: TechnicianTests.recording))
    let file = bench.folder.path + "/earlier.pcapng"
    try earlier.write(to: URL(fileURLWithPath: file))
    for port in ["/dev/null", bench.folder.path + "/none"] {
      let dump = try begun(["dump", "--port", port, "--pcapng", file], bench)
      #expect(try dump.status() == 1)
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == earlier, "\(port)")
    }
  }

  @Test func `that does not answer is shown all the same`() throws {
    let bench = try BoardBench()
    bench.board.signal(SIGSTOP)
    let dump = try begun(["dump", "--port", "PORT"], bench)
    #expect(try dump.outputLine().contains("HELLO: "))
    #expect(try dump.status() == 1)
    #expect(dump.restOfErrors().joined().contains("no board answers"))
  }
}

extension Program {
  /// Whether it has a session with the board.
  fileprivate func isSeen(by bench: BoardBench) throws -> Bool {
    try bench.waits { try bench.board.ask("status").contains("session=up") }
  }
}

extension BoardBench {
  fileprivate func waits(_ isSo: () throws -> Bool) throws -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while Date() < end {
      if try isSo() { return true }
      usleep(50_000)
    }
    return false
  }
}

/// Calls on a board that no daemon has, and what a technician may not do to them.
@Suite(.waiting) struct `A call on a board without its daemon` {
  @Test func `for help is ended by nothing that is forced`() throws {
    let bench = try BoardBench(lines: 8)
    let configured = try Said([
      "send", "CONFIGURE", "flashMinimum=70", "flashMaximum=700", "answerSignals=none",
      "answerDelaySeconds=10", "emergencyNumbers=133", "--yes", "--board", bench.link, "--socket",
      "/none",
    ])
    #expect(configured.status == 0, "\(configured)")
    #expect(try bench.waits { try bench.board.ask("status").contains("session=none") })
    try bench.board.ask("lift 3")
    try bench.board.ask("dial 3 133")
    #expect(try bench.waits { try bench.board.ask("lines").contains("3 connected") })
    for words in [
      ["send", "RESET", "--yes", "--force"],
      ["send", "CUT", "line=3", "--yes"], ["send", "TONE", "line=3", "tone=busy"],
      ["display", "3", "x"],
    ] {
      let said = try Said(words + ["--board", bench.link, "--socket", "/none"])
      #expect(said.status != 0, "\(words): \(said)")
    }
    let checks = try Said(["conformance", bench.link, "--only", "crc", "--yes"])
    #expect(
      checks.status == 1 && checks.errors.contains("on line 3; nothing was done"), "\(checks)")
    #expect(try bench.board.ask("lines").contains("3 connected"))
    // Nobody else is kept from looking.
    #expect(
      try Said(["stress", bench.link, "--seconds", "1", "--socket", "/none"]).status == 0)
    #expect(try bench.board.ask("lines").contains("3 connected"))
  }

  @Test func `that is paid for keeps a technician from the board, so that its daemon can have it`()
    throws
  {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    try shop.daemon.killAtOnce()
    for words in [
      ["watch", shop.link, "--json"], ["dump", "--port", shop.link],
      ["stress", shop.link, "--seconds", "30"],
      ["display", "2", "--pattern", "--board", shop.link],
    ] {
      let said = try Said(words + ["--socket", "/none"])
      #expect(said.status == 4, "\(words): \(said)")
      #expect((said.errors + said.output).contains("on line 1"), "\(words): \(said)")
    }
    let checks = try Said(["conformance", shop.link, "--only", "crc", "--yes"])
    #expect(
      checks.status == 1 && checks.errors.contains("on line 1; nothing was done"), "\(checks)")
    try shop.startDaemon()
    #expect(try shop.board.ask("lines").contains("1 talking"))
  }

  @Test func `configured for a shop is checked only if that is wished`() throws {
    let shop = try RunningShop()
    try shop.stopDaemon()
    let asked = try Said(["conformance", shop.link, "--only", "crc"])
    #expect(
      asked.status == 2 && asked.errors.contains("without its emergency numbers"), "\(asked)")
    let wished = try Said(["conformance", shop.link, "--only", "crc", "--yes"])
    #expect(wished.status == 0 && wished.output.contains("pass  § 1"), "\(wished)")
    #expect(wished.output.contains("unstored, which are acknowledged here"), "\(wished)")
    // What the checks left is no shop's.
    #expect(try Said(["conformance", shop.link, "--only", "crc"]).status == 0)
  }
}
