import Foundation
import Notation
import SerialLine
import Synchronization
import Testing

@testable import cabinactl

/// How ports, findings and measurements are told, and how a board is asked through the daemon.
struct TechnicianTextTests {
  private func console(width: Int?, colour: Bool, _ say: Language = .english) -> Console {
    var console = Console()
    console.say = say
    console.width = width
    console.hasColour = colour
    return console
  }

  private let finding = DoctorFinding(
    .fault, "port-held", "/dev/tty\u{1B}[2J",
    seen: Words("lo usa x", "in use by x"),
    cause: Words(
      String(repeating: "palabra ", count: 40), String(repeating: "word ", count: 60)),
    command: "kill 1\nkill 2")

  @Test(arguments: [40, 60, 120])
  func `findings fit the terminal, and commands are whole`(_ width: Int) {
    let text = DoctorText(console(width: width, colour: false)).text([finding])
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(text.contains("\n    kill 1\n    kill 2\n"))
    #expect(text.hasSuffix("\n1 fault\n"))
  }

  @Test func `colours are painted where they are wanted, by nobody else, and never else`() {
    let plain = DoctorText(console(width: 80, colour: false)).text([finding])
    #expect(!plain.contains("\u{1B}[31m"))
    let painted = DoctorText(console(width: 80, colour: true)).text([finding])
    #expect(painted.contains("\u{1B}[31mFAULT\u{1B}[0m"))
    #expect(!painted.contains("\u{1B}[2J"))
    #expect(
      DoctorText(console(width: nil, colour: true, .spanish)).text([])
        == "\u{1B}[32mtodo está bien\u{1B}[0m\n")
    var port = PortCandidate(path: "/dev/ttyUSB0")
    port.vendor = "Evil\u{1B}[2J"
    port.links = ["/dev/serial/by-id/usb-Evil-if00"]
    let scanned = ScannedPort(
      port: port, probes: [ScannedPort.Probe(speed: .baud115200, result: .silent)])
    let text = ScanText(console(width: 80, colour: true)).text([scanned])
    #expect(text.contains("\u{1B}[36m/dev/ttyUSB0\u{1B}[0m"))
    #expect(!text.contains("\u{1B}[2J"))
    #expect(text.contains("\n  /dev/serial/by-id/usb-Evil-if00\n  nobody answers\n"))
  }

  // MARK: Through the daemon

  private static func boards(_ uids: String...) -> String {
    let ports = uids.enumerated().map { index, uid in
      """
      {"port":"/dev/ttyUSB\(index)","links":[],"status":"up","board":{"uid":"\(uid)","bootID":"1",
       "resetCause":"power on","firmware":"1.0.0","lineCount":9,"trunkCount":1,"capabilities":[],
       "ringSize":512,"oldestEvent":1,"nextEvent":1,"configurationCRC":"0","tick":0,"lines":[]}}
      """
    }
    return "{\"ports\":[\(ports.joined(separator: ","))]}"
  }

  private static let board = "a1a1a1a1a1a1a1a1a1a1a1a1"

  @Test func `a board is asked through the daemon, all its lines in turn`() throws {
    let asked = Mutex<[String]>([])
    let outcome = typed(["stress", "--seconds", "1", "--json"]) {
      (_, request) throws(ShopClient.Failure) in
      guard request.method == "POST" else {
        return ShopClient.Answer(status: 200, body: Array(Self.boards(Self.board).utf8))
      }
      #expect(request.path.hasPrefix("/api/v1/boards/\(Self.board)/commands?"))
      let count = asked.withLock { bodies in
        bodies.append(request.body)
        return bodies.count
      }
      usleep(10_000)
      return count == 2
        ? ShopClient.Answer(
          status: 504, body: Array(#"{"error":"board_silent","message":"x"}"#.utf8))
        : ShopClient.Answer(
          status: 200,
          body: Array(#"{"result":"done","answer":{},"microseconds":1500,"sendings":2}"#.utf8))
    }
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
      "\(outcome)")
    let count = asked.withLock { $0.count }
    #expect(report["answered"] as? Int == count - 1)
    #expect(report["lost"] as? Int == 1)
    #expect(report["resent"] as? Int == count - 1)
    #expect((report["microseconds"] as? [String: Int])?["maximum"] == 1500)
    #expect(outcome.status == .failed)
    // Lost is asked again; lines count from 1 there.
    #expect(
      asked.withLock { Array($0.prefix(4)) }
        == ["1", "8", "8", "1"].map {
          #"{"command":"READ_LINES","fields":{"first":"\#($0)"},"force":false}"#
        })
  }

  private static let lines =
    #"{"result":"done","answer":{"lines":[{"line":1,"state":"on hook"},"#
    + #"{"call":7,"line":2,"state":"talking"}],"more":3},"microseconds":1500,"sendings":1}"#

  private func sent(_ words: String..., answer: String) -> CommandOutcome {
    typed(["send"] + words) { (_, request) throws(ShopClient.Failure) in
      ShopClient.Answer(
        status: 200,
        body: Array((request.method == "POST" ? answer : Self.boards(Self.board)).utf8))
    }
  }

  @Test func `an answer with a list is passed on as it came, and is a line for each`() {
    let json = sent("READ_LINES", "--json", answer: Self.lines)
    #expect(
      json.output == #"{"command":"READ_LINES","result":"done","answer":{"lines":["#
        + #"{"line":1,"state":"on hook"},{"line":2,"call":7,"state":"talking"}],"more":3},"#
        + #""microseconds":1500,"sendings":1}"# + "\n")
    #expect(
      sent("READ_LINES", answer: Self.lines).output
        == "done, 1.5 ms\nline 1, state on hook\nline 2, call 7, state talking\nmore 3\n")
  }

  @Test func `what a board was told to do is not undone by an output that cannot be written`() {
    let done = #"{"result":"done","answer":{},"microseconds":9,"sendings":1}"#
    let refused = #"{"result":"wrong state","answer":{},"microseconds":9,"sendings":1}"#
    #expect(sent("RING", "line=1", answer: done).hasChanged)
    #expect(!sent("RING", "line=1", answer: refused).hasChanged)
    #expect(!sent("STATISTICS", answer: done).hasChanged)
    #expect(!sent("READ_LINES", answer: Self.lines).hasChanged)
  }

  @Test func `which board it is must be said where there are several`() {
    let other = "b2b2b2b2b2b2b2b2b2b2b2b2"
    let several = typed(["stress"], always(200, Self.boards(Self.board, other)))
    #expect(several.status == .usage)
    #expect(several.complaint.contains("there are several boards, say which: \(Self.board)"))
    let none = typed(["stress", other], always(200, Self.boards(Self.board)))
    #expect(none.status == .failed)
    #expect(none.complaint.contains("\(other): no board of this number answers"))
    #expect(typed(["stress"], always(200, #"{"ports":[]}"#)).complaint.contains("no board"))
  }
}
