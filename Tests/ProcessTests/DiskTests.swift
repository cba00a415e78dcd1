import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// A real file system that is full or read-only. Where tests may mount none, this is left out;
/// `prlimit` stands in for a full disk elsewhere.
@Suite(
  .waiting,
  .enabled(if: SmallDisk.how != nil, "this machine lets nobody mount a file system here"))
struct `A ledger's file system` {
  /// What a call of so long costs at 200 pesos a minute.
  private func charge(_ milliseconds: Int64) -> Money {
    Money(micros: ((milliseconds + 999) / 1000 * 200 + 30) / 60 * 1_000_000)
  }

  /// The call ends on a disk that takes nothing any more: nothing is promised, and help can be called.
  private func expectRefusal(_ shop: RunningShop) throws {
    try shop.board.ask("hangup 1")
    try shop.daemon.errorLine(containing: "cannot be written")
    #expect(try shop.command("payment", "100", "lost").status != 0)
    try shop.daemon.errorLine(containing: "left to themselves")
    #expect(try shop.page("/healthz").contains("\"status\":\"storage\""))
    #expect(try shop.waitForSessionEnd())
    try shop.board.ask("lift 2")
    try shop.board.ask("dial 2 133")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("hangup 2")
  }

  /// The disk is well again: what the board held back is written, and nothing that was promised is
  /// missing.
  private func expectNothingLost(_ shop: RunningShop, _ disk: SmallDisk) throws {
    #expect(
      try shop.wait {
        let calls = try shop.page("/api/v1/calls")
        return calls.contains("\"total\":2") && !calls.contains("\"open\":true")
      })
    #expect(try shop.command("payment", "100", "kept").status == 0)
    let talked = try shop.trueTalk(1)
    try shop.stopDaemon()
    let copy = try disk.copyLedger()
    let reader = try LedgerReader(path: copy.path + "/cabina.sqlite")
    let calls = try reader.calls(CallQuery(), limit: 10).rows.sorted {
      $0.position.key < $1.position.key
    }
    #expect(calls.map(\.number) == ["1006", "133"])
    #expect(calls.first?.talked?.milliseconds == talked)
    #expect(calls.first?.charge == charge(talked))
    #expect(calls.allSatisfy { $0.suspicions.isEmpty })
    #expect(try reader.payments(limit: 10).map(\.reference) == ["kept", "start"])
    #expect(try reader.verify().complaints == [])
  }

  @Test func `is full in mid-call, and nothing is lost`() throws {
    let disk = try SmallDisk(kibibytes: 1024)
    let shop = try RunningShop(balancePesos: 1000, disk: disk)
    try shop.talk(1, to: "1006")
    try disk.fill()
    try expectRefusal(shop)
    #expect(shop.daemon.everything.contains("database or disk is full"))
    try disk.free()
    try shop.daemon.errorLine(containing: "written again")
    try expectNothingLost(shop, disk)
  }

  /// With files open for writing nobody can mount it so; the kernel does when the disk fails.
  @Test(.enabled(if: SmallDisk.canFail, "this machine lets nobody mount an ext4 file here"))
  func `is made read-only by the kernel in mid-call, and nothing is lost`() throws {
    let disk = try SmallDisk(kibibytes: 4096, canFail: true)
    let shop = try RunningShop(balancePesos: 1000, disk: disk)
    try shop.talk(1, to: "1006")
    try disk.fail()
    try expectRefusal(shop)
    shop.daemon.signal(SIGTERM)
    #expect(try shop.daemon.status() == 74)
    #expect(shop.daemon.everything.contains("the disk did not take everything"))
    let refused = try RunningShop.refused(on: disk)
    #expect(refused.status == 74, "\(refused)")
    #expect(refused.output.contains("mount the disk for writing"), "\(refused)")
    try disk.repair()
    try shop.startDaemon()
    try expectNothingLost(shop, disk)
  }

  @Test func `is full at the start, with a ledger and without one`() throws {
    let disk = try SmallDisk(kibibytes: 1024)
    try disk.fill()
    let shop = try RunningShop.refused(on: disk)
    #expect(shop.status == 74, "\(shop)")
    #expect(shop.output.contains("\(disk.folder)/cabina.sqlite: cannot be written: "), "\(shop)")
    #expect(try !disk.shell("ls").contains("cabina.sqlite\n"))
    try disk.free()
    let good = try RunningShop(balancePesos: 1000, disk: disk)
    try good.daemon.killAtOnce()
    try disk.fill()
    let again = try RunningShop.refused(on: disk)
    #expect(again.status == 74, "\(again)")
    #expect(again.output.contains("\(disk.folder)/cabina.sqlite: cannot be written: "), "\(again)")
    #expect(again.output.contains("Free some space on its disk"), "\(again)")
    try disk.free()
    try good.startDaemon()
    #expect(try good.command("status").output.contains { $0.contains("1.000") })
    try good.stopDaemon()
  }

  @Test func `is read-only at the start, with a ledger and without one`() throws {
    let disk = try SmallDisk(kibibytes: 1024)
    try disk.remount("ro")
    let none = try RunningShop.refused(on: disk)
    #expect(none.status == 74 && none.output.contains("Read-only file system"), "\(none)")
    try disk.remount("rw")
    let shop = try RunningShop(balancePesos: 1000, disk: disk)
    try shop.daemon.killAtOnce()
    try disk.remount("ro")
    let before = try disk.contents()
    let refused = try RunningShop.refused(on: disk)
    #expect(refused.status == 74, "\(refused)")
    #expect(refused.output.contains("mount the disk for writing"), "\(refused)")
    #expect(refused.output.contains("\(disk.folder)/cabina.sqlite"), "\(refused)")
    #expect(try disk.contents() == before)
    try disk.remount("rw")
    try shop.startDaemon()
    #expect(try shop.command("status").output.contains { $0.contains("1.000") })
    try shop.stopDaemon()
  }
}

extension RunningShop {
  /// A daemon that cannot start on this disk: its exit status and what it says.
  fileprivate static func refused(
    on disk: SmallDisk
  ) throws -> (status: Int32, output: String) {
    let folder = TemporaryFolder()
    let file = try folder.write(
      "[board]\nport = \(folder.path)/none\n[page]\nport = 0\n[booth 4312]\nline = 1\n",
      to: "cabina.conf")
    return try Child.run(
      disk.launcher + [
        Program.folder.path + "/cabinad", "--config", file, "--state", disk.folder, "--run",
        folder.path,
      ])
  }
}
