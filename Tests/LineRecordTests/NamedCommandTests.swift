import BoothProtocol
import Foundation
import LineRecord
import Testing

@Suite struct `A command that a person names` {
  private static let examples: [(String, [String: String], Command)] = [
    (
      "TONE", ["line": "1", "tone": "dial"], .tone(line: 0, tone: .dial, milliseconds: 0)
    ),
    (
      "tone", ["line": "32", "tone": "ringback", "milliseconds": "65535"],
      .tone(line: 31, tone: .ringback, milliseconds: 65535)
    ),
    (
      "CONNECT", ["line": "2", "callID": "7", "digits": "0212345*#"],
      .connect(
        line: 1, call: CallID(rawValue: 7), digits: "0212345*#",
        grant: .leased(leaseMilliseconds: 20000, talkLimitMilliseconds: nil),
        nextEvent: UInt32.max)
    ),
    (
      "CONNECT",
      [
        "line": "2", "callID": "7", "digits": "1", "lease": "5000", "talkLimit": "0",
        "nextEvent": "12",
      ],
      .connect(
        line: 1, call: CallID(rawValue: 7), digits: "1",
        grant: .leased(leaseMilliseconds: 5000, talkLimitMilliseconds: 0), nextEvent: 12)
    ),
    (
      "CONNECT", ["line": "2", "callID": "7", "digits": "131", "emergency": "yes"],
      .connect(
        line: 1, call: CallID(rawValue: 7), digits: "131", grant: .emergency,
        nextEvent: UInt32.max)
    ),
    (
      "LEASE", ["line": "3", "callID": "9", "lease": "1000", "talkLimit": "60000"],
      .lease([
        LeaseRenewal(
          line: 2, call: CallID(rawValue: 9), leaseMilliseconds: 1000,
          talkLimitMilliseconds: 60000)
      ])
    ),
    (
      "CUT", ["line": "4", "callID": "2147483649"],
      .cut(line: 3, call: CallID(rawValue: 0x8000_0001), toneAfter: .busy)
    ),
    (
      "CUT", ["line": "4", "tone": "congestion"],
      .cut(line: 3, call: CallID(rawValue: 0), toneAfter: .congestion)
    ),
    (
      "RING", ["line": "5", "on": "no", "milliseconds": "0"],
      .ring(line: 4, on: false, milliseconds: 0)
    ),
    (
      "DISPLAY",
      ["line": "6", "row": "2", "column": "20", "clearRest": "yes", "text": "LLAMADA Ñ $ 1"],
      .display(line: 5, row: 1, column: 19, text: "LLAMADA Ñ $ 1", clearsRest: true)
    ),
    (
      "DISPLAY", ["line": "6", "text": ""],
      .display(line: 5, row: 0, column: 0, text: "", clearsRest: false)
    ),
    ("line-test", ["line": "8"], .lineTest(line: 7)),
    (
      "CONFIGURE",
      [
        "flashMinimum": "250", "flashMaximum": "600", "answerSignals": "polarity,set-delay",
        "answerDelaySeconds": "10", "emergencyNumbers": "131,132",
      ],
      .configure(
        BoardConfiguration(
          flashMinimum: 250, flashMaximum: 600, answerSignals: [.polarityReversal, .setDelay],
          answerDelaySeconds: 10, emergencyNumbers: ["131", "132"]))
    ),
    ("READ_LINES", [:], .readLines(first: 0)),
    ("READ_LINES", ["first": "8"], .readLines(first: 7)),
    ("STATISTICS", [:], .statistics),
    ("RESET", [:], .reset),
  ]

  @Test func `is the one for the wire, and goes there and back`() throws {
    for (name, fields, command) in Self.examples {
      let made = try Command(named: name, fields: fields)
      #expect(made == command, "\(name) \(fields)")
      let frame = try Message.command(made).frame()
      #expect(try Message(frame, ticks: .none) == .command(command), "\(name)")
    }
    let tried = Set(Self.examples.map(\.2.type))
    #expect(tried == Set(NamedCommand.all.map(\.type)))
    // Every command there is: those of class 1 stand together.
    #expect(tried == Set(MessageType.allCases.filter { (0x40..<0x50).contains($0.rawValue) }))
  }

  @Test func `has its fields by the names that a recording shows`() throws {
    /// What a recording has as bits of one field, or as a record in a list.
    let others = ["emergency", "clearRest"]
    for (name, given, command) in Self.examples where command.type != .lease {
      let shown = Set(Message.command(command).fields.map(\.name)).subtracting(["flags", "magic"])
      let named = try #require(NamedCommand.named(name)).fields.map(\.name)
      #expect(Set(named).subtracting(others) == shown, "\(name)")
      #expect(Set(given.keys).isSubset(of: named))
    }
  }

  @Test func `may leave out what has a value of its own, and nothing else`() {
    for command in NamedCommand.all {
      let needed = command.fields.first { $0.fallback == nil }
      do throws(CommandFault) {
        _ = try Command(named: command.name, fields: [:])
        #expect(needed == nil, "\(command.name)")
      } catch {
        let fault = needed.map { CommandFault.missingField(command: command.name, field: $0) }
        #expect(error == fault)
      }
    }
  }

  @Test(
    arguments: [
      ("TUNE", [:], "\"TUNE\": no such command, expected TONE | CONNECT | LEASE"),
      ("HELLO", [:], "\"HELLO\": no such command"),
      ("RESET", ["magic": "1"], "RESET \"magic\": no such field, expected none"),
      ("LINE_TEST", ["lines": "1"], "LINE_TEST \"lines\": no such field, expected line"),
      ("LINE_TEST", [:], "LINE_TEST line: missing, expected 1…32"),
      ("LINE_TEST", ["line": "0"], "LINE_TEST line: \"0\", expected 1…32"),
      ("LINE_TEST", ["line": "33"], "LINE_TEST line: \"33\", expected 1…32"),
      ("LINE_TEST", ["line": "+1"], "LINE_TEST line: \"+1\", expected 1…32"),
      ("LINE_TEST", ["line": ""], "LINE_TEST line: \"\", expected 1…32"),
      ("LINE_TEST", ["line": "99999999999999999999"], "expected 1…32"),
      (
        "TONE", ["line": "1", "tone": "loud"],
        "TONE tone: \"loud\", expected silence | dial | busy | congestion | refusal | warning | ringback"
      ),
      ("TONE", ["line": "1", "tone": "dial", "milliseconds": "65536"], "expected 0…65535"),
      ("RING", ["line": "1", "on": "true"], "RING on: \"true\", expected yes | no"),
      (
        "CONNECT", ["line": "1", "callID": "2147483648", "digits": "1"],
        "CONNECT callID: \"2147483648\", expected 1…2147483647"
      ),
      (
        "CONNECT", ["line": "1", "callID": "1", "digits": "56 2"],
        "CONNECT digits: \"56 2\", expected 1…32 × 0-9*#A-D"
      ),
      (
        "CONNECT", ["line": "1", "callID": "1", "digits": "131", "emergency": "yes", "lease": "9"],
        "CONNECT lease: \"9\", expected - (emergency=yes)"
      ),
      (
        "LEASE", ["line": "1", "callID": "1", "talkLimit": "4294967295"],
        "LEASE talkLimit: \"4294967295\", expected 0…4294967294 | none"
      ),
      ("DISPLAY", ["line": "1", "row": "0", "text": "a"], "DISPLAY row: \"0\", expected 1…256"),
      ("DISPLAY", ["line": "1", "text": "10 €"], "expected 0…92 × ISO 8859-1"),
      (
        "DISPLAY", ["line": "1", "text": "\u{1B}[2J"],
        "DISPLAY text: \"\\u001b[2J\", expected 0…92 × ISO 8859-1"
      ),
      ("DISPLAY", ["line": "1", "text": String(repeating: "Ñ", count: 93)], "expected 0…92"),
      (
        "CONFIGURE",
        [
          "flashMinimum": "600", "flashMaximum": "250", "answerSignals": "none",
          "answerDelaySeconds": "10", "emergencyNumbers": "none",
        ], "CONFIGURE flashMaximum: \"250\", expected 600…65535"
      ),
      (
        "CONFIGURE",
        [
          "flashMinimum": "1", "flashMaximum": "2", "answerSignals": "polarity,polarity",
          "answerDelaySeconds": "10", "emergencyNumbers": "none",
        ],
        "CONFIGURE answerSignals: \"polarity,polarity\", expected polarity,metering,set-delay | none"
      ),
      (
        "CONFIGURE",
        [
          "flashMinimum": "1", "flashMaximum": "2", "answerSignals": "none",
          "answerDelaySeconds": "10", "emergencyNumbers": "131,",
        ], "CONFIGURE emergencyNumbers: \"131,\", expected 0…12 × (1…6 × 0-9*#A-D), | none"
      ),
    ] as [(String, [String: String], String)])
  func `that is none is refused by name`(
    name: String, fields: [String: String], words: String
  ) {
    do throws(CommandFault) {
      let command = try Command(named: name, fields: fields)
      Issue.record("\(name) \(fields) is \(command)")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func `is dangerous when it bears on calls or on a board's memory`() {
    let dangers = NamedCommand.all.filter(\.isDangerous)
    #expect(
      dangers.map(\.name) == ["CONNECT", "LEASE", "CUT", "CONFIGURE", "RESET"])
    #expect(dangers.filter { $0.danger == .memory }.map(\.name) == ["CONFIGURE"])
  }
}

@Suite struct `An answer with named fields` {
  @Test func `counts lines and trunks from 1 and leaves out what there is none of`() throws {
    let response = Response(
      result: .done,
      detail: .lines(
        first: 1,
        [
          LineReport(
            line: 1, state: .offHook, call: nil, answeredTick: nil, leaseMilliseconds: 0,
            trunk: 0xFF),
          LineReport(
            line: 2, state: .talking, call: CallID(rawValue: 7),
            answeredTick: BoardTick(milliseconds: 900), leaseMilliseconds: 5000, trunk: 0),
        ]))
    #expect(
      MessageField.namedJSON(response.namedFields)
        == #"{"result":"done","lines":[{"line":2,"state":"off hook"},"#
        + #"{"line":3,"state":"talking","callID":7,"answeredTick":900,"lease":5000,"trunk":1}]}"#)
  }

  @Test func `says what was measured in whole units`() {
    let report = LineTestReport(
      isOffHook: false, loopMillivolts: 48000, loopMicroamps: 20_000, fault: .noLoopPower)
    let response = Response(result: .done, detail: .lineTest(report))
    #expect(
      MessageField.text(response.namedFields)
        == "result 0 (done), hook 0 (on hook), loopMillivolts 48000, loopMicroamps 20000, "
        + "fault 1 (no loop power)")
    #expect(
      MessageField.namedJSON(Response(result: .noSuchLine).namedFields)
        == #"{"result":"no such line"}"#)
  }

  @Test func `tells an event`() {
    let event = BoardEvent.Kind.seized(
      line: 3, call: CallID(rawValue: 7), trunk: 0, digits: "")
    #expect(event.name == "SEIZED")
    #expect(
      MessageField.namedJSON(event.namedFields) == #"{"callID":7,"trunk":1,"digits":""}"#)
    #expect(BoardEvent.Kind.unknown(type: 0x2E).name == "type 2E")
  }
}
