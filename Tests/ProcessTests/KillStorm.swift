import BoothSimulator
import Foundation
import Testing

/// A shop of eight booths whose daemon is killed at random instants and started again, again and
/// again, while everyone calls and the owner takes money.
final class KillStorm {
  let folder = TemporaryFolder()
  let board: StormBoard
  let owner: StormOwner
  private(set) var killed: [String: Int] = [:]
  private var draws: SplitMix64
  private var daemon: Child?
  private let configuration: String

  /// What was paid before anything began, in pesos.
  static let firstPayment = 1_000_000

  var ledgerPath: String { folder.path + "/cabina.sqlite" }
  private var journalPath: String { folder.path + "/journal" }

  /// What the next kill is to fall into.
  private enum Aim: CaseIterable {
    case start, handshake, digits, seizure, answer, end, stop, anywhere

    /// What happens in a booth just before.
    var event: Substring? {
      switch self {
      case .digits: "digit"
      case .seizure: "seized"
      case .answer: "answered"
      case .end: "hung-up"
      default: nil
      }
    }

    /// How long after the start, at least, in milliseconds.
    var delay: ClosedRange<Int> {
      switch self {
      case .start: 0...70
      case .handshake: 50...200
      case .stop, .anywhere: 0...800
      default: 0...100
      }
    }
  }

  init(seed: UInt64) throws {
    draws = SplitMix64(seed: seed)
    let link = folder.path + "/ttyBOARD"
    board = try StormBoard(link: link, seed: seed)
    let prices = try folder.write(RunningShop.tariffs, to: "tariffs.json5")
    var lines = [
      "[shop]", "name = LOCUTORIO", "balance = kept", "short-call = 0",
      "[dialling]", "digit-map = 1xxx|02xxxxxxx|4xxx", "[board]", "port = \(link)",
      "[page]", "port = 0", "[prices]", "file = \(prices)",
    ]
    for booth in 1...StormBoard.boothCount {
      lines += ["[booth \(4310 + booth)]", "line = \(booth)"]
    }
    configuration = try folder.write(lines.joined(separator: "\n") + "\n", to: "cabina.conf")
    owner = StormOwner(socket: folder.path + "/cabina.sock", seed: seed &+ 1)
    try startDaemon()
    let payment = ["payment", "\(Self.firstPayment)", "first", "--key", "first"]
    try expect("the first payment") { try cabinactl(payment).status == 0 }
  }

  deinit { daemon?.kill() }

  func cabinactl(_ words: [String]) throws -> (status: Int32, output: String) {
    try Child.run(["cabinactl", "--socket", folder.path + "/cabina.sock"] + words)
  }

  var journal: String { (try? String(contentsOfFile: journalPath, encoding: .utf8)) ?? "" }

  private func startDaemon() throws {
    daemon = try Child(
      ["cabinad", "--config", configuration, "--state", folder.path, "--run", folder.path],
      output: journalPath)
  }

  /// Kills the daemon at an instant that is drawn, leaves the shop alone for a moment, and starts it
  /// again.
  func kill() throws {
    let aim = try #require(Aim.allCases.randomElement(using: &draws))
    try live(milliseconds: .random(in: aim.delay, using: &draws))
    if let event = aim.event { try live(milliseconds: 500) { $0.contains(event) } }
    if aim == .stop { daemon?.signal(SIGTERM) }
    if aim.event != nil || aim == .stop {
      // What is about to be written is on the disk within a few milliseconds.
      let isSoon = Bool.random(using: &draws)
      usleep(.random(in: 0...(isSoon ? 3000 : 40_000), using: &draws))
    }
    daemon?.kill()
    killed["\(aim)", default: 0] += 1
    // Now and then for as long as a board keeps a session that nobody speaks in.
    let isLong = Int.random(in: 0..<40, using: &draws) == 0
    try live(milliseconds: isLong ? 6000 : .random(in: 0...100, using: &draws))
    try startDaemon()
  }

  /// Lets the shop live for so long, or until something has happened.
  private func live(
    milliseconds: Int, until isSo: ([Substring]) -> Bool = { _ in false }
  ) throws {
    let end = Date().addingTimeInterval(Double(milliseconds) / 1000)
    repeat {
      if isSo(try board.live()) { return }
      usleep(1500)
    } while Date() < end
  }

  /// With a daemon that stays, everyone hangs up and goes; then it is stopped.
  /// - Returns: what the owner was told was done, and the balance in pesos.
  func end() throws -> (books: StormOwner.Books, balance: Int) {
    let books = try owner.finish()
    try expect("quiet") {
      _ = try board.live(isOpen: false)
      return try board.isQuiet()
    }
    var shop = ""
    try expect("the end of every call") {
      shop = try cabinactl(["status", "--json"]).output
      return shop.contains("\"balance\"") && !shop.contains("\"live\":true")
    }
    let balance = try #require(shop.firstMatch(of: #/"balance":"(-?\d+)"/#).flatMap { Int($0.1) })
    daemon?.signal(SIGTERM)
    #expect(try daemon?.status() == 0, "\(journal)")
    return (books, balance)
  }

  private func expect(_ what: String, _ isSo: () throws -> Bool) throws {
    let end = Date().addingTimeInterval(Program.patience)
    while try !isSo() {
      try #require(Date() < end, "\(what) never came; the journal: \(journal.suffix(4000))")
      usleep(20_000)
    }
  }
}
