import BoardConformance
import Dispatch
import Glibc

/// Whoever does what a check cannot do over the wire: a person who is asked, or a program that
/// reads instructions.
final class Hands: @unchecked Sendable {
  private enum Means {
    case person
    case nobody
    case program(descriptor: Int32, path: String)
  }

  private let means: Means
  /// As people count.
  private let line: Int
  private let reading = DispatchQueue(label: "hands")

  /// Milliseconds in which a reader that is about to be started may open its end.
  private static let patience = 10_000
  private static let interval = 100

  /// Opens the file, if there is one.
  init(_ stimuli: ConformanceOrder.Stimuli, line: Int) throws(CommandError) {
    self.line = line
    switch stimuli {
    case .ask: means = .person
    case .none: means = .nobody
    case .file(let path):
      means = .program(descriptor: try Self.open(path), path: path)
    }
  }

  deinit {
    if case .program(let descriptor, _) = means { close(descriptor) }
  }

  /// Milliseconds in which whoever makes the file may be about to.
  private static let makingPatience = 2000

  /// A pipe that nobody reads yet, or that is not there yet, is waited for, not for ever.
  private static func open(_ path: String) throws(CommandError) -> Int32 {
    var waited = 0
    while true {
      let descriptor = Glibc.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_APPEND)
      if descriptor >= 0 { return descriptor }
      let code = errno
      let patience = code == ENOENT ? makingPatience : patience
      guard [ENXIO, ENOENT, EINTR].contains(code), waited < patience else {
        let why = code == ENXIO ? "nobody reads it" : String(cString: strerror(code))
        throw CommandError(asItIs: "--stimuli \(path): \(why)")
      }
      usleep(UInt32(interval * 1000))
      waited += interval
    }
  }

  /// Has it done. `then` is called once, on some queue.
  func perform(_ stimulus: Stimulus, then: @escaping @Sendable (ConformanceRun.Input) -> Void) {
    switch means {
    case .nobody: then(.stimulusRefused("nobody at the line"))
    case .person:
      // Over the line that shows what is going on.
      let start = Console.isTerminal(STDERR_FILENO) ? "\r\u{1B}[K" : ""
      let request = start + "  → \(stimulus.request(line: line)), then Enter (s: skip this check) "
      reading.async {
        CommandOutcome.write(request, to: STDERR_FILENO)
        let answer = readLine()
        switch answer {
        case nil: then(.stimulusRefused("no more answers on standard input"))
        case "s"?, "S"?: then(.stimulusRefused("skipped by hand"))
        default: then(.stimulusDone)
        }
      }
    case .program(let descriptor, let path):
      let bytes = Array((stimulus.instruction(line: line) + "\n").utf8)
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      then(
        count == bytes.count
          ? .stimulusDone : .stimulusRefused("\(path): \(String(cString: strerror(errno)))"))
    }
  }
}
