import Notation

/// How the lines of a board are, a row a line.
struct LinesTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ lines: [LineDescription]) -> String { table(lines).text }

  func table(_ lines: [LineDescription]) -> TextTable {
    let head = [
      say("LÍNEA", "LINE"), say("CABINA", "BOOTH"), say("AURICULAR", "HOOK"),
      say("ESTADO", "STATE"), say("LLAMADA", "CALL"), say("TRONCAL", "TRUNK"),
      say("ÚLT. RESPUESTA", "LAST ANSWER"), say("ÚLTIMO EVENTO", "LAST EVENT"),
      say("PRUEBA", "TEST"),
    ]
    return TextTable(
      rows: [head] + lines.map(row), right: [0], flexible: [7, 8, 6], expendable: [5, 4],
      width: console.width, say: say)
  }

  private func row(_ line: LineDescription) -> [String] {
    let nothing = TextTable.nothing
    let signal = line.answerSignal.map { BoardWords.signal($0, say) }
    let test = line.test.map { BoardWords.loop($0, say) }
    var row = ["\(line.line)", line.booth ?? nothing]
    row += [BoardWords.hook(line.offHook, say), BoardWords.state(line.state, say)]
    row += [line.call.map(String.init) ?? nothing, line.trunk.map(String.init) ?? nothing]
    row += [signal ?? nothing, line.event.map(event) ?? nothing, test ?? nothing]
    return row
  }

  /// `27 nov 17:30 RELEASED cause=caller hung up`: the fields may be left out where there is no room.
  private func event(_ event: LineDescription.Event) -> String {
    let fields = event.fields.filter { $0.key != "callID" && !$0.value.text.isEmpty }
      .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
    let time = event.at.flatMap(Timestamp.read).map {
      LocalTime(instant: Int($0 / 1000)).brief(say)
    }
    return ([time].compactMap(\.self) + [event.name] + fields).joined(separator: " ")
  }
}
