import Notation
import Rating

/// The fixed texts of the pages.
enum Phrase: Worded, Hashable, CaseIterable {
  // The frame.
  case panel, calls, skipToContent, balance, languages, sections, password, logOut
  case prefixes, quote, funds, report, settings, audit
  case live, connecting, lost, coreSilent, updatedAt
  case comesAnew, boardLost, lineDown, seeBooths, menu
  // The card.
  case number, destination, duration
  /// Of a call, as it is shown to whom it costs that: «Costo» on the card and in the list, as the
  /// shops have always had it. «Precio» is what a list of prices has, before anybody calls.
  case price
  case total
  case lastCall, unchargedCall, nextUncharged, emergency, free, disabledNote
  case unknownPlace
  case disabled
  case cutNow, cutLater, yesCut, no, more
  // The list of calls.
  case date, booth, callDestination, callDuration, charge, collected, uncharged, unanswered
  case waived, creditLeft, toCollect, chargeBefore
  case openCall, filter, allCalls, chargedCalls, unchargedCalls
  case pages, pageSize, show, newer, older, noCallsFound, seconds, review, back, allBooths

  var words: Words {
    switch self {
    case .panel: Words("Panel de control", "Control panel")
    case .calls: Words("Detalle de llamadas", "Call details")
    case .skipToContent: Words("Ir al contenido", "Skip to content")
    case .balance: Words("Saldo actual", "Current balance")
    case .languages: Words("Idioma", "Language")
    case .sections: Words("Secciones", "Sections")
    case .password: Words("Contraseña", "Password")
    case .prefixes: Words("Prefijos", "Prefixes")
    case .quote: Words("¿Cuánto cuesta?", "What does it cost?")
    case .funds: Words("Saldo", "Balance")
    case .report: Words("Informe", "Report")
    case .settings: Words("Ajustes", "Settings")
    case .audit: Words("Auditoría", "Audit")
    case .logOut: Words("Salir", "Log out")
    case .live: Words("En vivo", "Live")
    case .connecting: Words("Conectando…", "Connecting…")
    case .lost:
      Words("Sin conexión: los datos son de las", "Connection lost: what you see is from")
    case .coreSilent:
      Words("La central no responde: los datos son antiguos", "No reply: what you see is old")
    case .comesAnew: Words("Se actualiza sola cada 5 segundos", "Loads anew every 5 seconds")
    case .boardLost: Words("La placa no responde", "The board does not answer")
    case .lineDown: Words("Falla de línea", "Line fault")
    case .seeBooths: Words("Ver en el panel", "See on the panel")
    case .menu: Words("Menú", "Menu")
    case .updatedAt: Words("Datos de las", "As of")
    case .number: Words("Num.", "No.")
    case .destination: Words("Dest.", "Dest.")
    case .duration: Words("Dur.", "Dur.")
    case .price: Words("Costo", "Price")
    case .total: Words("Total", "Total")
    case .lastCall: Words("Última llamada", "Last call")
    case .unchargedCall: Words("Sin cobro", "Uncharged")
    case .nextUncharged: Words("Próxima sin cobro", "Next one uncharged")
    case .emergency: Words("Emergencia", "Emergency")
    case .free: Words("Gratis", "Free")
    case .unknownPlace: Words("Destino desconocido", "Unknown destination")
    case .disabledNote: Words("Se deshabilita al colgar", "Disabled after this call")
    case .disabled: Words("Deshabilitada", "Disabled")
    case .cutNow: Words("¿Cortar ya?", "Cut now?")
    case .cutLater:
      Words("Si la corta, vale al volver la conexión", "Cutting it off waits for the connection")
    case .yesCut: Words("Sí, cortar", "Yes, cut it off")
    case .no: Words("No", "No")
    case .more: Words("Más", "More")
    case .date: Words("Fecha", "Date")
    case .booth: Words("Cabina", "Booth")
    case .callDestination: Words("Destino", "Destination")
    case .callDuration: Words("Duración", "Duration")
    case .charge: Words("Cobro", "Charge")
    case .collected: Words("Cobrada", "Collected")
    case .uncharged: Words("Sin cobro", "Uncharged")
    case .waived: Words("Anulada", "Waived")
    case .chargeBefore: Words("Antes", "Before")
    case .creditLeft: Words("Crédito que queda", "Credit left")
    case .toCollect: Words("Por cobrar", "To collect")
    case .unanswered: Words("No contestada", "Not answered")
    case .openCall: Words("En curso", "In progress")
    case .filter: Words("Mostrar", "Show")
    case .allCalls: Words("Todas", "All")
    // Whether the money is in the till already is another question.
    case .chargedCalls: Words("Con cobro", "Charged")
    case .unchargedCalls: Words("Sin cobro", "Uncharged")
    case .pages: Words("Páginas", "Pages")
    case .pageSize: Words("Por página", "Per page")
    case .show: Words("Ver", "Show")
    case .newer: Words("Anterior", "Previous")
    case .older: Words("Siguiente", "Next")
    case .noCallsFound: Words("No hay llamadas que mostrar.", "There are no calls to show.")
    case .seconds: Words("segundos", "seconds")
    case .review: Words("Revisar", "Review")
    case .back: Words("Volver al panel", "Back to the panel")
    case .allBooths: Words("Todas las cabinas", "All booths")
    }
  }
}

extension Language {
  /// «3 llamadas».
  func calls(_ count: Int) -> String {
    switch self {
    case .spanish: "\(count) \(count == 1 ? "llamada" : "llamadas")"
    case .english: "\(count) \(count == 1 ? "call" : "calls")"
    }
  }

  /// «Por cobrar en 4 cabinas: $ 1.130».
  func toCollect(_ sum: String, inBooths count: Int) -> String {
    switch self {
    case .spanish: "Por cobrar en \(booths(count)): \(sum)"
    case .english: "To collect at \(booths(count)): \(sum)"
    }
  }

  /// «1:08 · última llamada».
  func lastCall(after duration: String) -> String {
    switch self {
    case .spanish: "\(duration) · última llamada"
    case .english: "\(duration) · last call"
    }
  }

  /// «Por cobrar: 3 llamadas».
  func callsToCollect(_ count: Int) -> String { "\(self(.toCollect)): \(calls(count))" }

  /// «$ 418 de antes + $ 120 en curso».
  func charged(_ before: String, andRunning running: String) -> String {
    switch self {
    case .spanish: "\(before) de antes + \(running) en curso"
    case .english: "\(before) before + \(running) in progress"
    }
  }

  /// «Crédito que queda: $ 1.273».
  func creditLeft(_ sum: String) -> String { "\(self(.creditLeft)): \(sum)" }

  /// «2 cabinas».
  func booths(_ count: Int) -> String {
    switch self {
    case .spanish: "\(count) \(count == 1 ? "cabina" : "cabinas")"
    case .english: "\(count) \(count == 1 ? "booth" : "booths")"
    }
  }

  /// «Página 1 de 2»; `pages` nil: nobody has counted them.
  func page(_ page: Int, of pages: Int?) -> String {
    guard let pages else { return self == .spanish ? "Página \(page)" : "Page \(page)" }
    return switch self {
    case .spanish: "Página \(page) de \(pages)"
    case .english: "Page \(page) of \(pages)"
    }
  }

  /// «Total: 26 registros», «Total: más de 10.000 registros».
  func total(_ count: Int, isWhole: Bool = true) -> String {
    // Of a search nobody knows.
    guard isWhole || count > 0 else { return "" }
    let number = self.count(Int64(count))
    guard isWhole else {
      return self == .spanish
        ? "Total: \(number) registros o más" : "Total: \(number) records or more"
    }
    return switch self {
    case .spanish: count == 1 ? "Total: 1 registro" : "Total: \(number) registros"
    case .english: count == 1 ? "Total: 1 record" : "Total: \(number) records"
    }
  }

  /// A call's place as the lists show it: one without a price is to an emergency number, or was to be
  /// charged and nobody knows what.
  func destination(_ description: String, price: UnitPrice?, isCharged: Bool) -> String {
    guard price == nil else { return description }
    return self(isCharged ? .unknownPlace : .emergency)
  }

  /// A call's price as the lists show it.
  func price(_ price: UnitPrice?, isCharged: Bool, in currency: AmountFormat) -> String {
    if let price { return self.price(price, in: currency) }
    return isCharged ? CardView.nothing : self(.free)
  }
}
