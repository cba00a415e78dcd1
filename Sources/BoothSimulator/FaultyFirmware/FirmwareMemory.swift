internal import CBoardReference

/// What a firmware with a mistake has seen go by, where its mistake depends on it.
struct FirmwareMemory {
  struct Line {
    /// The call that SEIZED told; 0: none.
    var call: UInt32 = 0
    var isAnswered = false
    /// The call that RELEASED told last; 0: none.
    var ended: UInt32 = 0
    /// Pulses that METERING has told of the latest call.
    var pulsesTold: UInt16 = 0
    /// When LOOP_OPEN said that the loop had opened.
    var opened: UInt32?
    var hasFault = false
    /// A fault was cleared since the handset was lifted.
    var wasCleared = false
    /// RING has rung it, and nothing has ended that.
    var rings = false
    /// READ_LINES has told it as released, and the handset is as it was.
    var isToldReleased = false
    var isToldReleasedFlash = false
    /// Its call has ended, and the handset was not put back since.
    var isAfterCall = false
    /// FLASH was told since.
    var hasFlashedAfterCall = false
    /// The latest CONNECT of a call with the emergency flag.
    var emergencyCall: UInt32 = 0
    /// Of a CONNECT of that call without the flag; 0: none came.
    var leaseAgain: UInt16 = 0
    /// The talk limit of its call.
    var limit: UInt32 = .max
    /// Keys since the beginning, as a firmware with a mistake counts them.
    var keys = ""
    var lastKey: Int64 = 0
    /// The beginning of an emergency number was forgotten: what follows is none.
    var isForgetful = false
  }

  /// As CONFIGURE had them for the host and for the board that was told another.
  struct Configuration {
    var hostChecksum: UInt32
    var boardChecksum: UInt32
  }

  var lines = [Line](repeating: Line(), count: 256)
  /// Calls with a trunk, in the order in which they were seized.
  var seized: [(line: UInt8, call: UInt32)] = []
  /// The latest command for the board.
  var command: LooseFrame?
  /// Whether nothing but acknowledgements came since that command.
  var isRightAfterCommand = false
  var supply: UInt8 = 0
  var ringUsed: UInt16 = 0
  var ringSize: UInt16 = 0
  var announce: LooseFrame?
  /// The latest HELLO_ACK that gave a session.
  var greeting: LooseFrame?
  /// Whether a host was there in this boot.
  var hasMetHost = false
  var number = ""
  var offered: Configuration?
  var configuration: Configuration?
  /// By event number: how often it was kept back, and what it was told with.
  var withheld: [UInt32: Int] = [:]
  var stamps: [UInt32: UInt32] = [:]
  /// Events that are told as something unknown.
  var untold: [UInt32] = []
  /// Pulses that the latest METERING told.
  var pulses: UInt16 = 0
  /// METERINGs that stood for more than one pulse.
  var folded: [UInt32] = []
  var acknowledgement: UInt8 = 0
  /// Keys since a place came free in a full ring, in which a GAP must be; nil: none did.
  var keysAfterGap: UInt32?
  /// The number of the latest GAP; 0: none was told.
  var gap: UInt32 = 0

  /// A reset forgets what belongs to a boot.
  mutating func restart(_ announce: LooseFrame) {
    let old = self
    self = FirmwareMemory()
    self.announce = announce
    number = old.number
    configuration = old.configuration
  }

  func isCommand(_ type: Int) -> Bool { command?.isCommand(type) ?? false }

  /// Whether the latest command is a CONNECT with the emergency flag.
  var isEmergency: Bool {
    guard let command, command.isCommand(Int(BLP_CONNECT)) else { return false }
    return command.payload.count > 1 && command.payload[1] == UInt8(BLP_CONNECT_EMERGENCY)
  }

  var line: UInt8 { command?.payload.first ?? 0 }
}
