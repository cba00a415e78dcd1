import Dispatch
import Glibc
import Synchronization

/// What a verb has begun and cannot leave as it is when somebody presses Ctrl-C, or ends it.
final class Interruption: Sendable {
  /// Files that are of no use before they are whole.
  private let drafts = Mutex<[String]>([])
  private let queue = DispatchQueue(label: "interruption")
  // Made once, and only kept.
  nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

  /// From now on these signals end the program in order; before, as they always do.
  init() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [unowned self] in self.end(by: number) }
      source.activate()
      sources.append(source)
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }

  func removes(_ file: String) { drafts.withLock { $0.append(file) } }

  /// As a shell expects it of a program that was interrupted: by the signal itself.
  private func end(by number: Int32) {
    for draft in drafts.withLock({ $0 }) { unlink(draft) }
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}
