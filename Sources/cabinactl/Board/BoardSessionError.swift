import BoothProtocol
import Notation
import SerialLine

/// Why there is no session with a board, or no longer.
enum BoardSessionError: Error, Hashable {
  /// The port cannot be had: who has it, or what is wrong with it.
  case port(SerialPortError)
  /// The driver does not come back from the opening.
  case openingHangs(path: String)
  /// Not a byte came.
  case silent(path: String)
  /// Bytes came, and no session of it: another speed, another device, a line that loses most.
  case notUnderstood(path: String, bytes: Int)
  case refused(path: String, LinkLoss.Refusal)
  /// The session ended; the next command begins another.
  case lost(LinkLoss)
  case gone(PortLoss)
  /// The session is closed.
  case closed
}

extension BoardSessionError {
  /// The board may answer again, and a session with it comes up by itself.
  var mayPass: Bool {
    switch self {
    case .lost, .silent, .notUnderstood: true
    case .port, .openingHangs, .refused, .gone, .closed: false
    }
  }

  var words: Words {
    switch self {
    case .port(let error): error.words
    case .openingHangs(let path):
      Words(
        "\(path): el controlador del puerto no responde; desenchufe el cable y vuelva a enchufarlo",
        "\(path): the port's driver does not answer; pull the plug and put it back")
    case .silent(let path):
      Words(
        "\(path): no responde ninguna placa; ¿está encendida y es este su cable?",
        "\(path): no board answers; has it power, and is this its cable?")
    case .notUnderstood(let path, let bytes):
      Words(
        "\(path): llegan datos (\(bytes) bytes) que no son de una placa a esta velocidad",
        "\(path): bytes come (\(bytes)) that are not of a board at this speed")
    case .refused(let path, let refusal):
      Words(
        "\(path): no se puede hablar con la placa: \(refusal.words.spanish)",
        "\(path): the board cannot be talked to: \(refusal.words.english)")
    case .lost(let loss): loss.words
    case .gone(let loss):
      Words(
        "el puerto se perdió: \(loss.words.spanish)", "the port is gone: \(loss.words.english)")
    case .closed: Words("la sesión está cerrada", "the session is closed")
    }
  }
}

extension LinkLoss {
  var words: Words {
    switch self {
    case .portClosed: Words("el puerto se cerró", "the port was closed")
    case .renewed: Words("la sesión empezó de nuevo", "the session began anew")
    case .silence:
      Words("la placa calló por cinco segundos", "the board was silent for five seconds")
    case .commandUnanswered:
      Words(
        "la placa no contestó una orden enviada cinco veces",
        "the board did not answer a command that was sent five times")
    case .boardRestarted: Words("la placa se reinició", "the board restarted")
    case .refused(let refusal): refusal.words
    }
  }
}

extension LinkLoss.Refusal {
  var words: Words {
    switch self {
    case .noCommonVersion:
      Words("habla otra versión del protocolo", "it speaks another version of the protocol")
    case .unanswered:
      Words(
        "da sesiones y no contesta en ellas", "it gives sessions and does not answer in them")
    case .unheard:
      Words(
        "repite lo que ya se le confirmó",
        "it tells again and again what it was told is stored")
    case .unknownFeature(let bits):
      Words(
        "pide funciones que aquí no se conocen (bits \(String(bits, radix: 16)))",
        "it needs features that are not known here (bits \(String(bits, radix: 16)))")
    case .malformed:
      Words("lo que dice de sí no tiene sentido", "what it says of itself makes no sense")
    }
  }
}
