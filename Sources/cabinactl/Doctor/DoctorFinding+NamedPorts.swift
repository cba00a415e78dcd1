import BoothProtocol
import Notation
import SerialLine

extension DoctorFinding {
  /// Of a port that was asked about there is something to say, whatever is found: nobody answers, it is
  /// no port, who has it, or that its board was looked at. Of one that the configuration names, what is
  /// wrong.
  static func onNamedPort(_ port: PortFacts, _ facts: Facts) -> DoctorFinding? {
    guard port.isNamed || port.isConfigured, let finding = anything(port, facts) else { return nil }
    return port.isNamed || finding.severity > .note ? finding : nil
  }

  private static func anything(_ port: PortFacts, _ facts: Facts) -> DoctorFinding? {
    if let daemon = facts.shop?.port(port.path), daemon.status != "closed" {
      return throughDaemon(daemon)
    }
    switch port.occupant {
    case .login?: return nil
    case .holders(let holders)?: return ofOurs(port, holders)
    case nil: break
    }
    switch port.probes.last?.result {
    case .board(let identity)?:
      return seen(port, "\(identity.uid)", facts.asked.first { $0.link.port == port.path })
    case .silent?: return silent(port)
    case .failed(let error)?: return unusable(port, error)
    // Others are found on any port.
    case .otherVersion?, .deaf?, .echo?, .noise?, nil: return nil
    }
  }

  private static func throughDaemon(_ port: DaemonPort) -> DoctorFinding? {
    if let board = port.board {
      return DoctorFinding(
        .note, "board-seen", port.path,
        seen: Words(
          "la placa \(board.uid) contesta al servicio", "the board \(board.uid) answers the daemon"),
        cause: Words(
          "el servicio tiene el puerto: se miró con lo que él sabe de la placa",
          "the daemon has the port: it was looked at by what that knows of the board"))
    }
    guard port.reason == nil else { return nil }
    return DoctorFinding(
      .fault, "port-silent", port.path,
      seen: Words(
        "el servicio tiene este puerto y nadie le ha contestado",
        "the daemon has this port, and nobody has answered it"),
      cause: noBoardThere)
  }

  private static let noBoardThere = Words(
    "no hay una placa en el otro extremo, no tiene corriente, su firmware está detenido, o el cable o "
      + "uno de sus hilos está cortado",
    "there is no board at the other end, it has no power, its firmware has stopped, or the cable or a wire "
      + "of it is broken")

  private static func silent(_ port: PortFacts) -> DoctorFinding {
    let speeds = port.probes.map { "\($0.speed.rawValue)" }
    return DoctorFinding(
      .fault, "port-silent", port.path,
      seen: Words(
        "no contesta nadie a \(speeds.joined(separator: " ni a ")) bit/s",
        "nobody answers, at \(speeds.joined(separator: " or ")) bit/s"),
      cause: noBoardThere)
  }

  private static func unusable(_ port: PortFacts, _ error: BoardSessionError) -> DoctorFinding? {
    switch error {
    case .port(.missing):
      return DoctorFinding(
        .fault, "port-missing", port.path,
        seen: Words("no existe tal puerto", "there is no such port"),
        cause: Words(
          "la placa no está enchufada, o el puerto se llama de otro modo",
          "the board is not plugged in, or the port has another name"),
        command: "cabinactl scan")
    case .port(.notATerminal):
      return DoctorFinding(
        .fault, "port-not-serial", port.path,
        seen: Words("no es un puerto serial", "it is no serial port"),
        cause: Words(
          "el nombre es de otra cosa: un archivo, una carpeta u otro aparato",
          "the name is something else's: a file, a folder, or another device"),
        command: "cabinactl scan")
    // Told by what its owner and mode say.
    case .port(.notPermitted) where !port.isOpenToMe: return nil
    default:
      return DoctorFinding(
        .fault, "port-unusable", port.path,
        seen: Words(
          "no se pudo mirar: \(error.words.spanish)",
          "it could not be looked at: \(error.words.english)"),
        cause: Words(
          "el puerto o su controlador no está en condiciones", "the port or its driver is not well"),
        command: "dmesg | tail")
    }
  }

  /// In use by programs of this project: that is as it should be.
  private static func ofOurs(_ port: PortFacts, _ holders: [PortHolder]) -> DoctorFinding? {
    guard holders.allSatisfy(\.isOurs) else { return nil }
    let names = holders.words
    return DoctorFinding(
      .note, "port-in-use", port.path,
      seen: Words(
        "lo usa \(names.spanish): no se miró", "in use by \(names.english): it was not looked at"),
      cause: Words(
        "a un programa que tiene un puerto no se le quita; quien lo tiene no contestó por él",
        "a port is not taken from a program that has it, and who has it did not answer for it"))
  }

  private static func seen(
    _ port: PortFacts, _ uid: String, _ asked: AskedBoard?
  ) -> DoctorFinding {
    guard let asked, let time = asked.microseconds else {
      return DoctorFinding(
        .note, "board-seen", port.path,
        seen: Words("la placa \(uid) contesta", "the board \(uid) answers"),
        cause: Words(
          "no se le preguntó más: alguien ha descolgado, o no dio una sesión",
          "it was asked no more: somebody has lifted, or it gave no session"))
    }
    let (there, here) = (asked.toBoard.text, asked.fromBoard.text)
    return DoctorFinding(
      .note, "board-seen", port.path,
      seen: Words(
        "la placa \(uid) contesta, en \(LatencyHistogram.time(time, .spanish)); perdidos hacia ella \(there.spanish), desde ella "
          + "\(here.spanish)",
        "the board \(uid) answers, in \(LatencyHistogram.time(time, .english)); lost on the way to it \(there.english), from it "
          + "\(here.english)"),
      cause: Words(
        "se le preguntó directo por el puerto; cuánto se desvía su reloj no se midió: toma medio minuto, y el "
          + "servicio lo mide siempre (cabinactl links)",
        "it was asked straight on the port; how far its clock is off was not measured: that takes half a "
          + "minute, and the daemon always does it (cabinactl links)"))
  }
}

extension PortHolder {
  /// A program of this project.
  var isOurs: Bool { ["cabinad", "cabinactl"].contains(command) }
}
