internal import Dispatch
internal import Glibc
package import LineRecord
internal import Synchronization

/// Writes what crosses one line into a file, on a queue of its own: whoever carries the bytes only
/// hands them over. It never harms the line: what the disk is too slow for is dropped and counted,
/// and a disk that refuses ends the recording.
// Unchecked: all that varies is touched on `queue` only, save for the counts.
package final class LineRecorder: @unchecked Sendable {
  /// Told what a person should know, a line at a time.
  package typealias Report = @Sendable (String) -> Void

  /// Bytes that may wait to be written: more than ten seconds of a line at 115200 bit/s.
  package static let waitingLimit = 256 * 1024
  /// What a piece takes while it waits, however few bytes it has.
  static let pieceOverhead = 128
  /// A file that is not followed by another ends here.
  package static let fileLimit = 1 << 30

  private let queue: DispatchQueue
  private let header: [UInt8]
  private let report: Report
  /// nil: the one file that there is.
  private let next: (() throws(SystemError) -> RecordingFile)?
  private let sizeLimit: Int
  private var file: RecordingFile?
  private var splitter = RecordSplitter()
  private var decoder = LineDecoder()
  private var isFlushPlanned = false
  private var isClosed = false
  private var hasToldOfLoss = false
  private let waiting = Atomic<Int>(0)
  private let dropped = Atomic<Int>(0)
  private let droppedSinceLast = Atomic<Int>(0)

  /// Records into one file, which is replaced when it is there.
  /// - Parameter program: name and version of the program, for the file's header.
  package convenience init(
    file path: String, program: String, line: RecordedLine, report: @escaping Report
  ) throws(SystemError) {
    var file = try RecordingFile(path: path, replaces: true)
    try file.append(PcapngWriter.header(program: program, line: line))
    self.init(
      program: program, line: line, queue: DispatchQueue(label: "cabina.recording"),
      sizeLimit: Self.fileLimit, report: report, next: nil)
    self.file = file
  }

  /// - Parameters:
  ///   - next: makes the first file, and each that follows one of `sizeLimit` bytes; called on the
  ///     queue.
  init(
    program: String, line: RecordedLine, queue: DispatchQueue, sizeLimit: Int,
    report: @escaping Report, next: (() throws(SystemError) -> RecordingFile)?
  ) {
    self.queue = queue
    self.sizeLimit = sizeLimit
    self.report = report
    self.next = next
    header = PcapngWriter.header(program: program, line: line)
  }

  /// Bytes dropped so far.
  package var droppedByteCount: Int { dropped.load(ordering: .relaxed) }

  /// The board has sent these. May be called anywhere; from one place at a time.
  package func fromBoard(_ bytes: [UInt8]) { hand(bytes, .toHost) }

  /// The host has sent these.
  package func toBoard(_ bytes: [UInt8]) { hand(bytes, .toBoard) }

  /// The line is gone: writes what is left. What comes after is not recorded.
  package func close() { queue.async { self.finish() } }

  /// The same, and waits until it is written.
  package func closeAndWait() { queue.sync { finish() } }

  private func hand(_ bytes: [UInt8], _ direction: LineDirection) {
    let time = Self.wallMicroseconds
    let size = bytes.count + Self.pieceOverhead
    guard waiting.wrappingAdd(size, ordering: .relaxed).newValue <= Self.waitingLimit else {
      waiting.wrappingSubtract(size, ordering: .relaxed)
      dropped.wrappingAdd(bytes.count, ordering: .relaxed)
      droppedSinceLast.wrappingAdd(bytes.count, ordering: .relaxed)
      return
    }
    queue.async {
      self.waiting.wrappingSubtract(size, ordering: .relaxed)
      self.take(bytes, direction, at: time)
    }
  }

  private static var wallMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  // MARK: On the queue

  private func take(_ bytes: [UInt8], _ direction: LineDirection, at time: Int64) {
    guard !isClosed else { return }
    if droppedSinceLast.exchange(0, ordering: .relaxed) > 0 {
      // What comes now does not belong to what was there before.
      write(splitter.finish())
      if !hasToldOfLoss { report("the recording has a hole: the disk is too slow for it") }
      hasToldOfLoss = true
    }
    write(splitter.take(bytes, direction, at: time))
    planFlush()
  }

  private func planFlush() {
    guard splitter.isHolding, !isFlushPlanned, !isClosed else { return }
    isFlushPlanned = true
    let wait = DispatchTimeInterval.microseconds(Int(RecordSplitter.idleMicroseconds))
    queue.asyncAfter(deadline: .now() + wait) {
      self.isFlushPlanned = false
      guard !self.isClosed else { return }
      self.write(self.splitter.flushIdle(at: Self.wallMicroseconds))
      self.planFlush()
    }
  }

  private func write(_ runs: [LineRun]) {
    guard !isClosed, !runs.isEmpty else { return }
    do throws(SystemError) {
      if file == nil, let next {
        file = try next()
        try file?.append(header)
      }
      for run in runs {
        var comment: String?
        if case .rejected(let verdict) = decoder.take(run) { comment = verdict.rawValue }
        try file?.append(PcapngWriter.block(run, comment: comment))
      }
    } catch {
      return fail("recording ended: \(error)")
    }
    guard let file, file.byteCount >= sizeLimit else { return }
    if next == nil { return fail("recording ended: \(file.path) has \(file.byteCount) bytes") }
    file.close()
    self.file = nil
  }

  private func fail(_ message: String) {
    report(message)
    isClosed = true
    file?.close()
    file = nil
  }

  private func finish() {
    guard !isClosed else { return }
    write(splitter.finish())
    let lost = droppedByteCount
    if lost > 0 { report("the recording lacks \(lost) bytes that the disk was too slow for") }
    isClosed = true
    file?.close()
    file = nil
  }
}
