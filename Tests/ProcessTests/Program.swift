import Foundation
import Synchronization
import Testing

/// A program of this package, run as a process with its pipes in hand.
final class Program: Sendable {
  private let child: Child
  private let input: Int32
  private let output: LineReader
  private let errors: LineReader
  private let name: String
  private let passedEvents = Mutex<[String]>([])
  /// Lines of a simulator's log that came before an answer.
  var events: [String] { passedEvents.withLock { $0 } }

  /// How long something is waited for that must come, in seconds: what it costs a test that fails,
  /// and more than the busiest machine takes.
  static let patience = 60.0

  /// Starts `name` from where the tests were built, or a program of the system by its whole path.
  /// `output`: has its standard output, in place of a pipe that is read. `through`: words of another
  /// program that becomes this one.
  init(
    _ name: String, _ arguments: [String], environment: [String: String] = [:],
    output descriptor: Int32? = nil, through launcher: [String] = []
  ) throws {
    self.name = name
    let program = name.hasPrefix("/") ? name : Self.folder.appendingPathComponent(name).path
    let pipes = try (PipeEnds(), PipeEnds(), PipeEnds())
    defer { for end in [pipes.0.reading, pipes.1.writing, pipes.2.writing] { close(end) } }
    do {
      child = try Child(
        launcher + [program] + arguments, environment: environment,
        input: .descriptor(pipes.0.reading), output: .descriptor(descriptor ?? pipes.1.writing),
        errors: .descriptor(pipes.2.writing))
    } catch {
      for end in [pipes.0.writing, pipes.1.reading, pipes.2.reading] { close(end) }
      throw error
    }
    input = pipes.0.writing
    output = LineReader(pipes.1.reading)
    errors = LineReader(pipes.2.reading)
  }

  deinit { close(input) }

  static let folder: URL = {
    // The test bundle stands beside the programs.
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let beside = bundle.deletingLastPathComponent()
    if FileManager.default.fileExists(atPath: beside.appendingPathComponent("cabinad").path) {
      return beside
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent(".build/debug")
  }()

  var isRunning: Bool { child.isRunning }

  var identifier: Int32 { child.identifier }

  /// Whether it has a socket, and sleeps.
  var waitsForAnswer: Bool {
    get throws {
      let own = "/proc/\(identifier)"
      let open = try FileManager.default.contentsOfDirectory(atPath: own + "/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(own)/fd/\($0)")
      }
      return try open.contains { $0.hasPrefix("socket:") }
        && String(contentsOfFile: own + "/status", encoding: .utf8).contains("State:\tS")
    }
  }

  func send(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Sends a line and takes the one that answers it.
  @discardableResult
  func ask(_ line: String) throws -> String {
    send(line)
    while true {
      let answer = try #require(
        output.next(within: Self.patience),
        "\(name) did not answer «\(line)»; it said: \(everything)")
      if !answer.hasPrefix("event ") { return answer }
      passedEvents.withLock { $0.append(answer) }
    }
  }

  /// The board's tick at the first event of its log that says this.
  func tick(of event: String) throws -> Int64 {
    let line = try #require(
      events.first { $0.contains(event) }, "no «\(event)» among \(events)")
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int64($0) })
  }

  func outputLine(within seconds: Double = patience) throws -> String {
    try #require(output.next(within: seconds), "\(name) said nothing; errors: \(errors.all)")
  }

  /// What is left of standard output once the program has ended.
  func restOfOutput() -> [String] { output.rest() }
  func restOfErrors() -> [String] { errors.rest() }

  /// Waits for a line on standard error that contains `text`.
  @discardableResult
  func errorLine(containing text: String, within seconds: Double = patience) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    while let line = errors.next(within: end.timeIntervalSinceNow) {
      if line.contains(text) { return line }
    }
    return try #require(nil, "\(name) never said «\(text)»; it said: \(everything)")
  }

  var everything: String { (output.all + errors.all).joined(separator: "\n") }

  func signal(_ number: Int32) { child.signal(number) }

  /// The exit status, once all that it said is here; a signal's number counts negative.
  func status(within seconds: Double = patience) throws -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    while child.isRunning, Date() < end { usleep(5000) }
    try #require(!child.isRunning, "\(name) did not end; it said: \(everything)")
    for reader in [output, errors] { reader.waitForEnd(until: end) }
    return try child.status()
  }

  /// Pulls the plug: no handler of the program runs.
  func killAtOnce() throws {
    signal(SIGKILL)
    _ = try status()
  }
}

/// A new pipe; neither end is handed down by itself.
struct PipeEnds {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    let result = pipe(&ends)
    try #require(result == 0, "no pipe: \(String(cString: strerror(errno)))")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

/// Lines of a pipe, with a limit on waiting.
final class LineReader: @unchecked Sendable {
  private let condition = NSCondition()
  private var partial: [UInt8] = []
  private var lines: [String] = []
  private var taken = 0
  private var hasEnded = false

  /// Reads on a thread of its own until the pipe ends, and closes it.
  init(_ descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var bytes = [UInt8](repeating: 0, count: 65_536)
      var count = 0
      repeat {
        repeat { count = read(descriptor, &bytes, bytes.count) } while count == -1 && errno == EINTR
        take(bytes[..<max(0, count)])
      } while count > 0
      close(descriptor)
    }
  }

  private func take(_ data: ArraySlice<UInt8>) {
    condition.lock()
    defer { condition.unlock() }
    hasEnded = data.isEmpty
    for byte in data {
      if byte == UInt8(ascii: "\n") {
        lines.append(String(decoding: partial, as: UTF8.self))
        partial = []
      } else {
        partial.append(byte)
      }
    }
    condition.broadcast()
  }

  func next(within seconds: Double) -> String? {
    let end = Date().addingTimeInterval(seconds)
    condition.lock()
    defer { condition.unlock() }
    while taken == lines.count {
      guard !hasEnded, condition.wait(until: end) else { return nil }
    }
    defer { taken += 1 }
    return lines[taken]
  }

  func waitForEnd(until end: Date) {
    condition.lock()
    defer { condition.unlock() }
    while !hasEnded, condition.wait(until: end) {}
  }

  /// The lines that nobody has taken, up to the end of the pipe.
  func rest() -> [String] {
    var lines: [String] = []
    while let line = next(within: Program.patience) { lines.append(line) }
    return lines
  }

  var all: [String] {
    condition.lock()
    defer { condition.unlock() }
    return lines
  }
}

/// A folder that is gone after the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("cabina-\(UUID().uuidString.prefix(8))").path
    // A folder that cannot be made shows itself in every use of it.
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Of a shop of one booth whose board, if there is one, is on a link in a folder.
  func writeConfiguration(boardIn folder: TemporaryFolder) throws -> String {
    try write(
      """
      [board]
      port = \(folder.path)/ttyBOARD
      [page]
      port = 0
      [booth 4312]
      line = 1
      """, to: "cabina.conf")
  }

  func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }
}
