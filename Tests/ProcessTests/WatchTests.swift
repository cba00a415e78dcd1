import Foundation
import Testing

/// A terminal of a person, in which programs run: tmux, which knows what is on its screen.
final class Screen {
  private let socket: String

  static let program = Tool.path(of: "tmux")

  /// Runs a line of a shell in it, and then waits, so that what it left can be seen.
  init(_ folder: TemporaryFolder, columns: Int, rows: Int, _ line: String) throws {
    socket = folder.path + "/tmux"
    try run([
      "-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)",
      "printf 'before\\n'; \(line); echo \"ended with $?\"; sleep 1000",
    ])
  }

  deinit { _ = try? run(["kill-server"]) }

  @discardableResult
  private func run(_ words: [String]) throws -> [String] {
    let tmux = try #require(Self.program)
    let program = try Program(
      tmux, ["-u", "-S", socket] + words, environment: ["TERM": "xterm", "NO_COLOR": ""])
    let status = try program.status()
    try #require(status == 0, "tmux \(words): \(program.everything)")
    return program.restOfOutput()
  }

  var lines: [String] { get throws { try run(["capture-pane", "-p", "-t", "t"]) } }
  /// With its colours.
  var colours: String { get throws { try run(["capture-pane", "-p", "-e", "-t", "t"]).joined() } }

  func press(_ key: String) throws { try run(["send-keys", "-t", "t", key]) }

  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Waits until a line of the screen fits.
  func waits(_ fits: (String) -> Bool) throws -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while Date() < end {
      if try lines.contains(where: fits) { return true }
      usleep(50_000)
    }
    return false
  }
}

/// `cabinactl watch` in a terminal, and without one.
@Suite struct `The shop, watched` {
  private func path(of program: String) -> String {
    Program.folder.appendingPathComponent(program).path
  }

  @Test(.enabled(if: Tool.isHere("tmux"), "there is no tmux here"))
  func `in a terminal it is a picture that follows the shop, and leaves no trace`() throws {
    let shop = try RunningShop(balancePesos: 50_000)
    let screen = try Screen(
      shop.folder, columns: 110, rows: 24,
      "\(path(of: "cabinactl")) --socket \(shop.folder.path)/cabina.sock watch --interval 100")
    #expect(try screen.waits { $0.hasPrefix("LOCUTORIO   balance $ 50.000") })
    #expect(try screen.waits { $0.hasPrefix("4312   CABINA 01  free") })
    #expect(try screen.waits { $0.contains("ttyBOARD") })
    try shop.board.ask("lift 1")
    #expect(try screen.waits { $0.hasPrefix("4312") && $0.contains("off-hook") })
    try shop.talk(2, to: "1006")
    #expect(
      try screen.waits { $0.hasPrefix("4313") && $0.contains("talking") && $0.contains("2 s") })
    #expect(try screen.colours.contains("\u{1B}[32m"))
    // Smaller than what there is to see.
    try screen.resize(columns: 60, rows: 5)
    #expect(try screen.waits { $0.contains("↑↓ 1–3/") })
    #expect(try screen.lines.allSatisfy { $0.count <= 60 })
    try screen.press("End")
    #expect(try screen.waits { $0.hasPrefix("q: quit") && !$0.contains(" 1–3/") })
    try screen.resize(columns: 110, rows: 24)
    try shop.daemon.killAtOnce()
    #expect(try screen.waits { $0.hasPrefix("OLD since ") })
    try shop.startDaemon()
    #expect(try screen.waits { $0.hasPrefix("LOCUTORIO ") })
    try screen.press("q")
    #expect(try screen.waits { $0 == "ended with 0" })
    // What was on the terminal before is there again, and nothing else.
    #expect(try screen.lines.filter { !$0.isEmpty } == ["before", "ended with 0"])
  }

  @Test func `without a terminal each change is a line`() throws {
    let shop = try RunningShop(balancePesos: 50_000)
    let watch = try Program(
      "cabinactl",
      ["--socket", shop.folder.path + "/cabina.sock", "watch", "--interval", "100"],
      environment: ["LC_ALL": "es_CL.UTF-8"])
    #expect(try watch.outputLine().hasSuffix("4312  CABINA 01  libre"))
    #expect(try watch.outputLine().hasSuffix("4313  CABINA 02  libre"))
    #expect(try watch.outputLine().hasSuffix("saldo $ 50.000"))
    #expect(try watch.outputLine().contains("ttyBOARD"))
    try shop.board.ask("lift 1")
    #expect(try watch.outputLine().hasSuffix("4312  CABINA 01  descolgada"))
    try shop.board.ask("hangup 1")
    #expect(try watch.outputLine().hasSuffix("4312  CABINA 01  libre"))
    watch.signal(SIGTERM)
    _ = try watch.status()
    #expect(watch.restOfOutput().isEmpty)
  }

  @Test func `for programs it is the shop, each time it is another, and an end when there is none`()
    throws
  {
    let shop = try RunningShop()
    let watch = try Program(
      "cabinactl",
      ["--socket", shop.folder.path + "/cabina.sock", "watch", "--json", "--interval", "100"])
    #expect(try watch.outputLine().hasPrefix("{\"name\":\"LOCUTORIO\""))
    try shop.board.ask("lift 1")
    var line = try watch.outputLine()
    while !line.contains("off-hook") { line = try watch.outputLine() }
    try shop.stopDaemon()
    #expect(try watch.status() == 1)
    #expect(watch.restOfErrors().joined().contains("is cabinad running"))
  }

  @Test func `who has seen enough ends it, though nothing happens in the shop`() throws {
    let shop = try RunningShop()
    let line =
      "\(path(of: "cabinactl")) --socket \(shop.folder.path)/cabina.sock watch --interval 100 | head -1"
    let shell = try Program("/bin/sh", ["-c", line])
    #expect(try shell.status(within: 20) == 0)
  }

  @Test func `without a daemon there is nothing to watch`() throws {
    let watch = try Program("cabinactl", ["watch", "--socket", "/nonexistent/cabina.sock"])
    #expect(try watch.status() == 1)
    #expect(watch.restOfErrors().joined().contains("/nonexistent/cabina.sock: No such file"))
  }
}
