import Glibc

/// `cabina-sim` as a process of its own, spoken to as a person would.
final class SimulatorProcess {
  private let pid: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var status: Int32?

  /// Starts it with these arguments.
  init(_ arguments: [String]) throws {
    let (childInput, input) = try Self.makePipe()
    let (output, childOutput) = try Self.makePipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childInput, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, childOutput, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, childOutput, STDERR_FILENO)
    for descriptor in Int32(3)..<4096 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var words = ([Self.path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, Self.path, &actions, nil, &words, environ)
    close(childInput)
    close(childOutput)
    guard code == 0 else { throw Failure.cannotStart(code) }
    self.pid = pid
    self.input = input
    self.output = output
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      _ = waitForExit()
    }
    close(input)
    close(output)
  }

  enum Failure: Error { case cannotStart(Int32) }

  /// Not handed down to processes other than through the actions of their start.
  private static func makePipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure.cannotStart(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Beside the tests' own executable, where the build puts it.
  private static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let folder = own.lastIndex(of: UInt8(ascii: "/")).map { own[...$0] } ?? []
    return String(decoding: folder, as: UTF8.self) + "cabina-sim"
  }()

  /// The next line it prints; nil after a minute, or at the end of its output.
  func nextLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 60_000) > 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(output, &bytes, bytes.count)
      guard count > 0 else { return nil }
      buffer += bytes[..<count]
    }
  }

  /// Everything it prints until it ends.
  func allLines() -> [String] {
    var lines: [String] = []
    while let line = nextLine() { lines.append(line) }
    return lines
  }

  func say(_ command: String) {
    let bytes = Array((command + "\n").utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Says a command and hears its answer.
  func ask(_ command: String) -> String? {
    say(command)
    return nextLine()
  }

  func endInput() { close(input) }

  var identifier: pid_t { pid }

  func signal(_ number: Int32) { kill(pid, number) }

  /// The exit status, or 128 and the signal that killed it.
  func waitForExit() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
    let status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
    self.status = status
    return status
  }
}
