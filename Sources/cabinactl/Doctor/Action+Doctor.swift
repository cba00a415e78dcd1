import Commands
import Glibc
import Notation
import SerialLine

/// What is wrong with a shop's box, why, and the command that mends it.
extension Action {
  static let doctor = Action(
    Verb(
      "doctor",
      Words(
        "busca lo que anda mal: causa y comando que lo arregla",
        "looks for what is wrong: its cause, and the command that mends it"),
      operands: [
        Operand(
          "PORT", .file,
          Words(
            "mira estos puertos, en lugar de todos, y dice de cada uno qué hay",
            "looks at these ports, in place of all, and says of each what there is"),
          isOptional: true, isRepeated: true)
      ],
      options: [
        .ledger,
        Option(
          "--root", "FOLDER", .folder,
          Words(
            "lee /sys, /proc, /dev, /run, /etc y /var debajo de esta carpeta: el disco de otra "
              + "máquina; los puertos de esta no se miran, y su servicio solo con --socket",
            "reads /sys, /proc, /dev, /run, /etc and /var below this folder: another machine's "
              + "disk; the ports of this one are not looked at, and its daemon with --socket "
              + "only")),
      ],
      notes: [
        Words(
          "Mira los permisos de los puertos, quién los usa y qué contesta en ellos, "
            + "ModemManager, brltty, el retardo de los convertidores FTDI; la calidad de la "
            + "línea a la placa, su reloj, por qué partió y cuántas veces; el libro, sus "
            + "copias y su disco; el reloj y la zona horaria; el servicio, su configuración y "
            + "el saldo. Lo que no se puede saber se calla. Como root ve más.",
          "Looks at the permissions of ports, who has them and what answers there, "
            + "ModemManager, brltty, the delay of FTDI converters; the quality of the line to "
            + "the board, its clock, why it started and how often; the ledger, its copies and "
            + "its disk; clock and time zone; the daemon, its configuration and the balance. "
            + "What cannot be known is passed over. Root sees more."),
        Words(
          "Sin servicio pregunta a las placas directamente, con los teléfonos colgados, y cuenta lo que se "
            + "pierde en cada sentido: por unos ocho segundos una placa así preguntada no conecta por sí sola "
            + "ni una emergencia. Ningún evento suyo se da por guardado: el servicio los recibe todos.",
          "While no daemon runs it asks the boards themselves, if nobody has lifted, and counts what gets "
            + "lost each way: for some eight seconds a board that is asked so connects nothing by itself, "
            + "emergencies neither. No event of it is acknowledged: the daemon gets them all."),
      ],
      json: Words(
        "findings, el peor primero, cada uno con severity (fault, warning, note), code, "
          + "subject, seen, cause y command; subject y command pueden ser null",
        "findings, the worst first, each with severity (fault, warning, note), code, subject, "
          + "seen, cause and command; subject and command may be null"),
      examples: ["", "/dev/ttyUSB0 --json"],
      statuses: [
        .init(0, Words("nada que arreglar", "nothing to mend")),
        .init(1, Words("hay algo que arreglar", "there is something to mend")),
      ])
  ) { invocation, console throws(CommandError) in
    let surroundings = try surroundings(invocation, console)
    let findings = try console.waiting(Words("revisando", "looking")) {
      () throws(CommandError) in DoctorFinding.all(Facts(surroundings))
    }
    let isJSON = invocation.has("--json")
    var outcome = CommandOutcome(
      output: isJSON ? DoctorJSON.text(findings, console.say) : DoctorText(console).text(findings))
    outcome.isPainted = console.hasColour && !isJSON
    if findings.contains(where: { $0.severity > .note }) { outcome.status = .failed }
    return outcome
  }

  private static func surroundings(
    _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> Surroundings {
    var root = invocation["--root"] ?? ""
    while root.hasSuffix("/") { root.removeLast() }
    let isElsewhere = !root.isEmpty
    if isElsewhere, !SystemFiles.exists(root) {
      throw CommandError("no existe", "there is no such folder").about("--root \(root)")
    }
    var surroundings = Surroundings(box: Box(root: root), now: Int64(time(nil)))
    if let path = invocation["--ledger"] {
      surroundings.ledgerPath = path
      surroundings.isLedgerNamed = true
    }
    // The clock that the kernel sets is this machine's.
    if isElsewhere { surroundings.kernelClock = -1 }
    if !isElsewhere || invocation["--socket"] != nil {
      surroundings.daemon = daemon(invocation, console)
    }
    try look(&surroundings, invocation, console, isElsewhere: isElsewhere)
    surroundings.showUnit = { unit in
      SystemProgram.output([
        "systemctl", "show", unit, "--property=ActiveState", "--property=UnitFileState",
      ])
    }
    return surroundings
  }

  /// At the ports, and at the boards on them that no daemon has.
  private static func look(
    _ surroundings: inout Surroundings, _ invocation: Invocation, _ console: Console,
    isElsewhere: Bool
  ) throws(CommandError) {
    let named = invocation.all("PORT")
    surroundings.knowsPorts = named.isEmpty && !isElsewhere
    guard !named.isEmpty || !isElsewhere else { return }
    do throws(CommandError) {
      var ports = named.map(PortScan.port(named:))
      surroundings.namedPorts = Set(ports.map(\.path))
      if named.isEmpty {
        ports = try portsOfMachine()
        let others = surroundings.box.configuredPorts.map(PortScan.port(named:))
        ports += others.filter { other in !ports.contains { $0.path == other.path } }
      }
      surroundings.ports = try scanned(ports, console)
    } catch {
      surroundings.knowsPorts = false
      guard named.isEmpty else { throw error }
    }
    if case .answers = surroundings.daemon { return }
    surroundings.asked = surroundings.ports.compactMap { port in
      port.board.flatMap { AskedBoard.ask(port.port.path, speed: $0.speed) }
    }
  }

  private static func daemon(_ invocation: Invocation, _ console: Console) -> DaemonFacts {
    let desk = Desk(invocation, console)
    do {
      return .answers(
        try ShopFacts { path in
          do throws(CommandError) {
            return try desk.ask("GET", path)
          } catch {
            // An older daemon has fewer things to ask for.
            guard let name = error.name, ![Desk.unreachable, stranger].contains(name) else {
              throw error
            }
            return nil
          }
        })
    } catch {
      let socket = invocation["--socket"] ?? console.socketPath
      // The socket is open to all of the box, and the daemon looks at who it is; a folder on the way
      // may be closed.
      let isClosed = access(socket, R_OK | W_OK) != 0 && errno == EACCES
      let isStranger = (error as? CommandError)?.name == stranger
      return isClosed || isStranger ? .notPermitted(socket: socket) : .silent
    }
  }

  /// What the daemon calls who is in none of its groups.
  private static let stranger = "local_stranger"
}
