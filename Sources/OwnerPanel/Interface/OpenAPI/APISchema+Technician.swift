import BoothProtocol
import LineRecord

/// What ports, boards and lines look like.
extension APISchema {
  static let ports = object(
    "Every port that the daemon has open or tries to open.",
    ["ports": list("By path.", of: APIComponent.port.reference)])

  static let port = object(
    "A port.",
    [
      "port": text("The device's path.", examples: "/dev/ttyUSB0"),
      "links": list("Lasting names of it.", of: text("A path.")),
      "vendor": text("Who made the USB device, in its own words.").orNull,
      "model": text("What it is.").orNull,
      "serialNumber": text("Of the USB device.").orNull,
      "driver": text("The kernel's.", examples: "ftdi_sio").orNull,
      "status": choice(
        "up: a board answers. greeting: it is open, and no board has a session. left_alone: a board "
          + "answered and is left to itself. suspended: the disk refuses. closed: it is not open.",
        PortReport.State.codes),
      "reason": choice(
        "Why no board has a session; null: none is known, or one has.",
        PortReport.State.reasonCodes
      ).orNull,
      "reasonText": text("The same in words.").orNull,
      "recorded": flag("What crosses it is written down."),
      "statistics": APIComponent.link("Null: it is not open.").orNull,
      "board": APIComponent.portBoard("Null unless the status is up.").orNull,
    ])

  private static let crc = "^[0-9A-F]{8}$"

  static let portBoard = object(
    "A board in a session.",
    [
      "uid": text("24 hexadecimal digits.", pattern: "^[0-9A-Fa-f]{24}$"),
      "bootID": text("Another one after each restart.", pattern: crc, examples: "0000002A"),
      "resetCause": choice("Why it last restarted.", ResetCause.names),
      "firmware": text("Its version.", examples: "1.0.0"),
      "lineCount": number("How many lines it has.", from: 1, to: 32),
      "trunkCount": number("How many trunks.", from: 0),
      "capabilities": list("What it is able to.", of: text("By name.", examples: "line test")),
      "display": object(
        "Of each booth.",
        [
          "rows": number("From top to bottom.", from: 1),
          "columns": number("From left to right.", from: 0),
          "charset": choice("What it can show.", DisplayCharset.names),
        ]
      ).orNull,
      "ringSize": number("Events that it can hold.", from: 0),
      "oldestEvent": number("The first event that it may not forget yet.", from: 0),
      "nextEvent": number("The event that it will tell next.", from: 0),
      "configurationCRC": text("Of what it runs with.", pattern: crc, examples: "1F2E3D4C"),
      "configurationAsWanted": flag("That is what the daemon's configuration says."),
      "since": APIComponent.time("When the session began."),
      "tick": number("Where its clock stands, in milliseconds."),
      "lines": list("Every line, in order.", of: APIComponent.lineStatus.reference),
    ])

  static let lineStatus = object(
    "A line as it was last known.",
    [
      "line": number("From 1.", from: 1, to: 32),
      "booth": APIComponent.boothNumber("Null: it serves none.").orNull,
      "state": choice("As the board has it.", LineState.names),
      "offHook": flag("Whether the handset is lifted; null: not known.").orNull,
      "call": number("The call on it.", from: 1).orNull,
      "lease": number("Milliseconds it was given last; 0: an emergency call.", from: 0).orNull,
      "trunk": number("From 1.", from: 1).orNull,
      "event": object(
        "The last one of this line; null: none since the daemon began.",
        [
          "name": text("As in the specification.", examples: "OFF_HOOK"),
          "fields": map("By their names in the specification; what a code stands for."),
          "at": APIComponent.time("When it happened."),
        ]
      ).orNull,
      "answerSignal": choice(
        "How the board last learned that a far end picked up.", AnswerSignal.names
      ).orNull,
      "test": object(
        "The last line test; null: none since the daemon began.",
        [
          "offHook": flag("The loop was closed."),
          "loopMillivolts": number("The loop's voltage.", from: 0),
          "loopMicroamps": number("Its current.", from: 0),
          "fault": choice("What was wrong; cleared: nothing.", LineFault.names),
          "at": APIComponent.time("When it was."),
        ]
      ).orNull,
    ])

  static let newCommand = body(
    "A command.",
    required: ["command": choice("Its name.", NamedCommand.all.map(\.name))],
    optional: [
      "fields": map(
        "Its fields by name, each a text. "
          + NamedCommand.all.map(\.form).joined(separator: ". ") + "."),
      "force": flag("RESET: also while calls are on the board, which it ends; never one for help."),
    ])

  static let commandAnswer = object(
    "What the board answered.",
    [
      "command": choice("Its name.", NamedCommand.all.map(\.name)),
      "result": choice("What became of it.", CommandResult.names),
      "answer": map("What else it said, by name; empty: nothing."),
      "microseconds": number("From the last time it was sent to the answer.", from: 0),
      "sendings": number("How often it was sent.", from: 0),
    ])

  static let traffic = object(
    "What crossed the ports.",
    [
      "runs": list(
        "In order.",
        of: object(
          "Bytes that were read or written at once.",
          [
            "number": number("Counts from 1, over all ports.", from: 1),
            "time": number("Microseconds since 1970."),
            "port": text("The device's path."),
            "from": choice("Who sent them.", ["board", "host"]),
            "bytes": text("Two hexadecimal digits each.", pattern: "^([0-9A-F]{2})+$"),
          ])),
      "next": number("What to give as «after» the next time.", from: 0),
      "lost": number(
        "How many runs, of all ports, were dropped since «after»; null: nobody knows, since nobody "
          + "had asked for ten seconds, or the daemon is another.", from: 0
      ).orNull,
    ])
}

extension NamedCommand {
  /// `TONE: line 1…32, tone silence | dial …, milliseconds 0…65535 (0)`; in parentheses what a field
  /// is where it is left out.
  fileprivate var form: String {
    let fields = fields.map { field in
      "\(field.name) \(field.values.form)" + (field.fallback.map { " (\($0))" } ?? "")
    }
    return "\(name): " + (fields.isEmpty ? "none" : fields.joined(separator: ", "))
  }
}
