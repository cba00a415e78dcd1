import Commands
import Foundation
import Ledger
import Notation
import SerialLine
import Testing

@testable import OwnerPanel
@testable import cabinactl

/// A machine with one thing broken: the doctor finds that thing, and on a whole one nothing.
struct DoctorTests {
  @Test func `nothing is found on a machine in good health`() throws {
    #expect(try HealthyBox().findings() == [])
  }

  struct Illness: Sendable, CustomTestStringConvertible {
    let code: String
    let severity: DoctorFinding.Severity
    var subject: String?
    /// What else is bound to be found with it.
    var also: Set<String> = []
    let provoke: @Sendable (HealthyBox) throws -> Void

    var testDescription: String { code }
  }

  static let illnesses = onPorts + onNamed + onLinks + onLedger + onClock + onService

  @Test(arguments: illnesses)
  func `each illness is found, and no other`(_ illness: Illness) throws {
    let box = try HealthyBox()
    try illness.provoke(box)
    let findings = try box.findings()
    #expect(Set(findings.map(\.code)) == illness.also.union([illness.code]), "\(findings)")
    let finding = try #require(findings.first { $0.code == illness.code })
    #expect(finding.severity == illness.severity)
    if let subject = illness.subject { #expect(finding.subject == subject) }
    for line in (finding.command ?? "").split(separator: ";") {
      try expectTaken(line.split(separator: "&&").map { $0.split(separator: " ").map(String.init) })
    }
    for words in [finding.seen, finding.cause] {
      #expect(!words.spanish.isEmpty && !words.english.isEmpty)
      #expect(words.spanish != words.english)
    }
  }

  /// What mends it is a command line of this program, where it is one.
  private func expectTaken(_ lines: [[String]]) throws {
    for line in lines where line.first == "cabinactl" {
      let words = Array(line.dropFirst())
      if words.contains("--help") || words == ["--version"] {
        #expect(Cabinactl.run(words, Console()).status == .done)
      } else {
        _ = try Invocation(words, of: Cabinactl.program)
      }
    }
  }

  /// Every finding that the sources have is provoked above.
  @Test func `no finding is without its test`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/cabinactl/Doctor")
    var codes: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasPrefix("DoctorFinding+") {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /\.(?:note|warning|fault),\s+"([a-z-]+)"/) {
        codes.insert(String(match.1))
      }
    }
    let provoked = Set(Self.illnesses.map(\.code))
    #expect(codes.count > 30)
    #expect(codes.subtracting(provoked) == Self.withoutFixture)
  }

  /// What no files tell: each has a test of its own below.
  private static let withoutFixture: Set<String> = [
    "disk-files", "disk-read-only", "disk-space", "ledger-not-seen",
  ]

  @Test(arguments: PortReport.State.reasonCodes)
  func `whatever the daemon says of a port of its own is a finding`(_ reason: String) throws {
    let port = DaemonPort(
      path: "/dev/ttyUSB7", status: "greeting", reason: reason, reasonText: "It says so.")
    let finding = try #require(DoctorFinding.onDaemonPort(port))
    #expect(finding.subject == (reason == "disk" ? nil : "/dev/ttyUSB7"))
    // A newer daemon may say more.
    #expect(finding.code != "board-unanswering" || Self.unanswering.contains(reason))
  }

  private static let unanswering = ["command_unanswered", "unanswered", "unheard"]

  @Test func `what nobody asked about, and nobody answers on, is nothing`() throws {
    for result in [ProbeResult.silent, .failed(.port(.notATerminal(path: "/dev/ttyUSB0")))] {
      let box = try HealthyBox()
      box.daemon = .unasked
      box.ports[0].probes = [ScannedPort.Probe(speed: .baud115200, result: result)]
      #expect(try box.findings() == [])
    }
  }

  @Test func `a port on which nobody answers and its board that is away are one finding`() throws {
    let box = try HealthyBox()
    box.loses(true)
    box.links = []
    box.boards = #"{"ports":[]}"#
    #expect(try box.findings().map(\.code) == ["board-gone"])
    box.boards = """
      {"ports":[{"port":"/dev/ttyUSB0","links":[],"status":"greeting","reason":"silence",
       "reasonText":"Nothing.","board":null}]}
      """
    #expect(try box.findings().map(\.code) == ["board-silent"])
    box.shop = box.shop.replacingOccurrences(
      of: "\"boards\":[", with: #""boards":[{"uid":"0102","connected":false,"firmware":""},"#)
    #expect(
      try box.findings().map(\.code) == ["board-silent", "board-gone", "board-gone"])
    // Nobody knows whether it comes back.
    box.boards = box.boards.replacingOccurrences(of: "silence", with: "board_restarted")
    #expect(
      try box.findings().map(\.code) == ["board-gone", "board-gone", "board-returning"])
  }

  @Test func `a machine without ports is no fault where the daemon has one of its own`() throws {
    let box = try HealthyBox()
    box.ports = []
    #expect(try box.findings() == [])
    box.links = []
    #expect(try box.findings().map(\.code) == ["no-board"])
    box.daemon = .silent
    #expect(try box.findings().map(\.code) == ["no-port", "daemon-silent"])
    try box.write("cabinad\n", "/proc/99/comm")
    #expect(try box.findings().map(\.code) == ["daemon-silent"])
    try box.remove("/proc/99/comm")
    try box.write("[board]\nport = /tmp/ttyBOARD\n", "/etc/cabina/cabina.conf")
    #expect(try box.findings().map(\.code) == ["daemon-silent"])
  }

  @Test func `ports that the configuration names are read as the daemon reads them`() throws {
    let box = try HealthyBox()
    for (text, ports) in [
      ("port = auto", []), ("port = /dev/ttyS1", ["/dev/ttyS1"]), ("ports = /dev/ttyS1", []),
      ("port=/dev/a , /dev/b", ["/dev/a", "/dev/b"]), ("[page]\nport = /dev/ttyS1", []),
    ] {
      try box.write("[board]\nspeed = 115200\n\(text)\n", "/etc/cabina/cabina.conf")
      #expect(Box(root: box.root).configuredPorts == ports, "\(text)")
    }
  }

  @Test func `a copy of the ledger has no copies, and wants none`() throws {
    let box = try HealthyBox()
    try box.write("", "/srv/here")
    try FileManager.default.copyItem(atPath: box.ledgerFile, toPath: box.root + "/srv/b.sqlite")
    func codes(_ path: String, mayBeCopy: Bool) -> [String] {
      var facts = Facts()
      facts.knowsPorts = false
      facts.ledger =
        LedgerFacts.gather(path, on: Box(root: box.root), now: box.now, mayBeCopy: mayBeCopy).facts
      facts.ledger?.age = 3 * 86_400
      return DoctorFinding.all(facts).map(\.code)
    }
    let own = "/var/lib/cabina/cabina.sqlite"
    #expect(codes(own, mayBeCopy: false) == [])
    #expect(codes("/srv/b.sqlite", mayBeCopy: true) == [])
    // That of a shop whose state is elsewhere.
    #expect(codes("/srv/b.sqlite", mayBeCopy: false) == ["backup-old"])
    try box.remove("/var/lib/cabina/backups/cabina-Fri.sqlite")
    #expect(codes(own, mayBeCopy: true) == ["backup-old"])
    try box.remove("/var/lib/cabina/backups")
    #expect(codes(own, mayBeCopy: false) == ["backup-old"])
  }

  @Test func `why a ledger cannot be read is told in both languages`() {
    for error in [
      LedgerOpenError.logMissing(path: "/l", log: "/l-wal", since: nil),
      .foreignLog(path: "/l", log: "/l-wal"), .notALedger(path: "/l", found: Words("equis", "x")),
      .newerSchema(path: "/l", found: 9, known: 8),
      .strangeSchema(path: "/l", found: Words("equis", "x")),
    ] {
      guard case .damaged(let words) = LedgerFacts.Reading(error, path: "/l") else {
        guard case .unreadable(let words) = LedgerFacts.Reading(error, path: "/l") else {
          Issue.record("\(error)")
          continue
        }
        #expect(words.spanish != words.english)
        continue
      }
      #expect(words.spanish != words.english && words.english.contains("/l-wal"))
    }
  }

  @Test(arguments: [
    LedgerOpenError(
      DatabaseError(extendedCode: 11, message: "database disk image is malformed", sql: nil),
      path: "/l"),
    LedgerOpenError(
      DatabaseError(extendedCode: 10, message: "disk I/O error", sql: nil), path: "/l"),
    .strangeSchema(path: "/l", found: Words("falta «trigger x»", "the trigger x is not there")),
    .inUse(path: "/l", process: 7),
    LedgerOpenError(
      DatabaseError(extendedCode: 13, message: "database or disk is full", sql: nil), path: "/l"),
    .logMissing(path: "/l", log: "/l-wal", since: nil), .foreignLog(path: "/l", log: "/l-wal"),
  ])
  func `what SQLite says of a ledger is told in Spanish, and its log is its diary`(
    error: LedgerOpenError
  ) {
    let words: Words
    switch LedgerFacts.Reading(error, path: "/l") {
    case .damaged(let found), .unreadable(let found): words = found
    default:
      Issue.record("\(error)")
      return
    }
    #expect(words.spanish != words.english, "\(words)")
    #expect(strays(in: words.spanish, of: .spanish).isEmpty, "\(words.spanish)")
    #expect(words.spanish.contains("diario") == words.english.contains("/l-wal"), "\(words)")
  }

  @Test func `a log that is large is called what the ledger calls it`() {
    var facts = Facts()
    facts.knowsPorts = false
    facts.ledger = LedgerFacts(path: "/l", reading: .sound, logBytes: 65 << 20)
    #expect(
      DoctorFinding.all(facts).map(\.seen.spanish) == ["el diario del libro tiene 65 MiB"])
  }

  @Test func `of a port that the configuration names only what is wrong is told`() throws {
    let box = try HealthyBox()
    try box.write("[board]\nport = /dev/ttyUSB0\n", "/etc/cabina/cabina.conf")
    #expect(try box.findings() == [])
    box.daemon = .unasked
    box.ports[0].probes = [ScannedPort.Probe(speed: .baud115200, result: .silent)]
    #expect(try box.findings().map(\.code) == ["port-silent"])
  }

  @Test func `what got lost is what one end sent and the other did not count`() {
    let first = AskedBoard.Counts(
      hostSent: 10, hostReceived: 12, boardSent: .max, boardReceived: 7)
    let last = AskedBoard.Counts(
      hostSent: 110, hostReceived: 111, boardSent: 99, boardReceived: 97)
    let losses = last.losses(since: first)
    #expect(losses.toBoard == AskedBoard.Loss(lost: 10, sent: 100))
    #expect(losses.fromBoard == AskedBoard.Loss(lost: 1, sent: 100))
    #expect(losses.toBoard.text.english == "10 of 100 (10.0 %)")
    #expect(losses.toBoard.text.spanish == "10 de 100 (10,0 %)")
    #expect(AskedBoard.Loss().text.english == "not measured")
  }

  @Test func `the worst comes first`() throws {
    let box = try HealthyBox()
    box.users = #"{"users":[]}"#
    box.links = [HealthyBox.link(["crcErrors": 5000])]
    box.daemon = nil
    try box.remove("/run/systemd/timesync/synchronized")
    box.units["cabinad.service"] = "ActiveState=failed\nUnitFileState=enabled\n"
    let severities = try box.findings().map(\.severity)
    #expect(severities == severities.sorted(by: >))
    #expect(Set(severities).count == 3)
  }

  // MARK: What no fixture has

  private func onDisk(_ change: (inout DiskFacts) -> Void) -> [String] {
    var disk = DiskFacts(
      freeBytes: 8 << 30, totalBytes: 16 << 30, freeFiles: 900, totalFiles: 1000,
      isReadOnly: false)
    change(&disk)
    var facts = Facts()
    facts.ledger = LedgerFacts(path: "/l", reading: .sound, disk: disk)
    facts.knowsPorts = false
    return DoctorFinding.all(facts).map { "\($0.code) \($0.severity)" }
  }

  @Test func `a disk that is full, read-only or without room for files`() {
    #expect(onDisk { _ in } == [])
    #expect(onDisk { $0.freeBytes = 700 << 20 } == ["disk-space warning"])
    #expect(onDisk { $0.freeBytes = 15 << 20 } == ["disk-space fault"])
    #expect(onDisk { $0.freeFiles = 9 } == ["disk-files warning"])
    #expect(onDisk { $0.totalFiles = 0 } == [])
    #expect(onDisk { $0.isReadOnly = true } == ["disk-read-only fault"])
    #expect(onDisk { $0.wear = 2 } == ["disk-worn warning"])
  }

  @Test func `a ledger that may not be read is told as not looked at`() {
    var facts = Facts()
    facts.knowsPorts = false
    facts.ledger = LedgerFacts(path: "/l", reading: .notPermitted)
    #expect(DoctorFinding.all(facts).map(\.code) == ["ledger-not-seen"])
  }

  @Test func `a port that ModemManager was told to leave alone is left alone`() throws {
    for file in ["c188:0", "c189:4"] {
      let box = try HealthyBox()
      try box.write("ModemManager\n", "/proc/77/comm")
      try box.write("E:ID_MM_DEVICE_IGNORE=1\n", "/run/udev/data/\(file)")
      #expect(try box.findings() == [])
    }
  }
}
