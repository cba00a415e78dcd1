import Foundation
import Ledger
import LineRecord
import Rating
import Testing

/// The recordings beside this file, made by `Recordings/make`, and the calls that each must give.
@Suite(.waiting) struct `A recording replayed into the real daemon` {
  private struct Expected: Decodable {
    var number: String
    var talkMilliseconds: Int64
    /// In pesos.
    var charge: Int64
    var cause: String
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Recordings")

  @Test(arguments: [
    ("plain-call", "full"), ("refused-then-good", "full"), ("unplugged", "full"),
    ("bad-line", "full"), ("plain-call", "recorded"),
  ])
  func `gives the same calls`(name: String, speed: String) throws {
    let folder = TemporaryFolder()
    let link = folder.path + "/ttyBOARD"
    let replay = try Program(
      "cabina-sim", ["replay", Self.path(name), "--link", link, "--speed", speed])
    #expect(try replay.outputLine().hasSuffix(" " + link))
    let daemon = try startDaemon(in: folder)
    let last = try replay.outputLine()
    let events = try ReplayScript(
      PcapngReader.read([UInt8](Data(contentsOf: URL(fileURLWithPath: Self.path(name))))).recording
    ).eventCount
    #expect(last == "replayed \(events) events, all acknowledged")
    #expect(try replay.status() == 0)
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)

    let wanted = try JSONDecoder().decode(
      [Expected].self,
      from: Data(contentsOf: Self.folder.appendingPathComponent("\(name).json")))
    let rows = try LedgerReader(path: folder.path + "/cabina.sqlite")
      .calls(CallQuery(), limit: 100).rows.reversed()
    #expect(rows.map(\.number) == wanted.map(\.number))
    #expect(rows.map { $0.talked?.milliseconds } == wanted.map(\.talkMilliseconds))
    #expect(rows.map(\.charge) == wanted.map { Money(micros: $0.charge * 1_000_000) })
    #expect(rows.map { $0.endCause.map { "\($0)" } } == wanted.map(\.cause))
    #expect(rows.allSatisfy { $0.suspicions.isEmpty })
  }

  @Test func `is recorded by the daemon as it was replayed to it`() throws {
    let folder = TemporaryFolder()
    let replay = try Program(
      "cabina-sim",
      ["replay", Self.path("plain-call"), "--link", folder.path + "/ttyBOARD", "--speed", "full"])
    _ = try replay.outputLine()
    let daemon = try startDaemon(in: folder, "record = lines")
    #expect(try replay.outputLine().hasPrefix("replayed "))
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
    let lines = folder.path + "/lines"
    let files = try FileManager.default.contentsOfDirectory(atPath: lines)
    #expect(files.count == 1)
    let file = try #require(files.first)
    #expect(try #/ttyBOARD-\d{8}-\d{6}\.pcapng/#.wholeMatch(in: file) != nil)
    let (recording, fault) = PcapngReader.read(
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: lines + "/" + file))))
    #expect(fault == nil)
    #expect(recording.program.hasPrefix("cabinad "))
    #expect(recording.records.allSatisfy { $0.comment.isEmpty })
    var decoder = LineDecoder()
    let sent = recording.records.compactMap { record -> String? in
      guard case .frame(let frame, _) = decoder.take(record.run) else { return nil }
      return record.run.direction == .toBoard ? frame.messageName : nil
    }
    #expect(sent.contains("HELLO") && sent.contains("CONNECT") && sent.contains("ACK"))
    let first = try ReplayScript(
      PcapngReader.read(
        [UInt8](Data(contentsOf: URL(fileURLWithPath: Self.path("plain-call"))))
      ).recording)
    // The daemon's own recording can be replayed again, and tells the same.
    let second = try ReplayScript(recording)
    #expect(
      second.boots.map { $0.events.map(\.number) } == first.boots.map { $0.events.map(\.number) })
    #expect(second.boots.map { $0.events.map(\.tick) } == first.boots.map { $0.events.map(\.tick) })
  }

  @Test func `gives the same calls though nothing can be recorded, and the journal says so once`()
    throws
  {
    let folder = TemporaryFolder()
    let replay = try Program(
      "cabina-sim",
      ["replay", Self.path("plain-call"), "--link", folder.path + "/ttyBOARD", "--speed", "full"])
    _ = try replay.outputLine()
    // A file where the folder should be.
    _ = try folder.write("", to: "lines")
    let daemon = try startDaemon(in: folder, "record = lines")
    #expect(try replay.outputLine() == "replayed 11 events, all acknowledged")
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
    let lines = daemon.everything.split(separator: "\n").filter { $0.contains("recording") }
    #expect(lines.count == 1)
    #expect(lines.first?.contains("ttyBOARD: recording ended: open ") == true)
    let calls = try LedgerReader(path: folder.path + "/cabina.sqlite")
      .calls(CallQuery(), limit: 100).rows
    #expect(calls.map { $0.talked?.milliseconds } == [1301])
  }

  @Test(arguments: [("666", 0o666 as mode_t), ("600", 0o600)])
  func `is on a terminal that --mode opens to others`(mode: String, bits: mode_t) throws {
    let replay = try Program("cabina-sim", ["replay", Self.path("plain-call"), "--mode", mode])
    let device = try replay.outputLine()
    var status = stat()
    #expect(stat(device, &status) == 0, "it said: \(device)")
    #expect(status.st_mode & 0o777 == bits)
    replay.signal(SIGTERM)
    _ = try replay.status()
  }

  @Test(arguments: [
    (["replay"], 2, "replay needs a value: a recording"),
    (["replay", "x", "--speed", "fast"], 2, "«fast» is not recorded or full"),
    (["replay", "x", "--frob"], 2, "«--frob» is not an option of replay"),
    (["replay", "x", "y"], 2, "«y» is one too many"),
    (["replay", "/nowhere"], 1, "/nowhere: No such file"),
    (["replay", #filePath], 1, "this is no pcapng file"),
    (["replay", "."], 1, "Is a directory"),
  ])
  func `says what is wrong`(arguments: [String], status: Int32, message: String) throws {
    let program = try Program("cabina-sim", arguments)
    let line = try program.errorLine(containing: "cabina-sim: ")
    #expect(line.contains(message), "it said: \(line)")
    #expect(try program.status() == status)
  }

  @Test(arguments: ["../elsewhere", "/tmp/lines", "", "a b"])
  func `goes into the state folder and nowhere else`(name: String) throws {
    let folder = TemporaryFolder()
    let path = try folder.write("[board]\nrecord = \(name)\n[booth 1]\nline = 1\n", to: "c.conf")
    let daemon = try Program("cabinad", ["check", "--config", path])
    let line = try daemon.errorLine(containing: "c.conf:2")
    #expect(line.contains("a folder to be made in the state folder"), "it said: \(line)")
    #expect(try daemon.status() == 78)
  }

  private static func path(_ name: String) -> String {
    folder.appendingPathComponent("\(name).pcapng").path
  }

  /// The shop of the recordings.
  private func startDaemon(in folder: TemporaryFolder, _ board: String = "") throws -> Program {
    let prices = Self.folder.appendingPathComponent("tariffs.json5")
    try FileManager.default.copyItem(atPath: prices.path, toPath: folder.path + "/tariffs.json5")
    let shop = try String(
      contentsOf: Self.folder.appendingPathComponent("cabina.conf"), encoding: .utf8)
    let configuration = try folder.write(
      shop.replacingOccurrences(of: "FOLDER", with: folder.path)
        .replacingOccurrences(of: "[board]", with: "[board]\n\(board)"), to: "cabina.conf")
    return try Program(
      "cabinad", ["--config", configuration, "--state", folder.path, "--run", folder.path])
  }
}
