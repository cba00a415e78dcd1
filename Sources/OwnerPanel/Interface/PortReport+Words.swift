import BoothProtocol
package import Notation

/// How a port is, and why its board has no session: for programs, and in words.
extension PortReport.State {
  var code: String {
    switch self {
    case .up: "up"
    case .greeting: "greeting"
    case .leftAlone: "left_alone"
    case .suspended: "suspended"
    case .closed: "closed"
    }
  }

  static let codes = ["up", "greeting", "left_alone", "suspended", "closed"]

  /// nil: there is none, or none is known.
  var reason: (code: String, words: Words)? {
    switch self {
    case .up: nil
    case .greeting(let loss): loss.map { ($0.code, $0.words) }
    case .leftAlone(let reason): (reason.code, reason.words)
    case .suspended:
      (
        "disk",
        Words(
          "El disco no acepta datos: las placas quedan solas, con llamadas de emergencia.",
          "The disk refuses: the boards are left to themselves, with emergency calls.")
      )
    case .closed(let words): words.map { ("not_opened", $0) }
    }
  }

  static let reasonCodes =
    LinkLoss.codes + ["no_booth", "number_taken", "boot_id_repeated", "too_many_boards"]
    + ["disk", "not_opened"]
}

extension PortReport.LeftAlone: Worded {
  var code: String {
    switch self {
    case .servesNoBooth: "no_booth"
    case .numberTaken: "number_taken"
    case .bootIDRepeated: "boot_id_repeated"
    case .tooManyBoards: "too_many_boards"
    }
  }

  package var words: Words {
    switch self {
    case .servesNoBooth:
      Words(
        "La placa no atiende ninguna cabina de la configuración.",
        "The board serves no booth of the configuration.")
    case .numberTaken(let port):
      Words(
        "Otra placa con el mismo número responde en \(port).",
        "Another board of the same number answers on \(port).")
    case .bootIDRepeated:
      Words(
        "La placa se reinició y repite el número de arranque: sus eventos no se distinguen.",
        "The board restarted and repeats its boot id: its events cannot be told apart.")
    case .tooManyBoards:
      Words(
        "Hay más placas de las que la central recuerda.",
        "There are more boards than the daemon remembers.")
    }
  }
}

extension LinkLoss: Worded {
  static let codes = [
    "port_closed", "renewed", "silence", "command_unanswered", "board_restarted", "version",
    "feature", "unanswered", "unheard", "malformed",
  ]

  var code: String {
    switch self {
    case .portClosed: "port_closed"
    case .renewed: "renewed"
    case .silence: "silence"
    case .commandUnanswered: "command_unanswered"
    case .boardRestarted: "board_restarted"
    case .refused(.noCommonVersion): "version"
    case .refused(.unknownFeature): "feature"
    case .refused(.unanswered): "unanswered"
    case .refused(.unheard): "unheard"
    case .refused(.malformed): "malformed"
    }
  }

  package var words: Words {
    switch self {
    case .portClosed: Words("El puerto se cerró.", "The port was closed.")
    case .renewed:
      Words("Se le pide de nuevo todo lo que tiene.", "It is asked anew for all it has.")
    case .silence:
      Words("No se oyó nada en cinco segundos.", "Nothing was heard for five seconds.")
    case .commandUnanswered:
      Words(
        "Dejó sin respuesta una orden enviada cinco veces.",
        "It left a command unanswered that was sent five times.")
    case .boardRestarted:
      Words("Se reinició, o su reloj saltó.", "It restarted, or its clock leapt.")
    case .refused(.noCommonVersion):
      Words(
        "No habla ninguna versión del protocolo que la central entienda.",
        "It speaks no version of the protocol that the daemon does.")
    case .refused(.unknownFeature(let bits)):
      Words(
        "Un lado necesita algo que el otro no conoce (bits 0x\(String(bits, radix: 16))).",
        "One side needs a feature that the other does not know (bits 0x\(String(bits, radix: 16)))."
      )
    case .refused(.unanswered):
      Words(
        "Responde al saludo y a nada de lo que se le pide después.",
        "It answers a HELLO and nothing that it is asked then.")
    case .refused(.unheard):
      Words(
        "Repite una y otra vez lo que ya se le dijo que está guardado.",
        "It tells again and again what it was told is stored.")
    case .refused(.malformed):
      Words(
        "Lo que dice de sí misma o de sus líneas no tiene sentido.",
        "What it says of itself or of its lines makes no sense.")
    }
  }
}
