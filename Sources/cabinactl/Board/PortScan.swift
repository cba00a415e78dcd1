import BoothProtocol
import Dispatch
import SerialLine
import Synchronization

/// One serial port, and what is on it.
struct ScannedPort: Hashable {
  var port: PortCandidate
  /// It is in use, and was not touched.
  var occupant: PortOccupant?
  /// What was tried, in its order; none on a port in use.
  var probes: [Probe] = []

  struct Probe: Hashable {
    var speed: BaudRate
    var result: ProbeResult
  }

  /// The board there and its speed.
  var board: (identity: BoardIdentity, speed: BaudRate)? {
    for probe in probes {
      if case .board(let identity) = probe.result { return (identity, probe.speed) }
    }
    return nil
  }
}

/// Looks at serial ports: what they are, who has them, whether a board answers.
enum PortScan {
  /// The ports of this machine. In a container `/sys` may not tell of them: then those are taken
  /// that
  /// `/dev` has by their usual names, save `ttyS`, of which most are ports in name only.
  static func ports() throws(SystemError) -> [PortCandidate] {
    let known = try UdevDiscovery.ports()
    let paths = Set(known.map(\.path))
    let named = SystemFiles.names(in: "/dev").filter { name in
      ["ttyUSB", "ttyACM", "ttyAMA", "ttymxc"].contains { name.hasPrefix($0) }
    }.map { "/dev/" + $0 }.filter { !paths.contains($0) }
    return known + named.sorted().map(PortCandidate.init(path:))
  }

  /// A port that was named. What is known of the machine's own port of that name goes with it.
  static func port(named path: String) -> PortCandidate {
    let device = SystemFiles.resolved(path)
    let known = (try? UdevDiscovery.ports()) ?? []
    return known.first { $0.path == path || $0.path == device } ?? PortCandidate(path: path)
  }

  /// Looks at all of them at the same time: at most two seconds for each of two speeds.
  static func scan(
    _ ports: [PortCandidate], speeds: [BaudRate] = BaudRate.allCases
  ) -> [ScannedPort] {
    let results = Mutex([ScannedPort](ports.map { ScannedPort(port: $0) }))
    let group = DispatchGroup()
    for (index, port) in ports.enumerated() {
      // A queue for each: they wait, and are not to wait for one another.
      DispatchQueue(label: "cabina.scan").async(group: group) {
        let result = look(at: port, speeds: speeds)
        results.withLock { $0[index] = result }
      }
    }
    group.wait()
    return results.withLock { $0 }
  }

  private static func look(at port: PortCandidate, speeds: [BaudRate]) -> ScannedPort {
    var scanned = ScannedPort(port: port)
    scanned.occupant = PortOccupant(of: port.path)
    guard scanned.occupant == nil else { return scanned }
    for speed in speeds {
      let result = BoardProbe.run(port.path, speed: speed)
      scanned.probes.append(ScannedPort.Probe(speed: speed, result: result))
      switch result {
      // At another speed none of these is otherwise.
      case .board, .otherVersion, .deaf, .echo, .failed: return scanned
      case .noise, .silent: continue
      }
    }
    return scanned
  }
}
