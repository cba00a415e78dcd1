import BoothProtocol
import Dispatch
import LineRecord
import SerialLine

/// A board made of a recording, in real time, its cable being a pseudo-terminal.
// Unchecked: all that varies is touched on `queue` only.
final class ReplayOnPort: @unchecked Sendable {
  private let queue = DispatchQueue(label: "replay-on-port")
  private let terminal: PseudoTerminal
  private let timer: any DispatchSourceTimer
  private let opening = DispatchTime.now().uptimeNanoseconds
  private let atEnd: @Sendable (ReplayBoard.End) -> Void
  private var board: ReplayBoard

  /// - Parameter atEnd: told how it ended, on the port's own queue.
  init(
    _ board: ReplayBoard, link: String?, permissions: UInt32?,
    atEnd: @escaping @Sendable (ReplayBoard.End) -> Void
  ) throws(SystemError) {
    self.board = board
    self.atEnd = atEnd
    terminal = try PseudoTerminal(link: link, permissions: permissions)
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
  }

  /// The terminal, and the link to it if there is one.
  var place: String {
    queue.sync { [terminal.device, terminal.link].compactMap(\.self).joined(separator: " ") }
  }

  func start() {
    queue.sync {
      terminal.start(on: queue) { [weak self] in self?.handle(.received($0)) }
      timer.setEventHandler { [weak self] in self?.handle(.timer) }
      timer.schedule(deadline: .now())
      timer.activate()
    }
  }

  /// Takes the terminal away; how many events were acknowledged until then.
  func stop() -> Int {
    queue.sync {
      terminal.unplug()
      timer.cancel()
      return board.acknowledgedCount
    }
  }

  // MARK: On the queue

  private func handle(_ input: ReplayBoard.Input) {
    var end: ReplayBoard.End?
    for effect in board.handle(input, at: now) {
      switch effect {
      case .write(let bytes): terminal.write(bytes)
      case .ended(let how): end = how
      }
    }
    if let end { return atEnd(end) }
    guard let deadline = board.deadline else { return }
    let wait = max(0, deadline.milliseconds(since: now))
    timer.schedule(deadline: .now() + .milliseconds(Int(wait)), leeway: .nanoseconds(0))
  }

  private var now: Moment {
    Moment(
      milliseconds: Int64((DispatchTime.now().uptimeNanoseconds - opening) / 1_000_000))
  }
}
