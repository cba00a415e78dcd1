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
      if (index / step) % 2 == 0 {
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
    try expect(check.states.last, in: patient.scratch, place)
  }

  private func expect(_ state: String?, in scratch: Scratch, _ place: String) throws {
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    #expect(try ledger.dump() == state, "\(place)")
    #expect(try LedgerReader(path: scratch.ledger).verify().complaints == [], "\(place)")
  }

  // MARK: At the start

  /// With all of the short history in its log, as a power cut leaves it.
  private func unmergedLedger() throws -> [String: [UInt8]] {
    let scratch = Scratch(check.contents)
    var options = history.options
    options.checkpointPages = 100_000
    let ledger = try Ledger(path: scratch.ledger, options: options) { _ in }
    for (index, deed) in history.deeds.enumerated() {
      try ledger.take(deed, number: UInt64(index + 1))
    }
    return [
      "shop/cabina.db": bytes(of: scratch.ledger),
      "shop/cabina.db-wal": bytes(of: scratch.ledger + "-wal"),
    ]
  }

  /// A start on a disk that fails at some operation; how many there were, and the error.
  private func start(
    _ scratch: Scratch, _ contents: [String: [UInt8]], _ plan: FaultPlan?,
    of operation: DiskOperation
  ) -> (operations: Int, error: (any Error)?) {
    let recording = DiskRecording(folder: scratch.folder, contents: contents)
    defer { recording.finish() }
    var options = LedgerOptions()
    options.beforeFileStep = { step throws(SystemError) in try recording.take(step) }
    recording.fail(plan)
    do {
      let ledger = try Ledger(path: scratch.ledger, options: options) { _ in }
      let count = recording.count(of: operation)
      recording.fail(nil)
      ledger.close()
      return (count, nil)
    } catch {
      return (recording.count(of: operation), error)
    }
  }

  @Test(
    arguments: [
      (.write, SQLITE_FULL), (.sync, DiskFault.sync), (.read, DiskFault.read),
      (.delete, DiskFault.delete), (.fileStep, EIO), (.fileStep, ENOSPC),
    ] as [(DiskOperation, Int32)], [false, true])
  func `a start on a failing disk is refused, and the next one finds everything`(
    fault: (operation: DiskOperation, code: Int32), isNew: Bool
  ) throws {
    let contents = isNew ? [:] : try unmergedLedger()
    let state = isNew ? try check.history.states([:]).first : check.states.last
    let count = start(Scratch(contents), contents, nil, of: fault.operation).operations
    let step = max(1, count / (8 * powerCutEffort))
    var refused = 0
    for index in stride(from: 0, to: count, by: step) {
      let scratch = Scratch(contents)
      let plan = FaultPlan(operation: fault.operation, index: index, code: fault.code)
      let place = "\(fault) \(index) of \(count)"
      if let error = start(scratch, contents, plan, of: fault.operation).error {
        refused += 1
        let words = (error as? LedgerOpenError)?.description
        #expect(words?.hasPrefix(scratch.folder) == true, "\(place): \(error)")
      }
      try expect(state, in: scratch, place)
    }
    print("Disk faults at the start, \(fault), new \(isNew): \(count), refused \(refused)")
    // A ledger that is there is only read at a start; the lock file is written, but a disk that does
    // not let it keeps no shop closed.
    let isNeeded = fault.operation != .fileStep || isNew
    #expect(refused > 0 || count == 0 || !isNeeded)
  }
}
