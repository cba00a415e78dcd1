import BoothProtocol
import Foundation
import Ledger
import SerialLine
import Testing

@testable import cabinactl

/// What can be broken of a machine.
extension DoctorTests {
  private static func port(_ result: ProbeResult, _ speed: BaudRate = .baud115200) -> ScannedPort {
    var port = ScannedPort(port: PortCandidate(path: "/dev/ttyUSB0"))
    port.probes = [ScannedPort.Probe(speed: speed, result: result)]
    return port
  }

  private static func identity(_ cause: ResetCause = .powerOn) throws -> BoardIdentity {
    BoardIdentity(
      uid: try #require(BoardUID(HealthyBox.board)), bootID: 1, resetCause: cause,
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0), lineCount: 8, trunkCount: 8,
      capabilities: [], display: DisplayGeometry(rows: 0, columns: 0, charset: .none),
      ringSize: 512, oldestEvent: 1, nextEvent: 2, tick: BoardTick(milliseconds: 0),
      configurationCRC: 0)
  }

  /// The ports are looked at while no daemon runs.
  private static func stop(_ box: HealthyBox) { box.daemon = .unasked }

  static let onPorts: [Illness] = [
    Illness(code: "no-port", severity: .fault) { box in
      stop(box)
      box.ports = []
    },
    Illness(code: "port-permission", severity: .fault, subject: "/dev/ttyUSB0") { box in
      try box.write("", "/dev/ttyUSB0", mode: 0o600)
    },
    Illness(code: "modem-manager", severity: .warning, subject: "/dev/ttyUSB0") { box in
      try box.write("ModemManager\n", "/proc/77/comm")
      try box.write("E:ID_VENDOR=FTDI\n", "/run/udev/data/c188:0")
    },
    Illness(code: "brltty", severity: .fault, subject: "0403:6001") { box in
      try box.write(
        "# ENV{PRODUCT}==\"10c4/ea60/*\"\n ENV{PRODUCT}==\"403/6001/*\", GOTO=\"brltty_usb_run\"\n",
        "/usr/lib/udev/rules.d/90-brltty-device.rules")
    },
    Illness(code: "latency-timer", severity: .note, subject: "/dev/ttyUSB0") { box in
      try box.write("16\n", "/sys/devices/pci0/usb1/1-2/1-2:1.0/ttyUSB0/latency_timer")
    },
    Illness(code: "port-login", severity: .fault, subject: "/dev/ttyUSB0") { box in
      box.ports[0].occupant = PortOccupant.login(.this)
    },
    Illness(code: "port-held", severity: .fault, subject: "/dev/ttyUSB0") { box in
      box.ports[0].occupant = .holders([.this])
    },
    Illness(code: "board-deaf", severity: .fault, subject: "/dev/ttyUSB0") { box in
      stop(box)
      let announcement = Announcement(
        uid: try identity().uid, bootID: 1, resetCause: .powerOn)
      box.ports = [port(.deaf(announcement))]
    },
    Illness(code: "board-version", severity: .fault) { box in
      stop(box)
      box.ports = [port(.otherVersion(2, nil))]
    },
    Illness(code: "port-echo", severity: .fault) { box in
      stop(box)
      box.ports = [port(.echo)]
    },
    Illness(code: "port-noise", severity: .warning) { box in
      stop(box)
      box.ports = [port(.noise(bytes: 12), .baud230400)]
    },
    Illness(code: "wrong-speed", severity: .fault) { box in
      stop(box)
      box.ports = [port(.board(try identity()), .baud230400)]
    },
    Illness(code: "board-duplicate", severity: .fault, subject: HealthyBox.board) { box in
      stop(box)
      var other = port(.board(try identity()))
      other.port.path = "/dev/ttyUSB1"
      box.ports = [port(.board(try identity())), other]
    },
    Illness(code: "board-brown-out", severity: .warning, subject: HealthyBox.board) { box in
      stop(box)
      box.ports = [port(.board(try identity(.brownOut)))]
    },
    Illness(code: "board-watchdog", severity: .warning) { box in
      stop(box)
      box.ports = [port(.board(try identity(.watchdog)))]
    },
    Illness(code: "board-fault", severity: .warning) { box in
      stop(box)
      box.ports = [port(.board(try identity(.firmwareFault)))]
    },
  ]

  static func asked(
    toBoard: AskedBoard.Loss = .init(lost: 1, sent: 300),
    fromBoard: AskedBoard.Loss = .init(lost: 1, sent: 300)
  ) -> AskedBoard {
    var link = LinkFacts(port: "/dev/ttyUSB0", board: HealthyBox.board)
    link.framesReceived = 300
    link.framesSent = 300
    return AskedBoard(
      link: link, ringSize: 512, toBoard: toBoard, fromBoard: fromBoard, microseconds: 2_900)
  }

  /// Of a port that was asked about.
  static let onNamed: [Illness] = [
    named("port-silent", .fault, .silent),
    named("port-missing", .fault, .failed(.port(.missing(path: "/dev/ttyUSB0")))),
    named("port-not-serial", .fault, .failed(.port(.notATerminal(path: "/dev/ttyUSB0")))),
    named("port-unusable", .fault, .failed(.openingHangs(path: "/dev/ttyUSB0"))),
    Illness(code: "port-in-use", severity: .note, subject: "/dev/ttyUSB0") { box in
      stop(box)
      box.namedPorts = ["/dev/ttyUSB0"]
      box.ports[0].occupant = .holders([PortHolder(processID: 12, command: "cabinad")])
    },
    Illness(code: "board-seen", severity: .note, subject: "/dev/ttyUSB0") { box in
      stop(box)
      box.namedPorts = ["/dev/ttyUSB0"]
      box.ports = [port(.board(try identity()))]
      box.asked = [asked()]
    },
    Illness(code: "board-seen", severity: .note, subject: "/dev/ttyUSB0") { box in
      box.namedPorts = ["/dev/ttyUSB0"]
      box.ports[0].occupant = .holders([PortHolder(processID: 12, command: "cabinad")])
    },
    Illness(code: "port-silent", severity: .fault, subject: "/dev/ttyUSB7") { box in
      box.hasPort("greeting", nil)
      box.ports[0].port.path = "/dev/ttyUSB7"
      box.namedPorts = ["/dev/ttyUSB7"]
    },
  ]

  private static func named(
    _ code: String, _ severity: DoctorFinding.Severity, _ result: ProbeResult
  ) -> Illness {
    Illness(code: code, severity: severity, subject: "/dev/ttyUSB0") { box in
      stop(box)
      box.namedPorts = ["/dev/ttyUSB0"]
      box.ports = [port(result)]
    }
  }

  static let onLinks: [Illness] = [
    Illness(code: "no-board", severity: .fault) { $0.links = [HealthyBox.link(board: nil)] },
    Illness(code: "links-not-seen", severity: .note) { box in
      box.isCashier = true
      box.ports = []
    },
    Illness(code: "link-errors", severity: .warning, subject: "/dev/ttyUSB0") {
      $0.links = [HealthyBox.link(["crcErrors": 90, "malformed": 30])]
    },
    Illness(code: "link-resent", severity: .warning) {
      $0.links = [HealthyBox.link(["retransmissions": 101])]
    },
    Illness(code: "clock-drift", severity: .warning, subject: HealthyBox.board) {
      $0.links = [HealthyBox.link(["driftPartsPerBillion": -500_001])]
    },
    Illness(code: "board-unused", severity: .warning, subject: "/dev/ttyUSB7") {
      $0.hasPort("left_alone", "no_booth")
    },
    Illness(code: "board-duplicate", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("left_alone", "number_taken")
    },
    Illness(code: "board-boot-id", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("left_alone", "boot_id_repeated")
    },
    Illness(code: "boards-too-many", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("left_alone", "too_many_boards")
    },
    Illness(code: "disk-refuses", severity: .fault) { $0.hasPort("suspended", "disk") },
    Illness(code: "port-not-opened", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("closed", "not_opened")
    },
    Illness(code: "board-silent", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "silence")
    },
    Illness(code: "board-unanswering", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "command_unanswered")
    },
    Illness(code: "board-version", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "version")
    },
    Illness(code: "board-feature", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "feature")
    },
    Illness(code: "board-malformed", severity: .fault, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "malformed")
    },
    Illness(code: "board-returning", severity: .note, subject: "/dev/ttyUSB7") {
      $0.hasPort("greeting", "board_restarted")
    },
    Illness(code: "board-brown-out", severity: .warning, subject: HealthyBox.board) {
      $0.boards = $0.boards.replacingOccurrences(of: "power on", with: "brown out")
    },
    Illness(code: "ring-full", severity: .warning, subject: HealthyBox.board) {
      $0.links = [HealthyBox.link(["ringHighWater": 384])]
    },
    Illness(code: "board-boots", severity: .warning, subject: HealthyBox.board) { box in
      // Two days ago a call, since then seven boots.
      let database = try Database(path: box.ledgerFile, access: .readWrite)
      try database.execute(
        """
        PRAGMA foreign_keys = OFF;
        INSERT INTO boards (id, uid) VALUES (1, x'\(HealthyBox.board)');
        INSERT INTO boots (id, board, boot_id) VALUES (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 1, 4),
          (5, 1, 5), (6, 1, 6), (7, 1, 7), (8, 1, 8);
        INSERT INTO booths (id, number) VALUES (1, '4312');
        INSERT INTO calls (key, booth, boot, line, number, dialled, is_charged,
            reserved_micros, authorised_at)
          VALUES (1, 1, 1, 0, '1006', '1006', 0, 0, \((box.now - 2 * 86_400) * 1000));
        """)
    },
    Illness(code: "board-gone", severity: .fault, subject: HealthyBox.board) { $0.loses(true) },
    Illness(code: "link-lost", severity: .warning, subject: "/dev/ttyUSB0") { box in
      stop(box)
      box.asked = [asked(toBoard: .init(lost: 9, sent: 300))]
    },
    Illness(code: "link-lost", severity: .warning, subject: "/dev/ttyUSB0") { box in
      stop(box)
      box.asked = [asked(fromBoard: .init(lost: 9, sent: 300))]
    },
  ]

  static let onLedger: [Illness] = [
    Illness(code: "ledger-missing", severity: .note) { box in
      stop(box)
      try box.remove("/var/lib/cabina/cabina.sqlite")
    },
    Illness(code: "ledger-damaged", severity: .fault) { box in
      let file = try #require(FileHandle(forUpdatingAtPath: box.ledgerFile))
      let size = try file.seekToEnd()
      try file.seek(toOffset: 8192)
      try file.write(contentsOf: Data(repeating: 0x5A, count: Int(size) - 8192))
      try file.close()
    },
    Illness(code: "ledger-unreadable", severity: .fault) {
      try $0.write("this is no ledger", "/var/lib/cabina/cabina.sqlite")
    },
    Illness(code: "log-large", severity: .warning) { box in
      let path = box.ledgerFile + "-wal"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      truncate(path, 70 << 20)
    },
    Illness(code: "backup-old", severity: .warning) {
      try $0.age("/var/lib/cabina/backups/cabina-Fri.sqlite", days: 3)
    },
    Illness(code: "disk-errors", severity: .warning) { box in
      try box.link("/sys/dev/block/\(box.disk)", to: "../../devices/disk/sda1")
      try box.write("", "/sys/devices/disk/sda1/size")
      try box.write("3\n", "/sys/fs/ext4/sda1/errors_count")
    },
    Illness(code: "disk-worn", severity: .fault) { box in
      try box.link("/sys/dev/block/\(box.disk)", to: "../../devices/mmcblk0/mmcblk0p2")
      try box.write("", "/sys/devices/mmcblk0/mmcblk0p2/size")
      try box.write("0x03\n", "/sys/devices/mmcblk0/device/pre_eol_info")
    },
  ]

  static let onClock: [Illness] = [
    Illness(code: "clock-wrong", severity: .fault) { $0.now = 1_000_000_000 },
    Illness(code: "clock-unsynchronised", severity: .warning) {
      try $0.remove("/run/systemd/timesync/synchronized")
      $0.kernelClock = 1
    },
    Illness(code: "clock-no-rtc", severity: .note) { try $0.remove("/sys/class/rtc") },
    Illness(code: "time-zone", severity: .warning) {
      try $0.remove("/etc/localtime")
      try $0.link("/etc/localtime", to: "/usr/share/zoneinfo/Etc/UTC")
    },
  ]

  static let onService: [Illness] = [
    Illness(code: "service-failed", severity: .fault) {
      $0.units["cabinad.service"] = "ActiveState=failed\nUnitFileState=enabled\n"
    },
    Illness(code: "service-stopped", severity: .fault) {
      $0.units["cabinad.service"] = "ActiveState=inactive\nUnitFileState=enabled\n"
    },
    Illness(code: "service-disabled", severity: .warning) {
      $0.units["cabinad.service"] = "ActiveState=active\nUnitFileState=disabled\n"
    },
    Illness(code: "backup-disabled", severity: .warning) {
      $0.units["cabina-backup.timer"] = "ActiveState=inactive\nUnitFileState=disabled\n"
    },
    Illness(code: "daemon-silent", severity: .fault) { $0.daemon = .silent },
    Illness(code: "daemon-not-seen", severity: .note) { $0.daemon = .notPermitted(socket: "/s") },
    Illness(code: "daemon-stale", severity: .fault) {
      $0.shop = $0.shop.replacingOccurrences(of: "\"stale\":false", with: "\"stale\":true")
    },
    Illness(code: "restart-needed", severity: .warning) {
      $0.shop = $0.shop.replacingOccurrences(
        of: "\"restartNeeded\":false", with: "\"restartNeeded\":true")
    },
    Illness(code: "no-password", severity: .note) { $0.users = #"{"users":[]}"# },
    Illness(code: "balance-gone", severity: .fault) {
      $0.shop = $0.shop.replacingOccurrences(of: "\"1856\"", with: "\"-3\"")
    },
    Illness(code: "balance-low", severity: .note) {
      $0.shop = $0.shop.replacingOccurrences(
        of: "\"balanceLow\":false", with: "\"balanceLow\":true")
    },
  ]
}

extension PortHolder {
  /// A process that there is.
  static var this: PortHolder { PortHolder(processID: 1) }
}
