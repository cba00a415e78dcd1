import BoardConformance
import Dispatch
import Glibc
import Ledger
import Notation

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
  private let say: Language
  private let reading = DispatchQueue(label: "hands")

  /// Milliseconds in which a reader that is about to be started may open its end.
  private static let patience = 10_000
  private static let interval = 100

  /// Opens the file, if there is one.
  init(_ stimuli: ConformanceOrder.Stimuli, line: Int, _ say: Language) throws(CommandError) {
    self.line = line
    self.say = say
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
        let why = code == ENXIO ? Words("nadie lo lee", "nobody reads it") : Words(errno: code)
        throw CommandError(why).about("--stimuli \(path)")
      }
      usleep(UInt32(interval * 1000))
      waited += interval
    }
  }

  /// What a person is asked for.
  static func request(_ stimulus: Stimulus, _ line: Int, _ say: Language) -> String {
    let key = say(
      "y después Enter (s: saltar esta comprobación)", "then Enter (s: skip this check)")
    return "  → \(say(stimulus.request(line: line))), \(key) "
  }

  /// Has it done. `then` is called once, on some queue.
  func perform(_ stimulus: Stimulus, then: @escaping @Sendable (ConformanceRun.Input) -> Void) {
    switch means {
    case .nobody: then(.stimulusRefused(Words("nadie en la línea", "nobody at the line")))
    case .person:
      // Over the line that shows what is going on.
      let start = Console.isTerminal(STDERR_FILENO) ? "\r\u{1B}[K" : ""
      let request = start + Self.request(stimulus, line, say)
      reading.async {
        CommandOutcome.write(request, to: STDERR_FILENO)
        let answer = readLine()
        switch answer {
        case nil:
          let why = Words(
            "no hay más respuestas en la entrada estándar", "no more answers on standard input")
          then(.stimulusRefused(why))
        case "s"?, "S"?:
          then(.stimulusRefused(Words("saltada a mano", "skipped by hand")))
        default: then(.stimulusDone)
        }
      }
    case .program(let descriptor, let path):
      let bytes = Array((stimulus.instruction(line: line) + "\n").utf8)
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count != bytes.count else { return then(.stimulusDone) }
      let why = Words(errno: errno)
      then(
        .stimulusRefused(Words("\(path): \(why.spanish)", "\(path): \(why.english)")))
    }
  }
}
