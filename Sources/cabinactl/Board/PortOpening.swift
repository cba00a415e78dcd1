import Dispatch
import SerialLine
import Synchronization

/// Opening a port with an end to the waiting: a sick converter keeps its opener for as long as it
/// likes.
enum PortOpening {
  static func open(
    _ path: String, speed: BaudRate, withinMilliseconds limit: Int
  ) throws(BoardSessionError) -> SerialPort {
    let attempt = Attempt()
    // A thread of its own: one that hangs in its driver must not keep others from theirs.
    DispatchQueue(label: "cabina.opening").async {
      let result: Result<SerialPort, SerialPortError>
      do throws(SerialPortError) {
        result = .success(try SerialPort.open(path, baud: speed))
      } catch { result = .failure(error) }
      attempt.end(with: result)
    }
    switch attempt.wait(milliseconds: limit) {
    case .success(let port): return port
    case .failure(let error): throw .port(error)
    case nil: throw .openingHangs(path: path)
    }
  }

  private final class Attempt: Sendable {
    private struct State {
      var result: Result<SerialPort, SerialPortError>?
      var isGivenUp = false
    }

    private let state = Mutex(State())
    private let hasEnded = DispatchSemaphore(value: 0)

    func end(with result: Result<SerialPort, SerialPortError>) {
      let isGivenUp = state.withLock { state in
        state.result = result
        return state.isGivenUp
      }
      // Nobody waits any more: the port is given back.
      if isGivenUp, case .success(let port) = result { port.close() }
      hasEnded.signal()
    }

    func wait(milliseconds: Int) -> Result<SerialPort, SerialPortError>? {
      _ = hasEnded.wait(timeout: .now() + .milliseconds(milliseconds))
      return state.withLock { state in
        state.isGivenUp = true
        return state.result
      }
    }
  }
}
