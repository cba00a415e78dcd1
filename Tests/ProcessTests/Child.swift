import Foundation
import Synchronization
import Testing

/// A process that may be gone the instant after it was started, or be killed at any. Foundation's own
/// copies the list of all open descriptors as it starts one, which now and then crashes while others
/// open and close some, and misses the end of one that is gone at once.
final class Child: Sendable {
  let identifier: pid_t
  /// nil: it has not been seen to end.
  private let ended = Mutex<Int32?>(nil)

  /// What a process has as a descriptor.
  enum Stream {
    case nothing
    case descriptor(Int32)
    /// All that is said is appended to the file.
    case file(String)
  }

  /// Starts a program of this package, by its bare name, or another by its path or in `PATH`.
  /// `more`: what it has as its descriptors from 3 on.
  init(
    _ words: [String], environment: [String: String]? = nil, input: Stream = .nothing,
    output: Stream, errors: Stream? = nil, more: [Stream] = []
  ) throws {
    var words = words
    if let own = words.first.map({ Program.folder.appendingPathComponent($0).path }),
      FileManager.default.isExecutableFile(atPath: own)
    {
      words[0] = own
    }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    let aside = more.map(Self.setAside)
    defer { for case .descriptor(let copy) in aside { close(copy) } }
    let streams = [input, output, errors ?? .descriptor(1)] + aside
    for (place, stream) in streams.enumerated() { Self.add(stream, as: Int32(place), &files) }
    // Pipes of tests that run beside this one would not end before it does.
    for descriptor in Int32(streams.count)..<4096 {
      posix_spawn_file_actions_addclose(&files, descriptor)
    }
    // Here a program that is gone is the failure of one test, not the end of all; to it, SIGPIPE is
    // what it is anywhere.
    Glibc.signal(SIGPIPE, SIG_IGN)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    // The threads of a pool, on which tests run, block every signal.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, 4 | 8)
    var arguments = words.map { strdup($0) } + [nil]
    // What programs of this package say is held to what is expected, in English.
    let language = words.contains { $0.hasPrefix(Program.folder.path) } ? ["LC_ALL": "C"] : [:]
    var variables =
      ProcessInfo.processInfo.environment.merging(language) { $1 }
      .merging(environment ?? [:]) { $1 }
      .map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child = pid_t()
    let result = posix_spawnp(&child, words[0], &files, &attributes, &arguments, &variables)
    try #require(result == 0, "\(words): \(String(cString: strerror(result)))")
    identifier = child
  }

  convenience init(_ words: [String], output: String) throws {
    try self.init(words, output: .file(output))
  }

  /// A copy that is not at a place where the process is to have another one.
  private static func setAside(_ stream: Stream) -> Stream {
    guard case .descriptor(let descriptor) = stream else { return stream }
    return .descriptor(fcntl(descriptor, F_DUPFD_CLOEXEC, 64))
  }

  private static func add(
    _ stream: Stream, as place: Int32, _ files: inout posix_spawn_file_actions_t
  ) {
    switch stream {
    case .nothing: posix_spawn_file_actions_addopen(&files, place, "/dev/null", O_RDWR, 0)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&files, descriptor, place)
    case .file(let path):
      posix_spawn_file_actions_addopen(&files, place, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
  }

  deinit { kill() }

  func signal(_ number: Int32) {
    ended.withLock { if $0 == nil { Glibc.kill(identifier, number) } }
  }

  var isRunning: Bool { look() == nil }

  /// The exit status, if it has ended; a signal's number counts negative.
  private func look(waits: Bool = false) -> Int32? {
    ended.withLock { ended in
      guard ended == nil else { return ended }
      var status: Int32 = 0
      var found: pid_t
      repeat {
        found = waitpid(identifier, &status, waits ? 0 : WNOHANG)
      } while found == -1
        && errno == EINTR
      if found == identifier {
        ended = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
      }
      return ended
    }
  }

  /// The exit status, once it has ended; a signal's number counts negative.
  func status(within seconds: Double = Program.patience) throws -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if let status = look() { return status }
      try #require(Date() < end, "process \(identifier) did not end")
      usleep(2000)
    }
  }

  /// Pulls the plug, and waits until all that it had is let go of.
  func kill() {
    signal(SIGKILL)
    _ = look(waits: true)
  }

  /// Runs it to its end: the exit status and what it said.
  static func run(_ words: [String]) throws -> (status: Int32, output: String) {
    let folder = TemporaryFolder()
    let file = folder.path + "/output"
    let status = try Child(words, output: file).status()
    return (status, try String(contentsOfFile: file, encoding: .utf8))
  }
}
