import Foundation
import Testing

/// What a running program takes of the machine, as the kernel has it.
struct ProcessLoad {
  let identifier: Int32

  init(of program: Program) { identifier = program.identifier }

  /// Memory that it has in hand, in KiB: now, and at most so far.
  func residentKibibytes() throws -> (now: Int, most: Int) {
    let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    func value(_ name: String) -> Int {
      status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        .flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
    return (value("VmRSS"), value("VmHWM"))
  }

  func descriptorCount() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd").count
  }

  /// Of those that lead to this file.
  func descriptorCount(of path: String) throws -> Int {
    let folder = "/proc/\(identifier)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder).count {
      // It may be closed by now.
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
    }
  }

  /// Time of a processor that it has had, in milliseconds.
  func processorMilliseconds() throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
    // The name, in brackets, may have blanks in it.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    try #require(fields.count > 13)
    let ticks = (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
    return ticks * 1000 / Int(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The share of a processor that it takes for a while, in percent.
  func processorPercent(forMilliseconds duration: Int) throws -> Int {
    let before = try processorMilliseconds()
    usleep(UInt32(duration * 1000))
    return (try processorMilliseconds() - before) * 100 / duration
  }
}
