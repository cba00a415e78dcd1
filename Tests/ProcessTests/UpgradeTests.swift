import Foundation
import Ledger
import Testing

/// The first start of a newer version.
@Suite(.waiting) struct `An upgrade` {
  @Test func `is told of by the journal, when it begins and when it is done`() throws {
    let (folder, configuration) = (TemporaryFolder(), TemporaryFolder())
    let file = try configuration.writeConfiguration(boardIn: folder)
    var eighth = Schema.current
    eighth.migrations.removeLast(eighth.migrations.count - 8)
    try Ledger(path: folder.path + "/cabina.sqlite", schema: eighth) { _ in }.close()
    let daemon = try Program(
      "cabinad", ["--config", file, "--state", folder.path, "--run", configuration.path])
    try daemon.errorLine(
      containing: "the ledger is brought to version 9 (waived calls are without charge")
    try daemon.errorLine(containing: "the ledger is of version \(Schema.current.version) now")
    try daemon.errorLine(containing: "ready")
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
  }

  /// systemd would kill the daemon after a minute and a half, which would begin again.
  @Test func `may take as long as it takes`() throws {
    let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("systemd/cabinad.service")
    let lines = try String(contentsOf: unit, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains("TimeoutStartSec=infinity"))
  }
}
