import Foundation
import Ledger
import SerialLine
import Testing

@testable import cabinactl

/// What a machine in good health has in `/sys`, `/proc`, `/dev`, `/run`, `/etc` and `/var`, below a
/// folder; a test breaks one thing of it.
final class HealthyBox {
  let root: String
  var ports: [ScannedPort]
  var shop = """
    {"name":"LOCUTORIO","stale":false,"currency":{"code":"CLP","symbol":"$","decimals":0},
     "balance":"1856","balanceLow":false,"restartNeeded":false,"booths":[],
     "boards":[{"uid":"434142494e412d53494d2d31","connected":true,"firmware":"1.0.0"}]}
    """
  var links: [String] = [HealthyBox.link()]
  var boards = """
    {"ports":[{"port":"/dev/ttyUSB0","links":[],"status":"up","reason":null,"reasonText":null,"board":
     {"uid":"434142494e412d53494d2d31","bootID":"0000002A","resetCause":"power on",
      "firmware":"1.0.0","lineCount":8,"trunkCount":8,"capabilities":[],"display":null,
      "ringSize":512,"oldestEvent":1,"nextEvent":2,"configurationCRC":"0A1B2C3D",
      "configurationAsWanted":true,"since":null,"tick":61000,"lines":[]}}]}
    """
  var users = #"{"users":[{"name":"maria","role":"owner"}]}"#
  var units = [
    "cabinad.service": "ActiveState=active\nUnitFileState=enabled\n",
    "cabina-backup.timer": "ActiveState=active\nUnitFileState=enabled\n",
  ]
  var daemon: DaemonFacts?
  var now: Int64
  var kernelClock: Int32 = 0
  var namedPorts: Set<String> = []
  /// Who asks the daemon is no owner.
  var isCashier = false
  var asked: [AskedBoard] = []

  static let board = "434142494e412d53494d2d31"
  private static let usb = "/sys/devices/pci0/usb1/1-2"

  init() throws {
    root =
      FileManager.default.temporaryDirectory.appendingPathComponent(
        "cabina-box-\(UUID().uuidString.prefix(8))"
      ).resolvingSymlinksInPath().path
    var port = PortCandidate(path: "/dev/ttyUSB0")
    port.driver = "ftdi_sio"
    ports = [ScannedPort(port: port, occupant: nil)]
    now = Int64(Date().timeIntervalSince1970) + 60
    try write("", "/dev/ttyUSB0", mode: 0o660)
    try write(
      "root:x:\(getuid()):0::/root:/bin/sh\ncabina:x:990:990::/:/bin/false\n", "/etc/passwd")
    try write(
      "root:x:0:\ndialout:x:\(getgid() == 0 ? 20 : getgid()):cabina\ncabina:x:990:\n", "/etc/group")
    if getgid() == 0 { chown(root + "/dev/ttyUSB0", getuid(), 20) }
    try write("", "/etc/systemd/system/cabinad.service")
    try write("[board]\nport = auto\nspeed = 115200\n", "/etc/cabina/cabina.conf")
    try link("/etc/localtime", to: "/usr/share/zoneinfo/America/Santiago")
    for (name, text) in [("idVendor", "0403\n"), ("idProduct", "6001\n"), ("dev", "189:4\n")] {
      try write(text, "\(Self.usb)/\(name)")
    }
    try write("1\n", "\(Self.usb)/1-2:1.0/ttyUSB0/latency_timer")
    try write("188:0\n", "/sys/class/tty/ttyUSB0/dev")
    try link(
      "/sys/class/tty/ttyUSB0/device",
      to: "../../../devices/pci0/usb1/1-2/1-2:1.0/ttyUSB0")
    try link("/sys/bus/usb/devices/1-2", to: "../../../devices/pci0/usb1/1-2")
    try write("0\n", "/sys/class/rtc/rtc0/date")
    try write("systemd\n", "/proc/1/comm")
    try write("", "/run/systemd/system/here")
    try write("", "/run/systemd/timesync/synchronized")
    try write("", "/var/lib/cabina/backups/cabina-Fri.sqlite")
    let ledger = try Ledger(path: ledgerFile) { _ in }
    ledger.close()
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  var ledgerFile: String { root + "/var/lib/cabina/cabina.sqlite" }

  func write(_ text: String, _ path: String, mode: Int = 0o644) throws {
    let file = URL(fileURLWithPath: root + path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  func link(_ path: String, to target: String) throws {
    let file = URL(fileURLWithPath: root + path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + path) }

  func age(_ path: String, days: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-days * 86_400)], ofItemAtPath: root + path)
  }

  /// The number of the device that the box's files are on, as `/sys` has it.
  var disk: String {
    var facts = stat()
    _ = stat(root, &facts)
    return Box().number(ofDevice: facts.st_dev)
  }

  static func link(_ numbers: [String: Int] = [:], board: String? = board) -> String {
    let usual = [
      "framesReceived": 10_000, "framesSent": 10_000, "crcErrors": 2, "malformed": 0,
      "resyncs": 1, "retransmissions": 3, "driftPartsPerBillion": 12_000, "ringHighWater": 9,
      "roundTripMicroseconds": 2100, "duplicateEvents": 0, "sessions": 1,
    ]
    let members = usual.merging(numbers) { $1 }.map { "\"\($0)\":\($1)" }.joined(separator: ",")
    let name = board.map { "\"\($0)\"" } ?? "null"
    return "{\"port\":\"/dev/ttyUSB0\",\"board\":\(name),\"driftAlarm\":false,\(members)}"
  }

  /// A second port, and why no board has a session on it.
  func hasPort(_ status: String, _ reason: String?, text: String = "no device there") {
    let reason = reason.map { "\"\($0)\"" } ?? "null"
    boards = boards.replacingOccurrences(
      of: "}}]}",
      with: """
        }},{"port":"/dev/ttyUSB7","links":[],"status":"\(status)","reason":\(reason),
        "reasonText":"\(text)","board":null}]}
        """)
  }

  func loses(_ board: Bool) {
    shop = shop.replacingOccurrences(of: "\"connected\":true", with: "\"connected\":\(!board)")
  }

  func facts() throws -> Facts {
    let answers = [
      "shop": shop, "links": "{\"links\":[\(links.joined(separator: ","))]}", "users": users,
      "boards": boards,
    ]
    let said = try ShopFacts { path in
      isCashier && path != "shop" ? nil : answers[path].map { Array($0.utf8) }
    }
    var surroundings = Surroundings(
      box: Box(root: root), ports: ports, now: now, kernelClock: kernelClock,
      daemon: daemon ?? .answers(said), showUnit: { self.units[$0] })
    surroundings.namedPorts = namedPorts
    surroundings.asked = asked
    return Facts(surroundings)
  }

  func findings() throws -> [DoctorFinding] { DoctorFinding.all(try facts()) }
}
