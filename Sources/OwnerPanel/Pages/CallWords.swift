package import BoothControl
package import Notation

extension Refusal: Worded {
  package var words: Words {
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
  package var words: Words {
    switch self {
    case .answerNotSignalled: Words("Respuesta no señalizada", "The answer was not signalled")
    case .eventsLost:
      Words("La placa perdió sucesos de esa hora", "The board lost events of that time")
    case .clockFault: Words("Hora de la placa dudosa", "The board's clock is doubtful")
    case .interruptedByFault: Words("Interrumpida por una falla", "Interrupted by a fault")
    case .endUnknown: Words("No se sabe cuándo terminó", "Its end is not known")
    case .tooShort: Words("Demasiado corta", "Too short")
    case .beyondLimit: Words("Pasó del tiempo concedido", "Ran past the time granted")
    case .authorisationLost:
      Words(
        "La autorización se perdió: destino y precio desconocidos",
        "The authorisation was lost: destination and price unknown")
    }
  }
}

extension EndCause: Worded {
  package var words: Words {
    switch self {
    case .callerHungUp: Words("Colgó", "Hung up")
    case .farEndHungUp: Words("Colgó el otro lado", "Far end hung up")
    case .leaseExpired: Words("Cortada: la placa quedó sola", "Cut off: the board was left alone")
    case .moneyEnded: Words("Sin saldo", "The balance ended")
    case .creditEnded: Words("Sin crédito", "The credit ended")
    case .cutByOwner: Words("Cortada por el dueño", "Cut off by the owner")
    case .cutUnauthorised: Words("Cortada: sin autorización", "Cut off: not authorised")
    case .notAnswered: Words("No contestaron", "Nobody answered")
    case .displaced:
      Words("Cedió la línea a una emergencia", "Gave its trunk to an emergency call")
    case .lineFault: Words("Corte de línea", "Line fault")
    case .trunkFault: Words("Falla de la línea de salida", "Trunk fault")
    case .power: Words("Corte de energía", "Power failure")
    case .notConnected: Words("No se conectó", "Not connected")
    case .boardRestarted: Words("La placa se reinició", "The board restarted")
    }
  }
}
