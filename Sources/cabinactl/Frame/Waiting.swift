import Dispatch
import Glibc

/// What takes longer than a second says so to a person, with its seconds, on the last line of the
/// terminal; elsewhere nothing.
enum Waiting {
  static func during<Value>(
    _ what: String, _ body: () throws(CommandError) -> Value
  ) throws(CommandError) -> Value {
    guard isatty(STDERR_FILENO) == 1 else { return try body() }
    let queue = DispatchQueue(label: "waiting")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    let start = DispatchTime.now()
    timer.setEventHandler {
      let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
      CommandOutcome.write("\r\(what)… \(seconds) s\u{1B}[K", to: STDERR_FILENO)
    }
    timer.schedule(deadline: start + .seconds(1), repeating: .seconds(1))
    timer.activate()
    defer {
      queue.sync { timer.cancel() }
      let hasShown = DispatchTime.now() > start + .seconds(1)
      if hasShown { CommandOutcome.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
    return try body()
  }
}
