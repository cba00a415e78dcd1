import BoothProtocol
import Commands
import Glibc
import Notation
import SerialLine

/// Which way there is to the board that was named, or to the only one.
enum BoardWays {
  enum Place {
    case daemons(DaemonWay)
    /// A port that no daemon has.
    case straight(path: String)

    var isDaemons: Bool {
      if case .daemons = self { true } else { false }
    }
  }

  /// `named`: a port's path or a board's number; nil: the only board of the daemon's.
  static func find(
    _ named: String?, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> any BoardWay {
    try open(try place(named, invocation, console), invocation, console)
  }

  /// The same, with nothing opened yet: a board that is had waits for its daemon, and connects nothing by
  /// itself, while a person makes up his mind.
  static func place(
    _ named: String?, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> Place {
    let desk = Desk(invocation, console, timeoutSeconds: 15)
    let ports: [DaemonPorts.Port]
    do throws(CommandError) {
      ports = try desk.ask("GET", "boards", as: DaemonPorts.self).ports
    } catch {
      // Nobody listens there: the port may be free.
      guard error.name == Desk.unreachable, let named, BoardUID(named) == nil else { throw error }
      return .straight(path: named)
    }
    guard let named else { return .daemons(try onlyBoard(of: ports, desk)) }
    if named.utf8.count <= 2, Int(named) != nil {
      throw .usage(
        "«\(named)» no es un puerto ni el número de una placa; una línea se mide con «cabinactl lines --test "
          + "\(named)»",
        "«\(named)» is no port and no board's number; a line is measured by «cabinactl lines --test \(named)»"
      )
    }
    if let uid = BoardUID(named)?.description {
      guard let port = ports.first(where: { $0.board?.uid == uid }) else {
        throw CommandError(
          "ninguna placa con este número contesta", "no board of this number answers"
        ).about(named)
      }
      return .daemons(DaemonWay(desk: desk, port: port.port, uid: uid))
    }
    guard let port = ports.first(where: { $0.isSame(as: named) }), port.status != "closed" else {
      return .straight(path: named)
    }
    guard let board = port.board else {
      let reason = port.reasonText.map { ": \($0)" } ?? ""
      throw CommandError(
        "el servicio tiene este puerto y ninguna placa contesta en él\(reason)",
        "the daemon has this port, and no board answers on it\(reason)"
      ).about(port.port)
    }
    return .daemons(DaemonWay(desk: desk, port: port.port, uid: board.uid))
  }

  static func open(
    _ place: Place, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> any BoardWay {
    switch place {
    case .daemons(let way): try tell(way, invocation, console)
    case .straight(let path): try straight(path, invocation, console)
    }
  }

  private static func onlyBoard(
    of ports: [DaemonPorts.Port], _ desk: Desk
  ) throws(CommandError) -> DaemonWay {
    let boards = ports.compactMap { port in
      port.board.map { DaemonWay(desk: desk, port: port.port, uid: $0.uid) }
    }
    guard let board = boards.first else {
      throw CommandError(
        "el servicio no tiene ninguna placa que conteste; «cabinactl doctor» dice por qué",
        "the daemon has no board that answers; «cabinactl doctor» says why")
    }
    guard boards.count == 1 else {
      let names = boards.map { "\($0.uid) (\($0.port))" }.joined(separator: ", ")
      throw .usage(
        "hay varias placas, diga cuál: \(names)", "there are several boards, say which: \(names)")
    }
    return board
  }

  static func straight(
    _ path: String, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> PortWay {
    do throws(BoardSessionError) {
      let way = try PortWay(
        path, speed: invocation.speed,
        isDespiteCallers: invocation.has(Option.despiteCallers.name), console)
      tellStraight(way.port, console)
      return way
    } catch { throw CommandError(error.words) }
  }

  private static func tell(
    _ way: DaemonWay, _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> DaemonWay {
    try invocation.hasNoSpeed(for: way.port)
    tellThroughDaemon(way.port, console)
    return way
  }

  /// Says which way it is.
  static func tellThroughDaemon(_ port: String, _ console: Console) {
    tell(console.say("por medio del servicio, en \(port)", "through the daemon, on \(port)"))
  }

  static func tellStraight(_ port: String, _ console: Console) {
    tell(
      console.say(
        "directo en \(port), que ningún servicio tiene; mientras dura, la placa no marca "
          + "emergencias por sí sola",
        "straight on \(port), which no daemon has; while it lasts, the board dials no "
          + "emergency number by itself"))
  }

  private static func tell(_ text: String) {
    CommandOutcome.complain("cabinactl: \(text)\n")
  }
}

extension Operand {
  static let portOrBoard = Operand(
    "PORT|UID", .file,
    Words(
      "el puerto de la placa o su número; si falta, la única que tiene el servicio",
      "the board's port or its number; without it the only one that the daemon has"),
    isOptional: true)
}

extension Option {
  static let board = Option(
    "--board", "PORT|UID", .file,
    Words(
      "el puerto de la placa o su número; si falta, la única que tiene el servicio",
      "the board's port or its number; without it the only one that the daemon has"))
}

extension Option {
  /// For every verb that opens a port.
  static let speed = Option(
    "--speed", "B", .words(BaudRate.allCases.map { "\($0.rawValue)" }),
    Words(
      "bit/s, directo en un puerto (115200)", "bit/s, straight on a port (115200)"))
}

extension Invocation {
  /// Of a port that is opened here.
  var speed: BaudRate {
    self[Option.speed.name].flatMap { Int($0) }.flatMap(BaudRate.init) ?? .baud115200
  }

  /// The daemon has its ports at a speed of its own.
  func hasNoSpeed(for port: String) throws(CommandError) {
    guard has(Option.speed.name) else { return }
    throw .usage(
      "--speed es de un puerto que se abre aquí, y \(port) lo tiene el servicio",
      "--speed is of a port that is opened here, and the daemon has \(port)")
  }
}

extension [Words] {
  /// For every verb that takes one of the two ways.
  static let ofWays = [
    Words(
      "Mientras el servicio tiene el puerto, todo va por medio de él; si no, directo por el puerto, y a "
        + "ningún proceso que lo tenga se le quita. Cuál de los dos fue, lo dice la salida de errores.",
      "While the daemon has the port all goes through it; else straight on the port, which is taken "
        + "from no process that has it. Which of the two it was, standard error says.")
  ]
}
