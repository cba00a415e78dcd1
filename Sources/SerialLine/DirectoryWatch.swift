internal import Dispatch
internal import Glibc

/// Tells when something comes, goes or changes in one of a few directories (inotify).
final class DirectoryWatch: @unchecked Sendable {
  private static let changes = UInt32(
    IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

  private let descriptor: Int32
  private let source: any DispatchSourceRead
  private var watches: [String: Int32] = [:]
  private var isStopped = false

  /// - Parameters:
  ///   - queue: a serial queue, on which all this object's functions are called.
  ///   - onChange: called on the queue, once for many changes at a time.
  init(queue: DispatchQueue, onChange: @escaping () -> Void) throws(SystemError) {
    let descriptor = try SystemCall.valueOrErrno("inotify_init1") {
      inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in
      guard let self, !self.isStopped else { return }
      // Which name it was does not matter: whoever watches looks at the paths themselves.
      guard (try? SystemCall.read(descriptor, limit: 4096)) != nil else { return }
      onChange()
    }
    source.setCancelHandler { _ = Glibc.close(descriptor) }
    source.activate()
  }

  deinit { stop() }

  /// Watches these directories from now on, and no others.
  /// - Returns: false where one of them could not be watched.
  func watch(_ directories: Set<String>) -> Bool {
    for (directory, watch) in watches where !directories.contains(directory) {
      _ = inotify_rm_watch(descriptor, watch)
      watches[directory] = nil
    }
    var isComplete = true
    for directory in directories {
      // Asked for again, as a directory of this name may be another than it was.
      let watch = try? SystemCall.valueOrErrno("inotify_add_watch", path: directory) {
        inotify_add_watch(descriptor, directory, Self.changes | UInt32(IN_ONLYDIR))
      }
      watches[directory] = watch
      if watch == nil { isComplete = false }
    }
    return isComplete
  }

  func stop() {
    guard !isStopped else { return }
    isStopped = true
    source.cancel()
  }
}
