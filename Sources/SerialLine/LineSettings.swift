internal import Glibc

/// The speeds of the line, in bits per second.
package enum BaudRate: Int, CaseIterable, Sendable {
  case baud115200 = 115_200
  case baud230400 = 230_400

  fileprivate var speed: speed_t {
    switch self {
    case .baud115200: speed_t(B115200)
    case .baud230400: speed_t(B230400)
    }
  }
}

/// A terminal as a plain wire: 8N1, every byte passed on as it is, no flow control.
enum LineSettings {
  /// Sets the line up and looks whether the driver really took it.
  /// - Returns: what the driver refused, in words; nil when all is set.
  static func apply(
    to terminal: Int32, path: String, baud: BaudRate
  ) throws(SystemError) -> String? {
    var wanted = termios()
    try SystemCall.valueOrErrno("tcgetattr", path: path) { tcgetattr(terminal, &wanted) }
    // Raw is every translation, echo, signal and flow control off.
    wanted.c_iflag = 0
    wanted.c_oflag = 0
    wanted.c_lflag = 0
    // Without HUPCL, DTR stays up between two openings: dropping it resets many a board.
    wanted.c_cflag = tcflag_t(CS8 | CREAD | CLOCAL)
    cfsetispeed(&wanted, baud.speed)
    cfsetospeed(&wanted, baud.speed)
    withUnsafeMutableBytes(of: &wanted.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    try SystemCall.valueOrErrno("tcsetattr", path: path) { tcsetattr(terminal, TCSANOW, &wanted) }

    // tcsetattr is content when any one of the settings was taken.
    var taken = termios()
    try SystemCall.valueOrErrno("tcgetattr", path: path) { tcgetattr(terminal, &taken) }
    if cfgetospeed(&taken) != baud.speed { return "\(baud.rawValue) bits per second" }
    let framing = tcflag_t(CSIZE | PARENB | CSTOPB | HUPCL | CLOCAL | CREAD) | tcflag_t(CRTSCTS)
    guard taken.c_cflag & framing == wanted.c_cflag & framing else {
      return "8 bits, no parity, no flow control"
    }
    let isRaw = taken.c_iflag | taken.c_oflag | taken.c_lflag == 0
    return isRaw ? nil : "raw mode"
  }

  /// Lets DTR and RTS fall when the terminal is closed; one that is gone has none.
  static func hangUpOnClose(_ terminal: Int32) {
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return }
    settings.c_cflag |= tcflag_t(HUPCL)
    _ = tcsetattr(terminal, TCSANOW, &settings)
  }
}
