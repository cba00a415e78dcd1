import Commands
import Notation

/// How the lines of a board are.
extension Action {
  static let lines = Action(
    Verb(
      "lines",
      Words(
        "las líneas de una placa: auricular, estado, señal de respuesta, último evento",
        "the lines of a board: hook, state, answer signal, last event"),
      operands: [.portOrBoard],
      options: [
        .speed,
        Option(
          "--test", "N", .number(1...32),
          Words(
            "mide la línea N: voltaje y corriente del lazo, y si tiene una falla",
            "measures line N: voltage and current of the loop, and whether it has a fault")),
      ],
      notes: [
        Words(
          "Las líneas y troncales se cuentan desde 1. El último evento, la señal con que se supo de la "
            + "última respuesta y la última prueba son las que el servicio vio desde que partió; directo en "
            + "un puerto, lo que la placa tiene sin guardar. Una línea con llamada no se prueba.",
          "Lines and trunks count from 1. The last event, the signal of the last answer and the last test "
            + "are those that the daemon has seen since it began; straight on a port, what the board has that "
            + "is not stored. A line with a call is not tested.")
      ] + .ofWays,
      json: Words(
        "un objeto con port, uid y lines, como en GET /boards",
        "an object with port, uid and lines, as in GET /boards"),
      examples: ["", "--test 1", "/dev/ttyUSB0"])
  ) { invocation, console throws(CommandError) in
    let way = try BoardWays.find(invocation["PORT|UID"], invocation, console)
    defer { way.close() }
    let tested = try invocation["--test"].map { line throws(CommandError) in
      try test(line, way, console.say)
    }
    var facts = try way.facts()
    // The daemon keeps it with the line; on a port nobody does.
    if let tested, let index = facts.lines.firstIndex(where: { $0.line == tested.line }) {
      facts.lines[index].test = facts.lines[index].test ?? tested.test
    }
    if let line = tested?.line { facts.lines.removeAll { $0.line != line } }
    if invocation.has("--json") {
      let json: JSON = [
        "port": .text(way.port), "uid": .text(facts.uid),
        "lines": .array(facts.lines.map(\.json)),
      ]
      return CommandOutcome(output: json.text + "\n")
    }
    return CommandOutcome(output: LinesTable(console).text(facts.lines))
  }

  private static func test(
    _ line: String, _ way: any BoardWay, _ say: Language
  ) throws(CommandError) -> (line: Int, test: LineDescription.Test) {
    let reply = try way.send(try BoardOrder("LINE_TEST", ["line": line]))
    guard reply.isDone, let number = Int(line), case .text(let hook)? = reply.answer["hook"],
      case .number(let millivolts)? = reply.answer["loopMillivolts"],
      case .number(let microamps)? = reply.answer["loopMicroamps"],
      case .text(let fault)? = reply.answer["fault"]
    else {
      let result = reply.result
      throw CommandError(
        "la línea \(line) no se pudo probar: \(BoardWords.result(result, .spanish))",
        "line \(line) could not be tested: \(BoardWords.result(result, .english))")
    }
    return (
      number,
      LineDescription.Test(
        offHook: hook == "off hook", loopMillivolts: millivolts, loopMicroamps: microamps,
        fault: fault)
    )
  }
}
