import Glibc
import Notation

/// What the command line of `cabinad` asks for.
struct Options: Equatable {
  enum Mode: Equatable {
    case serve
    case demo
    case check
  }

  var mode = Mode.serve
  var configurationPath = "/etc/cabina/cabina.conf"
  /// Ledger and lock.
  var stateFolder = Options.folder("STATE_DIRECTORY", otherwise: "/var/lib/cabina")
  /// The socket of the command line.
  var runFolder = Options.folder("RUNTIME_DIRECTORY", otherwise: "/run/cabina")
  /// Only for the demo: where the page listens; 0: any free port.
  var pagePort: UInt16?
  /// Only for the demo: nothing has happened in its shop yet.
  var isEmpty = false

  static let help = """
    usage: cabinad [--config FILE] [--state FOLDER] [--run FOLDER]
           cabinad check [--config FILE]
           cabinad demo [--port N] [--empty]

    Runs the booths of a shop: reads the board on the serial line, rates each call,
    writes it down and serves the owner's page.

      check            read the configuration and the prices, say what is wrong with them
                       or what may be dialled, and stop
      demo             a simulated board on a real pty, callers, a ledger in a
                       temporary folder with the calls of this month and the last,
                       the page on this machine only

      --config FILE    configuration (default /etc/cabina/cabina.conf)
      --state FOLDER   where the ledger lives (default $STATE_DIRECTORY, else /var/lib/cabina)
      --run FOLDER     where the command socket lives (default $RUNTIME_DIRECTORY, else /run/cabina)
      --port N         demo: the page's port (default 8080; 0 takes any free one)
      --empty          demo: begin with no calls of before
      --version        say the version and stop
      --help           say this and stop

    Exit codes: 0 stopped when asked · 1 failed · 64 wrong command line · 65 the ledger is
    damaged, of a newer version, without its log or none (cabinactl backup --help: the way
    back) · 69 the page or the command socket cannot be opened · 74 the ledger cannot be
    used for now: no disk, one that cannot be written, or another process has it · 78
    wrong configuration.
    """

  enum Request: Equatable {
    case run(Options)
    case say(String)
    case refuse(String)
  }

  static func parse(_ arguments: [String]) -> Request {
    var options = Options()
    var rest = arguments[...]
    if let mode = rest.first, !mode.hasPrefix("-") {
      switch mode {
      case "demo": options.mode = .demo
      case "check": options.mode = .check
      default: return .refuse("unknown command «\(mode)»; expected check, demo or an option")
      }
      rest.removeFirst()
    }
    var given: Set<String> = []
    while let option = rest.popFirst() {
      guard given.insert(option).inserted else { return .refuse("\(option) is given twice") }
      switch option {
      case "--help", "-h": return .say(help)
      case "--version": return .say("cabinad \(Version.text)")
      case "--empty":
        guard options.mode == .demo else { return .refuse("--empty is for the demo") }
        options.isEmpty = true
      case "--config", "--state", "--run", "--port":
        guard let value = rest.popFirst() else { return .refuse("\(option) needs a value") }
        if let refusal = options.set(option, value) { return .refuse(refusal) }
      default: return .refuse("unknown option «\(option)»; see cabinad --help")
      }
    }
    return .run(options)
  }

  private mutating func set(_ option: String, _ value: String) -> String? {
    switch option {
    case "--config": configurationPath = value
    case "--state": stateFolder = value
    case "--run": runFolder = value
    default:
      guard let port = UInt16(value) else {
        return "--port \(value): expected a number from 0 to 65535"
      }
      guard mode == .demo else {
        return "--port is for the demo; the page's port is set in [page] of the configuration"
      }
      pagePort = port
    }
    return nil
  }

  private static func folder(_ variable: String, otherwise path: String) -> String {
    // systemd gives several folders separated by colons; the first is ours.
    getenv(variable).map { String(cString: $0) }?.split(separator: ":").first.map(String.init)
      ?? path
  }
}

enum Version {
  static let text = "0.1"
}
