import BoothControl
import Glibc
import Ledger

/// What a shop waits for after an upgrade: the real daemon is started on a ledger of an older
/// version, brings it up to date, and is started once more for comparison.
struct UpgradeBenchmark {
  let callCount: Int
  /// The last one before an upgrade that reads every call.
  static let version = 8

  func run() throws {
    var before = Schema.current
    before.migrations.removeLast(before.migrations.count - Self.version)
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
