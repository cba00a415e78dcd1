import BoothControl

/// A booth's state as its card shows it: a word, an icon and a colour.
enum CardState: String, Hashable, Sendable, CaseIterable {
  case free
  case disabled
  case offHook = "off-hook"
  case dialling
  case connecting
  case talking
  case released
  case refused
  case fault
  case gone

  init(of booth: BoothSnapshot) {
    self =
      switch booth.state {
      case .free: booth.isDisabled ? .disabled : .free
      case .offHook: .offHook
      case .dialling: .dialling
      case .connecting: .connecting
      case .talking: .talking
      case .released: .released
      case .refused: .refused
      case .lineFault: .fault
      case .boardGone: .gone
      }
  }

  /// How the shop counts its booths.
  enum Group: Hashable, Sendable, CaseIterable {
    case inUse
    case free
    case disabled
    case withFault
  }

  var group: Group {
    switch self {
    case .free: .free
    case .disabled: .disabled
    case .fault, .gone: .withFault
    case .offHook, .dialling, .connecting, .talking, .released, .refused: .inUse
    }
  }
}

extension CardState: Worded {
  var words: Words {
    switch self {
    case .free: Words("Libre", "Free")
    case .disabled: Words("Deshabilitada", "Disabled")
    case .offHook: Words("Descolgada", "Off the hook")
    case .dialling: Words("Marcando", "Dialling")
    case .connecting: Words("Llamando", "Calling")
    case .talking: Words("Hablando", "Talking")
    case .released: Words("Terminada", "Ended")
    case .refused: Words("Rechazada", "Refused")
    case .fault: Words("Falla de línea", "Line fault")
    case .gone: Words("Sin conexión", "Not connected")
    }
  }
}

extension Refusal: Worded {
  var words: Words {
    switch self {
    case .boothDisabled: Words("Cabina deshabilitada", "The booth is disabled")
    case .noBalance: Words("No queda saldo", "No balance is left")
    case .noCredit: Words("No queda crédito", "No credit is left")
    case .unpriced: Words("Destino sin tarifa", "The destination has no price")
    case .blocked: Words("Destino bloqueado", "The destination is blocked")
    case .notANumber: Words("El número no existe", "There is no such number")
    case .dialledTooSlowly: Words("Marcó muy lento", "Dialled too slowly")
    case .interrupted:
      Words("Se cortó al marcar: debe colgar", "Interrupted while dialling: must hang up")
    case .trunkBusy: Words("Líneas de salida ocupadas", "All trunks are busy")
    case .boardFault: Words("Falla de la placa", "The board has a fault")
    case .storageFault: Words("El disco no responde", "The disk does not answer")
    }
  }
}

extension Suspicion: Worded {
  var words: Words {
    switch self {
    case .answerNotSignalled: Words("Respuesta no señalizada", "The answer was not signalled")
    case .eventsLost:
      Words("La placa perdió sucesos de esa hora", "The board lost events of that time")
    case .clockFault: Words("Hora de la placa dudosa", "The board's clock is doubtful")
    case .interruptedByFault: Words("Interrumpida por una falla", "Interrupted by a fault")
    case .endUnknown: Words("No se sabe cuándo terminó", "Its end is not known")
    case .tooShort: Words("Demasiado corta", "Too short")
    case .beyondLimit: Words("Pasó del tiempo concedido", "Ran past the time granted")
    }
  }
}
