import BoothProtocol
import Glibc
import Testing

@Suite(.serialized) struct SimulatorProcessTests {
  @Test func `the first line is where to find it, and the commands do what they say`() throws {
    let process = try SimulatorProcess(["board", "--seed", "1", "--boot-id", "77"])
    let device = try #require(process.nextLine())
    #expect(device.hasPrefix("/dev/pts/"))
    let host = try #require(RealHost(path: device))
    #expect(host.open())
    #expect(host.identity?.bootID == 77)
    #expect(process.ask("await-session") == "ok")

    #expect(process.ask("lift 1") == "ok")
    #expect(host.run { host.events.contains { $0.kind == .offHook(line: 0) } })
    host.send(.tone(line: 0, tone: .dial, milliseconds: 0))
    host.send(.display(line: 0, row: 1, column: 2, text: "HOLA", clearsRest: false))
    #expect(process.ask("dial 1 1006") == "ok")
    #expect(
      host.run {
        host.events.count { if case .digit = $0.kind { true } else { false } } == 4
      })
    #expect(process.ask("tone 1") == "ok dial")
    #expect(process.ask("display 1") == "ok \"                \" \"  HOLA          \"")

    let call = CallID(rawValue: 5)
    host.send(
      .connect(
        line: 0, call: call, digits: "1006",
        grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil),
        nextEvent: (host.events.last?.number ?? 0) + 1))
    #expect(
      host.run {
        host.events.contains { if case .seized(_, call, _, _) = $0.kind { true } else { false } }
      })
    #expect(process.ask("lines")?.hasPrefix("ok 1 connected hears=ringback") == true)
    #expect(process.ask("answer 1") == "ok")
    #expect(process.ask("await 1 talking") == "ok")
    #expect(
      host.run {
        host.events.contains { if case .answered = $0.kind { true } else { false } }
      })
    #expect(process.ask("talked 1")?.hasPrefix("ok answered=") == true)
    #expect(process.ask("far-hangup 1") == "ok")
    #expect(process.ask("talked 1")?.contains(" talked=") == true)
    #expect(
      host.run {
        host.events.contains {
          $0.kind == .released(line: 0, call: call, cause: .farEndHungUp, pulses: 0)
        }
      })
    #expect(process.ask("quit") == "ok")
    #expect(process.waitForExit() == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a signal ends it at once, with its link`(_ signal: Int32) throws {
    let link = "/tmp/cabina-simulator-test-\(getpid())-\(signal)"
    let process = try SimulatorProcess(["board", "--link", link, "--life"])
    let first = try #require(process.nextLine())
    #expect(first.hasSuffix(" " + link))
    #expect(access(link, F_OK) == 0)
    process.signal(signal)
    #expect(process.waitForExit() == 0)
    var status = stat()
    #expect(lstat(link, &status) != 0)
  }

  @Test(arguments: [
    ("answer 1", "error: booth 1 has no call that is ringing"),
    ("dial 2 1006", "error: the handset of booth 2 is on the hook"),
    ("talked 1", "error: no call of booth 1 was ever answered"),
    ("lift 9", "error: booth: «9» is not within 1…8"),
    ("lift", "error: booth is missing"),
    ("lift 1 2", "error: «2» is too much"),
    ("dial 1 10x6", "error: digits: «10x6» is not up to 64 of 0-9 * # A-D"),
    ("fault melt 3", "error: fault: «melt» is not one of drop, flip, duplicate, insert, lose-acks"),
    ("await 1 talking 30", "error: after 30 ms booth 1 is on-hook"),
    ("await-session 0", "error: after 0 ms no host has a session"),
    ("sing", "error: «sing» is not a command; try help"),
  ])
  func `a command that cannot be done says why`(_ command: String, _ answer: String) throws {
    let process = try SimulatorProcess(["board"])
    _ = process.nextLine()
    #expect(process.ask(command) == answer)
    #expect(process.ask("tick")?.hasPrefix("ok ") == true)
  }

  @Test(arguments: [
    ([], "cabina-sim: a line interface in software"),
    (["bord"], "cabina-sim: «bord» is not known; expected: board, replay, world, tricks, --help"),
    (["tricks", "nix"], "cabina-sim: tricks: «nix» is not one of hook-taps, hook-flash"),
    (["board", "--lines", "33"], "cabina-sim: --lines: «33» is not a number within 1…32"),
    (["board", "--lines"], "cabina-sim: --lines needs a value: a number within 1…32"),
    (["board", "--display=16"], "cabina-sim: --display: «16» is not ROWSxCOLUMNS such as 2x16"),
    (["board", "--mode", "9"], "cabina-sim: --mode: «9» is not three octal digits such as 666"),
    (
      ["board", "--mode", "+66"], "cabina-sim: --mode: «+66» is not three octal digits such as 666"
    ),
    (
      ["board", "--mode", "888"], "cabina-sim: --mode: «888» is not three octal digits such as 666"
    ),
    (["board", "--uid", "12"], "cabina-sim: --uid: «12» is not 24 hexadecimal digits"),
    (
      ["board", "--firmware-fault", "frob"],
      "cabina-sim: --firmware-fault: «frob» is not a fault that --help lists"
    ),
    (["board", "--frob"], "cabina-sim: «--frob» is not an option of board"),
    (["world", "--seed", "1", "--seed", "2"], "cabina-sim: --seed is given twice"),
    (["world", "--seed=1", "--history", "--seed=1"], "cabina-sim: --seed is given twice"),
    (["tricks", "--seed", "1", "--seed", "2"], "cabina-sim: --seed is given twice"),
    (["board", "--stay", "--stay"], "cabina-sim: --stay is given twice"),
    (["replay", "a", "--link", "b", "--link=c"], "cabina-sim: --link is given twice"),
    (["board", "--life=9"], "cabina-sim: «9»: this option takes no value"),
    (["board", "--ring", "20"], "cabina-sim: ring capacity: 20 is not within 36…65535"),
  ])
  func `a wrong command line is told what was expected, with status 2`(
    _ arguments: [String], _ message: String
  ) throws {
    let process = try SimulatorProcess(arguments)
    #expect(process.nextLine()?.hasPrefix(message) == true)
    _ = process.allLines()
    #expect(process.waitForExit() == 2)
  }

  @Test func `a death before an effect that there is not is refused, with status 2`() throws {
    let process = try SimulatorProcess(["world", "--deaths", "--seed", "5", "--effect", "99999"])
    let answer = process.nextLine()
    #expect(answer?.hasPrefix("cabina-sim: --effect 99999: expected one of 0…") == true)
    #expect(process.waitForExit() == 2)
  }

  @Test func `a trick is tried by its name, and the last line says what it gained`() throws {
    let process = try SimulatorProcess(["tricks", "star-codes", "--seed", "3"])
    #expect(process.nextLine()?.hasPrefix("closed star-codes: ") == true)
    #expect(process.nextLine() == "1 tricks tried, 0 gained something")
    #expect(process.waitForExit() == 0)
  }

  @Test func `the link of a board that runs is refused, one of a dead board is replaced`() throws {
    let link = "/tmp/cabina-simulator-test-\(getpid())-taken"
    var first: SimulatorProcess? = try SimulatorProcess(["board", "--link", link])
    let place = try #require(first?.nextLine())
    let device = try #require(place.split(separator: " ").first)
    // Somebody who talks to the board changes nothing of it.
    let host = try #require(RealHost(path: link))
    #expect(host.open())
    let second = try SimulatorProcess(["board", "--link", link])
    // One that runs on would not end by itself.
    try #require(
      second.nextLine() == "cabina-sim: \(link): in use by cabina-sim "
        + "(process \(first?.identifier ?? 0)), whose link it is, to \(device)")
    #expect(second.waitForExit() == 1)
    #expect(first?.ask("tick")?.hasPrefix("ok ") == true)
    #expect(first?.ask("path") == "ok \(place)")

    first?.signal(SIGKILL)
    #expect(first?.waitForExit() != 0)
    first = nil
    var status = stat()
    #expect(lstat(link, &status) == 0)
    let third = try SimulatorProcess(["board", "--link", link])
    #expect(third.nextLine()?.hasSuffix(" " + link) == true)
    #expect(third.ask("quit") == "ok")
    #expect(third.waitForExit() == 0)
    #expect(lstat(link, &status) != 0)
  }

  @Test func `a link that is no link is left alone, with status 1`() throws {
    let process = try SimulatorProcess(["board", "--link", "/tmp"])
    #expect(process.nextLine()?.contains("/tmp") == true)
    #expect(process.waitForExit() == 1)
    #expect(access("/tmp", F_OK) == 0)
  }

  @Test func `help is printed on standard output, with status 0`() throws {
    let process = try SimulatorProcess(["board", "--help"])
    let lines = process.allLines()
    #expect(lines.contains { $0.contains("--tick-ppm") })
    #expect(lines.contains { $0.contains("far-hangup") })
    #expect(process.waitForExit() == 0)
  }

  @Test func `help at the board has each command with its words, the same ones`() throws {
    let manual = try SimulatorProcess(["board", "--help"]).allLines()
    let process = try SimulatorProcess(["board"])
    _ = process.nextLine()
    let help = try #require(process.ask("help"))
    #expect(help.hasPrefix("ok lift N, hangup N, flash N [MS], dial N DIGITS [HOW], "))
    let forms = help.dropFirst(3).split(separator: ", ")
    #expect(forms.count > 30)
    for form in forms {
      #expect(manual.contains { $0.hasPrefix("  \(form) ") }, "\(form) is not in the manual")
      // Every one of them is a command.
      guard let name = form.split(separator: " ").first, name != "quit" else { continue }
      #expect(process.ask("\(name) # # # #")?.contains("is not a command") == false)
    }
  }

  @Test func `the log says what a display now reads`() throws {
    let process = try SimulatorProcess(["board", "--log"])
    let device = try #require(process.nextLine())
    let host = try #require(RealHost(path: device))
    #expect(host.open())
    host.send(.display(line: 0, row: 1, column: 2, text: "HOLA", clearsRest: false))
    let wanted = "booth 1 display row 2 \"  HOLA          \""
    var lines: [String] = []
    while lines.last?.hasSuffix(wanted) != true, lines.count < 100, let line = process.nextLine() {
      lines.append(line)
    }
    #expect(lines.last?.hasSuffix(wanted) == true, "\(lines)")
  }

  @Test(arguments: [("666", 0o666 as mode_t), ("600", 0o600)])
  func `who may open its terminal is a matter of --mode`(mode: String, bits: mode_t) throws {
    let process = try SimulatorProcess(["board", "--mode", mode])
    let device = try #require(process.nextLine())
    var status = stat()
    #expect(stat(device, &status) == 0)
    #expect(status.st_mode & 0o777 == bits)
  }

  @Test func `a script is done line by line, and one failed command fails the run`() throws {
    let path = "/tmp/cabina-simulator-test-\(getpid())-script"
    try write("# a comment\n\nlift 1\nwait 20\nlines\nlog on\nhangup 1\nhangup 44\n", to: path)
    defer { unlink(path) }
    let process = try SimulatorProcess(["board", "--lines", "1", "--script", path])
    let lines = Array(process.allLines().dropFirst())
    // More may happen on a busy machine before the last line is done.
    #expect(lines.firstIndex { $0.hasPrefix("event ") && $0.hasSuffix(" booth 1 hung-up") } == 4)
    #expect(
      lines.filter { !$0.hasPrefix("event ") } == [
        "ok", "ok", "ok 1 off-hook hears=refusal", "ok", "ok",
        "error: booth: «44» is not within 1…1",
      ])
    #expect(process.waitForExit() == 1)
  }

  @Test func `the end of the commands is its end, unless it is to stay`() throws {
    let ended = try SimulatorProcess(["board"])
    _ = ended.nextLine()
    ended.endInput()
    #expect(ended.waitForExit() == 0)

    let staying = try SimulatorProcess(["board", "--stay"])
    let device = try #require(staying.nextLine())
    staying.endInput()
    let host = try #require(RealHost(path: device))
    #expect(host.open())
    staying.signal(SIGTERM)
    #expect(staying.waitForExit() == 0)
  }

  @Test func `unplugged and plugged in again it says where it is`() throws {
    let link = "/tmp/cabina-simulator-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    // The process is killed in the end, and so does not take its link away.
    defer { unlink(link) }
    let process = try SimulatorProcess(["board", "--link", link])
    _ = process.nextLine()
    #expect(process.ask("unplug") == "ok")
    #expect(process.ask("path") == "ok unplugged \(link)")
    #expect(access(link, F_OK) != 0)
    #expect(process.ask("plug") == "ok")
    #expect(process.ask("path")?.hasPrefix("ok /dev/pts/") == true)
    #expect(access(link, F_OK) == 0)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}
