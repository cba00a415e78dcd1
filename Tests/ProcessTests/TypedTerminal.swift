import CLinux
import Foundation
import Testing

/// A terminal at which a test types, for a program that asks a person.
final class TypedTerminal {
  private let master: Int32
  /// For the program.
  let slave: Int32
  /// All that a person would have seen so far.
  private(set) var seen = ""

  init() throws {
    master = cabina_pty_open_master(O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(master >= 0 && cabina_pty_unlock_slave(master) == 0)
    var name = [CChar](repeating: 0, count: 64)
    try #require(cabina_pty_slave_path(master, &name, 64) == 0)
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(slave >= 0)
  }

  deinit {
    close(slave)
    close(master)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(write(master, bytes, bytes.count) == bytes.count)
  }

  /// Whether the terminal shows what is typed.
  var isShowing: Bool {
    var settings = termios()
    return tcgetattr(slave, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits until it has been seen; false: it never was.
  func waits(for text: String) -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while !seen.contains(text) {
      var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, Int32(max(0, end.timeIntervalSinceNow * 1000))) > 0 else {
        return false
      }
      take()
    }
    return true
  }

  /// What is there by now.
  func look() {
    var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&poller, 1, 0) > 0, take() {}
  }

  @discardableResult
  private func take() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &bytes, bytes.count)
    seen += String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    return count > 0
  }
}
