import Dispatch
import Foundation
import LineRecord
import Synchronization
import Testing

@testable import SerialLine

@Suite struct `A recorder of a line` {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("cabina-recorder-\(UUID().uuidString.prefix(8))").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func read(_ path: String) throws -> LineRecording {
    let (recording, fault) = PcapngReader.read(
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(fault == nil)
    return recording
  }

  private func bytes(_ recording: LineRecording, _ direction: LineDirection) -> [UInt8] {
    recording.records.filter { $0.run.direction == direction }.flatMap(\.run.bytes)
  }

  private func files(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `writes every byte of each direction, and why a run is dropped`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let said = Said()
    let path = folder + "/one.pcapng"
    let recorder = try LineRecorder(
      file: path, program: "test 1", line: RecordedLine(name: "pty"), report: said.note)
    recorder.toBoard([0, 2, 0x25, 0])
    recorder.fromBoard([9, 9])
    recorder.fromBoard([9, 0, 7])
    recorder.closeAndWait()
    recorder.fromBoard([1, 0])
    let recording = try read(path)
    #expect(bytes(recording, .toBoard) == [0, 2, 0x25, 0])
    #expect(bytes(recording, .toHost) == [9, 9, 9, 0, 7])
    #expect(recording.records.map(\.comment) == ["length", "cobs", "unfinished"])
    #expect(recording.program == "test 1")
    let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
    #expect(recording.records.allSatisfy { abs($0.run.microseconds - now) < 60_000_000 })
    #expect(said.lines.isEmpty)
  }

  @Test func `writes what stands still without waiting for its end`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/idle.pcapng"
    let recorder = try LineRecorder(
      file: path, program: "test 1", line: RecordedLine(name: "pty"), report: Said().note)
    recorder.fromBoard([5, 6])
    wait { (try? read(path).records.isEmpty) == false }
    #expect(try bytes(read(path), .toHost) == [5, 6])
    recorder.closeAndWait()
  }

  @Test func `ends with one line when the disk refuses`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let said = Said()
    #expect(throws: SystemError.self) {
      try LineRecorder(
        file: "/dev/full", program: "test 1", line: RecordedLine(name: "pty"), report: said.note)
    }
    let queue = DispatchQueue(label: "test.recording")
    let recorder = LineRecorder(
      program: "test 1", line: RecordedLine(name: "pty"), queue: queue, sizeLimit: 1 << 20,
      report: said.note,
      next: { () throws(SystemError) in try RecordingFile(path: "/dev/full", replaces: true) })
    for _ in 0..<50 { recorder.fromBoard([1, 0]) }
    recorder.closeAndWait()
    #expect(said.lines.count == 1)
    #expect(said.lines.first?.contains("No space left on device") == true)
  }

  @Test func `takes the place of a recording, and of nothing else`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/there"
    func record() throws {
      let recorder = try LineRecorder(
        file: path, program: "test 1", line: RecordedLine(name: "pty")
      ) { _ in }
      recorder.closeAndWait()
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let ledger = Data("SQLite format 3\u{0}".utf8)
    try ledger.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: SystemError.self) { try record() }
    #expect(error?.code == EEXIST)
    #expect(FileManager.default.contents(atPath: path) == ledger)
    // By another name it is the same file.
    try FileManager.default.moveItem(atPath: path, toPath: folder + "/ledger")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder + "/ledger")
    #expect(throws: SystemError.self) { try record() }
    #expect(FileManager.default.contents(atPath: folder + "/ledger") == ledger)
    try FileManager.default.removeItem(atPath: path)
    try record()
    let whole = try #require(FileManager.default.contents(atPath: path))
    try (whole + Data(repeating: 0, count: 100)).write(to: URL(fileURLWithPath: path))
    try record()
    #expect(FileManager.default.contents(atPath: path)?.count == whole.count)
  }

  @Test func `leaves the last of the disk to the ledger`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/reserve.pcapng"
    var facts = statvfs()
    try #require(statvfs(folder, &facts) == 0)
    let free = UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
    // Others may fill the disk, or free some of it, meanwhile.
    let (plenty, tooLittle) = (free / 2, free * 2 + 1)
    var file = try RecordingFile(path: path, replaces: true, reservedBytes: plenty)
    try file.append([0x0A, 0x0D, 0x0D, 0x0A])
    // It is being written: nobody else begins it anew.
    let busy = #expect(throws: SystemError.self) {
      _ = try RecordingFile(path: path, replaces: true)
    }
    #expect(busy?.code == EBUSY)
    #expect(FileManager.default.contents(atPath: path) == Data([0x0A, 0x0D, 0x0D, 0x0A]))
    file.close()
    // Neither begun anew nor begun.
    for (path, bytes) in [(path, Data([0x0A, 0x0D, 0x0D, 0x0A])), (folder + "/new", nil)] {
      let error = #expect(throws: SystemError.self) {
        _ = try RecordingFile(path: path, replaces: true, reservedBytes: tooLittle)
      }
      #expect(error?.code == ENOSPC)
      #expect(FileManager.default.contents(atPath: path) == bytes)
    }
    #expect(RecordingFile.reservedBytes == 16 << 20)
  }

  @Test func `drops and counts what the disk is too slow for, and says so`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let said = Said()
    let queue = DispatchQueue(label: "test.recording")
    let path = folder + "/slow.pcapng"
    let recorder = LineRecorder(
      program: "test 1", line: RecordedLine(name: "pty"), queue: queue, sizeLimit: 1 << 20,
      report: said.note,
      next: { () throws(SystemError) in try RecordingFile(path: path, replaces: true) })
    queue.suspend()
    let piece = [UInt8](repeating: 3, count: 1023) + [0]
    let fitting = LineRecorder.waitingLimit / (piece.count + LineRecorder.pieceOverhead)
    for _ in 0..<(fitting + 10) { recorder.fromBoard(piece) }
    queue.resume()
    queue.sync {}
    recorder.fromBoard([8, 0])
    recorder.closeAndWait()
    #expect(recorder.droppedByteCount == 10 * 1024)
    #expect(
      said.lines == [
        "the recording has a hole: the disk is too slow for it",
        "the recording lacks 10240 bytes that the disk was too slow for",
      ])
    #expect(try bytes(read(path), .toHost).count == fitting * 1024 + 2)
  }

  @Test func `goes on in another file, and keeps so many`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let said = Said()
    let path = folder + "/recordings"
    let recordings = RecordingFolder(
      path: path, program: "test 1", sizeLimit: 2_000, report: said.note)
    let other = recordings.recorder(port: "/dev/serial/by-id/usb-A_b:c", speed: .baud230400)
    other.fromBoard([1, 0])
    let recorder = recordings.recorder(port: "/dev/ttyUSB0", speed: .baud115200)
    let run = [UInt8](repeating: 2, count: 199) + [0]
    for _ in 0..<200 { recorder.fromBoard(run) }
    recordings.wait()
    let names = try files(in: path)
    #expect(names.count == RecordingFolder.fileLimit)
    // The one that is still being written is the oldest, and there.
    #expect(names.contains { $0.hasPrefix("usb-A-b-c-") })
    let wanted = /ttyUSB0-\d{8}-\d{6}(-\d)?\.pcapng/
    #expect(try names.allSatisfy { try $0.hasPrefix("usb") || wanted.wholeMatch(in: $0) != nil })
    for name in names where name.hasPrefix("ttyUSB0") {
      let recording = try read(path + "/" + name)
      #expect(
        recording.lines == [
          RecordedLine(
            name: "/dev/ttyUSB0", description: "/dev/ttyUSB0, 115200 bit/s", speed: 115_200)
        ])
      #expect(!recording.records.isEmpty)
    }
    other.fromBoard([4, 0])
    other.closeAndWait()
    recorder.closeAndWait()
    let usb = try #require(try files(in: path).first { $0.hasPrefix("usb") })
    #expect(try bytes(read(path + "/" + usb), .toHost) == [1, 0, 4, 0])
    #expect(said.lines.isEmpty)
  }
}

/// What a recorder had to say.
private final class Said: Sendable {
  private let texts = Mutex<[String]>([])

  var lines: [String] { texts.withLock { $0 } }

  func note(_ text: String) { texts.withLock { $0.append(text) } }
}
