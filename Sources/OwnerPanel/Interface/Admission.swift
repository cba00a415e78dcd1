/// Whether a request may be answered at all, whoever asks: whether it was sent to this panel, and by a
/// page of its own.
struct Admission: Hashable, Sendable {
  enum Verdict: Hashable, Sendable {
    case admitted
    /// The `Host` names somebody else: a page elsewhere had its name point to this box (DNS
    /// rebinding).
    case wrongHost
    /// A page of another origin sends a form or a script's request with this browser's means.
    case otherOrigin
  }

  /// What `Host` may say, in lower case; nil: anything (a Unix socket, where no browser comes).
  private let hosts: Set<String>?

  private init(hosts: Set<String>?) { self.hosts = hosts }

  static let unix = Admission(hosts: nil)

  /// For a socket on `port`; `names` as in `PanelConfiguration.hostNames`.
  static func network(port: UInt16, names: [String]) -> Admission {
    var hosts: Set<String> = []
    for name in ["localhost", "127.0.0.1", "[::1]"] + names.map({ $0.lowercased() }) {
      // A colon within brackets belongs to an IPv6 address.
      let afterAddress = name.lastIndex(of: "]").map { name[$0...] } ?? name[...]
      guard let colon = afterAddress.lastIndex(of: ":") else {
        hosts.insert("\(name):\(port)")
        if port == 80 { hosts.insert(name) }
        continue
      }
      hosts.insert(name)
      if ["80", "443"].contains(name[name.index(after: colon)...]) {
        hosts.insert(String(name[..<colon]))
      }
    }
    return Admission(hosts: hosts)
  }

  func verdict(on request: HTTPRequest) -> Verdict {
    let host = request.headers.only("host")?.lowercased()
    if let hosts {
      guard let host, hosts.contains(host) else { return .wrongHost }
    }
    // Reading is safe: without a CORS header no other origin gets to see an answer.
    if request.method == .get || request.method == .head { return .admitted }
    return comesFromOwnPage(request, host: host) ? .admitted : .otherOrigin
  }

  /// Browsers send at least one of these headers with a POST; programs send neither and are
  /// admitted.
  private func comesFromOwnPage(_ request: HTTPRequest, host: String?) -> Bool {
    let sites = request.headers.values(of: "sec-fetch-site")
    guard sites.allSatisfy({ $0 == "same-origin" }) else { return false }
    return request.headers.values(of: "origin").allSatisfy { origin in
      guard let host else { return false }
      return ["http://\(host)", "https://\(host)"].contains(origin.lowercased())
    }
  }
}

/// Who is at the other end of a connection.
enum Peer: Hashable, Sendable {
  /// From this address, in figures.
  case network(address: String)
  /// A program on this box, as the kernel knows it, and what it may do.
  case local(uid: UInt32, role: PanelRole)
  /// The same, which may do nothing.
  case refused(uid: UInt32)
}
