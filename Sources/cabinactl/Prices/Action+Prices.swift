import Commands
import FoundationEssentials
import Ledger
import Notation
import Rating

/// The two price lists, row by row.
extension Action {
  static func priceList(_ list: PriceList) -> [Action] {
    [rows(list), priceImport(list), priceExport(list), set(list), delete(list)]
  }

  private static func rows(_ list: PriceList) -> Action {
    Action(
      Verb(
        list.rawValue,
        list == .prefixes
          ? Words("los precios del dueño", "the owner's prices")
          : Words("los precios del proveedor", "the provider's prices"),
        options: [
          Option(
            "--prefix", "P", .prefix, Words("prefijos que empiezan así", "prefixes that begin so")),
          Option(
            "--text", "T", .text,
            Words("con esto en la descripción", "with this in the description")),
          Option(
            "--after", "P", .prefix, Words("los que siguen a este", "those that follow this prefix")
          ),
          .size(usual: 26),
        ], examples: ["--prefix 1006"])
    ) { invocation, console throws(CommandError) in
      let query = invocation.parameters("prefix", "text", "after", "size")
      let table = PriceTable(console, isWhole: query.isEmpty)
      return try Desk(invocation, console, timeoutSeconds: Desk.longSeconds).read(
        list.rawValue, query, text: table.text)
    }
  }

  private static func set(_ list: PriceList) -> Action {
    Action(
      Verb(
        "\(list.rawValue) set",
        Words("pone o cambia un precio", "sets or changes a price"),
        operands: [
          Operand(
            "PREFIX", .prefix,
            Words(
              "de 0 a 16 dígitos; \"\" es todo número que no tiene uno más largo, (todos) en la lista",
              "0 to 16 digits; \"\" is every number that has no longer one, (any) in the list"))
        ],
        options: [
          Option(
            "--price", "P", .price,
            Words(
              "200 o 0,05, por cada --unit; de un prefijo que ya está, lo que no se nombra queda",
              "200 or 0.05, for each --unit; of a prefix that is there what is not named stays")),
          Option(
            "--unit", "U", .words(["minute", "second"]),
            Words("por qué es el precio", "what the price is for")),
          Option(
            "--description", "TEXT", .text,
            Words("cómo se llama el destino", "what the destination is called")),
          Option(
            "--first-block", "S", .number(1...86_400),
            Words("segundos que se cobran por lo menos", "seconds billed at least")),
          Option(
            "--increment", "S", .number(1...86_400),
            Words(
              "de a cuántos segundos se cobra después (1)",
              "the seconds that are billed together after them (1)")),
          Option(
            "--connection-fee", "P", .price,
            Words("una vez por llamada contestada", "once for a call that is answered")),
        ], examples: ["1006 --description \"INTERNAS 02\" --price 200 --unit minute"])
    ) { invocation, console throws(CommandError) in
      try PriceChange(list, invocation, console).run()
    }
  }

  private static func delete(_ list: PriceList) -> Action {
    Action(
      Verb(
        "\(list.rawValue) delete", Words("quita precios", "removes prices"),
        operands: [
          Operand("PREFIX", .prefix, Words("uno o varios", "one, or several"), isRepeated: true)
        ], options: [.yes],
        notes: [
          Words(
            "De varios a la vez pregunta antes en un terminal. La respuesta dice qué precio tenía cada uno de los "
              + "primeros veinte, si era uno solo; el registro de la auditoría los tiene todos.",
            "At a terminal it asks before it removes several. The answer says what price each of the first twenty "
              + "had, if it was a single one; the record of the audit has all of them.")
        ], examples: ["1006"])
    ) { invocation, console throws(CommandError) in
      let prefixes = invocation.all("PREFIX")
      let names = prefixes.map { PriceTable.name($0, console.say) }.joined(separator: ", ")
      let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
      if prefixes.count > 1, console.canAsk, !invocation.has("--yes") {
        let count = prefixes.count
        guard
          console.allows(
            Words(
              "¿quitar \(count) precios: \(names)?", "remove \(count) prices: \(names)?"))
        else { throw CommandError("no se hizo nada", "nothing was done") }
      }
      let were = desk.isJSON ? [] : prices(of: prefixes.prefix(removedNamed), list, desk)
      return try desk.change(
        "\(list.rawValue)/delete", ["prefixes": .array(prefixes.map { .text($0) })],
        done: ([console.say("quitados: \(names)", "removed: \(names)")] + were)
          .joined(separator: "\n"))
    }
  }

  private static let removedNamed = 20

  /// What is about to go, so that it can be set again.
  private static func prices(
    of prefixes: ArraySlice<String>, _ list: PriceList, _ desk: Desk
  ) -> [String] {
    prefixes.compactMap { prefix in
      guard let (record, currency) = try? PrefixRecord.find(prefix, list, desk), let record,
        let price = record.price(of: prefix, currency, desk.say)
      else { return nil }
      let name = [PriceTable.name(prefix, desk.say), record.description ?? ""]
        .filter { !$0.isEmpty }.joined(separator: " ")
      return "  " + desk.say("\(name): era \(price)", "\(name): was \(price)")
    }
  }

  static let markup = Action(
    Verb(
      "markup",
      Words(
        "lo que el dueño suma a los precios del proveedor, por ciento",
        "what the owner adds to the provider's prices, per cent"),
      operands: [
        Operand(
          "PERCENT", .percent,
          Words(
            "de 0 a 10000, como 12,5; sin él se dice cuánto es",
            "0 to 10000, such as 12.5; without it the markup is told"), isOptional: true)
      ], examples: ["12.5"])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
    guard let typed = invocation["PERCENT"] else {
      return try desk.read("markup") { body in
        let percent = try JSONDecoder().decode(MarkupAnswer.self, from: Data(body)).percent
        return console.say.decimal(percent) + " %\n"
      }
    }
    try PriceChange.expectNoDoubt(typed, invocation.name("PERCENT"))
    let percent = LineAmount.decimal(typed)?.decimalText ?? typed
    let before = try? desk.ask("GET", "markup", as: MarkupAnswer.self).percent
    let shown = console.say.decimal(percent)
    return try desk.change(
      "markup", ["percent": .text(percent)],
      done: console.say("ganancia \(shown) %", "markup \(shown) %")
        + console.say.was(before.map { console.say.decimal($0) + " %" }, isSame: before == percent))
  }

  static let rounding = Action(
    Verb(
      "rounding",
      Words(
        "cómo se redondea lo que cuesta cada llamada (el total en la caja: configuración)",
        "how what each call costs is rounded (the total at the till: configuration)"),
      operands: [
        Operand(
          "MODE", .words(["half-up", "up", "down"]),
          Words(
            "vale desde la próxima llamada; sin él se dice cómo es",
            "holds for the next call; without it what holds is told"), isOptional: true)
      ], examples: ["half-up"])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
    guard let mode = invocation["MODE"] else {
      return try desk.read("rounding") { body in
        let answer = try JSONDecoder().decode(RoundingAnswer.self, from: Data(body))
        return console.say(
          "\(answer.words(.spanish)), con \(answer.decimals) decimales\n",
          "\(answer.words(.english)), with \(answer.decimals) decimals\n")
      }
    }
    let before = try? desk.ask("GET", "rounding", as: RoundingAnswer.self).mode
    let say = console.say
    return try desk.change(
      "rounding", ["mode": .text(mode)],
      done: say("redondeo: ", "rounding: ") + RoundingAnswer.words(mode, say)
        + say.was(before.map { RoundingAnswer.words($0, say) }, isSame: before == mode))
  }
}

/// What the owner adds to the provider's prices.
struct MarkupAnswer: Decodable { let percent: String }

/// How the daemon rounds.
struct RoundingAnswer: Decodable {
  let mode: String
  let decimals: Int

  func words(_ say: Language) -> String { Self.words(mode, say) }

  /// As the page has it, with the name that it is set by.
  static func words(_ mode: String, _ say: Language) -> String {
    guard let words = Rounding.Mode(rawValue: mode) else { return mode }
    return "\(mode), \(say(words))"
  }
}

extension Language {
  /// Behind what something is now: what it was; nil: nobody knows.
  func was(_ before: String?, isSame: Bool) -> String {
    guard let before else { return "" }
    return isSame
      ? self("; ya era así, nada cambió", "; it was so already, nothing changed")
      : self("; era \(before)", "; was \(before)")
  }
}
