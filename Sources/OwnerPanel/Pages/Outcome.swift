import BoothControl

/// What a request came to when it is not simply answered: an action's result or an error.
enum Outcome: Error, Hashable, Sendable {
  case done
  case noSuchBooth
  case noCall
  case emergencyCall
  case keyTaken
  case notStored(String)
  case noAnswer
  case notFound
  case methodNotAllowed
  case wrongHost
  case otherOrigin
  case badQuery(String)
  case badBody(String)
  case correctionWithoutReference
  case notJSON
  case listUnreadable(String)
  case tooManyStreams
  case starting

  init(_ result: OwnerActionResult) {
    self =
      switch result {
      case .done: .done
      case .noSuchBooth: .noSuchBooth
      case .noCall: .noCall
      case .emergencyCall: .emergencyCall
      case .keyTaken: .keyTaken
      case .notStored(let reason): .notStored(reason)
      }
  }

  var status: HTTPStatus {
    switch self {
    case .done: .ok
    case .noSuchBooth, .notFound: .notFound
    case .noCall, .emergencyCall, .keyTaken: .conflict
    case .notStored, .listUnreadable, .tooManyStreams, .starting: .serviceUnavailable
    case .noAnswer: .gatewayTimeout
    case .methodNotAllowed: .methodNotAllowed
    case .wrongHost: .misdirectedRequest
    case .otherOrigin: .forbidden
    case .badQuery, .badBody, .correctionWithoutReference: .badRequest
    case .notJSON: .unsupportedMediaType
    }
  }

  /// For programs; part of the API.
  var code: String {
    switch self {
    case .done: "done"
    case .noSuchBooth: "no_such_booth"
    case .noCall: "no_call"
    case .emergencyCall: "emergency_call"
    case .keyTaken: "key_taken"
    case .notStored: "not_stored"
    case .noAnswer: "no_answer"
    case .notFound: "not_found"
    case .methodNotAllowed: "method_not_allowed"
    case .wrongHost: "wrong_host"
    case .otherOrigin: "other_origin"
    case .badQuery: "bad_query"
    case .badBody: "bad_body"
    case .correctionWithoutReference: "correction_without_reference"
    case .notJSON: "not_json"
    case .listUnreadable: "list_unreadable"
    case .tooManyStreams: "too_many_streams"
    case .starting: "starting"
    }
  }

  /// What the daemon said, for the technician; shown as it is.
  var detail: String? {
    switch self {
    case .notStored(let detail), .badQuery(let detail), .badBody(let detail),
      .listUnreadable(let detail):
      detail
    default: nil
    }
  }
}

extension Outcome: Worded {
  var words: Words {
    switch self {
    case .done: Words("Hecho.", "Done.")
    case .noSuchBooth: Words("No hay una cabina con ese número.", "There is no such booth.")
    case .noCall: Words("La cabina no tiene una llamada.", "The booth has no call.")
    case .emergencyCall:
      Words("Una llamada de emergencia no se corta.", "An emergency call is not cut off.")
    case .keyTaken:
      Words(
        "Otro pago tiene esa clave; nada cambió.",
        "Another payment has this key; nothing was changed.")
    case .correctionWithoutReference:
      Words(
        "Una corrección, de monto negativo, necesita una referencia.",
        "A correction, of a negative amount, needs a reference.")
    case .notStored:
      Words("No se pudo guardar; nada cambió.", "It could not be stored; nothing was changed.")
    case .noAnswer:
      Words(
        "La central no respondió: vea en el panel si el cambio se hizo.",
        "There was no reply: see on the panel whether it was done.")
    case .notFound: Words("Esta página no existe.", "There is no such page.")
    case .methodNotAllowed:
      Words("Esto no se puede pedir así.", "This cannot be asked for in this way.")
    case .wrongHost:
      Words("Esta dirección no es la de este panel.", "This address is not this panel's.")
    case .otherOrigin:
      Words("El pedido vino de otra página.", "The request came from another page.")
    case .badQuery: Words("La consulta no se entiende.", "The query is not understood.")
    case .badBody: Words("El contenido no se entiende.", "The body is not understood.")
    case .notJSON: Words("Se esperaba JSON.", "JSON was expected.")
    case .listUnreadable:
      Words("La lista no se puede leer ahora.", "The list cannot be read now.")
    case .tooManyStreams:
      Words("Hay demasiados paneles abiertos.", "There are too many panels open.")
    case .starting: Words("La central está partiendo.", "The daemon is starting.")
    }
  }
}
