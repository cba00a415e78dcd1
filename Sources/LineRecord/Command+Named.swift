package import BoothProtocol

extension Command {
  /// The command that a person has named, with its fields by name; the inverse of what a recording
  /// shows, save that lines, rows and columns count from 1 here and from 0 on the wire.
  ///
  /// What it makes is fit for the wire. Whether the board has such a line, the board says.
  package init(named name: String, fields: [String: String]) throws(CommandFault) {
    guard let command = NamedCommand.named(name) else { throw .unknownCommand(given: name) }
    // The first by the alphabet: the same fault each time.
    if let unknown = fields.keys.sorted().first(where: { command.field($0) == nil }) {
      throw .unknownField(command: command.name, field: unknown)
    }
    let given = GivenFields(command: command, texts: fields)
    self = try Self.made(of: given)
  }

  private static func made(of given: GivenFields) throws(CommandFault) -> Command {
    switch given.command.type {
    case .tone:
      .tone(
        line: try given.index("line"), tone: try given.tone("tone"),
        milliseconds: try given.int("milliseconds"))
    case .connect:
      .connect(
        line: try given.index("line"), call: CallID(rawValue: try given.number("callID")),
        digits: try given.text("digits"), grant: try given.grant(),
        nextEvent: try given.number("nextEvent"))
    case .lease:
      .lease([
        LeaseRenewal(
          line: try given.index("line"), call: CallID(rawValue: try given.number("callID")),
          leaseMilliseconds: try given.int("lease"),
          talkLimitMilliseconds: try given.numberOrNone("talkLimit"))
      ])
    case .cut:
      .cut(
        line: try given.index("line"), call: CallID(rawValue: try given.number("callID")),
        toneAfter: try given.tone("tone"))
    case .ring:
      .ring(
        line: try given.index("line"), on: try given.isYes("on"),
        milliseconds: try given.int("milliseconds"))
    case .display:
      .display(
        line: try given.index("line"), row: try given.index("row"),
        column: try given.index("column"), text: try given.text("text"),
        clearsRest: try given.isYes("clearRest"))
    case .lineTest: .lineTest(line: try given.index("line"))
    case .configure: .configure(try given.configuration())
    case .readLines: .readLines(first: try given.index("first"))
    case .statistics: .statistics
    case .reset: .reset
    default: throw .unknownCommand(given: given.command.name)
    }
  }
}

extension GivenFields {
  fileprivate func tone(_ name: String) throws(CommandFault) -> Tone {
    let word = try text(name)
    guard let tone = Tone.all.first(where: { "\($0)" == word }) else { throw bad(name, word) }
    return tone
  }

  /// An emergency call has neither lease nor limit.
  fileprivate func grant() throws(CommandFault) -> TalkGrant {
    guard try isYes("emergency") else {
      return .leased(
        leaseMilliseconds: try int("lease"), talkLimitMilliseconds: try numberOrNone("talkLimit"))
    }
    for field in ["lease", "talkLimit"] {
      guard let text = texts[field] else { continue }
      throw .badValue(
        command: command.name, field: field, given: text, expected: "- (emergency=yes)")
    }
    return .emergency
  }

  fileprivate func configuration() throws(CommandFault) -> BoardConfiguration {
    let minimum = try int("flashMinimum")
    let maximum = try int("flashMaximum")
    guard minimum <= maximum else {
      throw .badValue(
        command: command.name, field: "flashMaximum", given: "\(maximum)",
        expected: "\(minimum)…65535")
    }
    let signals = try list("answerSignals")
    return BoardConfiguration(
      flashMinimum: minimum, flashMaximum: maximum,
      answerSignals: AnswerSignals(
        AnswerSignals.names.filter { signals.contains($0.value) }.map(\.key)),
      answerDelaySeconds: try int("answerDelaySeconds"),
      emergencyNumbers: try list("emergencyNumbers"))
  }
}
