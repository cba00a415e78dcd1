import BoothProtocol
import Glibc

/// A host on a real terminal in real time, on the thread of the test: opens the path, talks, waits.
final class RealHost {
  private(set) var identity: BoardIdentity?
  private(set) var events: [BoardEvent] = []
  private(set) var reports: [LineReport] = []
  private(set) var hasHungUp = false
  private var link = HostLink()
  private var descriptor: Int32

  /// Fails when there is nothing at the path.
  init?(path: String, nonce: UInt32 = 1) {
    descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    handle(.opened(nonce: nonce))
  }

  deinit { close() }

  /// As the kernel does it for a killed process.
  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  func send(_ command: Command) { handle(.send(command)) }

  /// - Returns: whether it came true within so many milliseconds, which a busy machine is not to try.
  func run(within milliseconds: Int64 = 60_000, until isTrue: () -> Bool) -> Bool {
    let end = Self.now + milliseconds
    while !isTrue() {
      let left = end - Self.now
      guard left > 0, descriptor >= 0 else { return false }
      let idle = link.deadline.map { max(0, $0.milliseconds - Self.now) } ?? left
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, Int32(min(left, idle, 100)))
      if polled.revents != 0 { receive() }
      if let deadline = link.deadline, deadline.milliseconds <= Self.now { handle(.timer) }
    }
    return true
  }

  func open() -> Bool { run { identity != nil } }

  private func receive() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    if count > 0 {
      handle(.received(Array(bytes[..<count])))
    } else if count == 0 || errno == EIO || errno == ENXIO {
      hasHungUp = true
      close()
      handle(.closed)
    }
  }

  private func handle(_ input: HostLink.Input) {
    for effect in link.handle(input, at: Moment(milliseconds: Self.now)) {
      switch effect {
      case .write(let bytes): _ = write(descriptor, bytes, bytes.count)
      case .connected(let identity, let reports):
        self.identity = identity
        self.reports = reports
      case .event(let event):
        events.append(event)
        handle(.acknowledge(upTo: event.number))
      case .disconnected: identity = nil
      case .answered, .asked, .told, .withdrawn, .caughtUp, .clock, .heard: break
      }
    }
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
