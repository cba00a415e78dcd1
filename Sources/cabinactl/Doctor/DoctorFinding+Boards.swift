import BoothProtocol
import Notation

extension DoctorFinding {
  static func gone(_ board: BoardFacts) -> DoctorFinding {
    DoctorFinding(
      .fault, "board-gone", board.uid,
      seen: Words("la placa no contesta", "the board does not answer"),
      cause: Words(
        "está desenchufada o sin corriente; sus cabinas no tienen servicio",
        "it is unplugged or has no power; its booths have no service"),
      command: "cabinactl scan")
  }

  static func onBoard(_ board: BoardFacts) -> [DoctorFinding] {
    guard board.isConnected, let cause = board.resetCause else { return [] }
    return onReset(cause, of: board.uid)
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
        "le falta corriente por momentos, o su firmware falla: cada vez corta llamadas",
        "it lacks power now and then, or its firmware fails: each time it cuts calls"),
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
            "la placa partió de nuevo porque su firmware se colgó",
            "the board restarted because its firmware hung"),
          cause: Words("un error de su firmware", "a mistake of its firmware"),
          command: "cabinactl firmware")
      ]
    case .firmwareFault:
      [
        DoctorFinding(
          .warning, "board-fault", board,
          seen: Words(
            "la placa partió de nuevo porque falló su firmware",
            "the board restarted because its firmware failed"),
          cause: Words("un error de su firmware", "a mistake of its firmware"),
          command: "cabinactl firmware")
      ]
    }
  }
}
