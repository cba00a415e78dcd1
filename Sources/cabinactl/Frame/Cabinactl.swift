import Commands
import Ledger
import Notation

/// The command line as it is declared: every verb, and what belongs to all of them.
enum Cabinactl {
  static let sections: [(title: Words, actions: [Action])] = [
    (
      Words("La tienda", "The shop"),
      [.status, .watch, .booths, .disable, .enable, .cut, .uncharged, .charged]
    ),
    (
      Words("La caja", "The till"),
      [.account, .credit, .collect, .tickets, .ticket]
    ),
    (
      Words("Llamadas", "Calls"),
      [.calls, .explain, .suspects, .review]
    ),
    (
      Words("Precios", "Prices"),
      [.quote] + Action.priceList(.prefixes) + Action.priceList(.deck) + [.markup, .rounding]
    ),
    (
      Words("El saldo", "The balance"),
      [.balance, .payments, .payment, .report]
    ),
    (
      Words("La instalación", "The installation"),
      Action.settings + Action.audit + [.events, .verify, .backup, .restore] + Action.users
        + [.setupCode]
    ),
    (
      Words("La placa y su línea", "The board and its line"),
      [
        .scan, .doctor, .links, .firmware, .lines, .display, .send, .stress, .dump, .play,
        .conformance,
      ]
    ),
    (
      Words("Este programa", "This program"),
      [.completion, .manual]
    ),
  ]

  static let actions = sections.flatMap(\.actions)

  static let program = Program(
    "cabinactl",
    Words(
      "la línea de comandos de una tienda con cabinas telefónicas, para quien la atiende y para el técnico",
      "the technician's and the owner's command line of a phone-booth shop"),
    sections: sections.map { Program.Section($0.title, $0.actions.map(\.verb)) },
    options: [.socket, .json],
    environment: [
      .init(
        "CABINA_SOCKET",
        Words(
          "el socket del servicio, si ninguna opción dice otro",
          "the daemon's socket where no option says another")),
      .init(
        "LC_ALL, LC_MESSAGES, LANG",
        Words(
          "el primero que tenga valor dice el idioma: español si empieza por «es», si no inglés",
          "the first of them that is set says the language: Spanish if it begins with «es», else English"
        )),
      .init("NO_COLOR", Words("si tiene valor, sin colores", "if it is set, no colours")),
      .init(
        "TZ",
        Words(
          "la hora de la tienda, en lugar de la del sistema",
          "the shop's clock, in place of the system's")),
    ],
    files: [
      .init("/run/cabina/cabina.sock", Words("el socket del servicio", "the daemon's socket")),
      .init(
        "/var/lib/cabina/cabina.sqlite",
        Words("el libro: llamadas, precios y dinero", "the ledger: calls, prices and money")),
      .init(
        "/etc/cabina/cabina.conf",
        Words("la configuración del servicio", "the daemon's configuration")),
    ],
    statuses: [
      .init(0, Words("hecho", "done")),
      .init(
        1,
        Words(
          "no se pudo: el servicio se negó o no contesta, o un archivo no sirve",
          "it could not be done: the daemon refused or does not answer, or a file is no good")),
      .init(
        2,
        Words(
          "la línea de comandos está mal, y nada se hizo",
          "the command line is wrong, and nothing was done")),
      .init(
        130,
        Words(
          "lo interrumpió Ctrl-C antes de terminar; si fue un movimiento de dinero, la salida de errores da la clave "
            + "con que repetirlo sin que se haga dos veces",
          "Ctrl-C ended it before it was done; of a movement of money standard error has the key by which it is "
            + "repeated without being made twice")),
    ], placeholders: placeholders, otherNames: otherNames, otherValues: otherValues,
    elsewhere: elsewhere)

  /// `words`: of the command line, behind the program's name.
  static func run(_ words: [String], _ console: Console = .ofProcess) -> CommandOutcome {
    var outcome = outcome(of: words, console)
    // A line that is not understood may ask for it all the same.
    if words.prefix(while: { $0 != "--" }).contains("--json") { outcome.tellPrograms() }
    return outcome
  }

  private static func outcome(of words: [String], _ console: Console) -> CommandOutcome {
    if let help = help(words, console) { return help }
    if words == ["--version"] { return CommandOutcome(output: "cabinactl \(Version.text)\n") }
    do throws(Invocation.Fault) {
      let invocation = try Invocation(words, of: program)
      return run(invocation, console)
    } catch {
      return misuse(error.words, of: error.verb, console)
    }
  }

  private static func misuse(
    _ words: Words, of verb: String?, _ console: Console
  ) -> CommandOutcome {
    let start = verb.map { "\($0): " } ?? ""
    let hint = ["cabinactl", verb ?? "", "--help"].filter { !$0.isEmpty }.joined(separator: " ")
    return CommandOutcome(
      .usage,
      start
        + console.say("\(words.spanish); más en: \(hint)", "\(words.english); \(hint) says more"))
  }

  private static func run(_ invocation: Invocation, _ console: Console) -> CommandOutcome {
    let name = invocation.verb.name
    guard let action = actions.first(where: { $0.verb.name == name }) else {
      fatalError("«\(name)» is declared and does nothing")
    }
    do throws(CommandError) {
      return try action.run(invocation, console)
    } catch {
      guard error.status == .usage else { return CommandOutcome(error, console.say) }
      return misuse(error.words, of: name, console)
    }
  }

  /// nil: it is not asked for.
  private static func help(_ words: [String], _ console: Console) -> CommandOutcome? {
    let options = words.prefix { $0 != "--" }
    guard options.contains(where: { $0 == "--help" || $0 == "-h" }) || words.first == "help" else {
      return nil
    }
    var rest = words.filter { $0 != "--help" && $0 != "-h" }
    if rest.first == "help" { rest.removeFirst() }
    let text = HelpText(program, in: console.say, width: console.width ?? 80)
    guard !rest.isEmpty else { return CommandOutcome(output: text.ofProgram) }
    do throws(Invocation.Fault) {
      return CommandOutcome(output: text.of(try program.verb(called: rest)))
    } catch {
      // A word that begins several verbs, such as `help user`.
      return CommandOutcome(.usage, console.say(error.words))
    }
  }
}
