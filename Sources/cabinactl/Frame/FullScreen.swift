import CLinux
import Glibc
import Notation

/// The terminal as a picture that is drawn anew, and as keys. Given back as it was found when the program
/// ends, by a key or by a signal of those of `Interrupt`; not where it is killed, or stopped from elsewhere.
final class FullScreen {
  enum Key: Equatable {
    case quit
    case move(Move)
    /// The window has another size.
    case resized
  }

  enum Move: Equatable { case up, down, left, right, pageUp, pageDown, home, end }

  /// Milliseconds after which a change of the window's size is seen.
  static let patience = 100

  private let usual: termios
  private var lastSize: (columns: Int, rows: Int) = (0, 0)
  private let interrupt: Interrupt

  /// nil: standard output or input is no terminal, or can draw no picture.
  init?(_ console: Console) {
    var usual = termios()
    guard console.hasScreen, tcgetattr(STDIN_FILENO, &usual) == 0 else { return nil }
    self.usual = usual
    // It is asked for between two pictures: the terminal is given back before the end.
    interrupt = Interrupt(.wish)
    interrupt.givesBack(usual, isFullScreen: true)
    var raw = usual
    // Ctrl-C is a key here, and nothing stops a program that has the screen.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    lastSize = size
    // Another page of the terminal, without a cursor.
    CommandOutcome.write("\u{1B}[?1049h\u{1B}[?25l", to: STDOUT_FILENO)
  }

  deinit {
    CommandOutcome.write("\u{1B}[?25h\u{1B}[?1049l", to: STDOUT_FILENO)
    var usual = usual
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
  }

  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// `lines`: from the top; as many as fit, each no wider than the window, with nothing in them that
  /// a terminal acts on but the colours of `style`.
  func show(_ lines: [Line]) {
    lastSize = size
    let shown = lines.prefix(lastSize.rows).map { line in
      let text = line.text.visible.prefix(lastSize.columns)
      return line.style.isEmpty ? text + "\u{1B}[K" : "\(line.style)\(text)\u{1B}[0m\u{1B}[K"
    }
    CommandOutcome.write(
      "\u{1B}[H" + shown.joined(separator: "\r\n") + "\u{1B}[J", to: STDOUT_FILENO)
  }

  struct Line: Equatable {
    var text: String
    /// The terminal's commands for it; empty: none.
    var style = ""
  }

  /// Those that were pressed, in order: while the daemon is asked several may come together.
  func keys(withinMilliseconds wait: Int) -> [Key] {
    var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let isReady = poll(&poller, 1, Int32(wait)) > 0
    if interrupt.isRequested { return [.quit] }
    guard isReady else { return size == lastSize ? [] : [.resized] }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    // The terminal is gone.
    guard count > 0 else { return [.quit] }
    return Self.keys(of: bytes[..<count])
  }

  /// As terminals of xterm's kind send them (ECMA-48 § 5.4): a letter, or ESC `[` or ESC `O` with
  /// what belongs to it up to a letter or `~`.
  static func keys(of bytes: ArraySlice<UInt8>) -> [Key] {
    var keys: [Key] = []
    var rest = bytes
    while let first = rest.popFirst() {
      var text = [first]
      if first == 0x1B, let next = rest.first,
        next == UInt8(ascii: "[") || next == UInt8(ascii: "O")
      {
        text.append(next)
        rest.removeFirst()
        while let byte = rest.popFirst() {
          text.append(byte)
          if (0x40...0x7E).contains(byte) { break }
        }
      }
      if let key = key(String(decoding: text, as: UTF8.self)) { keys.append(key) }
    }
    return keys
  }

  private static func key(_ text: String) -> Key? {
    switch text {
    case "q", "Q", "\u{3}", "\u{4}": .quit
    case "\u{1B}[A", "\u{1B}OA", "k": .move(.up)
    case "\u{1B}[B", "\u{1B}OB", "j": .move(.down)
    case "\u{1B}[C", "\u{1B}OC", "l": .move(.right)
    case "\u{1B}[D", "\u{1B}OD", "h": .move(.left)
    case "\u{1B}[5~", "b": .move(.pageUp)
    case "\u{1B}[6~", " ": .move(.pageDown)
    case "\u{1B}[H", "\u{1B}OH", "\u{1B}[1~", "g": .move(.home)
    case "\u{1B}[F", "\u{1B}OF", "\u{1B}[4~", "G": .move(.end)
    default: nil
    }
  }
}
