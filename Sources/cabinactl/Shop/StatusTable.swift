import FoundationEssentials
import Notation
import Rating

/// Booths as a table, below what concerns the whole shop.
struct StatusTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ body: [UInt8]) throws -> String {
    let shop = try JSONDecoder().decode(ShopAnswer.self, from: Data(body))
    return heading(of: shop) + booths(of: shop).text
  }

  /// Name, balance, and what is wrong; a line each, broken where the terminal is narrower.
  /// `tellsOfBoards`: of those that are connected too.
  func heading(of shop: ShopAnswer, tellsOfBoards: Bool = true) -> String {
    var text = shop.name
    if let balance = shop.balance {
      text += "   \(say("saldo", "balance")) \(shop.currency.written(balance))"
    }
    if shop.stale {
      text +=
        "   ("
        + say(
          "el servicio no da noticias: esto puede ser viejo", "the core is silent: this may be old")
        + ")"
    }
    text += "\n"
    if let balance = shop.balance, let left = try? Money(amount: balance), left <= .zero {
      text += say(
        "NO QUEDA SALDO: toda llamada se rechaza, salvo las de emergencia; «cabinactl payment MONTO» "
          + "anota lo que se pagó al proveedor\n",
        "NO BALANCE IS LEFT: every call is refused, save emergency calls; «cabinactl payment AMOUNT» enters "
          + "what the provider was paid\n")
    }
    if shop.restartNeeded == true {
      text += say(
        "la configuración cambió desde que el servicio la leyó: vale después de «systemctl restart cabinad», "
          + "y las llamadas en curso siguen\n",
        "the configuration was edited since the daemon read it: it holds after «systemctl restart cabinad», "
          + "calls in progress go on\n")
    }
    if shop.boards.isEmpty {
      text += say(
        "ninguna placa contesta: «cabinactl doctor» dice por qué\n",
        "no board answers: «cabinactl doctor» says why\n")
    }
    for board in shop.boards where tellsOfBoards || !board.connected {
      let state =
        board.connected
        ? say("conectada", "connected")
        : say("ausente («cabinactl doctor» dice por qué)", "gone («cabinactl doctor» says why)")
      text +=
        say("placa", "board") + " \(board.uid) \(state), " + "firmware"
        + " \(board.firmware)\n"
    }
    return console.folded(text)
  }

  func booths(of shop: ShopAnswer) -> TextTable {
    let head = [
      say("CABINA", "BOOTH"), say("NOMBRE", "NAME"), say("ESTADO", "STATE"),
      say("POR COBRAR", "TO COLLECT"), say("NÚMERO", "NUMBER"), say("DESTINO", "DESTINATION"),
      say("TIEMPO", "TIME"), "TOTAL",
    ]
    let rows = shop.booths.map { Self.row($0, shop.currency, say) }
    return TextTable(
      rows: [head] + rows, right: [3, 6, 7], flexible: [1, 2, 4, 5], folding: [2],
      expendable: [5, 1, 4, 3],
      width: console.width, say: say)
  }

  /// What stands of a booth under each head.
  static func row(
    _ booth: ShopAnswer.Booth, _ currency: CurrencyAnswer, _ say: Language
  ) -> [String] {
    var state = BoothStateWords.text(booth.state, in: say)
    if let refusal = booth.refusalText { state += ": \(refusal)" }
    if booth.disabled { state += say(", deshabilitada", ", disabled") }
    if booth.nextCallUncharged { state += say(", próxima sin cobro", ", next call uncharged") }
    let isOpen = booth.account.calls > 0 || booth.account.credit != "0"
    let due = isOpen ? due(booth.account.due, currency, say) : ""
    let start = [booth.number, booth.name, state, due]
    // The last call's money beside another number would be read as one.
    if let dialled = booth.dialled { return start + [dialled, "", "", ""] }
    // Of a booth that is free and owes nothing the last call would look like one that goes on.
    guard let call = booth.call, !["free", "disabled"].contains(booth.state) else {
      return start + ["", "", "", ""]
    }
    return start + [
      call.number, say.place(call.destination, call.price, isForHelp: !call.charged),
      "\(call.seconds) s",
      call.charged ? currency.written(call.total) : say("sin cobro", "uncharged"),
    ]
  }

  /// Below zero it is the customer's.
  private static func due(
    _ due: String, _ currency: CurrencyAnswer, _ say: Language
  ) -> String {
    guard due.hasPrefix("-") else { return currency.written(due) }
    return say("devolver", "give back") + " \(currency.written(String(due.dropFirst())))"
  }
}

/// A booth's state by its name in the API, in words.
enum BoothStateWords {
  static func text(_ name: String, in say: Language) -> String {
    switch name {
    case "free": say("libre", "free")
    case "due": say("por cobrar", "due")
    case "disabled": say("deshabilitada", "disabled")
    case "off-hook": say("descolgada", "off-hook")
    case "dialling": say("marcando", "dialling")
    case "connecting": say("conectando", "connecting")
    case "ringing": say("llamando", "ringing")
    case "talking": say("hablando", "talking")
    case "released": say("terminada", "released")
    case "refused": say("rechazada", "refused")
    case "fault": say("falla de línea", "fault")
    case "gone": say("sin conexión", "gone")
    case "removed": say("retirada", "removed")
    default: name
    }
  }
}

extension Language {
  /// Where a call went; without a price to an emergency number, or nobody knows.
  func place(_ destination: String, _ price: String?, isForHelp: Bool) -> String {
    guard price == nil else { return destination }
    return isForHelp ? self("Emergencia", "Emergency") : self("Desconocido", "Unknown")
  }

  func count(ofCalls count: Int) -> String {
    count == 1 ? self("1 llamada", "1 call") : self("\(count) llamadas", "\(count) calls")
  }
}
