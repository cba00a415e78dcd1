import Foundation
import Testing

/// A simulated board on a pty, for a technician's verbs while no daemon runs.
struct BoardBench {
  let folder = TemporaryFolder()
  let board: Program
  var link: String { folder.path + "/ttyBOARD" }

  init(_ options: [String] = [], lines: Int = 2) throws {
    board = try Program(
      "cabina-sim", ["board", "--lines", "\(lines)", "--link", folder.path + "/ttyBOARD"] + options)
    _ = try board.outputLine()
  }

  /// Waits until the board was told so much more: whoever asks it is at work.
  func isAsked(_ frames: Int = 20) throws {
    let start = try received()
    let end = Date().addingTimeInterval(Program.patience)
    while try received() < start + frames {
      try #require(Date() < end, "nobody asks the board")
      usleep(5_000)
    }
  }

  private func received() throws -> Int {
    let words = try board.ask("status").split(separator: " ").map { $0.split(separator: "=") }
    let frames = words.first { $0.first == "frames-received" }?.last
    return try #require(frames.flatMap { Int($0) })
  }

  /// Events that the board holds and nobody has acknowledged.
  func held() throws -> String {
    let words = try board.ask("status").split(separator: " ")
    return String(try #require(words.first { $0.hasPrefix("events-held=") }))
  }
}

/// What `cabinactl` says to these words, and its exit status.
struct Said {
  let status: Int32
  let output: String
  let errors: String

  init(_ words: [String], through launcher: [String] = [], spanish: Bool = false) throws {
    let program = try Program(
      "cabinactl", words, environment: ["LC_ALL": spanish ? "es_CL.UTF-8" : "C"],
      through: launcher)
    status = try program.status()
    output = program.restOfOutput().joined(separator: "\n")
    errors = program.restOfErrors().joined(separator: "\n")
  }

  func json() throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}

/// `cabinactl scan`, `stress` and `play` on a port.
@Suite(.waiting) struct TechnicianTests {
  // MARK: scan

  @Test func `scan finds the board on a port, in words and for programs`() throws {
    let bench = try BoardBench()
    let words = try Said(["scan", bench.link])
    #expect(words.status == 0, "\(words)")
    #expect(
      words.output.contains(
        "board 434142494e412d53494d2d31, firmware 1.0.0, 2 lines, 2 trunks, at 115200 bit/s"))
    #expect(
      try Said(["scan", bench.link], spanish: true).output.contains("placa 434142494e412d53494d"))
    let json = try Said(["scan", bench.link, "--json"]).json()
    let port = try #require((json["ports"] as? [[String: Any]])?.first)
    let board = try #require(port["board"] as? [String: Any])
    #expect(board["uid"] as? String == "434142494e412d53494d2d31")
    #expect(board["speed"] as? Int == 115_200)
    #expect(port["occupant"] is NSNull)
    #expect((port["probes"] as? [[String: Any]])?.first?["result"] as? String == "board")
  }

  @Test func `scan leaves a port in use alone and says by whom, and a silent one is silent`() throws
  {
    let bench = try BoardBench()
    try bench.board.ask("silence")
    let silent = try Said(["scan", bench.link, "--json"]).json()
    let probes = try #require((silent["ports"] as? [[String: Any]])?.first?["probes"])
    #expect(
      (probes as? [[String: Any]])?.map { $0["result"] as? String } == ["silent", "silent"])
    let holder = try Program("/bin/sh", ["-c", "exec sleep 60 < \(bench.link)"])
    defer { holder.signal(SIGKILL) }
    let end = Date().addingTimeInterval(Program.patience)
    var said = try Said(["scan", bench.link])
    while !said.output.contains("in use by sleep (process \(holder.identifier))"), Date() < end {
      said = try Said(["scan", bench.link])
    }
    #expect(said.output.contains("in use by sleep (process \(holder.identifier)); not touched"))
    #expect(said.status == 0)
  }

  @Test func `scan of what is no port fails, and of the whole machine it is an answer`() throws {
    let none = try Said(["scan", "/dev/null", "/dev/cabina-none"])
    #expect(none.status == 1)
    #expect(none.output.contains("/dev/null\n  not a serial port"))
    #expect(none.output.contains("/dev/cabina-none\n  no device there"))
    let all = try Said(["scan", "--json"])
    #expect(all.status == 0, "\(all)")
    #expect(try all.json()["ports"] is [Any])
    #expect(try Said(["scan", "--frob"]).status == 2)
  }

  // MARK: stress

  @Test func `stress measures answers, acknowledges nothing, and gives the port back`() throws {
    let bench = try BoardBench()
    try bench.board.ask("lift 1")
    try bench.board.ask("hangup 1")
    // So long it may be a flash.
    try bench.board.ask("wait 1000")
    let held = try bench.held()
    let said = try Said(["stress", bench.link, "--seconds", "1", "--json"])
    #expect(said.status == 0, "\(said)")
    let report = try said.json()
    let answered = try #require(report["answered"] as? Int)
    #expect(answered > 10)
    #expect(report["lost"] as? Int == 0)
    #expect(report["end"] as? String == "done")
    let times = try #require(report["microseconds"] as? [String: Int])
    let order = ["minimum", "median", "p99", "maximum"].compactMap { times[$0] }
    #expect(order == order.sorted() && order.count == 4)
    let steps = try #require(report["histogram"] as? [[String: Int]])
    #expect(steps.reduce(0) { $0 + ($1["count"] ?? 0) } == answered)
    #expect(try bench.held() == held)
    let words = try Said(["stress", bench.link, "--seconds", "1"], spanish: true)
    #expect(words.output.contains("mediana"))
    #expect(words.output.contains("█"))
  }

  @Test func `stress ends when somebody lifts, unless it is told not to`() throws {
    let bench = try BoardBench()
    try bench.board.ask("lift 2")
    let said = try Said(["stress", bench.link, "--seconds", "50"])
    #expect(said.status == 4, "\(said)")
    #expect(said.output.contains("ended since somebody lifted on line 2"))
    let on = try Said(["stress", bench.link, "--seconds", "1", "--despite-callers"])
    #expect(on.status == 0, "\(on)")
  }

  @Test func `a bad line shows in stress, and a board that falls silent ends it`() throws {
    let bench = try BoardBench()
    try bench.board.ask("fault drop 4")
    let said = try Said(["stress", bench.link, "--seconds", "4", "--json"])
    let resent = try #require(try said.json()["resent"] as? Int)
    #expect(resent > 0)
    try bench.board.ask("heal")
    let program = try Program("cabinactl", ["stress", bench.link, "--seconds", "600"])
    try bench.board.ask("await-session")
    try bench.isAsked()
    try bench.board.ask("silence")
    #expect(try program.status(within: 120) == 1)
    #expect(program.everything.contains("questions in a row without an answer"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a stress that is interrupted says what it has, and the port is free`(
    _ signal: Int32
  ) throws {
    let bench = try BoardBench()
    let program = try Program(
      "cabinactl", ["stress", bench.link, "--minutes", "10"], environment: ["LC_ALL": "C"])
    try bench.board.ask("await-session")
    try bench.isAsked()
    program.signal(signal)
    #expect(try program.status() == -signal, "\(program.everything)")
    #expect(program.everything.contains("interrupted"))
    #expect(try Said(["scan", bench.link]).output.contains("board 434142494e41"))
  }

  @Test func `a stress that is killed leaves a free port`() throws {
    let bench = try BoardBench()
    let program = try Program("cabinactl", ["stress", bench.link, "--minutes", "10"])
    try bench.board.ask("await-session")
    try program.killAtOnce()
    #expect(try Said(["stress", bench.link, "--seconds", "1"]).status == 0)
  }

  @Test(arguments: [
    (["/dev/null"], 1, "/dev/null: not a serial port"),
    (["/dev/cabina-none"], 1, "/dev/cabina-none: no device there"),
    (["/dev/null", "--seconds", "0"], 2, "--seconds «0»: expected a number from 1 to 86400"),
    (["/dev/null", "--seconds", "1", "--minutes", "1"], 2, "do not go together"),
    (["/dev/null", "--speed", "9600"], 2, "--speed «9600»"),
    (["--socket", "/nonexistent/s"], 1, "/nonexistent/s: No such file"),
  ])
  func `a stress that cannot be is told why`(
    _ words: [String], _ status: Int32, _ why: String
  ) throws {
    let said = try Said(["stress"] + words)
    #expect(said.status == status, "\(said)")
    #expect(said.errors.contains(why), "\(said)")
  }

  @Test func `while the daemon has the port it is asked, and calls go on`() throws {
    let shop = try RunningShop()
    #expect(try shop.wait { try shop.page("/api/v1/boards").contains(#""status":"up""#) })
    try shop.ring(1, "1006")
    try shop.board.ask("answer 1")
    let said = try shop.command("stress", "--seconds", "1", "--json")
    #expect(said.status == 0, "\(said)")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(said.output.joined().utf8)) as? [String: Any])
    #expect(report["board"] as? String == "434142494e412d53494d2d31")
    #expect(report["port"] as? String == shop.link)
    #expect((report["answered"] as? Int).map { $0 > 5 } == true, "\(said)")
    #expect(try shop.waitForBoard("talking", 1))
  }

  @Test func `a port of the daemon is not fought for`() throws {
    let shop = try RunningShop()
    for words in [["stress", shop.link], ["play", Self.recording, shop.link, "--yes"]] {
      let said = try Said(words)
      #expect(said.status == 1)
      #expect(said.errors.contains("in use by cabinad (process"), "\(said)")
    }
    #expect(try shop.command("status").status == 0)
  }

  /// A call for help that the board made while no daemon ran is heard of by the next one, though a
  /// technician was at the board meanwhile.
  @Test func `a daemon that comes after a technician gets every event`() throws {
    let shop = try RunningShop()
    shop.daemon.signal(SIGTERM)
    _ = try shop.daemon.status()
    #expect(try shop.waitForSessionEnd())
    for command in ["lift 1", "dial 1 133", "wait 1500", "hangup 1"] {
      try shop.board.ask(command)
    }
    for words in [["stress", shop.link, "--seconds", "1"], ["scan", shop.link]] {
      #expect(try Said(words).status == 0)
    }
    try shop.startDaemon()
    let end = Date().addingTimeInterval(Program.patience)
    var calls = try shop.command("calls").output
    while !calls.contains(where: { $0.contains("133") }), Date() < end {
      usleep(200_000)
      calls = try shop.command("calls").output
    }
    #expect(calls.contains { $0.contains("133") }, "\(calls)")
  }

  // MARK: play

  static let recording =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Recordings/plain-call.pcapng").path

  @Test func `a recording is played on another board, with the same answers`() throws {
    let bench = try BoardBench(["--answer", "polarity", "--answer-after", "200"], lines: 8)
    try bench.board.ask("lift 1")
    let said = try Said(
      ["play", Self.recording, bench.link, "--pace", "20", "--yes", "--despite-callers"])
    #expect(said.status == 0, "\(said)")
    #expect(said.output.contains("CONNECT: line 0"), "\(said)")
    #expect(said.output.contains("the same answers"))
  }

  @Test func `another answer than the recorded one is a difference`() throws {
    let bench = try BoardBench()
    // Nobody has lifted: the call cannot be made.
    let said = try Said(["play", Self.recording, bench.link, "--pace", "full", "--yes"])
    #expect(said.status == 1)
    #expect(said.output.contains("≠ recorded: done"), "\(said)")
    let json = try Said(["play", Self.recording, bench.link, "--pace", "full", "--yes", "--json"])
    let objects = try json.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(
      objects.contains { $0["command"] as? String == "CONNECT" && $0["same"] as? Bool == false })
  }

  @Test func `nothing that dials is done unasked, and a broken recording is none`() throws {
    let bench = try BoardBench()
    let said = try Said(["play", Self.recording, bench.link])
    #expect(said.status == 2)
    #expect(said.errors.contains("CONNECT") && said.errors.contains("--yes"), "\(said)")
    let broken = bench.folder.path + "/broken.pcapng"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.recording))
    try bytes.dropLast(10).write(to: URL(fileURLWithPath: broken))
    #expect(try Said(["play", broken, bench.link, "--yes"]).status == 1)
    #expect(try Said(["play", "/nonexistent", bench.link]).status == 1)
    #expect(try Said(["play", Self.recording, bench.link, "--pace", "0"]).status == 2)
  }
}
