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
  /// By its name, by a lasting one, or by a link to the device.
  func isSame(as path: String) -> Bool {
    if port == path || links.contains(path) { return true }
    guard let device = SystemFiles.resolved(path) else { return false }
    return SystemFiles.resolved(port) == device
  }
}
