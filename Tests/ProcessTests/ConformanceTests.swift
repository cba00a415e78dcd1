import Foundation
import Testing

/// `cabinactl conformance` against `cabina-sim` on a real pty, its hands being a pipe.
@Suite struct ConformanceTests {
  /// A few checks of each kind, of which none takes long.
  private static let checks =
    "hello-ack-fields,crc,split,repetition,behind,configuration-kept,read-lines,digits,"
    + "display-beyond,talk-limit,metering-counts"

  private struct Bench {
    let folder = TemporaryFolder()
    var link: String { folder.path + "/board" }
    var hands: String { folder.path + "/hands" }

    /// Starts a board that is told what to do through a pipe.
    func simulator(_ options: [String] = []) throws -> Program {
      try #require(mkfifo(hands, 0o600) == 0)
      return try Program(
        "cabina-sim", ["board", "--ring", "64", "--link", link, "--script", hands] + options)
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
    #expect(try control.status(within: 60) == 0)
    let said = control.everything
    #expect(said.contains("pass  § 7   the talk limit: RELEASED 4"))
    let verdicts = said.split(separator: "\n").map { $0.prefix(5) }
    #expect(verdicts.count { $0 == "pass " } == 11)
    #expect(!verdicts.contains("FAIL ") && !verdicts.contains("skip "), "\(said)")
    // The pipe has ended, and with it the board; each instruction could be done.
    #expect(try simulator.status() == 0)
    let dump = try Program("cabinactl", ["dump", recording, "--only", "RELEASED,rejected"])
    #expect(try dump.status() == 0)
    #expect(dump.everything.contains("cause 4 (talk limit)") || dump.everything.contains("cause 4"))
    #expect(dump.everything.contains("crc"))
  }

  @Test func `a mistake of the firmware is a FAIL with its bytes, and status 1`() throws {
    let bench = Bench()
    let simulator = try bench.simulator(["--firmware-fault", "checksum-unchecked"])
    let control = try Program(
      "cabinactl",
      ["conformance", bench.link, "--stimuli", bench.hands, "--only", "crc,cobs", "--json"])
    #expect(try control.status(within: 30) == 1)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(control.everything.utf8)) as? [String: Any])
    let checks = try #require(answer["checks"] as? [[String: Any]])
    #expect(checks.map { $0["verdict"] as? String } == ["failed", "passed"])
    #expect(checks[0]["section"] as? String == "1")
    #expect((checks[0]["evidence"] as? [[String: Any]])?.isEmpty == false)
    #expect(try simulator.status() == 0)
  }

  @Test func `with nobody at the line checks are skipped, and the status says so`() throws {
    let bench = Bench()
    let simulator = try Program("cabina-sim", ["board", "--link", bench.link])
    _ = try simulator.outputLine()
    let control = try Program(
      "cabinactl", ["conformance", bench.link, "--only", "nonce-echoed,off-hook"])
    #expect(try control.status(within: 30) == 4)
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
