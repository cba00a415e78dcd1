package import Dispatch
internal import Glibc

/// One open serial port: carries bytes, and tells when there is nothing left to carry them.
///
/// `open` may be called anywhere, and waits for the driver: not on a queue that must not wait.
/// From `start` on the port belongs to the queue it was given: all its functions are called there,
/// and it reports there, never from within a call of one of them. A started port lives until it
/// is closed or gone.
package final class SerialPort: @unchecked Sendable {
  package enum Event: Hashable, Sendable {
    /// Bytes as they came, at least one and at most `readLimit`.
    case received([UInt8])
    /// The port is closed, for this reason. Told once, as the last event, and not to an owner who
    /// closed the port.
    case gone(PortLoss)
  }

  package typealias Handler = @Sendable (Event) -> Void

  /// Bytes taken in one turn of the queue: a babbling board cannot keep the others waiting.
  package static let readLimit = 4096
  /// Bytes that may wait until the driver takes them: forty times the largest frame. A port with
  /// more than that waiting is stuck.
  package static let unsentLimit = 4096

  private enum State {
    case idle
    case carrying
    /// Going down or down: nothing is read or written any more.
    case ended(PortLoss?)
  }

  /// The path it was opened by.
  package let path: String
  private let descriptor: Int32
  private var state = State.idle
  private var queue: DispatchQueue?
  private var handler: Handler?
  private var readiness: Readiness?
  private var unsent: [UInt8] = []
  /// Bytes written and not yet taken by the driver.
  package var unsentByteCount: Int { unsent.count }

  /// Takes over a descriptor that `open` has made ready.
  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    // A started port is kept by its readiness, and closed when that has ended.
    if case .idle = state { Self.giveBack(descriptor) }
  }

  /// Begins to report what arrives.
  /// - Parameter queue: a serial queue.
  package func start(on queue: DispatchQueue, handler: @escaping Handler) {
    guard case .idle = state else { fatalError("\(path) was started twice, or after its end") }
    self.queue = queue
    self.handler = handler
    do throws(SystemError) {
      readiness = try Readiness(of: descriptor, queue: queue) {
        self.ready()
      } onEnd: {
        self.closeDescriptor()
      }
      state = .carrying
    } catch {
      state = .ended(.failed(error))
      closeDescriptor()
    }
  }

  /// Sends bytes, in the order of the calls, without waiting. What a port that is going down can
  /// no longer send is dropped; `.gone` follows.
  package func write(_ bytes: [UInt8]) {
    guard case .carrying = state, !bytes.isEmpty else { return }
    assertOnQueue()
    let isWaiting = !unsent.isEmpty
    unsent += bytes
    if !isWaiting { send() }
    if unsent.count > Self.unsentLimit { end(because: .stuck(unsentBytes: unsent.count)) }
  }

  /// Closes the port. Nothing is reported afterwards, and the port can be opened anew at once.
  package func close() {
    switch state {
    case .idle:
      state = .ended(nil)
      Self.giveBack(descriptor)
    case .carrying:
      assertOnQueue()
      handler = nil
      end(because: nil)
    case .ended:
      handler = nil
    }
  }

  /// Closes the port as a program does that does not care: DTR and RTS fall, and rise again with
  /// the next opening. For a test of what a board makes of that.
  package func closeDroppingLines() {
    if case .carrying = state { LineSettings.hangUpOnClose(descriptor) }
    close()
  }

  // MARK: Reading and writing

  private func ready() {
    receive()
    if !unsent.isEmpty { send() }
  }

  private func receive() {
    guard case .carrying = state else { return }
    do throws(SystemError) {
      let bytes = try SystemCall.read(descriptor, path: path, limit: Self.readLimit)
      if bytes.isEmpty {
        end(because: .hungUp)
      } else {
        handler?(.received(bytes))
      }
    } catch let error where error.code == EAGAIN {
      // Nothing to read: it was room to write that was told.
    } catch {
      end(because: PortLoss(error))
    }
  }

  private func send() {
    do throws(SystemError) {
      unsent.removeFirst(try SystemCall.write(descriptor, path: path, unsent))
    } catch let error where error.code == EAGAIN {
      // The driver is full: the rest waits.
    } catch {
      end(because: PortLoss(error))
    }
    readiness?.watchForRoom(!unsent.isEmpty)
  }

  // MARK: The end

  private func end(because loss: PortLoss?) {
    guard case .carrying = state else { return }
    state = .ended(loss)
    unsent = []
    // What a lost port has not sent shall not keep the closing waiting.
    if loss != nil { tcflush(descriptor, TCOFLUSH) }
    // The descriptor is closed in a moment; whoever wants the port may have it now.
    ExclusiveUse.release(descriptor)
    readiness?.end()
    readiness = nil
  }

  private func closeDescriptor() {
    // The driver may wait for its last bytes to leave, up to half a minute: not on this queue.
    DispatchQueue.global().async {
      _ = Glibc.close(self.descriptor)
      self.queue?.async { self.tellEnd() }
    }
  }

  private func tellEnd() {
    if case .ended(let loss?) = state { handler?(.gone(loss)) }
    handler = nil
  }

  private func assertOnQueue() {
    if let queue { dispatchPrecondition(condition: .onQueue(queue)) }
  }
}
