import BoothProtocol
import Notation
import SerialLine

extension DoctorFinding {
  /// What answered there.
  static func probed(_ port: PortFacts, _ facts: Facts) -> [DoctorFinding] {
    guard let last = port.probes.last else { return [] }
    switch last.result {
    case .board(let identity):
      return [wrongSpeed(port, last.speed, facts)].compactMap(\.self)
        + onReset(identity.resetCause, of: "\(identity.uid)")
    case .deaf(let announcement):
      return [
        DoctorFinding(
          .fault, "board-deaf", port.path,
          seen: Words(
            "la placa \(announcement.uid) se anuncia y no contesta",
            "the board \(announcement.uid) announces itself and does not answer"),
          cause: Words(
            "lo que se le envía no le llega: revise el hilo TX del puerto, RX de la placa",
            "what is sent does not reach it: look at the wire from the port's TX to the board's RX")
        )
      ]
    case .otherVersion(let version, _):
      return [
        DoctorFinding(
          .fault, "board-version", port.path,
          seen: Words(
            "la placa habla el protocolo \(version)", "the board speaks version \(version)"),
          cause: Words(
            "este programa habla la versión \(Frame.version): \(ofAnotherTime.spanish)",
            "this program speaks version \(Frame.version): \(ofAnotherTime.english)"),
          command: "cabinactl --version")
      ]
    case .echo:
      return [
        DoctorFinding(
          .fault, "port-echo", port.path,
          seen: Words("todo lo que se envía vuelve", "all that is sent comes back"),
          cause: Words(
            "RX y TX están unidos, o al otro lado hay un eco y no una placa",
            "RX and TX are joined, or there is an echo and no board at the other end"))
      ]
    case .noise(let bytes):
      return [
        DoctorFinding(
          .warning, "port-noise", port.path,
          seen: Words(
            "llegan datos sin sentido (\(bytes) bytes) a cada velocidad",
            "bytes come that mean nothing (\(bytes)), at each speed"),
          cause: Words(
            "hay otro aparato en el puerto, o la placa usa otra velocidad, o falta la tierra común",
            "another device is there, or the board has another speed, or common ground is missing"))
      ]
    case .silent, .failed: return []
    }
  }

  /// A board that answers at one speed while the daemon speaks at another.
  private static func wrongSpeed(
    _ port: PortFacts, _ speed: BaudRate, _ facts: Facts
  ) -> DoctorFinding? {
    guard let configured = facts.configuredSpeed, configured != speed.rawValue else { return nil }
    return DoctorFinding(
      .fault, "wrong-speed", port.path,
      seen: Words(
        "la placa contesta a \(speed.rawValue) bit/s y el servicio habla a \(configured)",
        "the board answers at \(speed.rawValue) bit/s, and the daemon speaks at \(configured)"),
      cause: Words(
        "«speed» en [board] de /etc/cabina/cabina.conf no es la velocidad de la placa",
        "«speed» in [board] of /etc/cabina/cabina.conf is not the board's speed"),
      command: "editor /etc/cabina/cabina.conf && systemctl restart cabinad")
  }

  static func boardsTwice(_ facts: Facts) -> [DoctorFinding] {
    var places: [String: [String]] = [:]
    for port in facts.ports {
      guard case .board(let identity)? = port.probes.last?.result else { continue }
      places["\(identity.uid)", default: []].append(port.path)
    }
    for link in facts.shop?.links ?? [] {
      if let board = link.board { places[board, default: []].append(link.port) }
    }
    return places.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { uid, ports in
      DoctorFinding(
        .fault, "board-duplicate", uid,
        seen: Words(
          "hay dos placas con este número: \(ports.joined(separator: ", "))",
          "two boards have this number: \(ports.joined(separator: ", "))"),
        cause: Words(
          "se grabó el mismo firmware con el mismo número, o una placa está enchufada por dos "
            + "cables",
          "the same firmware was written with the same number, or one board is plugged in by two "
            + "cables"
        ))
    }
  }
}
