import BoothProtocol
import Notation
import SerialLine

/// What was found out about a shop's box. What could not be is nil, and nothing is concluded of it.
struct Facts {
  var ports: [PortFacts] = []
  /// Whether the ports could be listed at all.
  var knowsPorts = true
  /// Ports that the configuration names, in place of finding them.
  var configuredPorts: [String] = []
  /// A process of the daemon's runs, whether or not it answers.
  var hasDaemonProcess = false
  /// ModemManager runs.
  var hasModemManager = false
  /// USB devices that a rule of brltty takes for a Braille display: `1a86:7523`.
  var takenForBraille: [String] = []
  /// What the daemon says.
  var daemon = DaemonFacts.unasked
  /// Boards that were asked straight on their ports, while no daemon runs.
  var asked: [AskedBoard] = []
  var ledger: LedgerFacts?
  var clock = ClockFacts()
  var service: ServiceFacts?
  /// `[board] speed` of the configuration, where it is said.
  var configuredSpeed: Int?
}

/// One serial port.
struct PortFacts: Hashable {
  var path: String
  /// Somebody asked about it.
  var isNamed = false
  /// The configuration names it.
  var isConfigured = false
  var driver: String?
  var isUSB = false
  /// It belongs to who made it, as that of a simulated board.
  var isPseudoTerminal = false
  /// Who may open it, as `root:dialout 660`; nil: it is not there any more.
  var permissions: Permissions?
  /// The daemon's user may open it; nil: this machine has no such user.
  var isOpenToDaemon: Bool?
  /// Whoever asks may open it.
  var isOpenToMe = true
  /// ModemManager was told to leave it alone.
  var isHiddenFromModemManager = false
  /// Of an FTDI converter.
  var latencyMilliseconds: Int?
  var occupant: PortOccupant?
  /// What answered there; none on a port that is in use.
  var probes: [ScannedPort.Probe] = []

  struct Permissions: Hashable {
    var owner: String
    var group: String
    var mode: UInt32
  }
}

/// What the daemon was asked, and said.
enum DaemonFacts {
  case unasked
  /// Nobody listens at its socket.
  case silent
  /// It is there, and not for this user.
  case notPermitted(socket: String)
  case answers(ShopFacts)
}

struct ShopFacts {
  /// The core has been silent for too long.
  var isStale = false
  var needsRestart = false
  /// nil: none is kept.
  var isBalanceGone: Bool?
  var isBalanceLow = false
  var hasUsers: Bool?
  /// What follows was told: it is the owner's to see.
  var knowsLinks = true
  var links: [LinkFacts] = []
  /// Boards that serve booths, and others that answer.
  var boards: [BoardFacts] = []
  /// Those that the daemon has open or tries to open.
  var ports: [DaemonPort] = []
}

/// A port of the daemon's.
struct DaemonPort: Hashable {
  struct Board: Hashable {
    var uid: String
    var ringSize: Int64
    var resetCause: ResetCause?
  }

  var path: String
  /// Lasting names of it.
  var links: [String] = []
  /// In the daemon's words for programs: `greeting`.
  var status: String
  /// Why no board has a session, by the daemon's name for it; nil: one has, or nobody knows.
  var reason: String?
  var reasonText: String?
  var board: Board?
}

/// What a board said in a short session of its own.
struct AskedBoard: Hashable {
  /// Of so many messages.
  struct Loss: Hashable {
    var lost: Int64 = 0
    var sent: Int64 = 0
  }

  var link: LinkFacts
  var ringSize: Int64
  var toBoard = Loss()
  var fromBoard = Loss()
  /// From a question to its answer, as it usually was; nil: none was answered.
  var microseconds: Int64?
}

struct LinkFacts: Hashable {
  var port: String
  /// 24 hexadecimal digits; nil: nobody there has introduced himself.
  var board: String?
  var framesReceived: Int64 = 0
  var framesSent: Int64 = 0
  var crcErrors: Int64 = 0
  var malformed: Int64 = 0
  var resyncs: Int64 = 0
  var retransmissions: Int64 = 0
  var driftPartsPerBillion: Int64 = 0
  var ringHighWater: Int64 = 0
}

struct BoardFacts: Hashable {
  var uid: String
  var isConnected: Bool
  var servesBooths = true
  var resetCause: ResetCause?
  var ringSize: Int64?
}

struct LedgerFacts {
  var path: String
  enum Reading: Hashable {
    case sound
    case missing
    case notPermitted
    case damaged(Words)
    case unreadable(Words)
  }
  var reading: Reading
  var logBytes: Int64 = 0
  var disk: DiskFacts?
  /// Seconds since the newest whole backup was made; nil: there is none.
  var backupAge: Int64?
  /// Whether the folder of backups could be looked into.
  var knowsBackups = false
  /// Seconds since the ledger was begun, as far as its file tells.
  var age: Int64?
  var boots: [Boots] = []

  /// How often a board started in so many seconds.
  struct Boots: Hashable {
    var board: String
    var count: Int64
    var seconds: Int64
  }
}

struct DiskFacts: Hashable {
  var freeBytes: Int64
  var totalBytes: Int64
  var freeFiles: Int64
  var totalFiles: Int64
  var isReadOnly: Bool
  /// What the file system counts of its own; nil: it does not.
  var errorCount: Int64?
  /// Of an eMMC or SD card: 1 as new, 2 most of its reserve is used, 3 all.
  var wear: Int?
}

struct ClockFacts {
  /// Seconds since 1970.
  var now: Int64 = 0
  /// nil: this kernel does not say.
  var isSynchronised: Bool?
  var hasRTC: Bool?
  /// When the program was built.
  var built: Int64?
  /// Of the newest thing in the ledger.
  var newestRecord: Int64?
  /// nil: none is set.
  var timeZone: String?
  var knowsTimeZone = false
}

/// What systemd says of the unit.
struct ServiceFacts: Hashable {
  /// `active`, `failed`, `inactive`…
  var state: String
  /// `enabled`, `disabled`…
  var enabled: String
  var backupTimer: String
}

extension Facts {
  /// nil: the daemon did not answer.
  var shop: ShopFacts? {
    if case .answers(let shop) = daemon { shop } else { nil }
  }
}

extension ShopFacts {
  var hasBoard: Bool { links.contains { $0.board != nil } }

  /// A port of the daemon's, by any of its names.
  func port(_ path: String) -> DaemonPort? {
    ports.first { PortNames.isSame(path, as: $0.path, $0.links) }
  }
}
