import CSQLite
import Glibc
import Ledger
import Testing

/// A disk that is full or fails, at every operation of a short history in turn: the ledger says so,
/// keeps what it promised, and goes on when the disk is well.
@Suite struct DiskFaultTests {
  private let check: PowerCutCheck
  private var history: History { check.history }

  init() throws { check = try PowerCutCheck(.short) }

  /// A ledger whose disk will fail.
  private final class Patient {
    let scratch: Scratch
    let recording: DiskRecording
    let notices = Notices()
    let ledger: Ledger
    let history: History

    init(_ check: PowerCutCheck) throws {
      history = check.history
      scratch = Scratch(check.contents)
      recording = DiskRecording(folder: scratch.folder, contents: check.contents)
      let (notices, recording) = (notices, recording)
      ledger = try Ledger(path: scratch.ledger, options: check.history.options) {
        notices.add($0)
        if case .committed(let number) = $0 { recording.promise(Int(number)) }
      }
    }

    deinit { recording.finish() }

    /// Hands everything in, the failing disk or not. A change is refused by a failing disk, and made
    /// when it is well. True: someone was told that the disk fails.
    func work() throws -> Bool {
      var isTold = false
      for (index, deed) in history.deeds.enumerated() {
        guard case .change(let change) = deed else {
          ledger.submit(deed, number: UInt64(index + 1))
          continue
        }
        if !hasSettled() { recording.fail(nil) }
        try #require(notices.wait { _ in self.ledger.statistics.waiting == 0 })
        do {
          try change(ledger)
        } catch {
          isTold = true
          recording.fail(nil)
          try change(ledger)
        }
        recording.promise(index + 1)
      }
      _ = hasSettled()
      return isTold || isTroubled
    }

    private var isTroubled: Bool {
      notices.all.contains { if case .storageFailed = $0 { true } else { false } }
    }

    /// Waits until all is written or refused; true: written.
    private func hasSettled() -> Bool {
      #expect(notices.wait { _ in self.isTroubled || self.ledger.statistics.waiting == 0 })
      // What was refused once may have been written by now.
      return ledger.statistics.waiting == 0
    }
  }

  /// How many operations of a kind the history has on a disk that is well.
  private func count(_ operation: DiskOperation) throws -> Int {
    let patient = try Patient(check)
    patient.recording.fail(nil)
    #expect(try !patient.work())
    return patient.recording.count(of: operation)
  }

  @Test(
    arguments: [
      (.write, SQLITE_FULL, .max), (.write, DiskFault.write, 1), (.sync, DiskFault.sync, .max),
      (.sync, DiskFault.sync, 1), (.read, DiskFault.read, .max), (.read, DiskFault.shortRead, 1),
      (.truncate, DiskFault.truncate, .max),
    ] as [(DiskOperation, Int32, Int)])
  func `what was promised outlives a failing disk`(
    operation: DiskOperation, code: Int32, length: Int
  ) throws {
    let count = try count(operation)
    // Every one of a kind that is rare; of the others one in some, unless more is asked for.
    let step = max(1, count / (25 * powerCutEffort))
    var (told, restarted) = (0, 0)
    for index in stride(from: Int(code) % step, to: count, by: step) {
      let patient = try Patient(check)
      patient.recording.fail(
        FaultPlan(operation: operation, index: index, length: length, code: code))
      let isTold = try patient.work()
      told += isTold ? 1 : 0
      let place = "\(operation) \(index) of \(count), \(code)"
      // The power may go before anything is mended.
      do { try check.checkEnd(of: patient.recording.steps, seed: UInt64(index)) } catch {
        Issue.record("\(place), power cut: \(error)")
      }
      let isUnwell = patient.ledger.statistics.waiting > 0
      #expect(isTold || !isUnwell, "\(place)")
      patient.recording.fail(nil)
      if index % 2 == 0 {
        if !patient.notices.wait(forCommit: UInt64(history.deeds.count)) {
          Issue.record("\(place): does not go on: \(patient.notices.all)")
        }
        #expect(try patient.ledger.dump() == check.states.last, "\(place)")
      } else {
        restarted += 1
        _ = patient.ledger.close()
        try expectStart(patient, place)
      }
    }
    print("Disk faults, \(operation) \(code): \(count), told of \(told), restarted \(restarted)")
    #expect(told > 0 || operation == .truncate)
  }

  private func expectStart(_ patient: Patient, _ place: String) throws {
    let ledger = try Ledger(path: patient.scratch.ledger) { _ in }
    #expect(try ledger.dump() == check.states.last, "\(place)")
    #expect(try LedgerReader(path: patient.scratch.ledger).verify().complaints == [], "\(place)")
  }
}
