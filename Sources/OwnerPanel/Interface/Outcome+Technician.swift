import BoothProtocol
import LineRecord
package import Notation

/// Why a board was not asked, or did not answer.
extension TechnicianRefusal: Worded {
  package var words: Words {
    switch self {
    case .daemonDecides(.configure):
      Words(
        "Mientras la central funciona, ella configura las placas: cambie cabina.conf y reiníciela.",
        "While the daemon runs it configures the boards: edit cabina.conf and restart it.")
    case .daemonDecides(.cut):
      Words(
        "Mientras la central funciona, las llamadas se cortan con «cabinactl cut CABINA».",
        "While the daemon runs, calls are cut with «cabinactl cut BOOTH».")
    case .daemonDecides(let type):
      Words(
        "Mientras la central funciona, ella sola conecta llamadas y les da tiempo (\(type.name)): "
          + "se marcan en la cabina y se cortan con «cabinactl cut CABINA».",
        "While the daemon runs it alone connects calls and gives them time (\(type.name)): they are "
          + "dialled at the booth, and cut with «cabinactl cut BOOTH».")
    case .noSuchBoard(let uid):
      Words(
        "No hay una placa «\(uid.prefix(40))».", "There is no board «\(uid.prefix(40))».")
    case .boardGone:
      Words("La placa no está o se fue.", "The board is not there, or has gone.")
    case .boardBusy:
      Words(
        "La placa está ocupada con la orden de otra persona.",
        "The board is busy with another technician's command.")
    case .boardSilent:
      Words("La placa no respondió en diez segundos.", "The board did not answer in ten seconds.")
    case .lineInCall(let line):
      Words(
        "La línea \(line) está en una llamada; nada se hizo.",
        "Line \(line) is in a call; nothing was done.")
    case .callsOnBoard(let count):
      Words(
        "La placa tiene llamadas en curso (\(count)), que un reinicio termina; nada se hizo.",
        "The board has calls in progress (\(count)), which a restart ends; nothing was done.")
    }
  }

  var status: HTTPStatus {
    switch self {
    case .noSuchBoard: .notFound
    case .daemonDecides, .boardGone, .boardBusy, .lineInCall, .callsOnBoard: .conflict
    case .boardSilent: .gatewayTimeout
    }
  }

  /// For programs; part of the API.
  var code: String {
    switch self {
    case .daemonDecides: "daemon_decides"
    case .noSuchBoard: "no_such_board"
    case .boardGone: "board_gone"
    case .boardBusy: "board_busy"
    case .boardSilent: "board_silent"
    case .lineInCall: "line_in_call"
    case .callsOnBoard: "calls_on_board"
    }
  }
}
