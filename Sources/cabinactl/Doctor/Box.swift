import Glibc
import SerialLine

/// The files in which a machine tells of itself, below a root: its own, or a disk's of another one.
struct Box {
  /// Without a slash at its end; empty: this machine.
  var root = ""

  /// What `/etc/passwd` and `/etc/group` say, by number.
  typealias Names = [UInt32: String]

  func path(_ path: String) -> String { root + path }
  func exists(_ path: String) -> Bool { SystemFiles.exists(root + path) }
  func names(in folder: String) -> [String] { SystemFiles.names(in: root + folder).sorted() }
  func target(ofLink path: String) -> String? { SystemFiles.target(ofLink: root + path) }

  func text(_ path: String, limit: Int = 65_536) -> String? {
    SystemFiles.text(of: root + path, limit: limit)
  }

  /// A file of one line.
  func line(_ path: String) -> String? {
    text(path).map { String($0.prefix { $0 != "\n" }) }
  }

  func number(_ path: String) -> Int64? { line(path).flatMap { Int64($0) } }

  func status(of path: String) -> stat? {
    var facts = stat()
    return stat(root + path, &facts) == 0 ? facts : nil
  }

  /// The folder with every link followed, as a path below the root; nil where it leads out of it.
  func resolved(_ path: String) -> String? {
    guard let place = SystemFiles.resolved(root + path),
      let base = root.isEmpty ? "" : SystemFiles.resolved(root), place.hasPrefix(base)
    else { return nil }
    return String(place.dropFirst(base.count))
  }

  /// Names of the processes that run.
  var processNames: Set<String> {
    Set(names(in: "/proc").filter { Int($0) != nil }.compactMap { line("/proc/\($0)/comm") })
  }

  /// Fields of `/etc/passwd` or `/etc/group`, a user or group a row.
  func accounts(_ file: String) -> [[String]] {
    (text(file, limit: 1 << 20) ?? "").split(separator: "\n").map { line in
      line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }.filter { $0.count >= 4 }
  }
}
