import BoothProtocol
import LineRecord
import Notation
import SerialLine

/// Ports for programs.
enum ScanJSON {
  static func text(_ ports: [ScannedPort]) -> String {
    let json: JSON = ["ports": .array(ports.map(port))]
    return json.text + "\n"
  }

  private static func port(_ scanned: ScannedPort) -> JSON {
    let port = scanned.port
    return [
      "port": .text(port.path),
      "links": .array(port.links.map { .text($0) }),
      "vendor": .text(port.vendor),
      "model": .text(port.model),
      "serialNumber": .text(port.serialNumber),
      "driver": .text(port.driver),
      "occupant": scanned.occupant.map(occupant) ?? .null,
      "probes": .array(scanned.probes.map(probe)),
      "board": scanned.board.map { board($0.identity, $0.speed) } ?? .null,
    ]
  }

  private static func occupant(_ occupant: PortOccupant) -> JSON {
    let (kind, holders) =
      switch occupant {
      case .login(let holder): ("login", [holder])
      case .holders(let holders): ("in use", holders)
      }
    return [
      "kind": .text(kind),
      "processes": .array(
        holders.map { ["process": .integer(Int64($0.processID)), "command": .text($0.command)] }),
    ]
  }

  private static func probe(_ probe: ScannedPort.Probe) -> JSON {
    var members = [
      JSON.Member(name: "speed", value: .integer(Int64(probe.speed.rawValue))),
      JSON.Member(name: "result", value: .text(probe.result.name)),
    ]
    if case .failed(let error) = probe.result {
      members.append(JSON.Member(name: "why", value: .text(error.words.english)))
    }
    return .object(members)
  }

  private static func board(_ board: BoardIdentity, _ speed: BaudRate) -> JSON {
    [
      "uid": .text("\(board.uid)"),
      "firmware": .text("\(board.firmware)"),
      "lines": .integer(Int64(board.lineCount)),
      "trunks": .integer(Int64(board.trunkCount)),
      "speed": .integer(Int64(speed.rawValue)),
      "resetCause": .text(board.resetCause.name),
    ]
  }
}
