import Glibc

/// Tells systemd how the daemon is (sd_notify(3)): a datagram to the socket it names, nothing when
/// it names none.
struct ServiceManager {
  private let address: String?
  /// Half of what systemd allows between two signs of life; nil: it asks for none. Milliseconds.
  let watchdogMilliseconds: Int?

  init() {
    address = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    let microseconds = getenv("WATCHDOG_USEC").flatMap { Int(String(cString: $0)) }
    watchdogMilliseconds = microseconds.map { max(1, $0 / 2000) }
  }

  /// What a start takes longer than it usually may: it has a minute more from now.
  func extendStart() { send("EXTEND_TIMEOUT_USEC=60000000") }
  func ready() { send("READY=1") }
  func alive() { send("WATCHDOG=1") }
  func stopping() { send("STOPPING=1") }

  private func send(_ message: String) {
    guard let address else { return }
    var path = Array(address.utf8)
    // «@» stands for the abstract namespace.
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    var socketAddress = sockaddr_un()
    guard path.count < MemoryLayout.size(ofValue: socketAddress.sun_path) else { return }
    socketAddress.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(message.utf8)
    withUnsafePointer(to: &socketAddress) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = sendto(
          descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), address, length)
      }
    }
  }
}
