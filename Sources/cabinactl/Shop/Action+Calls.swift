import Commands
import Notation

/// Calls, why they cost what they cost, and the owner's word on them.
extension Action {
  static let calls = Action(
    Verb(
      "calls",
      Words("las últimas llamadas, la más nueva primero", "the latest calls, newest first"),
      options: [
        .ofBooth,
        .size(usual: 26),
        Option(
          "--from", "DAY", .day, Words("desde este día: 2006-10-01", "from this day on: 2006-10-01")
        ),
        Option(
          "--to", "DAY", .day, Words("hasta este día, inclusive", "up to this day, with all of it")),
        Option(
          "--number", "N", .text,
          Words("números que empiezan así", "numbers that begin so")),
        Option(
          "--place", "TEXT", .text,
          Words("destinos con esto en el nombre", "destinations with this in their name")),
        Option(
          "--charged", "YES|NO", .words(["yes", "no"]),
          Words("las que se cobran; no: las que no", "those that are charged; no: the others")),
        Option(
          "--suspect", "WHICH", .words(["true", "open"]),
          Words(
            "true: las marcadas; open: las que faltan revisar",
            "true: those that are flagged; open: those still to review")),
        Option(
          "--before", "CALL", place,
          Words(
            "las anteriores a esta: un número de la columna LLAMADA",
            "those older than this one: a number of the column CALL")),
        Option(
          "--csv",
          Words(
            "todas, para una planilla, mientras llegan",
            "all of them, for a spreadsheet, as they come")),
      ], examples: ["--booth 4312 --size 10", "--from 2006-10-01 --to 2006-10-31 --csv"])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console)
    var filter = invocation.parameters("booth", "from", "to", "number", "place")
    if let isCharged = invocation["--charged"] {
      filter.append(("charged", isCharged == "no" ? "false" : "true"))
    }
    filter += invocation.parameters("suspect")
    try invocation.checkDays()
    guard invocation.has("--csv") else {
      return try desk.read(
        "calls", filter + invocation.parameters("before") + invocation.size(usual: 26)
      ) {
        try CallsTable(console).text($0, isFirstPage: !invocation.has("--before"))
      }
    }
    for option in ["--size", "--before", "--json"] where invocation.has(option) {
      throw .usage(
        "--csv da todas las llamadas; no va con \(option)",
        "--csv gives all of the calls; it does not go with \(option)")
    }
    return try desk.table("calls.csv", filter)
  }

  /// In the list of calls: a call's number, or as answers have it in `next`.
  private static let place = ValueKind.checked(
    expected: Words(
      "un número de la columna LLAMADA, o el «next» de una respuesta",
      "a number of the column CALL, or the «next» of an answer")
  ) { text in
    text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).allSatisfy { part in
      (1...19).contains(part.utf8.count) && part.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
  }

  static let explain = Action(
    Verb(
      "explain",
      Words(
        "por qué una llamada cuesta lo que cuesta, línea por línea",
        "why a call costs what it costs, line by line"),
      operands: [.call], examples: ["42"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "calls/\(invocation.value("CALL"))", text: ExplanationTable(console).text)
  }

  static let suspects = Action(
    Verb("suspects", Words("llamadas marcadas, por revisar", "flagged calls to review"))
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read("reviews", text: ReviewsTable(console).text)
  }

  static let review = Action(
    Verb(
      "review",
      Words(
        "la palabra del dueño sobre una llamada: una marcada se cobra como está, o cualquiera se anula",
        "the owner's word on a call: a flagged one stands, or any is waived"),
      operands: [
        .call,
        Operand(
          "VERDICT", .words(["stands", "waived"]),
          Words(
            "stands: se cobra como se calculó. waived: se anula y no se paga; lo que se llevó el proveedor no "
              + "vuelve. Ya cobrada, no",
            "stands: the customer pays it as it was computed. waived: he does not; what the provider took "
              + "is gone all the same. Not once it is collected")),
        Operand(
          "NOTE", .text,
          Words(
            "en sus palabras, hasta 120 caracteres; por qué, si se anula",
            "your own words, at most 120 characters; why, if it is waived"), isOptional: true),
      ], examples: ["42 waived \"marcó mal\""])
  ) { invocation, console throws(CommandError) in
    let (call, verdict) = (invocation.value("CALL"), invocation.value("VERDICT"))
    return try Desk(invocation, console).change(
      "calls/\(call)/review",
      ["verdict": .text(verdict), "note": .text(invocation["NOTE"] ?? "")],
      done: verdict == "stands"
        ? console.say("llamada \(call): se cobra", "call \(call): stands")
        : console.say("llamada \(call): anulada", "call \(call): waived"))
  }
}
