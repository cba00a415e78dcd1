import Foundation
import Testing

/// `cabinactl` against a daemon that runs.
@Suite struct `The command line` {
  private func done(
    _ shop: RunningShop, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let program = try Program(
      "cabinactl", words + ["--socket", shop.folder.path + "/cabina.sock"])
    let status = try program.status()
    let output = program.restOfOutput()
    #expect(
      status == 0, "\(words): \(output) \(program.restOfErrors())", sourceLocation: sourceLocation)
    return output
  }

  @Test func `shows and changes what a booth may do`() throws {
    let shop = try RunningShop(balancePesos: 50_000)
    #expect(try done(shop, "status").first == "LOCUTORIO   balance $ 50.000")
    #expect(try done(shop, "disable", "4312") == ["booth 4312: disabled"])
    #expect(try done(shop, "status").contains { $0.hasPrefix("4312 ") && $0.contains("disabled") })
    #expect(try done(shop, "enable", "4312") == ["booth 4312: enabled"])
    #expect(try !done(shop, "status").contains { $0.contains("disabled") })
    #expect(try done(shop, "uncharged", "4313") == ["booth 4313: its next call is uncharged"])
    #expect(try done(shop, "status").contains { $0.contains("next call uncharged") })
    #expect(try done(shop, "charged", "4313") == ["booth 4313: its next call is charged"])
    #expect(try !done(shop, "status").contains { $0.contains("next call uncharged") })
    #expect(try done(shop, "status", "--json").joined().contains("\"balance\":\"50000\""))
  }

  @Test func `calls shop and booths what the owner does, now and after the next start`() throws {
    let shop = try RunningShop()
    #expect(try done(shop, "settings", "booth", "4312", "MESÓN") == ["name of booth 4312: «MESÓN»"])
    #expect(try done(shop, "settings", "name", "SUR & CÍA") == ["name of the shop: «SUR & CÍA»"])
    #expect(try done(shop, "settings", "language", "en") == ["language of the page: «en»"])
    func expectNames() throws {
      let status = try done(shop, "status")
      #expect(status.first?.hasPrefix("SUR & CÍA") == true, "\(status)")
      #expect(status.contains { $0.hasPrefix("4312 ") && $0.contains("MESÓN") }, "\(status)")
      let page = try shop.page()
      #expect(page.contains("SUR &amp; CÍA") && page.contains("MESÓN"))
      #expect(page.contains("<html lang=\"en\""))
    }
    try expectNames()
    try shop.stopDaemon()
    try shop.startDaemon()
    try expectNames()
    #expect(
      try done(shop, "settings", "booth", "4312", "")
        == ["name of booth 4312: as in the configuration"])
    #expect(try !done(shop, "status").contains { $0.contains("MESÓN") })
    let refused = try shop.command("settings", "booth", "9", "X")
    #expect(refused.status == 1 && refused.errors.contains("no booth «9»"), "\(refused)")
  }

  @Test func `lists calls by what is looked for, and all of them for a spreadsheet`() throws {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    try shop.board.ask("hangup 1")
    #expect(try shop.wait { try done(shop, "calls").last == "1 call" })
    #expect(try done(shop, "calls", "--number", "1006", "--charged", "true").last == "1 call")
    #expect(try done(shop, "calls", "--place", "nowhere") == ["no call"])
    #expect(try done(shop, "calls", "--to", "2006-10-26") == ["no call"])
    let table = try done(shop, "calls", "--csv", "--booth", "4312")
    #expect(table.count == 2)
    #expect(table.last?.contains("4312") == true && table.last?.contains("1006") == true)
    #expect(try done(shop, "calls", "--csv", "--booth", "4313").count == 1)
    let both = try shop.command("calls", "--csv", "--size", "10")
    #expect(both.status == 2 && both.errors.contains("--csv gives all of the calls"), "\(both)")
    let wrong = try shop.command("calls", "--csv", "--number", "x")
    #expect(wrong.status == 1 && !wrong.errors.isEmpty && wrong.output.isEmpty, "\(wrong)")
  }

  @Test func `shows how the line is`() throws {
    let shop = try RunningShop()
    #expect(
      try shop.wait {
        try done(shop, "links").contains {
          $0.contains("ttyBOARD") && $0.contains("434142494e412d53494d2d31")
        }
      })
    try shop.board.ask("fault flip 100")
    var json = ""
    let isCounted = try shop.wait {
      json = try done(shop, "links", "--json").joined()
      return !json.contains("\"crcErrors\":0") && !json.contains("\"framesReceived\":0")
    }
    #expect(isCounted, "\(json)")
  }

  @Test func `cuts a call and lists it, older ones by the number that it prints`() throws {
    let shop = try RunningShop()
    for _ in 1...2 {
      try shop.talk(1, to: "1006")
      #expect(try done(shop, "cut", "4312") == ["booth 4312: its call is cut off"])
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"released\"") })
    }
    let list = try done(shop, "calls", "--booth", "4312", "--size", "10")
    #expect(list.count == 4, "\(list)")
    #expect(list.last == "2 calls")
    let newest = try #require(list.dropFirst().first)
    #expect(newest.contains("INTERNAS 02"))
    #expect(newest.contains("$ "))
    #expect(newest.contains("Cut off by the owner"))
    // In local time, as the clock on the wall has it: no «T», no «Z».
    #expect(newest.contains(#/ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d /#))
    let number = try #require(newest.split(separator: " ").first)
    let older = try done(shop, "calls", "--before", String(number))
    #expect(older.count == 3)
    #expect(older.dropFirst().first?.split(separator: " ").first == "1")
    try shop.daemon.errorLine(containing: "cut off by the owner")
  }

  @Test func `pays once under one key, corrects and lists`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    for _ in 1...2 {
      #expect(
        try done(shop, "payment", "50.000", "transfer 123", "--key", "k1")
          == ["payment 2: $ 50.000; the balance is now $ 51.000"])
    }
    #expect(
      try done(shop, "payment", "-5.000", "un cero de más")
        == ["payment 3: −$ 5.000; the balance is now $ 46.000"])
    #expect(try done(shop, "payment", "7") == ["payment 4: $ 7; the balance is now $ 46.007"])
    #expect(try done(shop, "payment", "7") == ["payment 5: $ 7; the balance is now $ 46.014"])
    #expect(try done(shop, "status").first?.hasSuffix("balance $ 46.014") == true)
    let list = try done(shop, "payments")
    #expect(list.count == 7 && list.last == "5 payments", "\(list)")
    let page = try done(shop, "payments", "--size", "2", "--before", "5")
    #expect(page.count == 4 && page.last == "2 on this page; older ones: --before 3", "\(page)")
    #expect(list.first?.hasPrefix("PAYMENT") == true)
    let correction = try #require(list.first { $0.contains("un cero de más") })
    #expect(correction.contains("−$ 5.000  uid \(getuid()) "))
    // Another daemon knows the key as well.
    try shop.stopDaemon()
    try shop.startDaemon()
    #expect(
      try done(shop, "payment", "50000", "transfer 123", "--key", "k1")
        == ["payment 2: $ 50.000; the balance is now $ 46.014"])
    #expect(try done(shop, "status").first?.hasSuffix("balance $ 46.014") == true)
    let other = try shop.command("payment", "1", "--key", "k1")
    #expect(other.status == 1)
    #expect(other.errors == "cabinactl: another request has this key; nothing was changed")
  }

  @Test func `says in English what the daemon refuses, with status 1`() throws {
    let shop = try RunningShop()
    let refusals = [
      (["disable", "9999"], "there is no booth «9999»"),
      (["cut", "4312"], "the booth has no call"),
      (["payment", "-5"], "needs a reference"),
      (["payment", "0"], "not understood, and nothing was changed: amount «0»"),
      (
        ["calls", "--before", "999"],
        "before, after: a call's id"
      ),
      (["calls", "--booth", "9999"], "there is no booth «9999»"),
      (["payment", "5", "--key", "ñ"], "key: expected 1…64 printable ASCII"),
    ]
    for (words, complaint) in refusals {
      let program = try Program(
        "cabinactl", words + ["--socket", shop.folder.path + "/cabina.sock"])
      #expect(try program.status() == 1, "\(words)")
      let errors = program.restOfErrors().joined()
      #expect(errors.contains(complaint), "\(words): \(errors)")
      #expect(program.restOfOutput().isEmpty)
    }
  }

  @Test func `sets and deletes the price of every number too`() throws {
    let shop = try RunningShop()
    for list in ["prefixes", "deck"] {
      let set = try done(shop, list, "set", "", "--price", "60", "--unit", "minute")
      #expect(set == ["(any): $ 60,00 per min; new"])
      #expect(try done(shop, list).contains { $0.hasPrefix("(any)") })
      let changed = try done(shop, list, "set", "", "--price", "90")
      #expect(changed == ["(any): $ 90,00 per min; was $ 60,00 per min"])
      #expect(
        try done(shop, list, "delete", "")
          == ["removed: (any)", "  (any): was $ 90,00 per min"])
      #expect(try !done(shop, list).contains { $0.hasPrefix("(any)") })
    }
  }

  @Test func `is of one version with the daemon`() throws {
    let daemon = try Program("cabinad", ["--version"])
    let command = try Program("cabinactl", ["--version"])
    #expect(
      try daemon.outputLine().split(separator: " ").last
        == command.outputLine().split(separator: " ").last)
  }
}

/// What a program says is where it belongs, or its exit status says that it is not.
@Suite struct `Standard output` {
  private let folder = TemporaryFolder()

  private func full(
    _ name: String, _ words: [String]
  ) throws -> (status: Int32, errors: [String]) {
    let device = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(device) }
    let program = try Program(name, words, output: device)
    return (try program.status(), program.restOfErrors())
  }

  @Test func `on a full disk is a failure of every program, and is said`() throws {
    let prices = try folder.write(RunningShop.tariffs, to: "tariffs.json5")
    let configuration = try folder.write(
      """
      [shop]
      name = LOCUTORIO
      balance = not-kept
      [dialling]
      digit-map = 1xxx
      [prices]
      file = \(prices)
      [booth 4312]
      name = CABINA 01
      line = 1
      """, to: "cabina.conf")
    let quote = ["quote", "--tariffs", prices, "--number", "1006", "--seconds", "68", "--json"]
    let lines = [
      ("cabinactl", quote), ("cabinactl", ["--help"]), ("cabinactl", ["--version"]),
      ("cabinactl", ["deck", "--help"]), ("cabinactl", ["conformance", "--list"]),
      ("cabinad", ["--help"]), ("cabinad", ["check", "--config", configuration]),
      ("cabina-sim", ["--help"]), ("cabina-sim", ["world", "--seed", "1"]),
    ]
    for (name, words) in lines {
      let ended = try full(name, words)
      #expect(ended.status == 1, "\(name) \(words)")
      #expect(
        ended.errors.last == "\(name): cannot write: No space left on device", "\(name) \(words)")
    }
  }

  @Test func `that is full leaves no doubt that money was paid`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    let ended = try full(
      "cabinactl", ["payment", "5", "--socket", shop.folder.path + "/cabina.sock"])
    #expect(ended.status == 1)
    #expect(
      ended.errors == [
        "cabinactl: cannot write: No space left on device; what was asked for is done all the same"
      ])
  }

  @Test func `that nobody reads any more is no complaint`() throws {
    let pipe = try PipeEnds()
    defer { close(pipe.writing) }
    close(pipe.reading)
    for name in ["cabinactl", "cabinad", "cabina-sim"] {
      let program = try Program(name, ["--help"], output: pipe.writing)
      #expect([0, -SIGPIPE].contains(try program.status()))
      #expect(program.restOfErrors().isEmpty)
    }
  }
}

@Suite struct `The demo` {
  @Test func `says another port when its own is taken, and leaves no folder behind`() throws {
    let folder = TemporaryFolder()
    let first = try Program(
      "cabinad", ["demo", "--port", "0"], environment: ["TMPDIR": folder.path])
    let line = try first.errorLine(containing: "http://")
    let port = try #require(line.split(separator: ":").last?.prefix { $0.isNumber })
    let socket = try first.errorLine(containing: "cabinactl --socket ")
    let words = try #require(socket.split(separator: "cabinactl ").last).split(separator: " ")
    let status = try Program("cabinactl", words.map(String.init))
    #expect(try status.outputLine().hasPrefix("LOCUTORIO DEMO"))
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let second = try Program(
      "cabinad", ["demo", "--port", String(port)], environment: ["TMPDIR": folder.path])
    try second.errorLine(containing: "cabinad demo --port N")
    #expect(try second.status() == 69)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == before)
    first.signal(SIGTERM)
    #expect(try first.status() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
