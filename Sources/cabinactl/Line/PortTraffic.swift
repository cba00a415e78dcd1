import Commands
import Dispatch
import Glibc
import LineRecord
import Notation
import SerialLine
import Synchronization

/// What crosses a port that no daemon has, in a session of this program's with the board there: its
/// greeting, its signs of life, how its lines are, and the first events of its log.
struct PortTraffic: LiveTraffic {
  let ports: [String]
  private let path: String
  private let speed: BaudRate
  private let isDespiteCallers: Bool
  private let interrupt: Interrupt
  private let had: () -> Void
  private let crossed = Crossed()
  private var handsets: (session: BoardSession, watch: HandsetWatch)?

  /// `had`: called once the port is open, and a board on it.
  init(
    _ path: String, _ invocation: Invocation, _ interrupt: Interrupt, had: @escaping () -> Void
  ) {
    self.path = path
    self.had = had
    speed = invocation.speed
    isDespiteCallers = invocation.has(Option.despiteCallers.name)
    self.interrupt = interrupt
    ports = [path]
  }

  /// Opens the port when it is called first, and says at once if it cannot be had. What crossed before
  /// there was no session, or none any more, is given before that is said.
  mutating func next() throws(CommandError) -> (runs: [TrafficRun], lost: Int64?) {
    if let failure = crossed.failure, crossed.isEmpty { throw failure }
    do throws(CommandError) {
      if let handsets {
        _ = try handsets.watch.rest(microseconds: 200_000, interrupt)
      } else {
        try open()
      }
    } catch { crossed.fail(error) }
    if let failure = crossed.failure, crossed.isEmpty { throw failure }
    return crossed.take()
  }

  private mutating func open() throws(CommandError) {
    do throws(BoardSessionError) {
      let session = try BoardSession.open(path, speed: speed) { [crossed, path] direction, bytes in
        crossed.add(
          TrafficRun(
            microseconds: Self.microseconds, port: path, direction: direction, bytes: bytes))
      }
      handsets = (session, HandsetWatch(session, isDespiteCallers: isDespiteCallers))
      had()
    } catch { throw CommandError(error.words) }
  }

  private static var microseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Filled on the session's queue, emptied by who shows it.
  private final class Crossed: Sendable {
    private struct State {
      var runs: [TrafficRun] = []
      var bytes = 0
      var lost: Int64 = 0
      var failure: CommandError?
    }

    private let state = Mutex(State())

    /// Twenty seconds of a line that is full.
    private static let byteLimit = 256 << 10

    var isEmpty: Bool { state.withLock { $0.runs.isEmpty } }
    var failure: CommandError? { state.withLock { $0.failure } }

    func fail(_ error: CommandError) { state.withLock { $0.failure = error } }

    func add(_ run: TrafficRun) {
      state.withLock { state in
        guard state.bytes + run.bytes.count <= Self.byteLimit else {
          state.lost += 1
          return
        }
        state.bytes += run.bytes.count
        state.runs.append(run)
      }
    }

    func take() -> (runs: [TrafficRun], lost: Int64?) {
      state.withLock { state in
        defer { state = State(failure: state.failure) }
        return (state.runs, state.lost)
      }
    }
  }
}
