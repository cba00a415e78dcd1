import Foundation
import Testing

/// A process that may be gone the instant after it was started, or be killed at any: what it says
/// goes to a file. Foundation at times misses the end of such a one.
final class Child {
  let identifier: pid_t
  private var ended: Int32?

  /// Starts a program of this package, by its bare name, or another by its path or in `PATH`.
  /// `output`: what is appended to with all that it says.
  init(_ words: [String], output: String) throws {
    var words = words
    if let own = words.first.map({ Program.folder.appendingPathComponent($0).path }),
      FileManager.default.isExecutableFile(atPath: own)
    {
      words[0] = own
    }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&files, 1, 2)
    // Pipes of tests that run beside this one would not end before it does.
    for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&files, descriptor) }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let result = posix_spawnp(&child, words[0], &files, nil, &arguments, environ)
    try #require(result == 0, "\(words): \(String(cString: strerror(result)))")
    identifier = child
  }

  deinit { kill() }

  func signal(_ number: Int32) {
    if ended == nil { Glibc.kill(identifier, number) }
  }

  /// The exit status, once it has ended; a signal's number counts negative.
  func status(within seconds: Double = Program.patience) throws -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    while ended == nil {
      var status: Int32 = 0
      if waitpid(identifier, &status, WNOHANG) == identifier {
        ended = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
        break
      }
      try #require(Date() < end, "process \(identifier) did not end")
      usleep(2000)
    }
    return try #require(ended)
  }

  /// Pulls the plug, and waits until all that it had is let go of.
  func kill() {
    guard ended == nil else { return }
    Glibc.kill(identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
    ended = -SIGKILL
  }

  /// Runs it to its end: the exit status and what it said.
  static func run(_ words: [String]) throws -> (status: Int32, output: String) {
    let folder = TemporaryFolder()
    let file = folder.path + "/output"
    let status = try Child(words, output: file).status()
    return (status, try String(contentsOfFile: file, encoding: .utf8))
  }
}
