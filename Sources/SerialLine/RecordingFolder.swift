internal import Dispatch
internal import Glibc
internal import LineRecord

/// A folder of recordings, one file after the other for each opened port. It holds so many files
/// and no more: the oldest go, save for those that are being written.
// Unchecked: all that varies is touched on `queue` only.
package final class RecordingFolder: @unchecked Sendable {
  package static let fileLimit = 8
  package static let sizeLimit = 8 << 20
  private static let suffix = ".pcapng"

  package let path: String
  private let program: String
  private let sizeLimit: Int
  private let report: LineRecorder.Report
  private let queue = DispatchQueue(label: "cabina.recordings")

  /// The folder is made when the first recording begins.
  /// - Parameters:
  ///   - program: name and version of the program, for the files' headers.
  ///   - report: told what a person should know, on the folder's queue.
  package init(
    path: String, program: String, sizeLimit: Int = RecordingFolder.sizeLimit,
    report: @escaping LineRecorder.Report
  ) {
    self.path = path
    self.program = program
    self.sizeLimit = sizeLimit
    self.report = report
  }

  /// Begins to record a port that was opened. May be called anywhere, and does not wait.
  /// - Parameter port: its path; the files are called after its last part.
  package func recorder(port: String, speed: BaudRate) -> LineRecorder {
    let line = RecordedLine(
      name: port, description: "\(port), \(speed.rawValue) bit/s", speed: UInt64(speed.rawValue))
    let name = Self.fileName(of: port)
    return LineRecorder(
      program: program, line: line, queue: queue, sizeLimit: sizeLimit,
      report: { [report] in report("\(port): \($0)") },
      next: { [self] () throws(SystemError) in try nextFile(name) })
  }

  /// Waits until what was recorded so far is handed to the system.
  package func wait() { queue.sync {} }

  /// Letters, digits and hyphens of the last part of a path.
  private static func fileName(of port: String) -> String {
    let last = port.split(separator: "/").last.map(String.init) ?? "port"
    let name = last.unicodeScalars.prefix(64).map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(scalar.value))
      return isPlain ? Character(scalar) : "-"
    }
    return String(name)
  }

  // MARK: On the queue

  private func nextFile(_ name: String) throws(SystemError) -> RecordingFile {
    if !SystemFiles.exists(path) {
      try SystemCall.valueOrErrno("mkdir", path: path) { mkdir(path, 0o750) }
    }
    removeOldest(keeping: Self.fileLimit - 1)
    let stem = "\(path)/\(name)-\(Self.stamp)"
    // Two openings in one second.
    for number in 1..<Self.fileLimit {
      do throws(SystemError) {
        return try RecordingFile(
          path: stem + (number == 1 ? "" : "-\(number)") + Self.suffix, replaces: false)
      } catch  where error.code == EEXIST { continue }
    }
    throw SystemError(call: "open", path: stem + Self.suffix, code: EEXIST)
  }

  /// The local time as `20261125-180000`.
  private static var stamp: String {
    var (now, fields) = (time(nil), tm())
    localtime_r(&now, &fields)
    func digits(_ number: Int32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    return digits(fields.tm_year + 1900, 4) + digits(fields.tm_mon + 1, 2)
      + digits(fields.tm_mday, 2) + "-" + digits(fields.tm_hour, 2) + digits(fields.tm_min, 2)
      + digits(fields.tm_sec, 2)
  }

  /// Removes recordings until so many are left, those first that were written to the longest ago.
  private func removeOldest(keeping count: Int) {
    let files = SystemFiles.names(in: path).filter { $0.hasSuffix(Self.suffix) }.sorted()
      .compactMap { name -> (path: String, seconds: Int, nanoseconds: Int)? in
        let file = "\(path)/\(name)"
        guard let status = try? SystemFiles.status(of: file, followingLink: false),
          status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return (file, status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      }
      .sorted { ($0.seconds, $0.nanoseconds) < ($1.seconds, $1.nanoseconds) }
    var surplus = files.count - count
    for file in files where surplus > 0 && !RecordingFile.isBeingWritten(file.path) {
      _ = unlink(file.path)
      surplus -= 1
    }
  }
}
