package import Dispatch

/// Keeps every wanted port open, for as long as it is there and whenever it comes back.
///
/// It gives up on nothing: a port that cannot be opened is tried again, sooner at first, then
/// every two seconds. Which board is on which port is for those above to find out, from the
/// board's own answer.
package final class PortKeeper: @unchecked Sendable {
  package enum Event {
    /// The port can be written to, and what it receives follows.
    case opened(SerialPort, PortCandidate)
    case received(SerialPort, [UInt8])
    /// The last to be told of this port object; the next opening makes a new one.
    case closed(SerialPort, PortLoss)
    /// A wanted port is not open. Told once, until the reason is another or the port was open.
    case failed(SerialPortError)
    /// Ports may be found late or not at all, and why.
    case limited(reason: String)
  }

  package typealias Handler = @Sendable (Event) -> Void
  /// Does something on the keeper's queue after so many milliseconds, not before.
  typealias Timer =
    @Sendable (_ milliseconds: Int, _ action: @escaping @Sendable () -> Void) -> Void

  /// Ports kept at the same time.
  package static let portLimit = 32

  private let discovery: any PortDiscovery
  private let queue: DispatchQueue
  private let baud: BaudRate
  private let wants: @Sendable (PortCandidate) -> Bool
  private let handler: Handler
  private let timer: Timer
  /// Opening waits for drivers, so it is not done on the caller's queue; and one port after the
  /// other, so it takes one thread at most.
  let openingQueue = DispatchQueue(label: "cabina.serial.opening")
  private var slots: [String: Slot] = [:]
  private var retryCount = 0
  private var isStopped = false

  /// - Parameters:
  ///   - queue: the serial queue everything is reported on.
  ///   - wants: which of the discovered ports to keep; may be asked of a port more than once.
  ///   - handler: called on the queue, never from within `start`, `stop` or a port's `write`.
  package convenience init(
    discovery: any PortDiscovery, baud: BaudRate = .baud115200, queue: DispatchQueue,
    wants: @escaping @Sendable (PortCandidate) -> Bool = { _ in true }, handler: @escaping Handler
  ) {
    self.init(
      discovery: discovery, baud: baud, queue: queue, timer: Self.timer(on: queue), wants: wants,
      handler: handler)
  }

  /// - Parameter timer: what a port that could not be opened is tried again by.
  init(
    discovery: any PortDiscovery, baud: BaudRate = .baud115200, queue: DispatchQueue,
    timer: @escaping Timer, wants: @escaping @Sendable (PortCandidate) -> Bool,
    handler: @escaping Handler
  ) {
    self.discovery = discovery
    self.queue = queue
    self.baud = baud
    self.timer = timer
    self.wants = wants
    self.handler = handler
  }

  /// The machine's own.
  static func timer(on queue: DispatchQueue) -> Timer {
    { milliseconds, action in
      queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: action)
    }
  }

  /// Begins. May be called anywhere.
  package func start() {
    queue.async {
      guard !self.isStopped else { return }
      self.discovery.start(on: self.queue) { self.discovered($0) }
    }
  }

  /// Closes all ports, and ends. Nothing is reported afterwards. Called on the queue.
  package func stop() {
    dispatchPrecondition(condition: .onQueue(queue))
    isStopped = true
    discovery.stop()
    for slot in slots.values { slot.port?.close() }
    slots = [:]
  }

  /// The wanted ports that are not open, by path, and why as far as that is known. Called on the
  /// queue.
  package var closedPorts: [(candidate: PortCandidate, error: SerialPortError?)] {
    let closed = slots.values.filter { $0.port == nil }.map { ($0.candidate, $0.toldError) }
    let absent = discovery.fixedPaths.filter { slots[$0] == nil }
      .map { (PortCandidate(path: $0), SerialPortError.missing(path: $0) as SerialPortError?) }
    return (closed + absent).sorted { $0.0.path < $1.0.path }
  }

  // MARK: What discovery tells

  private func discovered(_ event: PortDiscoveryEvent) {
    switch event {
    case .added(let candidate): added(candidate)
    case .removed(let path): removed(path)
    case .absent(let path): handler(.failed(.missing(path: path)))
    case .limited(let reason): handler(.limited(reason: reason))
    }
  }

  private func added(_ candidate: PortCandidate) {
    let path = candidate.path
    if slots[path] != nil {
      slots[path]?.candidate = candidate
      slots[path]?.isPresent = true
      slots[path]?.delay = ReopeningDelay()
      if case .waiting = slots[path]?.state { open(path) }
    } else if wants(candidate) {
      guard slots.count < Self.portLimit else {
        handler(.failed(.tooManyPorts(path: path, limit: Self.portLimit)))
        return
      }
      slots[path] = Slot(candidate: candidate)
      open(path)
    }
  }

  private func removed(_ path: String) {
    switch slots[path]?.state {
    case .open(let port):
      slots[path] = nil
      port.close()
      handler(.closed(port, .removed))
    case .opening:
      // The attempt is under way: it will find that its port is not wanted.
      slots[path]?.isPresent = false
    case .waiting, nil:
      slots[path] = nil
    }
  }

  // MARK: Opening and reopening

  private func open(_ path: String) {
    slots[path]?.state = .opening
    openingQueue.async { [baud, queue] in
      let result: Result<SerialPort, SerialPortError>
      do throws(SerialPortError) {
        result = .success(try SerialPort.open(path, baud: baud))
      } catch {
        result = .failure(error)
      }
      queue.async { self.attempted(path, result) }
    }
  }

  private func attempted(_ path: String, _ result: Result<SerialPort, SerialPortError>) {
    guard let slot = slots[path], slot.isPresent else {
      slots[path] = nil
      if case .success(let port) = result { port.close() }
      return
    }
    switch result {
    case .success(let port):
      slots[path]?.state = .open(port)
      slots[path]?.toldError = nil
      port.start(on: queue) { self.portReported($0, port, path) }
      handler(.opened(port, slot.candidate))
    case .failure(let error):
      slots[path]?.toldError = error
      openLater(path)
      if error != slot.toldError { handler(.failed(error)) }
    }
  }

  private func portReported(_ event: SerialPort.Event, _ port: SerialPort, _ path: String) {
    guard case .open(let current) = slots[path]?.state, current === port else { return }
    switch event {
    case .received(let bytes):
      // A port that carries bytes is sound; one that opens and hangs up at once is not.
      slots[path]?.delay = ReopeningDelay()
      handler(.received(port, bytes))
    case .gone(let loss):
      openLater(path)
      handler(.closed(port, loss))
    }
  }

  private func openLater(_ path: String) {
    guard let delay = slots[path]?.delay.next() else { return }
    retryCount += 1
    let retry = retryCount
    slots[path]?.state = .waiting(retry: retry)
    timer(delay) {
      guard case .waiting(retry) = self.slots[path]?.state else { return }
      self.open(path)
    }
  }
}

/// What the keeper knows of one path.
private struct Slot {
  enum State {
    case opening
    case open(SerialPort)
    /// Until the attempt of this number.
    case waiting(retry: Int)
  }

  var candidate: PortCandidate
  var state = State.opening
  /// False when the port was taken away during an attempt to open it.
  var isPresent = true
  var delay = ReopeningDelay()
  var toldError: SerialPortError?

  var port: SerialPort? {
    if case .open(let port) = state { port } else { nil }
  }
}
