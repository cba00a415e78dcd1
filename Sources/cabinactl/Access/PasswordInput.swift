import Glibc

/// Where a new password comes from: a terminal that does not show it, or a line on standard input.
/// Never from the command line, which everybody on the box can read.
enum PasswordInput {
  /// Of a line; what a password may be, the daemon says.
  private static let limit = 1024
  private static let interrupt: UInt8 = 3

  static func read() throws(PasswordInputError) -> String {
    guard isatty(STDIN_FILENO) == 1 else { return try line() }
    return try withoutEcho { () throws(PasswordInputError) in
      let first = try ask("new password: ")
      guard try ask("once more: ") == first else {
        throw PasswordInputError(message: "the two passwords differ; nothing was changed")
      }
      return first
    }
  }

  private static func ask(_ prompt: String) throws(PasswordInputError) -> String {
    CommandOutcome.write(prompt, to: STDERR_FILENO)
    return try line()
  }

  /// The end of a line is shown, and nothing else. An interrupt would leave the terminal as it is
  /// now, so here it is a character that ends the line.
  private static func withoutEcho(
    _ body: () throws(PasswordInputError) -> String
  ) throws(PasswordInputError) -> String {
    var usual = termios()
    guard tcgetattr(STDIN_FILENO, &usual) == 0 else { throw .system() }
    var hidden = usual
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
    hidden.c_lflag |= tcflag_t(ICANON | ECHONL)
    withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = interrupt }
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { throw .system() }
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &usual) }
    return try body()
  }

  private static func line() throws(PasswordInputError) -> String {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      var byte: UInt8 = 0
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system() }
      guard byte != interrupt else {
        CommandOutcome.write("\n", to: STDERR_FILENO)
        throw PasswordInputError(message: "no password was given; nothing was changed")
      }
      if count == 0 || byte == UInt8(ascii: "\n") {
        guard count > 0 || !bytes.isEmpty else {
          throw PasswordInputError(message: "no password was given; nothing was changed")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw PasswordInputError(message: "the password is not UTF-8 text")
        }
        return text
      }
      bytes.append(byte)
    }
    throw PasswordInputError(message: "a password of more than \(limit) bytes")
  }
}

struct PasswordInputError: Error {
  let message: String

  /// What the last system call says.
  static func system() -> PasswordInputError {
    PasswordInputError(message: "standard input: \(String(cString: strerror(errno)))")
  }
}
