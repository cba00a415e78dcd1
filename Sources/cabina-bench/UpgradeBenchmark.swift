import BoothControl
import Glibc
import Ledger

/// What a shop waits for after an upgrade: the real daemon is started on a ledger of the version
/// before, brings it up to date, and is started once more for comparison.
struct UpgradeBenchmark {
  let callCount: Int

  func run() throws {
    var before = Schema.current
    before.migrations.removeLast()
    let shop = try StockedShop(
      calls: callCount, until: WallTime(milliseconds: Int64(Glibc.time(nil)) * 1000),
      schema: before)
    defer { shop.folder.remove() }
    for version in [before.version, Schema.current.version] {
      print("\nopened with version \(version):")
      let daemon = try shop.start()
      if let most = daemon.mostResidentKibibytes { print("resident \(most) KiB at most") }
      daemon.stop()
    }
  }
}
