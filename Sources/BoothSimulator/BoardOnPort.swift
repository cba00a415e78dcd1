internal import Dispatch
internal import Glibc
package import SerialLine

/// A simulated shop in real time, its cable being a pseudo-terminal: what a host opens as a serial
/// port.
///
/// The host may come, go and be killed as it likes: the board runs on. Everything happens on one
/// queue of its own, woken when bytes come or when something is due, and by nothing else.
// Unchecked: all that varies is touched on `queue` only.
package final class BoardOnPort: @unchecked Sendable {
  private let queue = DispatchQueue(label: "board-on-port")
  private let shop: SimulatedShop
  private let terminal: PseudoTerminal
  private let timer: any DispatchSourceTimer
  private let recorder: LineRecorder?
  private let opening = DispatchTime.now().uptimeNanoseconds
  private var armedFor: Int64?
  private var isStopped = false
  private var portTrouble: SystemError?
  private var wakes = 0

  /// How soon a plug that could not be put back is tried again.
  private static let replugMilliseconds: Int64 = 1000

  /// Makes the shop and its port; nothing runs before `start`.
  /// - Parameters:
  ///   - link: where to put a link that always leads to the terminal in use; nil: none.
  ///   - permissions: who may open the terminal, as `0o666`; nil: as the system has it.
  ///   - recorder: records what crosses the port.
  ///   - observe: told what happens in the shop, on the port's own queue; must not call the port.
  package init(
    _ options: SimulatedShop.Options, link: String? = nil, permissions: UInt32? = nil,
    recorder: LineRecorder? = nil,
    observe: @escaping @Sendable (BoardNotice) -> Void = { _ in }
  ) throws {
    shop = try SimulatedShop(options)
    shop.board.observe = observe
    terminal = try PseudoTerminal(link: link, permissions: permissions)
    self.recorder = recorder
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
  }

  /// What the host opens: the link, or else the terminal; nil while unplugged without a link.
  package var path: String? { queue.sync { terminal.path } }
  /// The terminal, `/dev/pts/…`, another after each plugging; nil while unplugged.
  package var device: String? { queue.sync { terminal.device } }
  package var link: String? { terminal.link }

  /// Why the plug could not be put back, while that lasts.
  package var trouble: SystemError? { queue.sync { portTrouble } }

  /// How often it has woken by itself, that is without a byte from the host.
  package var wakeCount: Int { queue.sync { wakes } }

  /// Opens the shop.
  package func start() {
    queue.sync {
      terminal.start(on: queue) { [weak self] in self?.receive($0) }
      timer.setEventHandler { [weak self] in self?.wake() }
      timer.schedule(deadline: .now())
      timer.activate()
    }
  }

  /// Closes it: the port hangs up, the link goes. It cannot be opened again.
  package func stop() {
    queue.sync {
      guard !isStopped else { return }
      isStopped = true
      terminal.unplug()
      recorder?.closeAndWait()
      timer.setEventHandler {}
      timer.cancel()
      timer.activate()
    }
  }

  deinit {
    // A timer that was never activated must not be let go.
    timer.activate()
  }

  /// Does something in the shop, at this instant of it. Not from the queue of the shop.
  package func perform<Result: Sendable>(
    _ body: (SimulatedShop) throws -> Result
  ) rethrows -> Result {
    try queue.sync {
      guard !isStopped else { return try body(shop) }
      shop.advance(to: now)
      defer { settle() }
      return try body(shop)
    }
  }

  // MARK: On the queue

  /// Milliseconds since the opening.
  private var now: Int64 {
    Int64((DispatchTime.now().uptimeNanoseconds - opening) / 1_000_000)
  }

  private func receive(_ bytes: [UInt8]) {
    guard !isStopped else { return }
    recorder?.toBoard(bytes)
    shop.hostWrites(bytes, at: now)
    settle()
  }

  private func wake() {
    guard !isStopped else { return }
    armedFor = nil
    wakes += 1
    shop.advance(to: now)
    settle()
  }

  /// After anything happened: what the host is to see of it, and when to wake next.
  private func settle() {
    shop.advance(to: shop.now)
    setPlug(shop.isPlugged)
    for bytes in shop.takeForHost() {
      terminal.write(bytes)
      recorder?.fromBoard(bytes)
    }
    var due = shop.nextDue
    if portTrouble != nil { due = min(due, shop.now + Self.replugMilliseconds) }
    guard due != armedFor else { return }
    armedFor = due
    timer.schedule(deadline: deadline(of: due), leeway: .nanoseconds(0))
  }

  private func deadline(of time: Int64) -> DispatchTime {
    // A century is for ever, and does not overflow.
    let milliseconds = UInt64(min(max(0, time), 3_155_760_000_000))
    return DispatchTime(uptimeNanoseconds: opening + milliseconds * 1_000_000)
  }

  private func setPlug(_ isIn: Bool) {
    guard isIn else {
      terminal.unplug()
      portTrouble = nil
      return
    }
    do throws(SystemError) {
      try terminal.plugIn()
      portTrouble = nil
    } catch {
      portTrouble = error
    }
  }
}
