package import Dispatch
internal import Glibc

/// Waits for ports at paths the configuration names: a device, a lasting link to one
/// (`/dev/serial/by-id/…`), or the link of a simulated board.
package final class FixedPathDiscovery: PortDiscovery, @unchecked Sendable {
  /// How often absent paths are looked for, in case the watch on their directories misses them.
  private static let lookInterval = DispatchTimeInterval.seconds(1)

  private let paths: [String]
  private var found: [String: FileIdentity] = [:]
  private var queue: DispatchQueue?
  private var report: Report?
  private var watch: DirectoryWatch?
  private var timer: (any DispatchSourceTimer)?

  /// - Parameter paths: absolute paths, one a port.
  package init(paths: [String]) {
    self.paths = Set(paths).sorted()
  }

  package var fixedPaths: [String] { paths }

  package func start(on queue: DispatchQueue, report: @escaping Report) {
    self.queue = queue
    self.report = report
    do {
      watch = try DirectoryWatch(queue: queue) { [weak self] in self?.look() }
    } catch {
      report(.limited(reason: "changes of ports are seen late: \(error)"))
    }
    look()
    for path in paths where found[path] == nil { report(.absent(path: path)) }
  }

  package func stop() {
    report = nil
    watch?.stop()
    timer?.cancel()
    timer = nil
  }

  private func look() {
    // Watching comes before looking: what changes between the two is seen twice, not missed.
    _ = watch?.watch(Set(paths.flatMap(Self.directories)))
    for path in paths {
      let identity = FileIdentity(path)
      guard identity != found[path] else { continue }
      found[path] = identity
      report?(identity == nil ? .removed(path: path) : .added(PortCandidate(path: path)))
    }
    lookAgainLater(found.count < paths.count || watch == nil)
  }

  private func lookAgainLater(_ isWanted: Bool) {
    if !isWanted {
      timer?.cancel()
      timer = nil
    } else if timer == nil, let queue, report != nil {
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(
        deadline: .now() + Self.lookInterval, repeating: Self.lookInterval,
        leeway: .milliseconds(100))
      timer.setEventHandler { [weak self] in self?.look() }
      timer.activate()
      self.timer = timer
    }
  }

  /// The directories in which a change may concern the path: its own, or as much of that as there
  /// is; and, of a link, that of the device.
  private static func directories(of path: String) -> [String] {
    var directory = parent(of: path)
    while directory != "/" && !SystemFiles.exists(directory) { directory = parent(of: directory) }
    return [directory] + (SystemFiles.resolved(path).map { [parent(of: $0)] } ?? [])
  }

  private static func parent(of path: String) -> String {
    let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
    return parent.isEmpty ? "/" : String(parent)
  }
}

/// Tells one file at a path from the next one there, and from itself with other permissions.
private struct FileIdentity: Equatable {
  private var link: [Int]
  private var target: [Int]

  /// A link that is put elsewhere more often than this while it is looked at is looked at again when
  /// that is told of.
  private static let looks = 4

  /// Nil where there is nothing, or a link to nothing.
  init?(_ path: String) {
    guard var before = Self.numbers(path, followingLink: false) else { return nil }
    var looks = 0
    while true {
      // Of a link that is put elsewhere between the two, the one would be of the old and the other of
      // the new: a file that there never was.
      guard let target = Self.numbers(path, followingLink: true),
        let after = Self.numbers(path, followingLink: false)
      else { return nil }
      looks += 1
      if after == before || looks == Self.looks {
        (self.link, self.target) = (after, target)
        return
      }
      before = after
    }
  }

  private static func numbers(_ path: String, followingLink: Bool) -> [Int]? {
    guard let status = try? SystemFiles.status(of: path, followingLink: followingLink) else {
      return nil
    }
    return [
      Int(status.st_dev), Int(status.st_ino), status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }
}
