import BoothProtocol
import Commands
import Notation

/// A text on a booth's display, and a pattern to look at.
extension Action {
  static let display = Action(
    Verb(
      "display",
      Words(
        "un texto en el visor de una cabina, o un patrón que lo prueba entero",
        "a text on a booth's display, or a pattern that tries all of it"),
      operands: [
        Operand(
          "LINE", .line, Words("la línea, desde 1", "the line, from 1")),
        Operand(
          "TEXT", .text, Words("lo que muestra, en una fila", "what it shows, in one row"),
          isOptional: true, isRepeated: true),
      ],
      options: [
        .board,
        Option("--row", "N", .number(1...256), Words("la fila, desde 1 (1)", "from 1 (1)")),
        Option(
          "--column", "N", .number(1...256),
          Words("la columna en que empieza, desde 1 (1)", "where it begins, from 1 (1)")),
        Option(
          "--clear", Words("borra el resto de la fila", "clears the rest of the row")),
        Option(
          "--pattern",
          Words(
            "muestra cada celda y todo el juego de caracteres, una página tras otra",
            "shows every cell and the whole character set, one page after the other")),
        Option(
          "--seconds", "N", .number(0...60),
          Words("de cada página (3)", "for each page (3)")),
        .speed, .despiteCallers,
      ],
      notes: [
        Words(
          "Por medio del servicio el texto queda hasta que él tenga otro para ese lugar: al levantar el "
            + "auricular, por ejemplo. En una llamada se niega: ahí se ve lo que cuesta. Ctrl-C termina el patrón.",
          "Through the daemon the text stays until it has another one for that place: when somebody "
            + "lifts, say. On a line in a call it is refused: what that costs stands there. Ctrl-C ends the pattern."
        )
      ] + .ofWays + .ofLongWays,
      json: Words("pages: cada una con sus rows", "pages: each with its rows"),
      examples: ["1 PRUEBA", "1 --row 2 --column 5 HOLA --clear", "1 --pattern"],
      statuses: [.lifted])
  ) { invocation, console throws(CommandError) in
    let text = invocation.all("TEXT").joined(separator: " ")
    let isPattern = invocation.has("--pattern")
    guard isPattern == text.isEmpty else {
      throw .usage("se espera TEXTO o --pattern", "expected TEXT or --pattern")
    }
    let way = try BoardWays.find(invocation["--board"], invocation, console)
    defer { way.close() }
    guard let display = try way.facts().display else {
      throw CommandError("la placa no tiene visores", "the board has no displays")
    }
    let line = invocation.value("LINE")
    guard isPattern else {
      let place = DisplayPlace(
        row: invocation["--row"].flatMap { Int($0) } ?? 1,
        column: invocation["--column"].flatMap { Int($0) } ?? 1)
      try place.check(text, on: display)
      try show(text, at: place, clears: invocation.has("--clear"), line: line, way)
      return outcome([[text]], at: place, of: display, invocation, console)
    }
    let interrupt = Interrupt(.wish)
    let seconds = invocation["--seconds"].flatMap { Int64($0) } ?? 3
    var shown: [[String]] = []
    for page in DisplayPattern.pages(display) {
      for (row, text) in page.enumerated() {
        try show(text, at: DisplayPlace(row: row + 1, column: 1), clears: true, line: line, way)
      }
      shown.append(page)
      if try !way.rest(microseconds: seconds * 1_000_000, interrupt) { break }
    }
    var outcome = outcome(
      shown, at: DisplayPlace(row: 1, column: 1), of: display, invocation, console)
    outcome.interruption = interrupt.signal
    return outcome
  }

  private static func outcome(
    _ pages: [[String]], at place: DisplayPlace, of display: BoardDescription.Display,
    _ invocation: Invocation, _ console: Console
  ) -> CommandOutcome {
    guard invocation.has("--json") else {
      let line = invocation.value("LINE")
      let (row, column) = (place.row, place.column)
      let said =
        invocation.has("--pattern")
        ? console.say("en el visor de la línea \(line):", "on the display of line \(line):")
        : console.say(
          "en el visor de la línea \(line), fila \(row) desde la columna \(column):",
          "on the display of line \(line), row \(row) from column \(column):")
      let text = pages.map { rows in
        rows.map { "  |\(place.drawn($0, on: display).drawable)|\n" }.joined()
      }.joined(separator: "\n")
      return CommandOutcome(output: said + "\n" + text, hasChanged: true)
    }
    let json: JSON = [
      "pages": .array(pages.map { ["rows": .array($0.map { .text($0) })] })
    ]
    return CommandOutcome(output: json.text + "\n", hasChanged: true)
  }

  /// As many characters as a command carries at a time.
  private static func show(
    _ text: String, at place: DisplayPlace, clears: Bool, line: String, _ way: any BoardWay
  ) throws(CommandError) {
    var rest = Array(text.unicodeScalars)[...]
    var column = place.column
    while !rest.isEmpty {
      let piece = rest.prefix(Command.maximumDisplayText)
      rest = rest.dropFirst(piece.count)
      var text = ""
      text.unicodeScalars.append(contentsOf: piece)
      let order = try BoardOrder(
        "DISPLAY",
        [
          "line": line, "row": "\(place.row)", "column": "\(column)", "text": text,
          "clearRest": clears && rest.isEmpty ? "yes" : "no",
        ])
      column += piece.count
      let reply = try way.send(order)
      guard reply.isDone else {
        throw CommandError(
          "la placa no lo muestra: \(BoardWords.result(reply.result, .spanish))",
          "the board does not show it: \(BoardWords.result(reply.result, .english))")
      }
    }
  }
}

extension ValueKind {
  fileprivate static let line = ValueKind.checked(
    expected: Words(
      "el número de una línea, de 1 a 32; «cabinactl booths» dice cuál es de cada cabina",
      "the number of a line, 1 to 32; «cabinactl booths» says which is each booth's")
  ) { text in Int(text).map((1...32).contains) ?? false }
}

extension String {
  /// A terminal shows nothing, or escapes, for a blank that is none and a hyphen that is soft.
  fileprivate var drawable: String {
    replacing("\u{A0}", with: " ").replacing("\u{AD}", with: "-")
  }
}

/// Where a text begins; from 1.
struct DisplayPlace {
  var row: Int
  var column: Int

  /// As the row has it, as wide as the display.
  func drawn(_ text: String, on display: BoardDescription.Display) -> String {
    let start = String(repeating: " ", count: column - 1) + text
    return start + String(repeating: " ", count: max(0, Int(display.columns) - start.count))
  }

  func check(_ text: String, on display: BoardDescription.Display) throws(CommandError) {
    let known = DisplayPattern.characters(of: display.charset)
    if let strange = text.first(where: { !known.contains($0) }) {
      throw .usage(
        "el visor no tiene «\(strange)»; su juego de caracteres es \(display.charset)",
        "the display has no «\(strange)»; its character set is \(display.charset)")
    }
    let size = Words(
      "el visor tiene \(display.rows) filas de \(display.columns)",
      "the display has \(display.rows) rows of \(display.columns)")
    guard row <= display.rows, column <= display.columns,
      column - 1 + text.unicodeScalars.count <= display.columns
    else {
      throw .usage(
        "«\(text)» no cabe en la fila \(row) desde la columna \(column): \(size.spanish)",
        "«\(text)» does not fit into row \(row) from column \(column): \(size.english)")
    }
  }
}
