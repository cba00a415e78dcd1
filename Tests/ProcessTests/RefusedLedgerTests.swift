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

  @Test func `does not keep the daemon starting for ever`() throws {
    let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("systemd/cabinad.service")
    let lines = try String(contentsOf: unit, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains("RestartPreventExitStatus=64 65 78"))
  }
}
