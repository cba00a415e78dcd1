import BoothControl
import Glibc
import Ledger

/// Cuts the power of a recorded disk, and starts the ledger on what is left.
struct PowerCutCheck {
  let history: History
  let states: [String]
  /// Of which the disk is made before the first step.
  let contents: [String: [UInt8]]

  init(_ history: History, _ contents: [String: [UInt8]] = ["shop/cabina.db": newLedger]) throws {
    self.history = history
    self.contents = contents
    states = try history.states(contents)
  }

  /// How many disks were looked at, and what was wrong with the first that was not as it must be.
  struct Finding: CustomStringConvertible {
    var steps = 0
    /// Instants at which the power was cut.
    var cuts = 0
    /// Different disks that the ledger was started on.
    var disks = 0
    var complaint: String?

    var description: String {
      "\(steps) steps, \(cuts) cuts of the power, \(disks) different disks: \(complaint ?? "all as promised")"
    }
  }

  /// Cuts the power after each step, or at `cuts` of them, `times` in different ways.
  func check(
    _ steps: [DiskStep], seed: UInt64, times: Int = 1, cuts: Int = .max
  ) -> Finding {
    var generator = Draws(seed: seed)
    var (finding, disk) = (Finding(steps: steps.count), Disk(contents))
    var known: Set<String> = []
    let drawn = Set((0...steps.count).shuffled(using: &generator).prefix(cuts))
    for (index, step) in (steps.map(Optional.some) + [nil]).enumerated() {
      if drawn.contains(index) {
        finding.cuts += 1
        for _ in 0..<times {
          let cut = PowerCut(using: &generator)
          let left = disk.left(after: cut, using: &generator)
          let promises = "\(disk.promised) \(disk.backedUp ?? -1)"
          guard known.insert("\(left.fingerprint) \(promises)").inserted else { continue }
          finding.disks += 1
          do {
            try start(left, disk, using: &generator)
          } catch {
            finding.complaint =
              "seed \(seed), cut \(finding.cuts), before step \(index) of \(steps.count), "
              + "\(cut), \(disk.promised) deeds promised: \(error)"
            return finding
          }
        }
      }
      if let step { disk.take(step) }
    }
    return finding
  }

  /// One cut of the power at the end of `steps`. Throws what is wrong.
  func checkEnd(of steps: [DiskStep], seed: UInt64) throws {
    var (generator, disk) = (Draws(seed: seed), Disk(contents))
    for step in steps { disk.take(step) }
    let cut = PowerCut(using: &generator)
    _ = try start(disk.left(after: cut, using: &generator), disk)
  }

  /// Throws what is wrong. One start in eight is cut off as well, and begun anew.
  private func start(
    _ left: DiskContents, _ disk: Disk, using generator: inout Draws
  ) throws {
    let steps = try start(left, disk)
    guard Int.random(in: 0..<8, using: &generator) == 0 else { return }
    var second = Disk(left.files, promised: disk.promised, backedUp: disk.backedUp)
    for step in steps.prefix(Int.random(in: 0...steps.count, using: &generator)) {
      second.take(step)
    }
    let cut = PowerCut(using: &generator)
    do {
      _ = try start(second.left(after: cut, using: &generator), second)
    } catch { throw Wrong("after a second cut at the start, \(cut): \(error)") }
  }

  /// The steps that this start makes.
  private func start(_ left: DiskContents, _ disk: Disk) throws -> [DiskStep] {
    let scratch = Scratch()
    for folder in left.folders { mkdir(scratch.path(folder), 0o700) }
    for (name, contents) in left.files { write(contents, to: scratch.path(name)) }
    // For its syncs, which need not be waited for.
    let recording = DiskRecording(folder: scratch.folder, contents: left.files)
    defer { recording.finish() }
    try start(scratch.ledger, recording, promised: disk.promised)
    let steps = recording.steps
    guard !history.backups.isEmpty else { return steps }
    guard left.files[History.backupName] != nil else {
      if disk.backedUp == nil { return steps }
      throw Wrong("the backup is missing")
    }
    do {
      try start(scratch.path(History.backupName), recording, promised: disk.backedUp ?? 0)
    } catch { throw Wrong("the backup: \(error)") }
    return steps
  }

  /// Starts the ledger, looks what is there and does the next deed. Throws what is wrong.
  private func start(_ path: String, _ recording: DiskRecording, promised: Int) throws {
    var options = history.options
    options.beforeFileStep = { step throws(SystemError) in try recording.take(step) }
    let notices = Notices()
    let ledger = try Ledger(path: path, options: options) { notices.add($0) }
    _ = try ledger.restore()
    let state = try ledger.dump()
    guard let found = states.lastIndex(of: state) else {
      throw Wrong("what is found is not what any number of deeds leaves")
    }
    guard found >= promised else { throw Wrong("only \(found) deeds are found") }
    let complaints = try LedgerReader(path: path).verify().complaints
    guard complaints.isEmpty else { throw Wrong("\(complaints)") }
    // The next deed, or one that is like none of them.
    if found < history.deeds.count {
      try ledger.take(history.deeds[found], number: 1)
      guard try ledger.dump() == states[found + 1] else {
        throw Wrong("deed \(found + 1) cannot be done: \(notices.all)")
      }
      recording.promise(found + 1)
    } else {
      // The history ends here, for a second cut as well.
      recording.stop()
      try ledger.take(.batch([payment(7, "after")]), number: 1)
      guard notices.committed == 1 else { throw Wrong("nothing can be written: \(notices.all)") }
    }
    guard ledger.close(), ledger.mergeFault == nil else {
      throw Wrong("it does not close: \(ledger.mergeFault ?? "")")
    }
  }

  struct Wrong: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }
}

/// SplitMix64: the same numbers on every machine.
struct Draws: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
