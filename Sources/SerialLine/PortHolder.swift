internal import CLinux
internal import Glibc

/// A process that uses a serial port: whom to stop when a port is taken.
package struct PortHolder: Hashable, Sendable, CustomStringConvertible {
  package let processID: Int32
  /// The process's name, as `ps` shows it.
  package let command: String

  package var description: String { "\(command) (process \(processID))" }

  package init(processID: Int32, command: String) {
    self.processID = processID
    self.command = command
  }

  package init(processID: Int32) {
    self.processID = processID
    let name = SystemFiles.text(of: "/proc/\(processID)/comm")
    command = String((name ?? "?").prefix { $0 != "\n" })
  }

  /// Every process that has the device open, by process number. Those of other users are seen
  /// only by root.
  package static func all(of path: String) -> [PortHolder] {
    guard let device = SystemFiles.resolved(path) else { return [] }
    return processes().filter { process in
      let folder = "/proc/\(process)/fd"
      return SystemFiles.names(in: folder).contains {
        SystemFiles.target(ofLink: "\(folder)/\($0)") == device
      }
    }.map(PortHolder.init)
  }

  /// The process to blame for a port that is taken: who has it locked, or is logged in on it, or
  /// else has it open.
  static func holder(of path: String) -> PortHolder? {
    guard let status = try? SystemFiles.status(of: path) else { return nil }
    return lockHolder(status) ?? sessionHolder(status) ?? all(of: path).first
  }

  /// The process holding a `flock` on the file. `/proc/locks` tells what `/proc/*/fd` cannot: which
  /// one of several processes that have a pseudo-terminal open has taken it.
  static func lockHolder(_ status: stat) -> PortHolder? {
    let file = [
      hexadecimal(cabina_device_major(status.st_dev)),
      hexadecimal(cabina_device_minor(status.st_dev)),
      String(status.st_ino),
    ].joined(separator: ":")
    // 1: FLOCK  ADVISORY  WRITE 708 00:16:5 0 EOF
    let locks = SystemFiles.text(of: "/proc/locks", limit: 1 << 16) ?? ""
    for line in locks.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1] == "FLOCK", fields[5] == file else { continue }
      guard let process = Int32(fields[4]), process > 0 else { continue }
      return PortHolder(processID: process)
    }
    return nil
  }

  /// A process whose controlling terminal this is: somebody is, or may be, logged in on it.
  static func sessionHolder(_ status: stat) -> PortHolder? {
    let major = cabina_device_major(status.st_rdev)
    let minor = cabina_device_minor(status.st_rdev)
    let number = String(minor & 0xff | major << 8 | (minor & ~0xff) << 12)
    return processes().first { process in
      // «708 (name) S parent group session terminal …»: a name may hold blanks and brackets.
      guard let line = SystemFiles.text(of: "/proc/\(process)/stat", limit: 256),
        let nameEnd = line.lastIndex(of: ")")
      else { return false }
      let fields = line[line.index(after: nameEnd)...].split(separator: " ")
      return fields.count > 4 && fields[4] == number
    }.map(PortHolder.init)
  }

  private static func processes() -> [Int32] {
    SystemFiles.names(in: "/proc").compactMap { Int32($0) }.sorted()
  }

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
