import Commands
import Notation

/// Who a board is.
extension Action {
  static let firmware = Action(
    Verb(
      "firmware",
      Words("quién es una placa y qué sabe hacer", "who a board is, and what it is able to"),
      operands: [.portOrBoard], options: [.speed], notes: .ofWays,
      json: Words(
        "un objeto con port y los campos de «board» de GET /boards, sin lines; null lo que no se sabe por "
          + "el puerto",
        "an object with port and the fields of «board» of GET /boards, without lines; null what is not "
          + "known on a port"),
      examples: ["", "/dev/ttyUSB0"])
  ) { invocation, console throws(CommandError) in
    let way = try BoardWays.find(invocation["PORT|UID"], invocation, console)
    defer { way.close() }
    let facts = try way.facts()
    if invocation.has("--json") {
      return CommandOutcome(output: facts.json(port: way.port).text + "\n")
    }
    return CommandOutcome(output: text(facts, on: way.port, console))
  }

  private static func text(
    _ facts: BoardDescription, on port: String, _ console: Console
  ) -> String {
    let say = console.say
    let capabilities = facts.capabilities.map { BoardWords.capability($0, say) }
    let display = facts.display.map {
      say(
        "\($0.rows) filas de \($0.columns), \($0.charset)",
        "\($0.rows) rows of \($0.columns), \($0.charset)")
    }
    let configuration =
      facts.configurationCRC
      + (facts.configurationAsWanted.map {
        $0
          ? say(", la del servicio", ", the daemon's")
          : say(", no la del servicio", ", not the daemon's")
      } ?? "")
    let waiting = facts.nextEvent - facts.oldestEvent
    let trunks = say(
      "\(facts.lineCount), y \(facts.trunkCount) troncales",
      "\(facts.lineCount), and \(facts.trunkCount) trunks")
    let events = say(
      "\(waiting) por guardar, el próximo es el \(facts.nextEvent); caben \(facts.ringSize)",
      "\(waiting) to be stored, the next is \(facts.nextEvent); room for \(facts.ringSize)")
    let boot = "\(facts.bootID), \(BoardWords.cause(facts.resetCause, say))"
    var rows: [[String]] = []
    rows.append([say("placa", "board"), "\(facts.uid), \(port)"])
    rows.append(["firmware", facts.firmware])
    rows.append([say("líneas", "lines"), trunks])
    rows.append([say("visor", "display"), display ?? say("no tiene", "none")])
    rows.append([say("sabe", "able to"), capabilities.joined(separator: ", ")])
    rows.append([say("arranque", "boot"), boot])
    rows.append([say("eventos", "events"), events])
    rows.append([say("configuración", "configuration"), configuration])
    rows.append([say("reloj", "clock"), BoardWords.thousandths(facts.tick, "s", say)])
    return TextTable(
      rows: rows, flexible: [1], folding: [1], width: console.width
    ).text
  }
}
