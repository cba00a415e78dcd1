import Foundation
import Testing

/// What Ctrl-C, a terminal that is closed and `kill` come to while `cabinactl` is at work.
@Suite(.waiting) struct `A verb that is interrupted` {
  @Test func `goes on if who started it wants the signal ignored`() throws {
    let bench = try BoardBench()
    let stress = try Program(
      "cabinactl", ["stress", bench.link, "--seconds", "3", "--json"],
      environment: ["LC_ALL": "C"], through: ["/usr/bin/nohup"])
    try bench.board.ask("await-session")
    stress.signal(SIGHUP)
    #expect(try stress.status() == 0, "\(stress.everything)")
    #expect(stress.everything.contains(#""end":"done""#), "\(stress.everything)")
  }

  @Test func `ends at once when it is wished twice`() throws {
    let bench = try BoardBench()
    let stress = try Program("cabinactl", ["stress", bench.link, "--minutes", "10"])
    try bench.board.ask("await-session")
    // A question that waits for its answer for many seconds.
    try bench.board.ask("silence")
    let began = Date()
    stress.signal(SIGINT)
    stress.signal(SIGTERM)
    #expect([-SIGTERM, -SIGINT].contains(try stress.status()))
    #expect(Date().timeIntervalSince(began) < 5)
  }

  @Test func `gives the terminal back that shows no password`() throws {
    let shop = try RunningShop()
    let terminal = try TypedTerminal()
    let child = try Child(
      [
        "cabinactl", "--socket", shop.folder.path + "/cabina.sock",
        "user", "set", "maria", "--role", "owner",
      ], input: .descriptor(terminal.slave), output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "new password: "))
    #expect(!terminal.isShowing)
    child.signal(SIGTERM)
    #expect(try child.status() == -SIGTERM)
    #expect(terminal.isShowing)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `gives the full screen back`(number: Int32) throws {
    let shop = try RunningShop()
    let terminal = try TypedTerminal()
    let child = try Child(
      ["cabinactl", "--socket", shop.folder.path + "/cabina.sock", "watch"],
      environment: ["TERM": "xterm"], input: .descriptor(terminal.slave),
      output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "LOCUTORIO"))
    #expect(terminal.seen.contains("\u{1B}[?1049h") && !terminal.isShowing)
    child.signal(number)
    #expect(terminal.waits(for: "\u{1B}[?1049l"))
    #expect(try child.status() == 0)
    #expect(terminal.isShowing)
  }

  @Test func `draws no picture on a terminal that can show none`() throws {
    let shop = try RunningShop()
    let terminal = try TypedTerminal()
    let child = try Child(
      ["cabinactl", "--socket", shop.folder.path + "/cabina.sock", "watch"],
      environment: ["TERM": "dumb"], input: .descriptor(terminal.slave),
      output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "4313"))
    #expect(!terminal.seen.contains("\u{1B}"), "\(terminal.seen)")
    child.signal(SIGTERM)
    #expect(try child.status() == 0)
  }

  @Test func `leaves nothing of a copy that was to be put back`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    let folder = TemporaryFolder()
    let copy = folder.path + "/copy.sqlite"
    #expect(
      try Child.run(["cabinactl", "backup", copy, "--ledger", shop.ledgerPath]).status == 0)
    try shop.stopDaemon()
    func drafts() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
        .filter { $0.contains(".restored") }
    }
    func bytes() -> Data? { FileManager.default.contents(atPath: shop.ledgerPath) }
    let before = bytes()
    // Of a small ledger it takes milliseconds: it is stopped in the midst of them, sooner or later.
    for _ in 1...200 {
      let restore = try Child(
        ["cabinactl", "restore", copy, "--yes", "--ledger", shop.ledgerPath], output: .nothing)
      while restore.isRunning, try drafts().isEmpty {}
      restore.signal(SIGSTOP)
      let isCaught = try !drafts().isEmpty
      restore.signal(SIGHUP)
      restore.signal(SIGCONT)
      let status = try restore.status()
      #expect(try drafts().isEmpty)
      guard isCaught, status == -SIGHUP else {
        #expect(status == 0)
        continue
      }
      #expect(bytes() == before)
      return
    }
    Issue.record("it was never caught at work")
  }
}

/// What a person sees meanwhile.
@Suite(.waiting) struct `A verb that waits` {
  /// Somebody listens, and never says a word.
  private func hungDaemon(_ path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0 && listen(descriptor, 8) == 0)
    return descriptor
  }

  @Test(arguments: [
    ["status"], ["booths"], ["firmware"], ["send", "STATISTICS"], ["balance"],
    ["prefixes", "export"], ["calls", "--csv"],
  ])
  func `says so to a person, whatever it is`(words: [String]) throws {
    let folder = TemporaryFolder()
    let daemon = try hungDaemon(folder.path + "/hung")
    defer { close(daemon) }
    let terminal = try TypedTerminal()
    let child = try Child(
      ["cabinactl"] + words + ["--socket", folder.path + "/hung"], environment: ["TERM": "xterm"],
      input: .descriptor(terminal.slave), output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "… 1 s\u{1B}[K"), "\(terminal.seen)")
    child.signal(SIGINT)
    #expect(try child.status() == -SIGINT)
  }

  @Test func `is told what a daemon that hangs may be looked at with`() throws {
    let folder = TemporaryFolder()
    let daemon = try hungDaemon(folder.path + "/hung")
    defer { close(daemon) }
    let said = try Said(["watch", "--socket", folder.path + "/hung"])
    #expect(said.status == 1)
    #expect(said.errors.contains("none within 3 s, though it is running; «systemctl status"))
    #expect(!said.errors.contains("…"))
  }

  @Test func `ends without a word when nobody reads any more`() throws {
    let shell = try Program(
      "/bin/bash",
      [
        "-c",
        // Until the reader is gone.
        "{ sleep 1; '\(Program.folder.path)/cabinactl' manual; } | true; echo ${PIPESTATUS[0]}",
      ])
    #expect(try shell.outputLine() == "0")
    #expect(shell.restOfErrors() == [])
  }
}
