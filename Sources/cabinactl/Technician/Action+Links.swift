import Commands
import FoundationEssentials
import Notation

/// How the lines to boards are, in numbers.
extension Action {
  static let links = Action(
    Verb(
      "links",
      Words(
        "cada línea serie: tramas, errores, repeticiones, deriva, ida y vuelta",
        "each serial line: frames, errors, repetitions, drift, round trip"),
      notes: [
        Words(
          "CRC y MALAS: tramas con una suma equivocada, y lo que no era trama por otra razón; REPETIDOS: "
            + "eventos que llegaron de nuevo; REENVÍOS: órdenes enviadas de nuevo; REGISTRO: lo más que "
            + "esperó en la placa.",
          "CRC and BAD: frames with a wrong checksum, and what was none for another reason; TWICE: events "
            + "that came again; AGAIN: commands sent again; RING: the most events that the board held."
        )
      ])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read("links", text: LinksTable(console).text)
  }
}

/// Lines to boards as a table: what a technician looks at first.
struct LinksTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(LinksAnswer.self, from: Data(body))
    let rows = list.links.map { link in
      [
        link.port, link.board ?? say("sin placa", "no board"), String(link.framesReceived),
        String(link.framesSent), String(link.crcErrors), String(link.malformed),
        String(link.resyncs), String(link.duplicateEvents), String(link.retransmissions),
        String(link.sessions), milliseconds(link.roundTripMicroseconds),
        String(link.driftPartsPerBillion / 1000) + (link.driftAlarm ? " !" : ""),
        String(link.ringHighWater),
      ]
    }
    let head = [
      say("PUERTO", "PORT"), say("PLACA", "BOARD"), say("ENTRAN", "IN"), say("SALEN", "OUT"),
      "CRC", say("MALAS", "BAD"), "RESYNC", say("REPETIDOS", "TWICE"), say("REENVÍOS", "AGAIN"),
      say("SESIONES", "SESSIONS"), say("IDA Y VUELTA", "ROUND TRIP"), say("DERIVA", "DRIFT"),
      say("REGISTRO", "RING"),
    ]
    let table = TextTable(rows: [head] + rows, right: Array(2...12), width: console.width)
    guard !table.fits else { return table.text }
    // One below the other: nothing of it is worth less than the rest.
    return rows.map { row in
      TextTable(rows: zip(head, row).map { [$0, $1] }, flexible: [1], width: console.width).text
    }.joined(separator: "\n")
  }

  private func milliseconds(_ microseconds: Int64) -> String {
    guard microseconds != 0 else { return "" }
    return say.decimal("\(microseconds / 1000).\(microseconds % 1000 / 100)") + " ms"
  }
}
