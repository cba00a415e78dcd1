import Notation

/// What «¿Cuánto cuesta llamar a…?» says.
enum QuotePhrase: Worded, Hashable, CaseIterable {
  case lead, number, minutes, seconds, amount, amountHelp, day, time, timeHelp, calculate
  case tariff, unitPrice, band, plainHours, plainPrice, markup, fromDeck
  case answered, now, rated, carrier
  case billed, unlimited, with, talk, costs, cost, examples, explanation
  case emergency, blocked, blockedAll, notANumber, unpriced, unpricedLead, nothing

  var words: Words {
    switch self {
    case .lead:
      Words(
        "Un número y un tiempo, o un monto para saber cuánto alcanza. Vacío: un minuto.",
        "A number and a time, or an amount to see how long it lasts. Empty: one minute.")
    case .number: Words("Número", "Number")
    case .minutes: Words("Minutos", "Minutes")
    case .seconds: Words("Segundos", "Seconds")
    case .amount: Words("o un monto", "or an amount")
    case .amountHelp: Words("Cuánto se habla por él.", "How long it lasts.")
    case .day: Words("Día", "Day")
    case .time: Words("Hora", "Time")
    case .timeHelp: Words("Vacío: ahora.", "Empty: now.")
    case .calculate: Words("Calcular", "Calculate")
    case .tariff: Words("Prefijo", "Prefix")
    case .unitPrice: Words("Precio", "Unit price")
    case .band: Words("Horario", "Hours")
    case .plainHours: Words("A esa hora vale el precio normal", "The plain price at that hour")
    case .plainPrice: Words("Precio normal", "Plain price")
    case .markup: Words("% ganancia", "% markup")
    case .fromDeck: Words("Lista del proveedor", "Provider's list")
    case .answered: Words("Contestada", "Answered")
    case .now: Words("ahora", "now")
    case .rated: Words("Se cobra como", "Charged as")
    case .carrier: Words("Portador", "Carrier")
    case .billed: Words("Se facturan", "Billed")
    case .unlimited: Words("Sin límite", "Unlimited")
    case .with: Words("Con", "With")
    case .talk: Words("se habla", "one talks for")
    case .costs: Words("cuesta", "costs")
    case .cost: Words("cuestan", "cost")
    case .examples: Words("Ejemplos", "Examples")
    case .explanation: Words("Cómo se calcula", "How it is made up")
    case .emergency:
      Words(
        "Es un número de emergencia: se llama gratis y siempre.",
        "An emergency number: it is free and always connects.")
    case .blocked:
      Words("Está bloqueado: no se puede llamar.", "It is blocked: it cannot be called.")
    case .blockedAll:
      Words(
        "Está bloqueado, como todo lo que la configuración no permite.",
        "It is blocked, as everything is that the configuration does not allow.")
    case .notANumber:
      Words(
        "El plan de números no lo conoce: no se puede llamar.",
        "It is no number of the digit map: it cannot be called.")
    case .unpriced: Words("Destino sin tarifa.", "The number has no price.")
    case .unpricedLead:
      Words(
        "Ningún prefijo ni la lista del proveedor tienen precio para él: no se puede llamar.",
        "Neither a prefix nor the provider's list has a price for it: it cannot be called.")
    case .nothing: Words("No alcanza para nada", "Not enough for any talk")
    }
  }
}
