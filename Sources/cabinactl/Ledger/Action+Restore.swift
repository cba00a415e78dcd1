import Commands
import Ledger
import Notation

/// A copy comes back as the ledger.
extension Action {
  static let restore = Action(
    Verb(
      "restore",
      Words(
        "pone una copia en el lugar del libro, comprobada; sin servicio",
        "puts a copy in the ledger's place, checked; needs no daemon"),
      operands: [
        Operand(
          "FILE", .file,
          Words(
            "una copia, como las que hace «cabinactl backup»",
            "a copy, as «cabinactl backup» makes them"))
      ], options: [.ledger, .yes],
      notes: [
        Words(
          "Mientras un servicio tenga el libro se niega: antes «systemctl stop cabinad». La copia se comprueba como "
            + "lo hace «cabinactl verify», y una que no está bien no se pone. Lo que había queda, con todo lo que lleva "
            + "su nombre, en una carpeta replaced-FECHA junto al libro; lo escrito después de la copia está solo ahí. "
            + "La copia recibe el dueño y los permisos del libro que había.",
          "While a daemon has the ledger it refuses: «systemctl stop cabinad» before. The copy is checked as «cabinactl "
            + "verify» does, and one that is not well is not put in place. What was there is kept, with all that has "
            + "its name, in a folder replaced-DATE beside the ledger; what was written after the copy is in it alone. "
            + "The copy gets the owner and the permissions of the ledger that was there."),
        Words(
          "Las llamadas que las placas tienen y la copia no se cortan, no cobran nada y quedan entre las de «cabinactl "
            + "suspects»; las de auxilio siguen.",
          "Calls that the boards have and the copy does not are cut, charge nothing and are among «cabinactl suspects»; "
            + "those for help go on."),
        Words(
          "Pregunta antes, salvo con --yes. Ctrl-C deja el libro como estaba y nada más, o llega tarde. Un corte de luz "
            + "en cualquier momento deja el libro como estaba, o la copia en su lugar, o algo que el servicio rechaza "
            + "sin tocarlo: entonces pídalo de nuevo.",
          "It asks before, unless with --yes. Ctrl-C leaves the ledger as it was and nothing else, or comes too late. A "
            + "power cut at any moment leaves the ledger as it was, or the copy in its place, or something that the "
            + "daemon refuses and does not touch: then ask for it again."
        ),
      ],
      examples: ["/var/lib/cabina/backups/cabina-Fri.sqlite"], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    try LedgerRestore(
      copy: invocation.value("FILE"), ledger: invocation["--ledger"] ?? usualLedgerPath,
      isJSON: invocation.has("--json"), mayAsk: !invocation.has("--yes"), console
    ).run()
  }
}

private struct LedgerRestore {
  let copy: String
  let ledger: String
  let isJSON: Bool
  /// Nobody said yes yet.
  let mayAsk: Bool
  let console: Console
  private var say: Language { console.say }

  init(copy: String, ledger: String, isJSON: Bool, mayAsk: Bool, _ console: Console) {
    (self.copy, self.ledger, self.isJSON, self.mayAsk) = (copy, ledger, isJSON, mayAsk)
    self.console = console
  }

  func run() throws(CommandError) -> CommandOutcome {
    do throws(SmallFileError) { try RegularFile.check(copy) } catch { throw .file(copy, error) }
    guard !mayAsk || console.canAsk else {
      throw .usage(
        "sin terminal no puede preguntar: --yes dice que sí",
        "there is no terminal to ask at: --yes says yes")
    }
    let replacement = try opened()
    guard !replacement.isItself(copy) else {
      throw CommandError("\(copy): es el libro mismo", "\(copy): it is the ledger itself")
    }
    let (reader, calls) = try console.waiting(Words("comprobando la copia", "checking the copy")) {
      () throws(CommandError) in try checked()
    }
    if mayAsk, try !isWanted(replacement, calls: calls) {
      return CommandOutcome(.failed, say("nada cambió", "nothing was changed"))
    }
    do {
      let aside = try console.waiting(Words("copiando", "copying")) {
        try Interrupt.during(.atOnce) { interrupt in
          try replacement.replace(by: reader, stamp: Self.stamp) { drafts in
            for draft in drafts { interrupt.removes(draft) }
          } takesPlace: {
            interrupt.comesTooLate()
          }
        }
      }
      return CommandOutcome(output: text(calls, aside) + "\n", hasChanged: true)
    } catch { throw .ledger(ledger, error) }
  }

  private func opened() throws(CommandError) -> LedgerReplacement {
    do { return try LedgerReplacement(of: ledger) } catch { throw .ledger(ledger, error) }
  }

  private func checked() throws(CommandError) -> (LedgerReader, calls: Int) {
    let verdict: LedgerVerdict
    let reader: LedgerReader
    let calls: Int
    do {
      reader = try LedgerReader.ofAnyVersion(path: copy)
      verdict = try reader.verify()
      calls = try reader.count(CallQuery())
    } catch { throw .ledger(copy, error) }
    guard verdict.findings.isEmpty else {
      var error = CommandError(
        "\(copy): la copia no está bien; nada cambió",
        "\(copy): the copy is not well; nothing was changed")
      // A program gets an object in place of it.
      if !isJSON { error.output = verdict.findings.map { say($0) + "\n" }.joined() }
      throw error
    }
    return (reader, calls)
  }

  private func isWanted(
    _ replacement: LedgerReplacement, calls: Int
  ) throws(CommandError) -> Bool {
    let found = replacement.found
    let old =
      found.isEmpty
      ? say("no había libro", "there was no ledger")
      : say("se guarda aparte lo que hay: ", "what is there is kept aside: ")
        + found.joined(separator: ", ")
    let new = "\(copy): \(say.count(ofCalls: calls))"
    let facts = "\(new)\n\(ledger): \(old)\n"
    return console.allows(
      Words(
        facts + "¿poner la copia en su lugar?", facts + "put the copy in its place?"))
  }

  private func text(_ calls: Int, _ aside: String?) -> String {
    guard isJSON else {
      let start = "\(ledger): \(say.count(ofCalls: calls))"
      return start
        + (aside.map {
          say("; lo que había está en \($0)", "; what was there is in \($0)")
        } ?? "")
    }
    var object = JSONObject()
    object.add("file", copy)
    object.add("ledger", ledger)
    object.add("calls", Int64(calls))
    if let aside { object.add("kept", aside) } else { object.addNull("kept") }
    return object.text
  }

  /// `20120202-173000`, on the clock of this place.
  private static var stamp: String {
    LocalTime.now.text.filter { $0.isNumber || $0 == " " }.replacing(" ", with: "-")
  }
}
