import Commands
import Foundation
import Notation
import Testing

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

  @Test(arguments: onPorts + onLinks + onLedger + onClock + onService)
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
    let provoked = Set(
      (Self.onPorts + Self.onLinks + Self.onLedger + Self.onClock + Self.onService)
        .map(\.code))
    #expect(codes.count > 30)
    #expect(codes.subtracting(provoked) == Self.withoutFixture)
  }

  /// What no files tell: each has a test of its own below.
  private static let withoutFixture: Set<String> = [
    "disk-files", "disk-read-only", "disk-space", "ledger-not-seen",
  ]

  @Test func `the worst comes first`() throws {
    let box = try HealthyBox()
    box.users = #"{"users":[]}"#
    box.links = [HealthyBox.link(["crc_errors": 5000])]
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
