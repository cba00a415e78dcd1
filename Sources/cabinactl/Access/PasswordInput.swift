import Glibc
import Ledger
import Notation

/// Where a new password comes from: a terminal that does not show it, or a line on standard input.
/// Never from the command line, which everybody on the box can read.
enum PasswordInput {
  /// Of a line; what a password may be, the daemon says.
  private static let limit = 1024
  private static let interrupt: UInt8 = 3

  static func read(_ say: Language) throws(CommandError) -> String {
    guard Console.isTerminal(STDIN_FILENO) else { return try line() }
    return try withoutEcho { () throws(CommandError) in
      let first = try ask(say("contraseña nueva: ", "new password: "))
      guard try ask(say("otra vez: ", "once more: ")) == first else {
        throw CommandError(
          "las dos contraseñas no son iguales; nada cambió",
          "the two passwords differ; nothing was changed")
      }
      return first
    }
  }

  private static func ask(_ prompt: String) throws(CommandError) -> String {
    CommandOutcome.write(prompt, to: STDERR_FILENO)
    return try line()
  }

  /// The end of a line is shown, and nothing else. Ctrl-C is a character here that ends the line; any
  /// signal gives the terminal back before it ends the program.
  private static func withoutEcho(
    _ body: () throws(CommandError) -> String
  ) throws(CommandError) -> String {
    var usual = termios()
    guard tcgetattr(STDIN_FILENO, &usual) == 0 else { throw system() }
    var hidden = usual
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
    hidden.c_lflag |= tcflag_t(ICANON | ECHONL)
    withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = interrupt }
    return try Interrupt.during(.atOnce) { interrupt throws(CommandError) in
      interrupt.givesBack(usual)
      guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { throw system() }
      defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &usual) }
      return try body()
    }
  }

  private static func line() throws(CommandError) -> String {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      var byte: UInt8 = 0
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw system() }
      guard byte != interrupt else {
        CommandOutcome.write("\n", to: STDERR_FILENO)
        throw CommandError("interrumpida; nada cambió", "interrupted; nothing was changed")
      }
      if count == 0 || byte == UInt8(ascii: "\n") {
        guard count > 0 || !bytes.isEmpty else {
          throw none
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw CommandError("la contraseña no es texto UTF-8", "the password is not UTF-8 text")
        }
        return text
      }
      bytes.append(byte)
    }
    throw CommandError(
      "una contraseña de más de \(limit) bytes", "a password of more than \(limit) bytes")
  }

  private static let none = CommandError(
    "no se dio ninguna contraseña, una línea de la entrada estándar; nada cambió",
    "no password was given, a line of standard input; nothing was changed")

  /// What the last system call says.
  private static func system() -> CommandError {
    let words = Words(errno: errno)
    return CommandError(
      "entrada estándar: \(words.spanish)", "standard input: \(words.english)")
  }
}
