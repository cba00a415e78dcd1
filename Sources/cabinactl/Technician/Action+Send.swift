import Commands
import LineRecord
import Notation

/// Any command to a board.
extension Action {
  static let send = Action(
    Verb(
      "send",
      Words("una orden cualquiera a una placa", "any command to a board"),
      operands: [
        Operand(
          "COMMAND",
          .checked(
            expected: Words(
              NamedCommand.all.map(\.name).joined(separator: ", "),
              NamedCommand.all.map(\.name).joined(separator: ", "))
          ) { NamedCommand.named($0) != nil },
          Words("la orden, como la llama la especificación", "as the specification names it")),
        Operand(
          "FIELD=VALUE", .text,
          Words("sus campos", "its fields"), isOptional: true, isRepeated: true),
      ],
      options: [
        .board, .speed,
        Option(
          "--force",
          Words(
            "RESET: también con llamadas en curso, que termina; nunca con una de emergencia",
            "RESET: also while calls are in progress, which it ends; never while one is for help")),
        .yes,
      ],
      notes: [
        Words(
          "Líneas, filas y columnas se cuentan desde 1. Las órdenes y sus campos, entre paréntesis lo que "
            + "valen si faltan, están más abajo.",
          "Lines, rows and columns count from 1. The commands and their fields, in parentheses what they "
            + "are where they are left out, stand below."),
        Words(
          "\(dangers) tocan las llamadas o la memoria de la placa: se pregunta antes, y sin terminal se "
            + "hacen solo con --yes. Mientras el servicio funciona, de todas ellas permite solo RESET.",
          "\(dangers) bear on calls or on the board's memory: they are asked about, and without a terminal "
            + "done with --yes only. Of them the daemon, while it runs, lets through RESET alone."),
      ] + .ofWays, terms: forms,
      json: Words(
        "command, result, answer, microseconds y sendings, como POST /boards/{uid}/commands",
        "command, result, answer, microseconds and sendings, as POST /boards/{uid}/commands"),
      examples: ["LINE_TEST line=1", "TONE line=1 tone=busy milliseconds=2000", "STATISTICS"],
      statuses: [
        .init(
          1,
          Words(
            "la placa se negó o no contesta", "the board refused, or does not answer"))
      ])
  ) { invocation, console throws(CommandError) in
    let order = try BoardOrder(
      invocation.value("COMMAND"), try fields(invocation.all("FIELD=VALUE")),
      isForced: invocation.has("--force"))
    let place = try BoardWays.place(invocation["--board"], invocation, console)
    // What the daemon does not let through is not asked about.
    if order.named.name == "RESET" || !place.isDaemons { try allow(order, invocation, console) }
    let way = try BoardWays.open(place, invocation, console)
    defer { way.close() }
    let reply = try way.send(order)
    var outcome = CommandOutcome(
      output: invocation.has("--json")
        ? reply.json(order).text + "\n" : text(reply, console.say),
      hasChanged: reply.isDone && !order.isReading)
    if !reply.isDone { outcome.status = .failed }
    return outcome
  }

  private static let dangers = NamedCommand.all.filter(\.isDangerous).map(\.name)
    .joined(separator: ", ")

  private static let forms = NamedCommand.all.map { command in
    let fields = command.fields.map { field in
      "\(field.name)=\(field.values.form)" + (field.fallback.map { " (\($0))" } ?? "")
    }.joined(separator: "; ")
    return Program.Term(
      command.name,
      fields.isEmpty ? Words("sin campos", "no fields") : Words(fields, fields))
  }

  private static func fields(_ words: [String]) throws(CommandError) -> [String: String] {
    var fields: [String: String] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .usage("«\(word)»: se espera CAMPO=VALOR", "«\(word)»: expected FIELD=VALUE")
      }
      guard fields.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
        throw .usage("«\(parts[0])» está dos veces", "«\(parts[0])» is given twice")
      }
    }
    return fields
  }

  private static func allow(
    _ order: BoardOrder, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) {
    guard let danger = order.named.danger, !invocation.has("--yes") else { return }
    let name = order.named.name
    let what =
      switch danger {
      case .calls: Words("\(name) toca las llamadas", "\(name) bears on calls")
      case .memory:
        Words("\(name) cambia la memoria de la placa", "\(name) changes the board's memory")
      }
    guard console.canAsk else {
      throw .usage(
        "\(what.spanish): se hace solo con --yes", "\(what.english): it is done with --yes only")
    }
    let question = Words("\(what.spanish); ¿hacerlo?", "\(what.english); do it?")
    guard console.allows(question) else {
      throw CommandError("no se hizo nada", "nothing was done")
    }
  }

  private static func text(_ reply: BoardReply, _ say: Language) -> String {
    let time = BoardWords.thousandths(reply.microseconds, "ms", say)
    let sent =
      reply.sendings == 1
      ? "" : say(", enviada \(reply.sendings) veces", ", sent \(reply.sendings) times")
    let lines = reply.answer.sorted { $0.key < $1.key }.flatMap { name, value in
      if case .list(let values) = value { values.map(\.text) } else { ["\(name) \(value.text)"] }
    }
    return (["\(BoardWords.result(reply.result, say)), \(time)\(sent)"] + lines)
      .map { $0 + "\n" }.joined()
  }
}
