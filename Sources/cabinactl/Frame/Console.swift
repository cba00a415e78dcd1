import CLinux
import Glibc
import Notation

/// For whom a verb is at work, and where: what is different at a terminal, in a pipe and in a test.
struct Console {
  var say = Language.english
  /// Columns of the terminal that standard output is; nil: it is none, and nothing is shortened.
  var width: Int?
  /// Whether colours may be used: on a terminal alone, and never where `NO_COLOR` is set.
  var hasColour = false
  /// The daemon's socket where no option says another.
  var socketPath = "/run/cabina/cabina.sock"
  /// How the daemon is asked; a test is the daemon itself.
  var exchange: Exchange = { (client, request) throws(ShopClient.Failure) in
    try client.send(request.method, request.path, body: request.body)
  }

  typealias Exchange =
    (ShopClient, (method: String, path: String, body: String)) throws(ShopClient.Failure)
    -> ShopClient.Answer

  init() {}

  /// As the environment and the terminal of this process have it.
  static var ofProcess: Console {
    var console = Console()
    console.say = Language(locale: environment)
    console.width = columns(of: STDOUT_FILENO)
    let isPlain = environment("NO_COLOR")?.isEmpty == false || environment("TERM") == "dumb"
    console.hasColour = console.width != nil && !isPlain
    if let path = environment("CABINA_SOCKET"), !path.isEmpty { console.socketPath = path }
    return console
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// nil: it is no terminal. One that does not know how wide it is has 80 columns.
  static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Where a person can answer what is asked.
  var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }
}
