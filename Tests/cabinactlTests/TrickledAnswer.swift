import Dispatch
import Glibc
import Synchronization
import Testing

/// Listens at a Unix socket, and gives whoever asks a letter every 100 ms, of a line without an end.
final class TrickledAnswer: Sendable {
  private let path: String
  private let listener: Int32
  private let isEnding = Atomic(false)

  init(_ path: String) throws {
    self.path = path
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0 && listen(listener, 8) == 0)
    DispatchQueue(label: "trickle").async { [self] in
      while !isEnding.load(ordering: .relaxed) {
        let asker = accept(listener, nil, nil)
        guard asker >= 0 else { return }
        while send(asker, "x", 1, Int32(MSG_NOSIGNAL)) == 1 { usleep(100_000) }
        close(asker)
      }
    }
  }

  func end() {
    isEnding.store(true, ordering: .relaxed)
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    unlink(path)
  }
}
