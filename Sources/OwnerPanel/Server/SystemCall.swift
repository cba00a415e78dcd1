import BoothProtocol
import Glibc

/// What a system call failed with.
struct SystemFault: Error, Hashable, Sendable {
  var call: String
  /// `errno`.
  var code: Int32
}

/// Calls again when a signal came in between; nobody else in this room looks at `errno`.
@discardableResult
func systemCall<Result: SignedInteger>(
  _ name: String, _ body: () -> Result
) throws(SystemFault) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw SystemFault(call: name, code: code) }
  }
}

/// `No such file or directory`.
func systemErrorText(_ code: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 128)
  guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
  return String(
    decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// An open file or socket, closed when nothing refers to it any more.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}

/// Makes a `poll` return: any thread rings, the thread in `poll` hears.
final class Bell: Sendable {
  /// Readable while it rings.
  let descriptor: Descriptor
  private let rope: Descriptor

  init() throws(SystemFault) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    var ends: [Int32] = [-1, -1]
    try systemCall("socketpair") { socketpair(AF_UNIX, type, 0, &ends) }
    descriptor = Descriptor(ends[0])
    rope = Descriptor(ends[1])
  }

  /// A full socket rings as well, so no failure matters.
  func ring() { _ = send(rope.number, [1], 1, Int32(MSG_NOSIGNAL)) }

  func silence() {
    var rings = [UInt8](repeating: 0, count: 64)
    while recv(descriptor.number, &rings, rings.count, 0) == rings.count {}
  }
}

extension Moment {
  /// The box's monotonic clock.
  static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

/// A value that several threads use, one at a time.
final class Guarded<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func with<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
