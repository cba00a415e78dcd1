import Dispatch
import SerialLine

/// A pty at whose other end something babbles that is no board.
final class NoisyTerminal: @unchecked Sendable {
  let terminal: PseudoTerminal
  private let queue = DispatchQueue(label: "noisy")
  private let timer: any DispatchSourceTimer

  /// - Parameter answer: what it makes of what it hears, if anything; each 50 ms it says noise
  /// besides.
  init(_ terminal: PseudoTerminal, noise: [UInt8] = [0x55, 0xAA, 0x00, 0x80, 0xFF, 0x00]) {
    self.terminal = terminal
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .milliseconds(50))
    timer.setEventHandler { terminal.write(noise) }
    timer.activate()
  }

  func stop() {
    queue.sync {
      timer.cancel()
      terminal.unplug()
    }
  }
}
