import Dispatch
import Notation

extension Console {
  /// Says what is waited for, with its seconds, as long as `body` takes.
  @discardableResult
  func waiting<Value, Failure: Error>(
    _ what: Words, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let sign = WaitingSign(self, what)
    defer { sign.end() }
    return try body()
  }
}

/// What is waited for, and for how many seconds so far.
// Unchecked: the timer is made once, and only cancelled.
final class WaitingSign: @unchecked Sendable {
  private let timer: (any DispatchSourceTimer)?
  private let queue = DispatchQueue(label: "cabina.waiting")
  private let line: StatusLine

  init(_ console: Console, _ what: Words) {
    let line = StatusLine(console, after: .zero)
    self.line = line
    guard console.statusColumns != nil else {
      timer = nil
      return
    }
    let text = console.say(what)
    let start = DispatchTime.now()
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler {
      let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
      line.show("\(text)… \(seconds) s")
    }
    timer.schedule(deadline: start + .seconds(1), repeating: .seconds(1))
    timer.activate()
    self.timer = timer
  }

  func end() {
    // One that is just being shown is waited for.
    queue.sync { timer?.cancel() }
    line.end()
  }
}
