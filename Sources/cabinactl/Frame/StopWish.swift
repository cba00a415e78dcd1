import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and the like as a wish that is looked at between two steps, so that what was found so
/// far is
/// told and a port is given back in order. A second one ends the program at once.
final class StopWish: @unchecked Sendable {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private let wished = Atomic<Bool>(false)
  private var sources: [any DispatchSourceSignal] = []

  var isRequested: Bool { wished.load(ordering: .relaxed) }

  init() {
    let queue = DispatchQueue(label: "cabina.stop-wish")
    for number in Self.signals {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [weak self] in
        if self?.wished.exchange(true, ordering: .relaxed) == true { _exit(128 + number) }
      }
      source.activate()
      sources.append(source)
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }

  /// Waits so many microseconds, or until it is wished; false: it is.
  func wait(microseconds: Int64) -> Bool {
    let end = DispatchTime.now().uptimeNanoseconds &+ UInt64(max(0, microseconds)) * 1000
    while !isRequested {
      let now = DispatchTime.now().uptimeNanoseconds
      guard now < end else { return true }
      usleep(UInt32(min(20_000, (end - now) / 1000 + 1)))
    }
    return false
  }
}
