package import BoothControl
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
    case .boardGone(let wasSent):
      Self.unanswered(
        "La placa no está o se fue", "The board is not there, or has gone", wasSent)
    case .boardBusy:
      Words(
        "La placa está ocupada con la orden de otra persona.",
        "The board is busy with another technician's command.")
    case .boardSilent(let wasSent):
      Self.unanswered(
        "La placa no respondió en diez segundos", "The board did not answer in ten seconds",
        wasSent)
    case .callBegan(let wasSent):
      Self.unanswered(
        "Alguien descolgó o empezó una llamada", "Somebody lifted, or a call began", wasSent)
    case .lineInCall(let line):
      Words(
        "La línea \(line) está en una llamada; nada se hizo.",
        "Line \(line) is in a call; nothing was done.")
    case .lineForHelp(let line):
      Words(
        "En la línea \(line) hay una llamada de emergencia, que nadie corta; nada se hizo.",
        "An emergency call is on line \(line), which is nobody's to end; nothing was done.")
    case .callsOnBoard(let count):
      Words(
        "La placa tiene llamadas en curso (\(count)), que un reinicio termina; nada se hizo.",
        "The board has calls in progress (\(count)), which a restart ends; nothing was done.")
    case .lineOffHook(let line):
      Words(
        "Alguien descolgó en la línea \(line) y un reinicio pierde lo que marque; nada se hizo.",
        "Somebody has lifted on line \(line), and a restart loses what is dialled; nothing was done."
      )
    }
  }

  private static func unanswered(
    _ spanish: String, _ english: String, _ wasSent: Bool
  ) -> Words {
    wasSent
      ? Words(
        spanish + "; la orden se envió, y puede que esté hecha.",
        english + "; the command was sent, and may be done.")
      : Words(spanish + "; nada se hizo.", english + "; nothing was done.")
  }

  var status: HTTPStatus {
    switch self {
    case .noSuchBoard: .notFound
    case .daemonDecides, .boardGone, .boardBusy, .lineInCall, .lineForHelp, .callsOnBoard,
      .callBegan, .lineOffHook:
      .conflict
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
    case .lineForHelp: "line_for_help"
    case .callsOnBoard: "calls_on_board"
    case .callBegan: "call_began"
    case .lineOffHook: "line_off_hook"
    }
  }
}
