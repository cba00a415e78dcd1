package import BoothProtocol

/// A command that a person may name, and what it takes.
package struct NamedCommand: Hashable, Sendable {
  package let type: MessageType
  package let fields: [CommandField]
  /// What is at stake beyond one line for a moment; nil: nothing.
  package let danger: Danger?

  package enum Danger: Hashable, Sendable {
    /// It begins, prolongs or ends calls.
    case calls
    /// It changes what the board keeps without power.
    case memory
  }

  /// The name in the specification.
  package var name: String { type.name }
  package var isDangerous: Bool { danger != nil }

  package func field(_ name: String) -> CommandField? { fields.first { $0.name == name } }

  /// nil where there is no such command; small letters and hyphens are as good (`line-test`).
  package static func named(_ name: String) -> NamedCommand? {
    let name = String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    return all.first { $0.name == name }
  }
}

extension NamedCommand {
  /// All of them, in the order of the specification.
  package static let all: [NamedCommand] = [
    NamedCommand(type: .tone, fields: [.line, .tone, .milliseconds("0")], danger: nil),
    NamedCommand(
      type: .connect,
      fields: [
        .line, .callID(1...0x7FFF_FFFF),
        CommandField("digits", .digits(1...Command.maximumDigits)),
        CommandField("emergency", .yesOrNo, else: "no"),
        .lease, .talkLimit,
        // Higher than that of any event: the call is for whoever is on the line.
        CommandField("nextEvent", .number(0...UInt32.max), else: "\(UInt32.max)"),
      ], danger: .calls),
    NamedCommand(
      type: .lease, fields: [.line, .callID(1...UInt32.max), .lease, .talkLimit], danger: .calls),
    NamedCommand(
      type: .cut,
      fields: [
        // 0: whatever call is there.
        .line, CommandField("callID", .number(0...UInt32.max), else: "0"),
        CommandField("tone", .word(Tone.names), else: "busy"),
      ], danger: .calls),
    NamedCommand(
      type: .ring,
      fields: [.line, CommandField("on", .yesOrNo, else: "yes"), .milliseconds("2000")],
      danger: nil),
    NamedCommand(
      type: .display,
      fields: [
        .line, CommandField("row", .number(1...256), else: "1"),
        CommandField("column", .number(1...256), else: "1"),
        CommandField("clearRest", .yesOrNo, else: "no"),
        CommandField("text", .text(0...Command.maximumDisplayText)),
      ], danger: nil),
    NamedCommand(type: .lineTest, fields: [.line], danger: nil),
    NamedCommand(
      type: .configure,
      fields: [
        CommandField("flashMinimum", .number(0...65535)),
        CommandField("flashMaximum", .number(0...65535)),
        CommandField("answerSignals", .words(AnswerSignals.names.map(\.value))),
        CommandField("answerDelaySeconds", .number(0...255)),
        CommandField(
          "emergencyNumbers",
          .numbers(
            0...BoardConfiguration.maximumEmergencyNumbers,
            digits: 1...BoardConfiguration.maximumEmergencyDigits)),
      ], danger: .memory),
    NamedCommand(
      type: .readLines, fields: [CommandField("first", CommandField.line.values, else: "1")],
      danger: nil),
    NamedCommand(type: .statistics, fields: [], danger: nil),
    NamedCommand(type: .reset, fields: [], danger: .calls),
  ]
}

extension CommandField {
  /// From 1, as people count.
  fileprivate static let line = CommandField(
    "line", .number(1...UInt32(BoardIdentity.maximumLines)))
  fileprivate static let tone = CommandField("tone", .word(Tone.names))
  fileprivate static let lease = CommandField("lease", .number(1...65535), else: "20000")
  fileprivate static let talkLimit = CommandField(
    "talkLimit", .numberOrNone(0...(UInt32.max - 1)), else: "none")

  fileprivate static func milliseconds(_ fallback: String) -> CommandField {
    CommandField("milliseconds", .number(0...65535), else: fallback)
  }

  fileprivate static func callID(_ range: ClosedRange<UInt32>) -> CommandField {
    CommandField("callID", .number(range))
  }
}
