import Foundation
import Ledger
import Testing

/// The first start of a newer version.
@Suite(.waiting) struct `An upgrade` {
  private let folder = TemporaryFolder()
  private let configuration = TemporaryFolder()

  private var ledger: String { folder.path + "/cabina.sqlite" }

  private func makeOlderLedger() throws {
    var eighth = Schema.current
    eighth.migrations.removeLast(eighth.migrations.count - 8)
    try Ledger(path: ledger, schema: eighth) { _ in }.close()
  }

  private func words(_ file: String) -> [String] {
    ["--config", file, "--state", folder.path, "--run", configuration.path]
  }

  @Test func `is told of by the journal, when it begins and when it is done`() throws {
    let file = try configuration.writeConfiguration(boardIn: folder)
    try makeOlderLedger()
    let daemon = try Program("cabinad", words(file))
    try daemon.errorLine(
      containing: "the ledger is brought to version 9 (waived calls are without charge")
    try daemon.errorLine(containing: "the ledger is of version \(Schema.current.version) now")
    try daemon.errorLine(containing: "ready")
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
  }

  /// systemd kills a start that takes too long, and an upgrade would begin again for ever.
  @Test func `asks for more time, and another start does not`() throws {
    let file = try configuration.writeConfiguration(boardIn: folder)
    try makeOlderLedger()
    for isUpgrade in [true, false] {
      let socket = try NotifySocket(in: configuration, named: "notify-\(isUpgrade)")
      let daemon = try Program(
        "cabinad", words(file), environment: ["NOTIFY_SOCKET": socket.path])
      let asked = try socket.messagesBeforeReady().filter { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") }
      #expect(Set(asked) == (isUpgrade ? ["EXTEND_TIMEOUT_USEC=60000000"] : []))
      daemon.signal(SIGTERM)
      #expect(try daemon.status() == 0)
    }
  }

  /// The watchdog sees no start: one that hangs is ended by its timeout only.
  @Test func `is all that a start may take long for`() throws {
    let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("systemd/cabinad.service")
    let lines = try String(contentsOf: unit, encoding: .utf8).split(separator: "\n")
    let limits = lines.filter { $0.hasPrefix("TimeoutStartSec=") }
    #expect(limits.compactMap { Int($0.dropFirst("TimeoutStartSec=".count)) } == [90])
    #expect(limits.count == 1 && lines.contains("Type=notify"))
  }

  /// As a ledger of some years has: it is copied and sorted on the disk.
  private func addCalls() throws {
    let database = try Database(path: ledger, access: .readWrite)
    try database.execute(
      """
      INSERT INTO booths (id, number) VALUES (1, '4312');
      INSERT INTO boards (id, uid) VALUES (1, zeroblob(12));
      INSERT INTO boots (id, board, boot_id) VALUES (1, 1, 7);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
      INSERT INTO calls (key, booth, boot, line, dialled, number, is_charged, reserved_micros,
        authorised_at, ended_at, charge_micros, cost_micros)
      SELECT i, 1, 1, 1, '1006', '1006', 1, 0, 1000000 * i, 1000000 * i + 1000, 0, 0 FROM n;
      """)
  }

  @Test(.enabled(if: SmallDisk.how != nil, "this machine lets nobody mount a file system here"))
  func `without room for temporary files says so, and changes nothing`() throws {
    let file = try configuration.writeConfiguration(boardIn: folder)
    try makeOlderLedger()
    try addCalls()
    let disk = try SmallDisk(kibibytes: 32 * 1024)
    func run(_ program: String, _ words: [String]) throws -> (status: Int32, output: String) {
      try Child.run(
        disk.launcher + ["env", "TMPDIR=\(disk.folder)", Program.folder.path + "/" + program]
          + words)
    }
    let verify = ["verify", "--ledger", ledger]
    let before = try Data(contentsOf: URL(fileURLWithPath: ledger))
    try disk.fill()
    let check = try run("cabinactl", verify)
    #expect(check.status == 1)
    #expect(
      check.output.contains(
        "\(ledger): no copy of it can be brought up to date: database or disk is full (SQLite 13). "
          + "Free some space in \(disk.folder), where temporary files are."),
      "\(check)")
    let daemon = try run("cabinad", words(file))
    #expect(daemon.status == 74)
    #expect(
      daemon.output.contains(
        "cannot be brought up to date: database or disk is full (SQLite 13). Free some space on "
          + "its disk, and in \(disk.folder), where temporary files are."),
      "\(daemon)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: ledger)) == before)
    try disk.free()
    let second = try run("cabinactl", verify)
    #expect(second.output.contains("of an older version (schema 8)"), "\(second)")
  }
}
