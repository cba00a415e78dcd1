import Foundation
import Testing
import cabinactl

extension CommandLineTests {
  /// `cabinactl conformance` up to the opening of the port; a run is tried in `ProcessTests`.
  struct ConformanceCommandTests {
    private func run(_ line: String) -> CommandOutcome {
      typed(["conformance"] + line.split(separator: " ").map(String.init))
    }

    @Test(arguments: [
      ("", "PORT is missing"),
      ("/dev/a /dev/b", "«/dev/b» is one too many"),
      ("/dev/a --level top", "--level «top»: expected minimum, display or metering"),
      ("/dev/a --line 0", "--line «0»: expected a number from 1 to 32"),
      ("/dev/a --line 33", "--line «33»: expected a number from 1 to 32"),
      ("/dev/a --speed 9600", "--speed «9600»: expected 115200 or 230400"),
      ("/dev/a --number 1234567", "--number «1234567»: expected 1…6 of 0-9 * # A-D"),
      ("/dev/a --number 12x", "--number «12x»: expected 1…6 of 0-9 * # A-D"),
      ("/dev/a --only crc,frob", "--only: no check «frob»; --list has them all"),
      (
        "/dev/a --without ears",
        "--without «ears»: expected some of line-fault, power, trunk-fault"
      ),
      ("/dev/a --frob", "there is no option «--frob»"),
      ("/dev/a --only", "--only needs a value"),
    ])
    func `a wrong command line is told what was expected`(_ line: String, _ complaint: String) {
      let outcome = run(line)
      #expect(outcome.status == .usage)
      #expect(
        outcome.complaint
          == "cabinactl: conformance: \(complaint); cabinactl conformance --help says more\n")
    }

    @Test(arguments: [
      ("/dev/null --stimuli none", "cabinactl: /dev/null: not a serial port\n"),
      (
        "/dev/cabina-none --stimuli none",
        "cabinactl: /dev/cabina-none: no device there; is the board plugged in?\n"
      ),
      (
        "/dev/null --stimuli /nowhere/hands",
        "cabinactl: --stimuli /nowhere/hands: No such file or directory\n"
      ),
    ])
    func `a port that cannot be had is told with the reason`(_ line: String, _ complaint: String) {
      let outcome = run(line)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint == complaint)
    }

    @Test func `the list has every check with its section and what it needs`() {
      let lines = run("--list").output.split(separator: "\n")
      #expect(lines.count >= 45)
      #expect(
        lines.contains {
          $0.hasPrefix("minimum ") && $0.contains(" ring-full ") && $0.contains("§ 8")
            && $0.hasSuffix("[a trunk, stimuli, time]")
        })
      #expect(run("--list --level minimum").output.contains("display-beyond") == false)
      #expect(
        run("--list --json").output.hasPrefix("{\"checks\":[\n{\"name\":\"hello-ack-fields\""))
    }

    @Test func `the help names the exit statuses and all that may be asked`() throws {
      let help = run("--help").output
      #expect(help.contains("4 something was skipped"))
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let specification = try String(
        contentsOf: root.appendingPathComponent("firmware-protocol/README.md"), encoding: .utf8)
      for word in [
        "lift", "hangup", "flash", "dial", "answer", "metering", "far-hangup", "trunk-fault",
        "trunk", "line-fault", "power",
      ] {
        #expect(help.contains("\n  \(word) "))
        #expect(specification.contains("| `\(word) "))
      }
    }
  }
}
