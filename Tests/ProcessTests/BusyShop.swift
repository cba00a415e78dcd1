import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// A shop of eight booths on one board, six that talk all the time and two in which one caller after
/// the other dials, while something else asks too much of the daemon.
final class BusyShop {
  let folder = TemporaryFolder()
  let daemon: Program
  let port: UInt16
  private let board: Program
  /// How long each call of a booth talked, by the board's own count, in milliseconds.
  private var truth: [Int: [Int64]] = [:]

  /// For how long something asks too much, where more than the shortest time is wanted.
  static let longSeconds = ProcessInfo.processInfo.environment["CABINA_OVERLOAD_SECONDS"]
    .flatMap(Double.init)

  static let uid = "010101010101010101010101"
  /// The board on the port beside it, with two booths.
  static let otherUID = "020202020202020202020202"
  private static let talkers = 1...6
  private static let diallers = 7...8

  var otherLink: String { folder.path + "/tty2" }
  var socket: String { folder.path + "/cabina.sock" }

  init() throws {
    let prices = try folder.write(RunningShop.tariffs, to: "tariffs.json5")
    let link = folder.path + "/tty1"
    let booths =
      (1...8).map { (10 + $0, $0, Self.uid) } + (1...2).map { (20 + $0, $0, Self.otherUID) }
    let sections = booths.map { "[booth \($0.0)]\nline = \($0.1)\nboard = \($0.2)" }
    let configuration = try folder.write(
      """
      [shop]
      balance = not-kept
      short-call = 0
      [dialling]
      digit-map = 1xxx
      emergency = 133
      [board]
      port = \(link), \(folder.path)/tty2
      [page]
      port = 0
      [prices]
      file = \(prices)
      \(sections.joined(separator: "\n"))
      """, to: "cabina.conf")
    board = try Program(
      "cabina-sim",
      ["board", "--uid", Self.uid, "--link", link, "--record", folder.path + "/line.pcapng"])
    _ = try board.outputLine()
    daemon = try Program(
      "cabinad", ["--config", configuration, "--state", folder.path, "--run", folder.path])
    let line = try daemon.errorLine(containing: "http://")
    port = try #require(
      line.split(separator: ":").last.flatMap { UInt16($0.prefix { $0.isNumber }) })
    try daemon.errorLine(containing: "firmware")
  }

  /// Brings the talkers into their conversations.
  func open() throws {
    for booth in Self.talkers {
      try board.ask("lift \(booth)")
      try board.ask("dial \(booth) 1006")
    }
    for booth in Self.talkers { try connect(booth) }
  }

  private func connect(_ booth: Int) throws {
    let answer = try board.ask("await \(booth) connected 50000")
    #expect(answer.hasPrefix("ok"), "booth \(booth): \(answer)")
    try board.ask("answer \(booth)")
  }

  /// Lets callers dial, talk a moment and go, one after the other.
  func dial(for seconds: Double) throws {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      for booth in Self.diallers {
        try board.ask("lift \(booth)")
        try board.ask("dial \(booth) 1006")
      }
      for booth in Self.diallers { try connect(booth) }
      usleep(200_000)
      for booth in Self.diallers { try hangUp(booth) }
    }
  }

  private func hangUp(_ booth: Int) throws {
    try board.ask("hangup \(booth)")
    #expect(try board.ask("await \(booth) on-hook 50000").hasPrefix("ok"))
    truth[booth, default: []].append(try RunningShop.trueTalk(booth, of: board))
  }

  /// Everybody goes; then the board, and with its last word its recording is whole.
  func close() throws -> LineTiming {
    for booth in Self.talkers { try hangUp(booth) }
    let end = Date().addingTimeInterval(Program.patience)
    while try isAnyLive(), Date() < end { usleep(20_000) }
    board.send("quit")
    #expect(try board.status() == 0)
    return try LineTiming(recording: folder.path + "/line.pcapng")
  }

  /// Whether one of the good board's calls has not ended on the disk yet.
  private func isAnyLive() throws -> Bool {
    let reader = try LedgerReader(path: folder.path + "/cabina.sqlite")
    return try truth.keys.contains { booth in
      try reader.calls(Self.query(booth), limit: 1000).rows.contains { $0.endedAt == nil }
    }
  }

  private static func query(_ booth: Int) -> CallQuery {
    CallQuery(booth: BoothNumber("\(10 + booth)"))
  }

  /// Stops the daemon; every call of the good board is billed to the tick, and the journal has it.
  func expectBilledToTheTick() throws {
    daemon.signal(SIGTERM)
    #expect(try daemon.status() == 0)
    let reader = try LedgerReader(path: folder.path + "/cabina.sqlite")
    for (booth, talked) in truth {
      let calls = try reader.calls(Self.query(booth), limit: 1000).rows.reversed()
      #expect(calls.map { $0.talked?.milliseconds } == talked, "booth \(10 + booth)")
      #expect(calls.allSatisfy { $0.endCause == .callerHungUp && $0.suspicions.isEmpty })
      let lines = daemon.everything.split(separator: "\n")
        .filter { $0.contains("booth \(10 + booth): call ") }
      #expect(lines.count == talked.count, "\(lines)")
    }
  }
}
