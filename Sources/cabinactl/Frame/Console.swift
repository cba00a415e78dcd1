import CLinux
import Glibc
import Notation

/// For whom a verb is at work, and where: what is different at a terminal, in a pipe and in a test.
struct Console {
  var say = Language.english
  /// Columns of the terminal that standard output is; nil: it is none, and nothing is shortened.
  var width: Int?
  /// Of that which standard error is.
  var errorWidth: Int?
  var isInputTerminal = false
  /// The terminal does nothing but write one character behind another.
  var isDumb = false
  /// Whether colours may be used: on a terminal alone, and never where `NO_COLOR` is set.
  var hasColour = false
  /// The daemon's socket where no option says another.
  var socketPath = "/run/cabina/cabina.sock"
  /// How the daemon is asked; a test is the daemon itself.
  var exchange: Exchange = { (client, request) throws(ShopClient.Failure) in
    try client.send(request.method, request.path, body: request.body)
  }

  /// Where what is going on is said.
  var lastLine = LastLine.standard

  typealias Exchange =
    (ShopClient, (method: String, path: String, body: String)) throws(ShopClient.Failure)
    -> ShopClient.Answer

  init() {}

  /// As the environment and the terminal of this process have it.
  static var ofProcess: Console {
    var console = Console()
    console.say = Language(locale: environment)
    console.width = columns(of: STDOUT_FILENO)
    console.errorWidth = columns(of: STDERR_FILENO)
    console.isInputTerminal = isTerminal(STDIN_FILENO)
    console.isDumb = environment("TERM") == "dumb"
    let isPlain = environment("NO_COLOR")?.isEmpty == false || console.isDumb
    console.hasColour = console.width != nil && !isPlain
    if let path = environment("CABINA_SOCKET"), !path.isEmpty { console.socketPath = path }
    return console
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// nil: it is no terminal. One that does not know how wide it is has 80 columns.
  static func columns(of descriptor: Int32) -> Int? {
    guard isTerminal(descriptor) else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// With lines that are wider than the terminal broken at blanks, save rows of a table; in a pipe as
  /// it is.
  func folded(_ text: String) -> String {
    guard let width else { return text }
    return text.visibleLines.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.drop { $0 == " " }.contains("  ") ? String(line) : String(line).folded(at: width)
    }.joined(separator: "\n")
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Of the last line of a terminal, where what is going on is shown; nil: nowhere.
  var statusColumns: Int? { isDumb ? nil : errorWidth }

  /// A picture can be drawn, and keys are told.
  var hasScreen: Bool { width != nil && isInputTerminal && !isDumb }
}

// MARK: Yes or no

extension Console {
  /// Where a person can answer what is asked.
  var canAsk: Bool { isInputTerminal && errorWidth != nil }

  /// What a person at the terminal says to a question; `question`: without what may be answered.
  func allows(_ question: Words) -> Bool {
    let text = say("\(question.spanish) [s/N] ", "\(question.english) [y/N] ")
    CommandOutcome.write(text.visibleLines, to: STDERR_FILENO)
    return Self.isYes(readLine() ?? "")
  }

  /// Anything else is a no.
  static func isYes(_ answer: String) -> Bool {
    ["s", "sí", "si", "y", "yes"].contains(
      answer.lowercased().split(separator: " ").joined(separator: " "))
  }
}
