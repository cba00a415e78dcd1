import Foundation
import Testing

/// `cabinactl conformance` against `cabina-sim` on a real pty, its hands being a pipe.
@Suite(.waiting) struct ConformanceTests {
  /// A few checks of each kind, of which none takes long.
  private static let checks =
    "hello-ack-fields,crc,split,repetition,behind,configuration-kept,read-lines,digits,"
    + "display-beyond,talk-limit,metering-counts,port-reopened"

  /// And some for which things at the line must break, or other lines be busy.
  private static let troubles =
    "loop-open,no-trunk-free,power-low,trunks-out-of-order,released-by-trunk-fault,"
    + "released-by-line-fault"

  private struct Bench {
    let folder = TemporaryFolder()
    var link: String { folder.path + "/board" }
    var hands: String { folder.path + "/hands" }

    /// Starts a board that is told what to do through a pipe.
    func simulator(_ options: [String] = []) throws -> Program {
      try #require(mkfifo(hands, 0o600) == 0)
      return try Program(
        "cabina-sim",
        ["board", "--lines", "2", "--trunks", "1", "--ring", "64", "--link", link]
          + ["--script", hands] + options)
    }
  }

  @Test func `the simulator passes, its own hands told through a pipe`() throws {
    let bench = Bench()
    let simulator = try bench.simulator()
    let recording = bench.folder.path + "/conformance.pcapng"
    let control = try Program(
      "cabinactl",
      [
        "conformance", bench.link, "--stimuli", bench.hands, "--only", Self.checks, "--record",
        recording,
      ])
    #expect(try control.status(within: 300) == 0)
    let said = control.everything
    #expect(said.contains("pass  § 7   the talk limit: RELEASED 4"))
    let verdicts = said.split(separator: "\n").map { $0.prefix(5) }
    #expect(verdicts.count { $0 == "pass " } == 12)
    #expect(!verdicts.contains("FAIL ") && !verdicts.contains("skip "), "\(said)")
    // The pipe has ended, and with it the board; each instruction could be done.
    #expect(try simulator.status() == 0)
    let dump = try Program("cabinactl", ["dump", recording, "--only", "RELEASED,rejected"])
    #expect(try dump.status() == 0)
    #expect(dump.everything.contains("cause 4 (talk limit)") || dump.everything.contains("cause 4"))
    #expect(dump.everything.contains("crc"))
  }

  @Test func `what breaks at the line is told through the pipe as well`() throws {
    let bench = Bench()
    let simulator = try bench.simulator()
    let control = try Program(
      "cabinactl",
      ["conformance", bench.link, "--stimuli", bench.hands, "--only", Self.troubles])
    #expect(try control.status(within: 60) == 0, "\(control.everything)")
    #expect(control.everything.contains("pass  § 3   a trunk fault ends a call: RELEASED 7"))
    #expect(try simulator.status() == 0, "\(simulator.everything)")
  }

  @Test func `a mistake of the firmware is a FAIL with its bytes, and status 1`() throws {
    let bench = Bench()
    let simulator = try bench.simulator(["--firmware-fault", "checksum-unchecked"])
    let control = try Program(
      "cabinactl",
      ["conformance", bench.link, "--stimuli", bench.hands, "--only", "crc,cobs", "--json"])
    #expect(try control.status() == 1)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(control.everything.utf8)) as? [String: Any])
    let checks = try #require(answer["checks"] as? [[String: Any]])
    #expect(checks.map { $0["verdict"] as? String } == ["failed", "passed"])
    #expect(checks[0]["section"] as? String == "1")
    #expect((checks[0]["evidence"] as? [[String: Any]])?.isEmpty == false)
    #expect(try simulator.status() == 0)
  }

  @Test func `without a session that is the heading, with all that went over the line`() throws {
    let bench = Bench()
    let simulator = try Program("cabina-sim", ["board", "--link", bench.link])
    _ = try simulator.outputLine()
    #expect(try simulator.ask("silence") == "ok")
    let control = try Program("cabinactl", ["conformance", bench.link, "--stimuli", "none"])
    #expect(try control.status(within: 40) == 1)
    let lines = control.everything.split(separator: "\n")
    #expect(
      lines.first
        == "no session: not a byte came from the port (§ 2); nothing else could be tried")
    #expect(lines.count { $0.contains("HELLO [seq 0") } == 10)
    #expect(!lines.contains { $0.hasPrefix("skip") })
  }

  @Test func `a failure shows whole frames, and says how many were left out`() throws {
    let bench = Bench()
    let simulator = try bench.simulator(["--firmware-fault", "few-numbers"])
    let control = try Program(
      "cabinactl",
      [
        "conformance", bench.link, "--stimuli", bench.hands, "--only", "configuration-largest",
      ])
    #expect(try control.status(within: 30) == 1)
    let said = control.everything
    // The closing 00 of a CONFIGURE of 102 bytes, in its third line of them.
    let configure = said.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.contains("CONFIGURE [seq") }.prefix(3)
    #expect(configure.last?.hasSuffix(" 00") == true, "\(said)")
    #expect(configure.dropFirst().allSatisfy { $0.hasPrefix("              ") })
    #expect(try simulator.status() == 0)

    let other = Bench()
    let second = try other.simulator(["--firmware-fault", "one-feature"])
    let trace = try Program(
      "cabinactl",
      ["conformance", other.link, "--stimuli", other.hands, "--only", "unknown-feature"])
    #expect(try trace.status(within: 30) == 1)
    let left = try #require(
      trace.everything.split(separator: "\n").first { $0.contains("left out; --record FILE") })
    #expect(left.contains("frames before these"))
    #expect(try second.status() == 0)
  }

  @Test func `a run is told in Spanish where the locale is, the sentences as they stand`() throws {
    let bench = Bench()
    let simulator = try Program(
      "cabina-sim",
      ["board", "--lines", "2", "--trunks", "2", "--firmware-fault", "checksum-unchecked"]
        + ["--link", bench.link])
    _ = try simulator.outputLine()
    let words = [
      "conformance", bench.link, "--stimuli", "none", "--without", "power", "--only",
      "crc,split,off-hook,power-low,line-test-unable",
    ]
    let spanish = ["LC_ALL": "es_CL.UTF-8"]
    let control = try Program("cabinactl", words, environment: spanish)
    #expect(try control.status(within: 60) == 1)
    let lines = control.restOfOutput()
    #expect(lines.first?.hasPrefix("placa ") == true, "\(lines)")
    #expect(lines.first?.contains(", líneas: 2, troncales: 2, anillo de ") == true)
    #expect(lines.contains { $0.hasPrefix("FALLA  § 1   ") && $0.hasSuffix("  (crc)") })
    #expect(lines.contains { $0.hasPrefix("pasa   § 1   ") && $0.hasSuffix("  (split)") })
    for said in [
      "nadie en la línea (--stimuli none)", "la placa no tiene cómo notarlo (--without power)",
      "la placa anuncia prueba de línea",
    ] {
      #expect(lines.contains("              \(said)"), "\(said): \(lines)")
    }
    #expect(lines.contains { $0.hasPrefix("              se esperaba  ") })
    #expect(lines.contains { $0.hasPrefix("nivel   pasan  fallan  se saltan  no corresponden") })
    #expect(lines.last?.hasPrefix("La placa tiene ahora la configuración") == true)
    // For programs the same as elsewhere.
    let json = try Program("cabinactl", words + ["--json"], environment: spanish)
    #expect(try json.status(within: 60) == 1)
    #expect(json.everything.contains(#""why":"nobody at the line (--stimuli none)""#))
    let unwritten = try Program(
      "cabinactl", words + ["--record", bench.folder.path + "/none/x.pcapng"],
      environment: spanish)
    #expect(try unwritten.status(within: 10) == 1)
    #expect(unwritten.everything.hasSuffix("/none/x.pcapng: no existe"), "\(unwritten.everything)")
  }

  @Test func `a level that fails through the minimum alone says so`() throws {
    let bench = Bench()
    let simulator = try bench.simulator(["--firmware-fault", "checksum-unchecked"])
    let control = try Program(
      "cabinactl",
      ["conformance", bench.link, "--stimuli", bench.hands, "--only", "crc,display-row"])
    #expect(try control.status(within: 30) == 1)
    let said = control.everything
    let levels = said.split(separator: "\n").filter { $0.contains("failed") }
    #expect(levels.contains { $0.hasPrefix("minimum ") && $0.hasSuffix(" failed") }, "\(said)")
    #expect(levels.contains { $0.hasPrefix("display ") && $0.hasSuffix(" failed (minimum)") })
    #expect(try simulator.status() == 0)
  }

  @Test func `a pipe that is not there yet is waited for, but not for long`() throws {
    let bench = Bench()
    let control = try Program(
      "cabinactl", ["conformance", bench.link, "--stimuli", bench.hands, "--only", "off-hook"])
    let simulator = try bench.simulator()
    #expect(try control.status(within: 30) == 0, "\(control.everything)")
    #expect(try simulator.status() == 0)
    let missing = try Program(
      "cabinactl", ["conformance", bench.link, "--stimuli", bench.folder.path + "/none"])
    #expect(try missing.status(within: 10) == 1)
    #expect(missing.everything.contains("/none: No such file or directory"))
  }

  @Test func `with nobody at the line checks are skipped, and the status says so`() throws {
    let bench = Bench()
    let simulator = try Program("cabina-sim", ["board", "--link", bench.link])
    _ = try simulator.outputLine()
    let control = try Program(
      "cabinactl", ["conformance", bench.link, "--only", "nonce-echoed,off-hook"])
    #expect(try control.status() == 4)
    #expect(control.everything.contains("nobody at the line (--stimuli none)"))
  }

  @Test func `a port that somebody has is refused, with who it is`() throws {
    let bench = Bench()
    let simulator = try Program("cabina-sim", ["board", "--link", bench.link])
    _ = try simulator.outputLine()
    let first = try Program("cabinactl", ["conformance", bench.link, "--quick"])
    _ = try first.outputLine()
    let second = try Program("cabinactl", ["conformance", bench.link, "--only", "crc"])
    #expect(try second.status() == 1)
    #expect(second.everything.contains("in use by cabinactl (process \(first.identifier))"))
    first.signal(SIGKILL)
  }
}
