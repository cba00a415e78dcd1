import Glibc

/// A socket that clients connect to.
final class ListeningSocket {
  let descriptor: Descriptor
  /// With the real port.
  let address: PanelAddress
  private let hostNames: [String]
  /// The file of a Unix socket, removed in the end if it is still ours.
  private let inode: ino_t?

  /// Many at once must not have the kernel drop the one who is next: he would ask again after seconds.
  private static let backlog: Int32 = 1024

  init(_ wanted: PanelAddress, hostNames: [String]) throws(PanelError) {
    self.hostNames = hostNames
    let socketAddress = try SocketAddress(wanted)
    if case .unix(let path) = wanted, let kind = fileStatus(path)?.kind, kind != S_IFSOCK {
      throw .notASocket(path: path)
    }
    do throws(SystemFault) {
      let socket = try Self.open(socketAddress.family)
      switch wanted {
      case .tcp(let host, _):
        try Self.bindTCP(socket, to: socketAddress)
        let port = try SocketAddress.port(of: socket)
        address = .tcp(host: host, port: port)
        inode = nil
      case .unix(let path):
        try Self.bindUnix(socket, to: socketAddress, path: path)
        address = wanted
        inode = fileStatus(path)?.inode
      }
      try systemCall("listen") { listen(socket.number, Self.backlog) }
      descriptor = socket
    } catch {
      throw error.code == EADDRINUSE
        ? .inUse(wanted) : .system(wanted, call: error.call, code: error.code)
    }
  }

  deinit {
    if case .unix(let path) = address, let inode, fileStatus(path)?.inode == inode {
      unlink(path)
    }
  }

  var isLocal: Bool {
    if case .unix = address { return true }
    return false
  }

  /// nil: nobody waits, or who waited has left, which shows as one of many errors (accept(2)). Throws
  /// what keeps everybody out: there are no descriptors, or there is no memory.
  /// `access`: what a program may do.
  func accept(_ access: LocalAccess) throws(SystemFault) -> (Descriptor, Peer, Admission)? {
    do throws(SystemFault) {
      return try acceptNext(access)
    } catch {
      guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.code) else { return nil }
      throw error
    }
  }

  private func acceptNext(
    _ access: LocalAccess
  ) throws(SystemFault) -> (Descriptor, Peer, Admission) {
    let connection = Descriptor(
      try systemCall("accept") { Glibc.accept(descriptor.number, nil, nil) })
    try systemCall("fcntl") { fcntl(connection.number, F_SETFD, FD_CLOEXEC) }
    try systemCall("fcntl") { fcntl(connection.number, F_SETFL, O_NONBLOCK) }
    switch address {
    case .tcp(_, let port):
      Self.setOption(connection, Int32(IPPROTO_TCP), TCP_NODELAY)
      let (own, other) = try SocketAddress.ends(of: connection)
      // A figure is nobody's name: it cannot be made to point here.
      let names = hostNames + [own.contains(":") ? "[\(own)]" : own]
      return (connection, .network(address: other), .network(port: port, names: names))
    case .unix:
      let program = try LocalProgram(at: connection)
      let peer: Peer =
        access.role(of: program).map { .local(uid: program.uid, role: $0) }
        ?? .refused(uid: program.uid)
      return (connection, peer, .unix)
    }
  }

  private static func open(_ family: Int32) throws(SystemFault) -> Descriptor {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    return Descriptor(try systemCall("socket") { socket(family, type, 0) })
  }

  private static func setOption(_ socket: Descriptor, _ level: Int32, _ option: Int32) {
    var one: Int32 = 1
    setsockopt(socket.number, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func bindTCP(
    _ socket: Descriptor, to address: SocketAddress
  ) throws(SystemFault) {
    // A restarted daemon must not wait for the old one's connections to fade.
    setOption(socket, SOL_SOCKET, SO_REUSEADDR)
    // `::1` alone: 127.0.0.1 is a socket of its own.
    if address.family == AF_INET6 { setOption(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
    try address.withPointer { pointer, size throws(SystemFault) in
      try systemCall("bind") { bind(socket.number, pointer, size) }
    }
  }

  private static func bindUnix(
    _ socket: Descriptor, to address: SocketAddress, path: String
  ) throws(SystemFault) {
    try removeAbandoned(path, address)
    try address.withPointer { pointer, size throws(SystemFault) in
      try systemCall("bind") { bind(socket.number, pointer, size) }
    }
    // Whatever mask the process has: who connects is looked at one by one. Before `listen` nobody can.
    try systemCall("chmod") { chmod(path, 0o666) }
  }

  /// A daemon that was killed leaves its socket's file behind; one at which nobody answers is in
  /// the way.
  private static func removeAbandoned(
    _ path: String, _ address: SocketAddress
  ) throws(SystemFault) {
    guard fileStatus(path) != nil else { return }
    let probe = try open(AF_UNIX)
    do throws(SystemFault) {
      try address.withPointer { pointer, size throws(SystemFault) in
        try systemCall("connect") { connect(probe.number, pointer, size) }
      }
    } catch {
      if error.code == ECONNREFUSED { unlink(path) }
    }
  }
}

/// nil: there is nothing at `path`.
private func fileStatus(_ path: String) -> (kind: mode_t, inode: ino_t)? {
  var status = stat()
  guard lstat(path, &status) == 0 else { return nil }
  return (status.st_mode & S_IFMT, status.st_ino)
}
