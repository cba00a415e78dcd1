import Commands
import Notation
import SerialLine

/// Which serial ports there are, and who is on them.
extension Action {
  static let scan = Action(
    Verb(
      "scan",
      Words(
        "los puertos seriales: qué son, quién los usa y si contesta una placa",
        "the serial ports: what they are, who has them, whether a board answers"),
      operands: [
        Operand(
          "PORT", .file, Words("estos, en lugar de todos", "these, in place of all"),
          isOptional: true, isRepeated: true)
      ],
      notes: [
        Words(
          "A cada puerto libre se le pregunta quién es a 115200 y a 230400 bit/s, dos segundos "
            + "por velocidad, todos a la vez. La pregunta no abre una sesión: una placa que "
            + "sin servicio conecta las emergencias sigue haciéndolo. Un puerto en uso, o en "
            + "el que alguien inicia sesión, no se toca.",
          "Each free port is asked who is there at 115200 and at 230400 bit/s, two seconds a "
            + "speed, all at the same time. The question begins no session: a board that "
            + "connects emergency calls while there is no daemon goes on doing so. A port that "
            + "is in use, or that somebody is logged in on, is not touched."),
        Words(
          "Quien no es root no ve los procesos de otros: un puerto que ellos tienen abierto sin "
            + "cerrojo parece libre.",
          "Who is not root does not see the processes of others: a port that they have open "
            + "without a lock seems free."),
      ],
      json: Words(
        "ports, cada uno con port, links, vendor, model, serialNumber, driver; occupant, null o con "
          + "kind (login, in use) y processes; probes, cada una con speed y result (board, other "
          + "version, deaf, echo, noise, silent, failed); board, null o con uid, firmware, lines, "
          + "trunks, speed y resetCause",
        "ports, each with port, links, vendor, model, serialNumber, driver; occupant, null or with kind "
          + "(login, in use) and processes; probes, each with speed and result (board, other version, "
          + "deaf, echo, noise, silent, failed); board, null or with uid, firmware, lines, trunks, speed "
          + "and resetCause"),
      examples: ["", "/dev/ttyUSB0 --json"],
      statuses: [
        .init(
          1,
          Words(
            "los puertos no se pueden listar, o uno que se nombró no se puede abrir",
            "the ports cannot be listed, or one that was named cannot be opened"))
      ], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let named = invocation.all("PORT")
    let ports =
      named.isEmpty
      ? withDaemons(try portsOfMachine(), console) : named.map(PortScan.port(named:))
    let scanned = try scanned(ports, console)
    var outcome = CommandOutcome(
      output: invocation.has("--json") ? ScanJSON.text(scanned) : ScanText(console).text(scanned))
    outcome.isPainted = console.hasColour && !invocation.has("--json")
    if !named.isEmpty, scanned.contains(where: \.hasFailed) { outcome.status = .failed }
    return outcome
  }

  /// With those that a daemon has and that are no serial ports, such as a simulator's.
  private static func withDaemons(
    _ ports: [PortCandidate], _ console: Console
  ) -> [PortCandidate] {
    let answer = try? Desk(console).ask("GET", "boards", as: DaemonPorts.self)
    let others = (answer?.ports ?? []).map(\.port).filter { path in
      !ports.contains { $0.path == path }
    }
    return ports + others.map(PortScan.port(named:))
  }

  static func portsOfMachine() throws(CommandError) -> [PortCandidate] {
    do throws(SystemError) {
      return try PortScan.ports()
    } catch {
      throw CommandError(
        "no se pueden listar los puertos: \(error)", "the ports cannot be listed: \(error)")
    }
  }

  /// Looks at them, and tells a terminal so if it takes longer.
  static func scanned(
    _ ports: [PortCandidate], _ console: Console
  ) throws(CommandError) -> [ScannedPort] {
    let what = Words(
      "escuchando en \(ports.count) \(ports.count == 1 ? "puerto" : "puertos")",
      "listening at \(ports.count) \(ports.count == 1 ? "port" : "ports")")
    return try console.waiting(what) { () throws(CommandError) in PortScan.scan(ports) }
  }
}

extension ScannedPort {
  /// It could not be looked at.
  var hasFailed: Bool {
    if case .failed? = probes.last?.result { true } else { false }
  }
}
