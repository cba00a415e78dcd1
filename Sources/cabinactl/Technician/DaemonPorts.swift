import SerialLine

/// What the daemon has open.
struct DaemonPorts: Decodable {
  struct Port: Decodable {
    var port: String
    var links: [String]
    var status: String
    /// By the daemon's name for it; nil: none, or none is known.
    var reason: String?
    var reasonText: String?
    var board: BoardDescription?
  }

  var ports: [Port]
}

extension DaemonPorts.Port {
  func isSame(as path: String) -> Bool { PortNames.isSame(path, as: port, links) }
}

enum PortNames {
  /// Whether a port is meant: by its name, by a lasting one, or by a link to the device.
  static func isSame(_ path: String, as port: String, _ links: [String]) -> Bool {
    if port == path || links.contains(path) { return true }
    guard let device = SystemFiles.resolved(path) else { return false }
    return SystemFiles.resolved(port) == device
  }
}
