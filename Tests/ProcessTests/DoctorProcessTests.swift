import Foundation
import Testing

/// `cabinactl doctor` on what is truly broken; what needs no process is provoked in its own tests.
@Suite(.waiting) struct DoctorProcessTests {
  /// A machine of which nothing is known, so that only what a test breaks is found.
  private let nowhere = TemporaryFolder()

  private func findings(
    _ words: [String], through launcher: [String] = []
  ) throws -> (status: Int32, codes: [String], [[String: Any]]) {
    let said = try Said(["doctor", "--json"] + words, through: launcher)
    let findings = try #require(try said.json()["findings"] as? [[String: Any]], "\(said)")
    return (said.status, findings.compactMap { $0["code"] as? String }, findings)
  }

  private func here(_ words: String...) -> [String] { ["--root", nowhere.path] + words }

  @Test func `a board in good health has nothing that is to be mended`() throws {
    let bench = try BoardBench()
    let (status, codes, all) = try findings(here(bench.link))
    #expect(status == 0)
    #expect(codes == ["board-seen", "ledger-missing"])
    let seen = try #require(all.first?["seen"] as? String)
    let lost = try #require(
      seen.firstMatch(of: #/way to it (\d+) of (\d+) \(.*from it (\d+) of (\d+)/#), "\(seen)")
    // A message may be on its way while the other end counts.
    #expect([lost.1, lost.3].allSatisfy { Int($0).map { $0 <= 2 } == true }, "\(seen)")
    #expect([lost.2, lost.4].allSatisfy { Int($0).map { $0 > 20 } == true }, "\(seen)")
  }

  @Test func `of a port that is named there is a word, whatever it is`() throws {
    let bench = try BoardBench()
    bench.board.signal(SIGSTOP)
    let (status, codes, all) = try findings(here(bench.link, "/dev/null", "/dev/cabina-none"))
    #expect(status == 1)
    #expect(
      codes == ["port-silent", "port-not-serial", "port-missing", "ledger-missing"], "\(all)")
    #expect(all.first?["subject"] as? String == bench.link)
  }

  @Test func `a port of the daemon's is told through it, or as in use`() throws {
    let shop = try RunningShop()
    #expect(try shop.wait { try shop.page("/api/v1/boards").contains(#""status":"up""#) })
    let asked = try findings(here("--socket", shop.folder.path + "/cabina.sock", shop.link))
    #expect(asked.codes.contains("board-seen"), "\(asked)")
    #expect(!asked.codes.contains("no-port"))
    let unasked = try findings(here(shop.link))
    #expect(unasked.codes.contains("port-in-use"), "\(unasked)")
  }

  @Test func `a foreign holder is named with the command that ends it`() throws {
    let bench = try BoardBench()
    let holder = try Program("/bin/sh", ["-c", "exec sleep 60 < \(bench.link)"])
    defer { holder.signal(SIGKILL) }
    let end = Date().addingTimeInterval(Program.patience)
    var found = try findings(here(bench.link))
    while !found.codes.contains("port-held"), Date() < end {
      found = try findings(here(bench.link))
    }
    #expect(found.status == 1)
    let finding = try #require(found.2.first { $0["code"] as? String == "port-held" })
    #expect(finding["command"] as? String == "kill \(holder.identifier)")
    #expect(finding["severity"] as? String == "fault")
  }

  @Test(arguments: [
    ("brown-out", "board-brown-out"), ("watchdog", "board-watchdog"), ("firmware", "board-fault"),
  ])
  func `why a board restarted is told`(_ cause: String, _ code: String) throws {
    let bench = try BoardBench()
    try bench.board.ask("reset \(cause)")
    let (status, codes, _) = try findings(here(bench.link))
    #expect(status == 1)
    #expect(codes.contains(code), "\(codes)")
  }

  @Test func `a line that loses bytes is heard`() throws {
    let bench = try BoardBench(["--seed", "3"])
    try bench.board.ask("fault drop 5")
    let (status, codes, _) = try findings(here(bench.link))
    #expect(status == 1)
    #expect(codes.contains("link-errors") || codes.contains("link-lost"), "\(codes)")
  }

  @Test func `a ring that was nearly full`() throws {
    let bench = try BoardBench(["--ring", "16"])
    for _ in 0..<6 {
      for command in ["lift 1", "wait 200", "hangup 1", "wait 900"] { try bench.board.ask(command) }
    }
    let (_, codes, _) = try findings(here(bench.link))
    #expect(codes.contains("ring-full"), "\(codes)")
  }

  @Test func `two boards of one number`() throws {
    let (one, two) = (try BoardBench(), try BoardBench())
    let (status, codes, _) = try findings(here(one.link, two.link))
    #expect(status == 1)
    #expect(codes.contains("board-duplicate"))
  }

  @Test func `the daemon, its board and its line`() throws {
    let shop = try RunningShop(balancePesos: 100, board: ["--tick-ppm", "2500"])
    let asked = here("--socket", shop.folder.path + "/cabina.sock")
    let end = Date().addingTimeInterval(Program.patience)
    var found = try findings(asked)
    #expect(!found.codes.contains("board-gone") && !found.codes.contains("daemon-silent"))
    #expect(found.codes.contains("no-password"))
    while !found.codes.contains("clock-drift"), Date() < end {
      usleep(500_000)
      found = try findings(asked)
    }
    #expect(found.codes.contains("clock-drift"), "\(found.codes)")
    #expect(try shop.command("payment", "-100", "all of it").status == 0)
    #expect(try findings(asked).codes.contains("balance-gone"))
    let configuration = shop.folder.path + "/cabina.conf"
    let text = try String(contentsOfFile: configuration, encoding: .utf8)
    try (text + "\n# edited\n").write(toFile: configuration, atomically: true, encoding: .utf8)
    #expect(try findings(asked).codes.contains("restart-needed"))
    try shop.board.killAtOnce()
    var codes: [String] = []
    while !codes.contains("port-not-opened"), Date() < end {
      usleep(200_000)
      codes = try findings(asked).codes
    }
    #expect(codes.contains("port-not-opened"), "\(codes)")
    // They are the same thing.
    #expect(!codes.contains("no-board") && !codes.contains("board-gone"), "\(codes)")
    shop.daemon.signal(SIGTERM)
    _ = try shop.daemon.status()
    #expect(try findings(asked).codes.contains("daemon-silent"))
  }

  /// The second of two boards, which the daemon finds and does not want.
  @Test(arguments: [
    ("030303030303030303030303", "board-unused"), ("434142494e412d53494d2d31", "board-duplicate"),
  ])
  func `a board that is left alone`(_ uid: String, _ code: String) throws {
    let folder = TemporaryFolder()
    let links = (1...2).map { folder.path + "/tty\($0)" }
    let configuration = try folder.write(
      """
      [shop]
      balance = not-kept
      [board]
      port = \(links.joined(separator: ", "))
      [page]
      port = 0
      [booth 11]
      line = 1
      board = 434142494e412d53494d2d31
      """, to: "cabina.conf")
    let own = try Program("cabina-sim", ["board", "--link", links[0]])
    _ = try own.outputLine()
    let daemon = try Program(
      "cabinad", ["--config", configuration, "--state", folder.path, "--run", folder.path])
    try daemon.errorLine(containing: "firmware")
    let other = try Program("cabina-sim", ["board", "--uid", uid, "--link", links[1]])
    _ = try other.outputLine()
    let asked = here("--socket", folder.path + "/cabina.sock")
    let end = Date().addingTimeInterval(Program.patience)
    var found = try findings(asked)
    while !found.codes.contains(code), Date() < end {
      usleep(200_000)
      found = try findings(asked)
    }
    #expect(found.2.first { $0["code"] as? String == code }?["subject"] as? String == links[1])
    #expect(found.status == 1)
    #expect(!found.codes.contains("board-gone"), "\(found.codes)")
  }

  @Test func `why the daemon has no board is one finding`() throws {
    let shop = try RunningShop()
    let asked = here("--socket", shop.folder.path + "/cabina.sock", shop.link)
    func waitFor(_ codes: Set<String>) throws -> Bool {
      var found: [String] = []
      let isThere = try shop.wait {
        found = try findings(asked).codes
        return !codes.isDisjoint(with: found)
      }
      #expect(!found.contains("no-board") && !found.contains("board-gone"), "\(found)")
      return isThere
    }
    shop.board.signal(SIGSTOP)
    // The second, if it was stopped before it had answered what it was told at the beginning.
    #expect(try waitFor(["board-silent", "board-unanswering"]))
    shop.board.signal(SIGCONT)
    #expect(try waitFor(["board-seen"]))
    try shop.limitFiles(to: "1")
    #expect(try shop.command("disable", "4312").status != 0)
    #expect(try waitFor(["disk-refuses"]))
  }

  @Test func `the daemon tells why its board restarted`() throws {
    let shop = try RunningShop()
    try shop.board.ask("reset brown-out")
    let asked = here("--socket", shop.folder.path + "/cabina.sock")
    #expect(
      try shop.wait {
        usleep(200_000)
        return try findings(asked).codes.contains("board-brown-out")
      })
  }

  @Test func `a damaged ledger`() throws {
    let shop = try RunningShop()
    let copy = shop.folder.path + "/copy.sqlite"
    #expect(try Said(["backup", copy, "--ledger", shop.ledgerPath]).status == 0)
    #expect(try !findings(["--ledger", copy]).codes.contains("ledger-damaged"))
    let file = try #require(FileHandle(forUpdatingAtPath: copy))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 8192)
    try file.write(contentsOf: Data(repeating: 0x5A, count: Int(size) - 8192))
    try file.close()
    let (status, codes, _) = try findings(["--ledger", copy])
    #expect(status == 1)
    #expect(codes.contains("ledger-damaged"), "\(codes)")
  }

  @Test(.enabled(if: SmallDisk.how != nil))
  func `a disk that is full, and one that is mounted read-only`() throws {
    let disk = try SmallDisk(kibibytes: 4096)
    let shop = try RunningShop(disk: disk)
    let words = ["--ledger", disk.folder + "/cabina.sqlite"]
    #expect(try findings(words, through: disk.launcher).codes.contains("disk-space"))
    shop.daemon.signal(SIGTERM)
    _ = try shop.daemon.status()
    try disk.remount("ro")
    let (status, codes, _) = try findings(words, through: disk.launcher)
    #expect(status == 1)
    #expect(codes.contains("disk-read-only"), "\(codes)")
  }

  /// systemd is a script that answers as it does.
  @Test func `a unit that has failed`() throws {
    let folder = TemporaryFolder()
    let script = try folder.write(
      """
      #!/bin/sh
      case "$2" in
        cabinad.service) printf 'ActiveState=failed\\nUnitFileState=enabled\\n' ;;
        *) printf 'ActiveState=inactive\\nUnitFileState=disabled\\n' ;;
      esac
      """, to: "systemctl")
    chmod(script, 0o755)
    try FileManager.default.createDirectory(
      atPath: nowhere.path + "/run/systemd/system", withIntermediateDirectories: true)
    let (status, codes, _) = try findings(
      here(), through: ["env", "PATH=\(folder.path):/usr/bin:/bin"])
    #expect(status == 1)
    #expect(codes.contains("service-failed") && codes.contains("backup-disabled"), "\(codes)")
  }

  @Test(.enabled(if: getuid() == 0))
  func `a port that this user may not open`() throws {
    let bench = try BoardBench(["--mode", "600"])
    chmod(bench.folder.path, 0o755)
    let nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    let trial = try? Program(
      "cabinactl", ["--version"], through: nobody)
    guard try trial?.status() == 0 else { return }
    let (_, codes, all) = try findings([bench.link], through: nobody)
    #expect(codes.contains("port-permission"), "\(all)")
  }

  @Test func `in words a finding has its cause and its command, in both languages`() throws {
    let bench = try BoardBench()
    try bench.board.ask("reset brown-out")
    let english = try Said(["doctor"] + here(bench.link))
    #expect(english.output.contains("WARNING  board-brown-out  434142494e412d53494d2d31"))
    #expect(english.output.contains("cause: "))
    #expect(english.output.contains("1 warning, 2 notes: first, "))
    #expect(!english.output.contains("\u{1B}"))
    let spanish = try Said(["doctor"] + here(bench.link), spanish: true)
    #expect(spanish.output.contains("AVISO  board-brown-out"))
    #expect(spanish.output.contains("causa: la fuente es débil"))
    #expect(spanish.output.contains("1 aviso, 2 notas: lo primero, "))
  }

  @Test(arguments: [
    (["--root", "/nonexistent"], 1, "--root /nonexistent: there is no such folder"),
    (["--frob"], 2, "--frob"),
    (["--root"], 2, "--root needs a value"),
  ])
  func `a wrong command line is told`(_ words: [String], _ status: Int32, _ why: String) throws {
    let said = try Said(["doctor"] + words)
    #expect(said.status == status, "\(said)")
    #expect(said.errors.contains(why), "\(said)")
  }
}
