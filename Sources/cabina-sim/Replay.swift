import Dispatch
import Glibc
import LineRecord
import SerialLine
import Synchronization

/// Runs a board made of a recording until a host has taken all its events or a signal says so.
func runReplay(_ arguments: ReplayArguments) -> Int32 {
  let ending = EndingSignals()
  let script: ReplayScript
  let port: ReplayOnPort
  // Ends the wait below, whichever way the replay ended.
  let end = ReplayEnd()
  do {
    script = try ReplayScript(file: arguments.file)
    let board = ReplayBoard(script, pace: arguments.pace, firstBootID: arguments.firstBootID)
    port = try ReplayOnPort(
      board, link: arguments.link, permissions: arguments.permissions
    ) {
      end.set($0)
      kill(getpid(), SIGTERM)
    }
  } catch {
    Standard.error("cabina-sim: \(error)")
    return ExitStatus.failure
  }
  port.start()
  Standard.output(port.place)
  ending.wait()
  let acknowledged = port.stop()
  return end.tell(acknowledged: acknowledged, of: script)
}

/// How a replay ended; nothing while it has not.
private final class ReplayEnd: Sendable {
  private let how = Mutex<ReplayBoard.End?>(nil)

  func set(_ end: ReplayBoard.End) { how.withLock { $0 = end } }

  /// Says it in a line, and with the exit status.
  func tell(acknowledged: Int, of script: ReplayScript) -> Int32 {
    switch how.withLock({ $0 }) {
    case .told(let count):
      let lost = script.untellableCount
      Standard.output(
        "replayed \(count) events, all acknowledged"
          + (lost > 0 ? "; \(lost) more came after one that is not in the recording" : ""))
      return ExitStatus.done
    case .stuck(let event, let line):
      Standard.error(
        "cabina-sim: event \(event) is of a call of line \(line) that the host has not made in "
          + "\(ReplayBoard.patienceSeconds) s; \(acknowledged) of \(script.eventCount) events "
          + "acknowledged (a host that knows this boot takes no event of it twice: --boot-id)")
      return ExitStatus.failure
    case nil:
      Standard.error(
        "cabina-sim: stopped; \(acknowledged) of \(script.eventCount) events acknowledged")
      return ExitStatus.failure
    }
  }
}

extension ReplayScript {
  /// The daemon's files have 8 MiB; a simulated board's may be larger.
  private static let fileLimit = 256 << 20

  /// Reads a recording; one with a fault is not replayed, since what is behind it is missing.
  fileprivate init(file: String) throws {
    let (recording, fault) = PcapngReader.read(try Self.bytes(of: file))
    if let fault { throw ReplayFileError(file: file, reason: "\(fault)") }
    do throws(ReplayFault) {
      try self.init(recording)
    } catch { throw ReplayFileError(file: file, reason: "\(error)") }
  }

  private static func bytes(of file: String) throws -> [UInt8] {
    let descriptor = try SystemCall.valueOrErrno("open", path: file) {
      open(file, O_RDONLY | O_CLOEXEC)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let more = try SystemCall.read(descriptor, path: file, limit: 1 << 16)
      guard !more.isEmpty else { return bytes }
      bytes += more
      guard bytes.count <= fileLimit else {
        throw ReplayFileError(file: file, reason: "more than \(fileLimit >> 20) MiB")
      }
    }
  }
}

struct ReplayFileError: Error, CustomStringConvertible {
  let file: String
  let reason: String

  var description: String { "\(file): \(reason)" }
}
