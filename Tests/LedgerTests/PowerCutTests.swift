import Glibc
import Ledger
import Testing

/// In how many ways the power is cut at each instant, how many draws of a long history there are,
/// and how many more operations of a disk fail: 1, or what the variable `CABINA_POWER_CUTS` says.
let powerCutEffort = getenv("CABINA_POWER_CUTS").flatMap { Int(String(cString: $0)) } ?? 1

/// The box without power at any instant: what the disk has made of the steps that were not safe is a
/// matter of chance, and what was promised is there. Every finding is printed; a complaint names the
/// seed and the step.
@Suite struct PowerCutTests {
  private let effort = powerCutEffort

  private func recorded(
    _ check: PowerCutCheck, swallows: Set<DiskRecording.Swallowed> = [],
    promising: History.Promising = .whenCommitted, weaken: String? = nil
  ) throws -> [DiskStep] {
    let scratch = Scratch(check.contents)
    let recording = DiskRecording(
      folder: scratch.folder, contents: check.contents, swallows: swallows)
    defer { recording.finish() }
    try check.history.run(recording, promising: promising, weaken: weaken)
    return recording.steps
  }

  private func tell(_ what: String, _ finding: PowerCutCheck.Finding) {
    print("Power cuts, \(what): \(finding)")
    #expect(finding.complaint == nil)
  }

  /// A disk for backups besides.
  private static let withDisk = ["shop/cabina.db": newLedger, "disk/other": [1]]

  @Test func `a day's money is there after a cut at every step`() throws {
    let check = try PowerCutCheck(.trade)
    tell("a day's money", check.check(try recorded(check), seed: 1, times: effort))
  }

  @Test func `prices are those before or those after at every step`() throws {
    let check = try PowerCutCheck(.prices)
    tell("prices", check.check(try recorded(check), seed: 2, times: effort))
  }

  @Test func `a ledger that is being made is whole or not there at every step`() throws {
    let check = try PowerCutCheck(.little(call: 1), [:])
    let steps = try recorded(check)
    tell("a new ledger", check.check(steps, seed: 3, times: effort, cuts: 130 * effort))
  }

  @Test func `a ledger of version 1 is brought up to date by whoever starts after the cut`() throws
  {
    let check = try PowerCutCheck(.little(call: 2), ["shop/cabina.db": oldLedger])
    let steps = try recorded(check)
    tell("an old ledger", check.check(steps, seed: 4, times: effort, cuts: 130 * effort))
  }

  @Test func `a backup that was told of is there after a cut at every step`() throws {
    let check = try PowerCutCheck(.backups, Self.withDisk)
    let steps = try recorded(check)
    tell("backups", check.check(steps, seed: 5, times: effort, cuts: 130 * effort))
  }

  @Test(arguments: 1...UInt64(powerCutEffort))
  func `calls written in groups are there after cuts at any step`(seed: UInt64) throws {
    let check = try PowerCutCheck(.calls(8 * UInt32(min(effort, 5))))
    let steps = try recorded(check)
    tell("calls, seed \(seed)", check.check(steps, seed: seed, cuts: 120))
  }

  // MARK: That the check can fail

  /// `enough`: within how many cuts it is found.
  private func expectFound(
    _ what: String, within enough: Int, _ check: PowerCutCheck, _ steps: [DiskStep]
  ) {
    let finding = check.check(steps, seed: 1)
    print("Power cuts, \(what): \(finding)")
    #expect(finding.complaint != nil)
    #expect(finding.cuts <= enough)
  }

  @Test func `the check finds a disk whose syncs do nothing`() throws {
    let check = try PowerCutCheck(.trade)
    expectFound("syncs do nothing", within: 40, check, try recorded(check, swallows: [.syncs]))
  }

  @Test func `the check finds that the log is written anew over what is in no file yet`() throws {
    let check = try PowerCutCheck(.trade)
    expectFound(
      "no syncs of the file", within: 120, check, try recorded(check, swallows: [.databaseSyncs]))
  }

  @Test(arguments: ["NORMAL", "OFF"])
  func `the check finds commits that are not synced`(synchronous: String) throws {
    let check = try PowerCutCheck(.trade)
    // The first commit is made safe together with the mark in the lock file.
    expectFound(
      synchronous, within: 100, check,
      try recorded(check, weaken: "PRAGMA synchronous = \(synchronous)"))
  }

  @Test func `the check finds a batch that is told of before it is committed`() throws {
    let check = try PowerCutCheck(.trade)
    expectFound("told before", within: 20, check, try recorded(check, promising: .whenAskedFor))
  }

  @Test func `the check finds a backup whose folder is not synced`() throws {
    let check = try PowerCutCheck(.backups, Self.withDisk)
    expectFound(
      "folder not synced", within: 160, check, try recorded(check, swallows: [.ownFolderSyncs]))
  }
}
