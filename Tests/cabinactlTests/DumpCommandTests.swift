import Foundation
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// `cabinactl dump` from its command line to what it prints.
  struct DumpCommandTests {
    private static let recordings = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("ProcessTests/Recordings")
    private static let call = recordings.appendingPathComponent("plain-call.pcapng").path

    private func dump(_ arguments: String...) -> CommandOutcome {
      typed(["dump"] + arguments)
    }

    @Test func `a call as a person reads it`() throws {
      let outcome = dump(Self.call, "--only", "seized,Answered,RELEASED")
      #expect(outcome.status == .done)
      #expect(outcome.complaint.isEmpty)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 4)
      #expect(lines[0].hasPrefix("# cabina-sim 0.1: ttyBOARD (a simulated board), from 20"))
      #expect(
        lines[1].hasSuffix(
          "  board  SEIZED: number 7, tick 1429, line 0, callID 1, trunk 0, digits \"\" "
            + "[seq 7, ack 31, session 8]"))
      #expect(
        lines[2].wholeMatch(
          of: #/ +1\.628362 +\+0\.203010  board  ANSWERED: number 8, tick 1632, .*/#) != nil)
      #expect(lines[3].contains("cause 1 (caller hung up), pulses 0"))
    }

    @Test func `every frame as a program reads it, and nothing else`() throws {
      let outcome = dump("--json", Self.call)
      let objects = try outcome.output.split(separator: "\n").map {
        try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(objects.count >= 80)
      #expect(objects.allSatisfy { $0["message"] is String && $0["fields"] is [String: Any] })
      let connect = try #require(objects.first { $0["message"] as? String == "CONNECT" })
      #expect(connect["direction"] as? String == "host")
      #expect(connect["port"] as? String == "ttyBOARD")
      #expect(connect["session"] as? Int == 8)
      let fields = try #require(connect["fields"] as? [String: Any])
      #expect(fields["digits"] as? String == "1006")
      #expect(fields["talkLimit"] as? Int == 4_294_967_295)
    }

    @Test func `what was dropped, with the reason and the bytes`() throws {
      let path = Self.recordings.appendingPathComponent("bad-line.pcapng").path
      let outcome = dump("--only=rejected", path)
      let lines = outcome.output.split(separator: "\n").dropFirst()
      #expect(lines.count > 5)
      #expect(lines.allSatisfy { $0.contains("  rejected, ") })
      #expect(lines.contains { $0.contains("rejected, crc: 86 bytes ") && $0.hasSuffix(" …") })
      let json = dump("--only=rejected", path, "--json").output
      #expect(json.contains("\"rejected\":\"crc\",\"bytes\":\""))
    }

    @Test func `a file that is cut is printed as far as it goes, and fails`() throws {
      let whole = try Data(contentsOf: URL(fileURLWithPath: Self.call))
      let path = NSTemporaryDirectory() + "cabina-dump-\(UUID().uuidString.prefix(8)).pcapng"
      try whole.dropLast(10).write(to: URL(fileURLWithPath: path))
      defer { try? FileManager.default.removeItem(atPath: path) }
      let outcome = dump(path)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint.contains("the recording breaks off at byte "))
      let all = dump(Self.call).output.split(separator: "\n").count
      #expect(outcome.output.split(separator: "\n").count == all - 1)
    }

    @Test(arguments: [
      (["dump", "a", "--delta", "--absolute"], "--delta and --absolute do not go together"),
      (["dump", "a", "--pcapng", "b"], "--pcapng is for what crosses now, without FILE"),
      (["dump", "a", "--speed", "115200"], "--speed is for what crosses now, without FILE"),
      (["dump", "a", "b"], "«b» is one too many"),
      (["dump", "a", "--only"], "--only needs a value"),
      (["dump", "--frob"], "no option «--frob»"),
      (["dump", "a", "--only", "SEIZED,RINGING"], "«RINGING»: expected rejected, HELLO,"),
    ])
    func `a wrong command line is told what was expected`(arguments: [String], message: String) {
      let outcome = typed(arguments)
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains(message), "\(outcome.complaint)")
    }

    /// How often a daemon is asked in a second: one that lets nobody wait, or that does not wait.
    private func questions(
      _ answer: @escaping (_ path: String) -> ShopClient.Answer
    ) -> (count: Int, outcome: CommandOutcome) {
      var count = 0
      let outcome = typed(["dump", "--seconds", "1"]) { _, request in
        guard request.path.contains("/traffic") else {
          return ShopClient.Answer(status: 200, body: Array(#"{"ports":[]}"#.utf8))
        }
        count += 1
        return answer(request.path)
      }
      return (count, outcome)
    }

    private static let nothing = ShopClient.Answer(
      status: 200, body: Array(#"{"runs":[],"next":7,"lost":0}"#.utf8))
    private static let tooMany = ShopClient.Answer(
      status: 503, body: Array(#"{"error":"too_many_waiting","message":"Too many."}"#.utf8))

    @Test func `a daemon that answers at once is not asked without a pause`() {
      let asked = questions { _ in Self.nothing }
      #expect((5...21).contains(asked.count), "\(asked.count)")
    }

    @Test func `where too many wait it is asked without waiting, less often`() {
      let asked = questions { $0.contains("wait=") ? Self.tooMany : Self.nothing }
      #expect(asked.outcome.status == .done, "\(asked.outcome)")
      // Two questions each quarter of a second, and one before.
      #expect((3...11).contains(asked.count), "\(asked.count)")
    }

    @Test func `a file that is none is refused`() {
      #expect(dump("/nowhere").complaint == "cabinactl: /nowhere: No such file or directory\n")
      let none = dump(#filePath)
      #expect(none.complaint.contains("it is no recording (pcapng)") && none.output.isEmpty)
      #expect(
        typed(["dump", #filePath], in: .spanish).complaint.contains("no es una grabación (pcapng)"))
      #expect(dump("--help").output.contains("--only TYPE"))
      #expect(typed(["--help"]).output.contains("  dump "))
    }
  }
}
