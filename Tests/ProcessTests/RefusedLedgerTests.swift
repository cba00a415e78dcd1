import Foundation
import Ledger
import Testing

/// A ledger that the daemon must not go on with: it says so once, and leaves all of it as it was.
@Suite(.waiting) struct `A ledger that is refused` {
  enum Damage: CaseIterable {
    case newerVersion, cutShort, scribbledOver, notSQLite, empty, anotherProgram, logAlone, trigger

    /// What the daemon must say besides the path and the way back.
    var found: String {
      switch self {
      case .newerVersion: "written by a newer version (schema 99, this one knows up to"
      case .cutShort, .scribbledOver: "damaged: "
      case .notSQLite: "not a ledger of this program: not an SQLite file"
      case .empty: "not a ledger of this program: an empty file"
      case .anotherProgram: "not a ledger of this program: another program's SQLite file"
      case .logAlone: "damaged: its write-ahead log is there, the file itself is not"
      case .trigger: "somebody has changed its schema: "
      }
    }

    /// What somebody did to it in SQL, which is in the write-ahead log only.
    var sql: String? {
      switch self {
      case .newerVersion: "PRAGMA user_version = 99"
      case .anotherProgram: "PRAGMA application_id = 7"
      case .trigger:
        "CREATE TRIGGER t AFTER INSERT ON calls BEGIN UPDATE accounts SET balance_micros = 0; END"
      case .cutShort, .scribbledOver, .notSQLite, .empty, .logAlone: nil
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func `is named with what was found and the way back, and not touched`(damage: Damage) throws {
    let (folder, configuration) = (TemporaryFolder(), TemporaryFolder())
    let file = try configuration.writeConfiguration(boardIn: folder)
    let words = ["cabinad", "--config", file, "--state", folder.path, "--run", configuration.path]
    let first = try Program(words[0], Array(words.dropFirst()))
    try first.errorLine(containing: "ready")
    first.signal(SIGTERM)
    #expect(try first.status() == 0)

    let ledger = folder.path + "/cabina.sqlite"
    // Still open, so that its log is not merged.
    let somebody = try damage.sql.map { sql in
      let database = try Database(path: ledger, access: .readWrite)
      try database.execute(sql)
      return database
    }
    let copy = TemporaryFolder()
    for name in ["cabina.sqlite", "cabina.sqlite-wal"] {
      guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else {
        continue
      }
      try Self.damaged(data, damage).write(to: URL(fileURLWithPath: copy.path + "/" + name))
    }
    withExtendedLifetime(somebody) {}
    if damage == .logAlone {
      rename(copy.path + "/cabina.sqlite", copy.path + "/cabina.sqlite-wal")
    }
    let before = try Self.contents(copy)

    let answer = try Child.run(
      words.map { $0 == folder.path ? copy.path : $0 })
    #expect(answer.status == 65, "\(answer)")
    #expect(answer.output.contains("\(copy.path)/cabina.sqlite: \(damage.found)"), "\(answer)")
    #expect(answer.output.contains("backup"), "\(answer)")
    #expect(try Self.contents(copy) == before)
  }

  private static func damaged(_ data: Data, _ damage: Damage) -> Data {
    switch damage {
    case .cutShort: data.prefix(data.count / 2)
    case .scribbledOver: data.prefix(512) + Data(repeating: 0x55, count: data.count - 512)
    case .notSQLite: Data("poem\n".utf8) + data.dropFirst(5)
    case .empty: Data()
    case .newerVersion, .anotherProgram, .logAlone, .trigger: data
    }
  }

  /// Every file, byte for byte. What only says who has it is left out: the lock, and SQLite's index
  /// of the log, which is made anew from it.
  private static func contents(_ folder: TemporaryFolder) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      guard !name.hasSuffix(".lock"), !name.hasSuffix("-shm") else { continue }
      contents[name] = FileManager.default.contents(atPath: folder.path + "/" + name)
    }
    return contents
  }

  @Test func `for want of its log is named, until somebody takes the mark away`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    try shop.daemon.killAtOnce()
    let log = shop.ledgerPath + "-wal"
    let payments = try #require(FileManager.default.contents(atPath: log))
    #expect(!payments.isEmpty)
    try FileManager.default.removeItem(atPath: log)
    let said = "\(shop.ledgerPath): the write-ahead log that belongs to it, \(log), is gone: "

    let daemon = try shop.anotherDaemon()
    let line = try daemon.errorLine(containing: said)
    #expect(line.contains("remove \(shop.ledgerPath).lock"), "\(line)")
    #expect(try daemon.status() == 65)
    let copy = shop.folder.path + "/copy.sqlite"
    for verb in [["verify"], ["backup", copy], ["audit", "verify"]] {
      let answer = try Child.run(["cabinactl"] + verb + ["--ledger", shop.ledgerPath])
      #expect(answer.status == 1 && answer.output.contains(said), "\(answer)")
    }
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(!FileManager.default.fileExists(atPath: copy))

    // Put back, everything is there.
    try payments.write(to: URL(fileURLWithPath: log))
    try shop.startDaemon()
    #expect(try shop.page("/api/v1/shop").contains("\"balance\":\"1000\""))
    try shop.daemon.killAtOnce()
    try FileManager.default.removeItem(atPath: log)
    try FileManager.default.removeItem(atPath: shop.ledgerPath + ".lock")
    try shop.startDaemon()
    try shop.stopDaemon()
  }

  @Test func `does not keep the daemon starting for ever`() throws {
    let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("systemd/cabinad.service")
    let lines = try String(contentsOf: unit, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains("RestartPreventExitStatus=64 65 78"))
  }
}
