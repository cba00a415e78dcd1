import Notation

extension DoctorFinding {
  /// Why the daemon has no session with a board on a port of its own: a finding for each thing that it
  /// may say.
  static func onDaemonPort(_ port: DaemonPort) -> DoctorFinding? {
    guard port.board == nil, let reason = port.reason else { return nil }
    switch reason {
    case "no_booth", "number_taken", "boot_id_repeated", "too_many_boards":
      return leftAlone(port.path, reason)
    case "disk":
      return DoctorFinding(
        .fault, "disk-refuses",
        seen: Words(
          "el disco no acepta datos, y el servicio deja solas a las placas",
          "the disk refuses, and the daemon leaves the boards to themselves"),
        cause: Words(
          "está lleno, falla o se montó solo para leer: ninguna cabina llama sino a emergencias",
          "it is full, fails, or is mounted read-only: booths call emergency numbers only"),
        command: "df -h /var/lib/cabina; journalctl -u cabinad -n 20")
    case "not_opened": return notOpened(port)
    case "version", "feature", "malformed": return strange(port, reason)
    case "port_closed", "renewed", "board_restarted":
      return DoctorFinding(
        .note, "board-returning", port.path,
        seen: Words(
          "la placa de este puerto empieza de nuevo", "the board on this port begins anew"),
        cause: Words(
          "acaba de partir o de perder la sesión: en unos segundos contesta, o el servicio dice otra "
            + "causa",
          "it has just started or lost its session: in a few seconds it answers, or the daemon says "
            + "something else"))
    case "silence":
      return DoctorFinding(
        .fault, "board-silent", port.path,
        seen: Words(
          "el servicio no oye nada en este puerto", "the daemon hears nothing on this port"),
        cause: Words(
          "la placa no tiene corriente, su firmware está detenido, o se soltó el cable o el hilo RX del "
            + "puerto",
          "the board has no power, its firmware has stopped, or the cable or the port's RX wire is loose"
        ))
    // `command_unanswered`, `unanswered`, `unheard`, and what a newer daemon may say.
    default:
      return DoctorFinding(
        .fault, "board-unanswering", port.path,
        seen: Words(
          "la placa de este puerto se oye y no contesta como debe (\(reason))",
          "the board on this port is heard, and does not answer as it should (\(reason))"),
        cause: Words(
          "lo que se le envía se pierde en el hilo TX del puerto, o es un error de su firmware",
          "what is sent to it gets lost on the port's TX wire, or its firmware is at fault"),
        command: "cabinactl dump --port \(port.path) --seconds 10")
    }
  }

  private static func notOpened(_ port: DaemonPort) -> DoctorFinding {
    let text = port.reasonText.map { ": \($0)" } ?? ""
    return DoctorFinding(
      .fault, "port-not-opened", port.path,
      seen: Words(
        "el servicio no puede abrir este puerto\(text)", "the daemon cannot open this port\(text)"),
      cause: Words(
        "la placa está desenchufada, [board] port de la configuración nombra otro puerto, otro programa lo tiene, "
          + "o el servicio no tiene permiso",
        "the board is unplugged, [board] port of the configuration names another port, another program has it, or "
          + "the daemon may not open it"),
      command: "cabinactl scan")
  }

  /// A board of another time, or with a mistake.
  private static func strange(_ port: DaemonPort, _ reason: String) -> DoctorFinding {
    switch reason {
    case "version":
      DoctorFinding(
        .fault, "board-version", port.path,
        seen: Words(
          "la placa no habla ninguna versión del protocolo que el servicio entienda",
          "the board speaks no version of the protocol that the daemon does"),
        cause: ofAnotherTime, command: "cabinactl --version")
    case "feature":
      DoctorFinding(
        .fault, "board-feature", port.path,
        seen: Words(
          "la placa o el servicio necesita una función que el otro no conoce",
          "board or daemon needs a feature that the other does not know"),
        cause: ofAnotherTime, command: "cabinactl --version")
    default:
      DoctorFinding(
        .fault, "board-malformed", port.path,
        seen: Words(
          "lo que la placa dice de sí misma o de sus líneas no tiene sentido",
          "what the board says of itself or of its lines makes no sense"),
        cause: Words("un error de su firmware", "a mistake of its firmware"),
        command: conformance(port.path))
    }
  }

  static let ofAnotherTime = Words(
    "el programa y el firmware de la placa no son de la misma época: cambie el más viejo de los dos",
    "the program and the board's firmware are not of the same time: replace the older of the two")

  /// A board is tested while no daemon has its port.
  private static func conformance(_ port: String) -> String {
    "systemctl stop cabinad && cabinactl conformance \(port); systemctl start cabinad"
  }

  /// Why the daemon keeps no session with a board that answers.
  private static func leftAlone(_ port: String, _ reason: String) -> DoctorFinding {
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
        command: conformance(port))
    default:
      DoctorFinding(
        .fault, "boards-too-many", port,
        seen: Words(
          "hay más placas de las que el servicio recuerda, y la de este puerto queda sola",
          "there are more boards than the daemon remembers, and the one on this port is left alone"),
        cause: Words(
          "se han enchufado muchas placas distintas: al partir de nuevo olvida las que no están",
          "many different boards were plugged in: a restart forgets those that are gone"),
        command: "systemctl restart cabinad")
    }
  }
}
