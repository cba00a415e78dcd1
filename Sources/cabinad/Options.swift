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

  enum Request: Equatable {
    case run(Options)
    case say(Words)
    case refuse(Words)
  }

  static func parse(_ arguments: [String]) -> Request {
    var options = Options()
    var rest = arguments[...]
    if let mode = rest.first, !mode.hasPrefix("-") {
      switch mode {
      case "demo": options.mode = .demo
      case "check": options.mode = .check
      default:
        return .refuse(
          Words(
            "no hay una orden «\(mode)»; se espera check, demo o una opción",
            "unknown command «\(mode)»; expected check, demo or an option"))
      }
      rest.removeFirst()
    }
    var given: Set<String> = []
    while let option = rest.popFirst() {
      guard given.insert(option).inserted else {
        return .refuse(Words("\(option) está dos veces", "\(option) is given twice"))
      }
      switch option {
      case "--help", "-h": return .say(help)
      case "--version":
        let text = "cabinad \(Version.text)"
        return .say(Words(text, text))
      case "--empty":
        guard options.mode == .demo else {
          return .refuse(Words("--empty es para la demostración", "--empty is for the demo"))
        }
        options.isEmpty = true
      case "--config", "--state", "--run", "--port":
        guard let value = rest.popFirst() else {
          return .refuse(Words("\(option) necesita un valor", "\(option) needs a value"))
        }
        if let refusal = options.set(option, value) { return .refuse(refusal) }
      default:
        return .refuse(
          Words(
            "no hay una opción «\(option)»; vea cabinad --help",
            "unknown option «\(option)»; see cabinad --help"))
      }
    }
    return .run(options)
  }

  private mutating func set(_ option: String, _ value: String) -> Words? {
    switch option {
    case "--config": configurationPath = value
    case "--state": stateFolder = value
    case "--run": runFolder = value
    default:
      guard let port = UInt16(value) else {
        return Words(
          "--port \(value): se espera un número de 0 a 65535",
          "--port \(value): expected a number from 0 to 65535")
      }
      guard mode == .demo else {
        return Words(
          "--port es para la demostración; el puerto de la página se pone en [page] de la configuración",
          "--port is for the demo; the page's port is set in [page] of the configuration")
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

extension Language {
  /// Of the environment of this process.
  static var ofProcess: Language {
    Language(locale: { name in getenv(name).map { String(cString: $0) } })
  }
}
