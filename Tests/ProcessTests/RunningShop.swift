import BoothControl
import BoothProtocol
import Foundation
import Ledger
import Rating
import Testing

/// The real daemon against the real simulator over a pty, each a process, in a folder of its own.
final class RunningShop {
  let folder = TemporaryFolder()
  let board: Program
  private(set) var daemon: Program
  private(set) var port: UInt16 = 0
  private let configuration: String
  /// Where the ledger lies, as the daemon sees it.
  private let state: String
  private let launcher: [String]

  var link: String { folder.path + "/ttyBOARD" }
  var ledgerPath: String { folder.path + "/cabina.sqlite" }

  static let tariffs = """
    { currency: { code: "CLP", symbol: "$", decimals: 0, rounding: "half-up" },
      tariffs: [
        { prefix: "100", description: "INTERNAS 01", unit: "minute", price: "100" },
        { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" },
        { prefix: "02", description: "SANTIAGO CHILE", unit: "minute", price: "50" } ] }
    """

  /// `balancePesos`: what is paid at the start; nil: no balance is kept. `warning`: seconds before
  /// the money ends. `currency`: one with cents, in place of pesos. `disk`: has the ledger; nil: a folder beside the rest has it.
  /// `more`: sections of the configuration. `launcher`: what the daemon is started through.
  init(
    balancePesos: Int64? = nil, warning: Int = 20, shortCall: Int = 0, currency: String? = nil,
    board options: [String] = [],
    disk: SmallDisk? = nil, more: String = "", launcher: [String] = []
  ) throws {
    state = disk?.folder ?? folder.path
    self.launcher = disk?.launcher ?? launcher
    let prices = try folder.write(
      currency.map {
        Self.tariffs.replacingOccurrences(
          of: #""CLP", symbol: "$", decimals: 0"#, with: "\"\($0)\", symbol: \"$\", decimals: 2")
      } ?? Self.tariffs, to: "tariffs.json5")
    let money = currency.map { "currency = \($0)\ndecimals = 2\ncoin = 0.01" } ?? ""
    let link = folder.path + "/ttyBOARD"
    configuration = try folder.write(
      """
      [shop]
      name = LOCUTORIO
      balance = \(balancePesos == nil ? "not-kept" : "kept")
      warning = \(warning)
      short-call = \(shortCall)
      \(money)
      [dialling]
      digit-map = 1xxx|02xxxxxxx|4xxx
      [board]
      port = \(link)
      [page]
      port = 0
      [prices]
      file = \(prices)
      \(more)
      [booth 4312]
      name = CABINA 01
      line = 1
      [booth 4313]
      name = CABINA 02
      line = 2
      """, to: "cabina.conf")
    board = try Program("cabina-sim", ["board", "--lines", "8", "--link", link] + options)
    _ = try board.outputLine()
    daemon = try Self.daemon(configuration, folder.path, state, self.launcher)
    port = try Self.port(of: daemon)
    try daemon.errorLine(containing: "firmware")
    if let balancePesos {
      let paid = try command("payment", "\(balancePesos)", "start")
      try #require(paid.status == 0, "\(paid)")
    }
  }

  /// What `cabinactl` prints for these words, asked of this daemon.
  func command(_ words: String...) throws -> (status: Int32, output: [String], errors: String) {
    let program = try Program("cabinactl", ["--socket", folder.path + "/cabina.sock"] + words)
    let status = try program.status()
    return (status, program.restOfOutput(), program.restOfErrors().joined(separator: "\n"))
  }

  /// From now on only who has a password sees the page, and this owner has one.
  func setOwner(_ name: String, password: String) throws {
    try setUser(name, role: "owner", password: password)
  }

  func setUser(_ name: String, role: String, password: String) throws {
    let program = try Program(
      "cabinactl",
      ["--socket", folder.path + "/cabina.sock", "user", "set", name, "--role", role])
    program.send(password)
    let status = try program.status()
    try #require(status == 0, "\(program.everything)")
  }

  /// How long the last call of a booth talked, in milliseconds of the board's clock, as the
  /// simulator knows it: neither the daemon nor the protocol had a part in it.
  func trueTalk(_ booth: Int) throws -> Int64 { try Self.trueTalk(booth, of: board) }

  static func trueTalk(_ booth: Int, of board: Program) throws -> Int64 {
    let answer = try board.ask("talked \(booth)")
    let words = answer.split(separator: " ").map { $0.split(separator: "=") }
    let talked = words.first { $0.first == "talked" }?.last.flatMap { Int64($0) }
    return try #require(talked, "the board said: \(answer)")
  }

  private static func daemon(
    _ configuration: String, _ folder: String, _ state: String, _ launcher: [String]
  ) throws -> Program {
    try Program(
      "cabinad", ["--config", configuration, "--state", state, "--run", folder], through: launcher)
  }

  private static func port(of daemon: Program) throws -> UInt16 {
    let line = try daemon.errorLine(containing: "http://")
    let text = try #require(line.split(separator: ":").last?.prefix { $0.isNumber })
    return try #require(UInt16(text))
  }

  /// Another daemon in the place of one that is gone. `keepsPort`: its page is where that of the last
  /// one was, for who has it open.
  func startDaemon(keepsPort: Bool = false) throws {
    if keepsPort {
      let text = try String(contentsOfFile: configuration, encoding: .utf8)
      try text.replacingOccurrences(of: "[page]\nport = 0", with: "[page]\nport = \(port)")
        .write(toFile: configuration, atomically: true, encoding: .utf8)
    }
    daemon = try anotherDaemon()
    port = try Self.port(of: daemon)
    try daemon.errorLine(containing: "firmware")
  }

  /// Brings booth `booth` (from 1) so far that the far end rings.
  func ring(_ booth: Int, _ number: String) throws {
    // Who hung up a moment ago is not to be taken for one who taps the hook.
    for _ in 0..<15 where try !board.ask("lines").contains("\(booth) on-hook") { usleep(100_000) }
    try board.ask("lift \(booth)")
    try board.ask("dial \(booth) \(number)")
    #expect(try waitForShop { $0.contains("\"ringing\"") })
    // The provider takes a moment to seize and to send the digits.
    #expect(try waitForBoard("connected", booth))
  }

  /// Brings a booth into a conversation.
  func talk(_ booth: Int, to number: String) throws {
    try ring(booth, number)
    try board.ask("answer \(booth)")
    #expect(try waitForShop { $0.contains("\"talking\"") })
  }

  /// Waits until the board has a booth in a state.
  func waitForBoard(_ state: String, _ booth: Int) throws -> Bool {
    try wait { try board.ask("lines").contains("\(booth) \(state)") }
  }

  /// Waits until the board has given its session up: five seconds after it last heard the daemon.
  func waitForSessionEnd() throws -> Bool {
    try wait { try board.ask("status").contains("session=none") }
  }

  /// Where programs of this box ask.
  var socket: SocketName { .path(folder.path + "/cabina.sock") }

  func local(_ path: String) throws -> String { try PageClient.fetch(socket, path) }

  func post(_ path: String) throws -> String {
    try PageClient.fetch(port: port, path, method: "POST")
  }

  /// How large any file may be that the daemon writes, in bytes, or `unlimited`: what is beyond is
  /// to it a full disk.
  func limitFiles(to size: String) throws {
    // Waited for here: Foundation at times misses the end of a child that is gone at once.
    let words = ["prlimit", "--pid", "\(daemon.identifier)", "--fsize=\(size):unlimited"]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    try #require(posix_spawnp(&child, "prlimit", nil, nil, &arguments, environ) == 0)
    var status: Int32 = -1
    while waitpid(child, &status, 0) == -1, errno == EINTR {}
    #expect(status == 0)
  }

  func anotherDaemon() throws -> Program {
    try Self.daemon(configuration, folder.path, state, launcher)
  }

  func stopDaemon() throws {
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
  }

  /// Stops the daemon once nobody talks any more, and takes the one call there was.
  func onlyCall() throws -> CallRow {
    #expect(try waitForShop { !$0.contains("\"live\":true") })
    try stopDaemon()
    let calls = try calls()
    #expect(calls.count == 1)
    return try #require(calls.first)
  }

  func page(_ path: String = "/") throws -> String { try PageClient.fetch(port: port, path) }

  /// The totals, of less than 100 pesos, that a display or a page shows; prices are higher.
  static func totals(in text: String) -> [Int] {
    // On a page it is a space that does not break.
    text.matches(of: #/\$[ \u{a0}]([1-9]\d?)\b/#).compactMap { Int($0.1) }
  }

  /// Waits until it is so; false: it never was.
  func wait(until condition: () throws -> Bool) throws -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while Date() < end {
      if try condition() { return true }
      usleep(20_000)
    }
    return false
  }

  /// Waits until the shop, as JSON, says something.
  func waitForShop(until condition: (String) -> Bool) throws -> Bool {
    try wait { condition(try page("/api/v1/shop")) }
  }

  /// The calls in the ledger, oldest first, once the daemon has let go of it.
  func calls() throws -> [CallRow] {
    try LedgerReader(path: ledgerPath).calls(CallQuery(), limit: 100).rows.reversed()
  }
}
