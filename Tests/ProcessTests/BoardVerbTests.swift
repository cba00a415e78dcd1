import Foundation
import Testing

/// `cabinactl firmware`, `lines`, `display`, `send` and `dump` with a board: through the daemon that
/// has it.
@Suite(.waiting) struct `A technician's verbs through the daemon` {
  private static let uid = "434142494e412d53494d2d31"

  private func said(
    _ shop: RunningShop, _ words: String..., spanish: Bool = false
  ) throws -> Said {
    try Said(words + ["--socket", shop.folder.path + "/cabina.sock"], spanish: spanish)
  }

  private func shop() throws -> RunningShop {
    let shop = try RunningShop()
    #expect(
      try shop.wait {
        try shop.page("/api/v1/boards").contains(#""configurationAsWanted":true"#)
      })
    return shop
  }

  @Test func `firmware says who the board is, by port, by number and alone`() throws {
    let shop = try shop()
    for words in [["firmware"], ["firmware", shop.link], ["firmware", Self.uid.uppercased()]] {
      let said = try Said(words + ["--socket", shop.folder.path + "/cabina.sock"])
      #expect(said.status == 0, "\(said)")
      #expect(said.errors == "cabinactl: through the daemon, on \(shop.link)")
      #expect(said.output.contains("board          \(Self.uid), \(shop.link)"), "\(said)")
      #expect(said.output.contains("firmware       1.0.0"))
      #expect(said.output.contains("lines          8, and "))
      #expect(said.output.contains(", the daemon's"))
    }
    let spanish = try said(shop, "firmware", spanish: true)
    #expect(spanish.errors.contains("por medio del servicio"))
    #expect(spanish.output.contains("prueba de línea"))
    let json = try said(shop, "firmware", "--json").json()
    #expect(json["uid"] as? String == Self.uid && json["lineCount"] as? Int == 8)
    #expect(json["configurationAsWanted"] as? Bool == true)
    let none = try said(shop, "firmware", "ffffffffffffffffffffffff")
    #expect(none.status == 1 && none.errors.contains("no board of this number"), "\(none)")
    let absent = try said(shop, "firmware", "/dev/cabina-none")
    #expect(absent.status == 1 && absent.errors.contains("no device there"), "\(absent)")
  }

  @Test func `lines shows each line, and measures one that has no call`() throws {
    let shop = try shop()
    try shop.board.ask("lift 1")
    #expect(
      try shop.wait { try shop.page("/api/v1/boards").contains(#""state":"off hook""#) })
    let table = try said(shop, "lines").output.split(separator: "\n")
    #expect(table.count == 9, "\(table)")
    #expect(table[0].hasPrefix("LINE  BOOTH  HOOK"))
    #expect(table[1].contains("4312   off hook  off hook") && table[1].contains("OFF_HOOK"))
    #expect(table[3].contains(" –      on hook   on hook"))
    let tested = try said(shop, "lines", "--test", "2")
    #expect(tested.status == 0, "\(tested)")
    #expect(tested.output.contains(#/on hook, \d+\.\d V, \d+\.\d mA, no fault/#), "\(tested)")
    #expect(
      try said(shop, "lines", "--test", "2", spanish: true).output
        .contains(#/colgado, \d+,\d V, \d+,\d mA, sin falla/#))
    let json = try said(shop, "lines", "--test", "2", "--json").json()
    let lines = try #require(json["lines"] as? [[String: Any]])
    #expect(lines.count == 1 && lines[0]["line"] as? Int == 2)
    #expect((lines[0]["test"] as? [String: Any])?["fault"] as? String == "cleared")
    let beyond = try said(shop, "lines", "--test", "9")
    #expect(beyond.status == 1 && beyond.errors.contains("no such line"), "\(beyond)")
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForBoard("on-hook", 1))
    try shop.talk(1, to: "1006")
    let busy = try said(shop, "lines", "--test", "1")
    #expect(busy.status == 1 && busy.errors.contains("line 1 is in a call"), "\(busy)")
    #expect(try said(shop, "lines", "--test", "33").status == 2)
  }

  @Test func `display shows a text at its place, and every character there is`() throws {
    let shop = try shop()
    #expect(
      try said(shop, "display", "2", "--row", "2", "--column", "3", "HOLA", "Ñ", "--clear").status
        == 0)
    #expect(try shop.board.ask("display 2").contains("HOLA Ñ"))
    let pattern = try said(shop, "display", "2", "--pattern", "--seconds", "0", "--json")
    #expect(pattern.status == 0, "\(pattern)")
    let pages = try #require(try pattern.json()["pages"] as? [[String: [String]]])
    let rows = pages.compactMap { $0["rows"] }
    #expect(Set(rows.flatMap { $0.map(\.count) }).count == 1)
    let characters = Set(rows.joined().joined())
    #expect("0AZaz~ñÑ¿ÿ".allSatisfy(characters.contains), "\(characters.sorted())")
    #expect(rows[1].allSatisfy { Set($0) == ["#"] })
    let last = try #require(rows.last?.first)
    #expect(try shop.board.ask("display 2").contains(last.prefix(8)))
    let refused: [([String], String)] = [
      (["display", "2"], "expected TEXT or --pattern"),
      (["display", "2", "X", "--pattern"], "expected TEXT or --pattern"),
      (["display", "2", "X", "--row", "99"], "does not fit into row 99"),
      (["display", "2", String(repeating: "X", count: 200)], "does not fit"),
      (["display", "0", "X"], "LINE «0»: expected the number of a line, 1 to 32"),
      (["display", "2", "10 €"], "the display has no «€»"),
    ]
    for (words, complaint) in refused {
      let said = try Said(words + ["--socket", shop.folder.path + "/cabina.sock"])
      #expect(said.status == 2 && said.errors.contains(complaint), "\(words): \(said)")
    }
    let beyond = try said(shop, "display", "9", "X")
    #expect(beyond.status == 1 && beyond.errors.contains("no such line"), "\(beyond)")
  }

  @Test func `send has a command done that is checked, and leaves calls to the daemon`() throws {
    let shop = try shop()
    let tested = try said(shop, "send", "LINE_TEST", "line=1")
    #expect(tested.status == 0 && tested.output.hasPrefix("done, "), "\(tested)")
    #expect(tested.output.contains("fault cleared") && tested.output.contains("hook on hook"))
    let json = try said(shop, "send", "line-test", "line=1", "--json").json()
    #expect(json["command"] as? String == "LINE_TEST" && json["sendings"] as? Int == 1)
    let refused = try said(shop, "send", "TONE", "line=1", "tone=busy")
    #expect(refused.status == 1 && refused.output.hasPrefix("wrong state, "), "\(refused)")
    let cut = try said(shop, "send", "CUT", "line=1", "--yes")
    #expect(cut.status == 1 && cut.errors.contains("cabinactl cut BOOTH"), "\(cut)")
    let faults: [([String], String)] = [
      (["JUMP"], "COMMAND «JUMP»: expected TONE, CONNECT"),
      (["LINE_TEST"], "LINE_TEST: line is missing, expected 1…32"),
      (["LINE_TEST", "line=0"], "LINE_TEST line «0»: expected 1…32"),
      (["LINE_TEST", "1"], "«1»: expected FIELD=VALUE"),
      (["LINE_TEST", "line=1", "line=2"], "«line» is given twice"),
      (["LINE_TEST", "line=1", "row=2"], "LINE_TEST «row»: no such field; expected line"),
      (["RESET"], "RESET bears on calls: it is done with --yes only"),
      (["STATISTICS", "line=1"], "STATISTICS «line»: it takes no fields"),
    ]
    for (words, complaint) in faults {
      let said = try Said(["send"] + words + ["--socket", shop.folder.path + "/cabina.sock"])
      #expect(said.status == 2 && said.errors.contains(complaint), "\(words): \(said)")
    }
    try shop.talk(1, to: "1006")
    let kept = try said(shop, "send", "RESET", "--yes")
    #expect(kept.status == 1 && kept.errors.contains("calls in progress (1)"), "\(kept)")
    #expect(try said(shop, "send", "RESET", "--yes", "--force").status == 0)
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
  }

  @Test func `send asks a person before it does what is dangerous`() throws {
    let shop = try shop()
    for (answer, status, done) in [("n", 1, "nothing was done"), ("y", 0, "done, ")] {
      let terminal = try TypedTerminal()
      let child = try Child(
        ["cabinactl", "--socket", shop.folder.path + "/cabina.sock", "send", "RESET"],
        environment: ["LC_ALL": "C"], input: .descriptor(terminal.slave),
        output: .descriptor(terminal.slave))
      #expect(terminal.waits(for: "RESET bears on calls; do it? [y/N]"))
      terminal.type(answer + "\n")
      #expect(terminal.waits(for: done), "\(terminal.seen)")
      #expect(try child.status() == status)
    }
  }

  @Test func `dump shows what crosses now, and leaves a whole recording`() throws {
    let shop = try shop()
    let file = shop.folder.path + "/live.pcapng"
    let dump = try Program(
      "cabinactl",
      [
        "dump", "--only", "OFF_HOOK,TONE", "--absolute", "--pcapng", file, "--socket",
        shop.folder.path + "/cabina.sock",
      ], environment: ["LC_ALL": "C"])
    #expect(try shop.wait { FileManager.default.fileExists(atPath: file) })
    // Until it looks on.
    let hasSeen = try shop.wait {
      try shop.board.ask("lift 1")
      usleep(300_000)
      try shop.board.ask("hangup 1")
      usleep(700_000)
      return dump.everything.contains("OFF_HOOK")
    }
    #expect(hasSeen)
    let line = try dump.outputLine()
    let form =
      #/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}  (board  (OFF_HOOK|TONE response)|host   TONE): /#
    #expect(line.contains(form), "\(line)")
    dump.signal(SIGINT)
    #expect(try dump.status() == 0)
    let whole = try Said(["dump", file, "--delta"])
    #expect(whole.status == 0, "\(whole)")
    #expect(whole.output.contains("OFF_HOOK") && whole.output.contains("PING"))
    #expect(!whole.output.contains("rejected"))
    #expect(
      try said(shop, "dump", "--seconds", "1", "--port", "/dev/null").errors
        .contains("/dev/null: not a serial port"))
    let ledger = try said(shop, "dump", "--seconds", "1", "--pcapng", shop.ledgerPath)
    #expect(ledger.status == 1 && ledger.errors.contains("is no recording"), "\(ledger)")
    #expect(try said(shop, "dump", "--delta", "--absolute").status == 2)
    for words in [["dump", "--port"], ["lines"], ["stress"], ["watch"]] {
      let fast = try Said(
        words + [shop.link, "--speed", "230400", "--socket", shop.folder.path + "/cabina.sock"])
      #expect(fast.status == 2 && fast.errors.contains("the daemon has \(shop.link)"), "\(fast)")
    }
    #expect(try Said(["dump", file, "--seconds", "1"]).status == 2)
    let lines = try said(shop, "dump", "--seconds", "3", "--json").output.split(separator: "\n")
    #expect(lines.contains { $0.contains(#""message":"PONG""#) }, "\(lines)")
  }
}

/// The same straight on a port, while no daemon runs.
@Suite(.waiting) struct `A technician's verbs on a port` {
  private func said(
    _ bench: BoardBench, _ words: String..., spanish: Bool = false
  ) throws -> Said {
    try Said(words + ["--socket", bench.folder.path + "/none.sock"], spanish: spanish)
  }

  @Test func `firmware, lines, display and send say that no daemon is there, and take no event`()
    throws
  {
    let bench = try BoardBench()
    try bench.board.ask("lift 2")
    let held = try bench.held()
    let firmware = try said(bench, "firmware", bench.link)
    #expect(firmware.status == 0, "\(firmware)")
    #expect(firmware.errors.contains("straight on \(bench.link), which no daemon has"))
    #expect(firmware.output.contains("lines          2, and 2 trunks"))
    #expect(!firmware.output.contains("daemon's"))
    let lines = try said(bench, "lines", bench.link, spanish: true)
    #expect(lines.errors.contains("directo en \(bench.link)"))
    #expect(lines.output.contains(#/2\s+–\s+descolgado\s+marcando/#), "\(lines)")
    let tested = try said(bench, "lines", bench.link, "--test", "1")
    #expect(tested.output.contains(#/on hook, \d+\.\d V, \d+\.\d mA, no fault/#), "\(tested)")
    #expect(try said(bench, "display", "1", "SOLO", "--board", bench.link).status == 0)
    #expect(try bench.board.ask("display 1").contains("SOLO"))
    let sent = try said(bench, "send", "STATISTICS", "--board", bench.link, "--json")
    #expect(try sent.json()["result"] as? String == "done")
    #expect(try bench.held() == held)
  }

  @Test func `a port that a process has is not fought for, and who has it is named`() throws {
    let bench = try BoardBench()
    let holder = try Program("/bin/sh", ["-c", "exec flock \(bench.link) sleep 60"])
    defer { holder.signal(SIGKILL) }
    usleep(500_000)
    let words = [
      ["firmware", bench.link], ["lines", bench.link],
      ["send", "STATISTICS", "--board", bench.link],
      ["display", "1", "X", "--board", bench.link],
    ]
    for words in words {
      let said = try Said(words + ["--socket", bench.folder.path + "/none.sock"])
      #expect(said.status == 1, "\(words): \(said)")
      #expect(said.errors.contains("in use by "), "\(words): \(said)")
    }
  }

  @Test func `without a daemon a port is to be said`() throws {
    let bench = try BoardBench()
    for words in [["firmware"], ["lines"], ["send", "STATISTICS"], ["dump"]] {
      let said = try Said(words + ["--socket", bench.folder.path + "/none.sock"])
      #expect(said.status == 1 && said.errors.contains("is cabinad running"), "\(words): \(said)")
    }
    let number = try said(bench, "firmware", "434142494e412d53494d2d31")
    #expect(number.status == 1 && number.errors.contains("is cabinad running"), "\(number)")
    let silent = try said(bench, "firmware", "/dev/null")
    #expect(silent.status == 1 && silent.errors.contains("not a serial port"), "\(silent)")
  }

  @Test func `a reset asks for more while a call is on the board`() throws {
    let bench = try BoardBench()
    try bench.board.ask("lift 1")
    let connected = try said(
      bench, "send", "CONNECT", "line=1", "callID=9", "digits=1006", "lease=60000", "--yes",
      "--board", bench.link)
    #expect(connected.status == 0, "\(connected)")
    let kept = try said(bench, "send", "RESET", "--yes", "--board", bench.link)
    #expect(kept.status == 1 && kept.errors.contains("--force"), "\(kept)")
    #expect(
      try said(bench, "send", "CUT", "line=1", "--yes", "--board", bench.link).status == 0)
    // Who has lifted may be dialling for help.
    let lifted = try said(bench, "send", "RESET", "--yes", "--board", bench.link)
    #expect(lifted.status == 1 && lifted.errors.contains("lifted on line 1"), "\(lifted)")
    try bench.board.ask("hangup 1")
    usleep(1_500_000)
    #expect(try said(bench, "send", "RESET", "--yes", "--board", bench.link).status == 0)
  }
}
