import BoothProtocol
import Notation

extension DoctorFinding {
  /// Why the daemon keeps no session with a board that answers.
  static func leftAlone(_ port: String, _ reason: String) -> DoctorFinding? {
    switch reason {
    case "no_booth":
      DoctorFinding(
        .warning, "board-unused", port,
        seen: Words(
          "la placa de este puerto no atiende ninguna cabina",
          "the board on this port serves no booth"),
        cause: Words(
          "ninguna [booth] de la configuración la nombra",
          "no [booth] of the configuration names it"),
        command: "editor /etc/cabina/cabina.conf && systemctl restart cabinad")
    case "number_taken":
      DoctorFinding(
        .fault, "board-duplicate", port,
        seen: Words(
          "otra placa tiene el mismo número que la de este puerto",
          "another board has the number of the one on this port"),
        cause: Words(
          "se grabó el mismo firmware con el mismo número en dos placas",
          "the same firmware was written with the same number to two boards"),
        command: "cabinactl scan")
    case "boot_id_repeated":
      DoctorFinding(
        .fault, "board-boot-id", port,
        seen: Words(
          "la placa partió de nuevo con un número de partida ya usado: se la deja sola",
          "the board restarted with a boot number that was used already: it is left to itself"),
        cause: Words(
          "un error de su firmware: sus eventos no se distinguen de los anteriores",
          "a mistake of its firmware: its events cannot be told from those before"),
        command: "cabinactl conformance \(port)")
    default: nil
    }
  }

  static func onBoard(_ board: BoardFacts) -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if board.servesBooths, !board.isConnected {
      findings.append(
        DoctorFinding(
          .fault, "board-gone", board.uid,
          seen: Words("la placa no contesta", "the board does not answer"),
          cause: Words(
            "está desenchufada o sin corriente; sus cabinas no tienen servicio",
            "it is unplugged or has no power; its booths have no service"),
          command: "cabinactl scan"))
    }
    if board.isConnected, let cause = board.resetCause {
      findings += onReset(cause, of: board.uid)
    }
    return findings
  }

  /// A board that is switched off each night starts once a day.
  static func onBoots(_ boots: LedgerFacts.Boots) -> DoctorFinding? {
    let days = max(1, (boots.seconds + 43_200) / 86_400)
    guard boots.count > 3 * days else { return nil }
    return DoctorFinding(
      .warning, "board-boots", boots.board,
      seen: Words(
        "la placa partió \(boots.count) veces en \(days) \(days == 1 ? "día" : "días")",
        "the board started \(boots.count) times in \(days) \(days == 1 ? "day" : "days")"),
      cause: Words(
        "le falta corriente por momentos, o su programa falla: cada vez corta llamadas",
        "it lacks power now and then, or its program fails: each time it cuts calls"),
      command: "journalctl -u cabinad --since yesterday")
  }

  static func onReset(_ cause: ResetCause, of board: String) -> [DoctorFinding] {
    switch cause {
    case .unknown, .powerOn, .resetPin, .hostCommand: []
    case .brownOut:
      [
        DoctorFinding(
          .warning, "board-brown-out", board,
          seen: Words(
            "la placa partió de nuevo porque bajó la tensión",
            "the board restarted because its supply fell too low"),
          cause: Words(
            "la fuente es débil, o las campanillas y la placa cuelgan de la misma; por USB, el "
              + "cable o el concentrador",
            "the supply is weak, or bells and board hang on the same one; with USB, the cable or "
              + "the hub"
          ))
      ]
    case .watchdog:
      [
        DoctorFinding(
          .warning, "board-watchdog", board,
          seen: Words(
            "la placa partió de nuevo porque su programa se colgó",
            "the board restarted because its program hung"),
          cause: Words("un error de su firmware", "a mistake of its firmware"),
          command: "cabinactl firmware")
      ]
    case .firmwareFault:
      [
        DoctorFinding(
          .warning, "board-fault", board,
          seen: Words(
            "la placa partió de nuevo por una falla de su programa",
            "the board restarted because its program failed"),
          cause: Words("un error de su firmware", "a mistake of its firmware"),
          command: "cabinactl firmware")
      ]
    }
  }
}
