import BoothProtocol
import Commands
import Ledger
import LineRecord
import Notation

/// What was on a line, a frame a line.
extension Action {
  static let dump = Action(
    Verb(
      "dump",
      Words(
        "lo que pasa por la línea entre placa y servicio, ahora o en una grabación, una línea por trama",
        "what crosses the line between board and daemon, now or in a recording, a line a frame"),
      operands: [
        Operand(
          "FILE", .file,
          Words(
            "una grabación: de «record» en la configuración del servicio, o de cabina-sim --record; si falta, "
              + "lo que pasa ahora",
            "a recording: of «record» in the daemon's configuration, or of cabina-sim --record; without it "
              + "what crosses now"), isOptional: true)
      ],
      options: [
        Option(
          "--only", "TYPE,…", .text,
          Words(
            "solo mensajes de estos tipos, como SEIZED,RELEASED,CONNECT (con sus respuestas); rejected: "
              + "bytes que quien los recibe descarta",
            "only messages of these types, such as SEIZED,RELEASED,CONNECT (with its responses); rejected: "
              + "runs of bytes that their receiver drops")),
        Option(
          "--delta",
          Words("solo el tiempo desde la anterior", "only the time since the one before")),
        Option("--absolute", Words("la hora de cada una", "the time of day of each")),
        Option(
          "--port", "PORT", .file,
          Words(
            "de lo que pasa ahora, solo este puerto; uno que el servicio no tiene, directo",
            "of what crosses now, this port alone; one that the daemon does not have, straight")),
        Option(
          "--pcapng", "FILE", .file,
          Words(
            "escribe además una grabación de lo que pasa ahora, para Wireshark y para este mismo verbo",
            "writes besides a recording of what crosses now, for Wireshark and for this verb")),
        Option(
          "--seconds", "N", .number(1...86_400),
          Words("de lo que pasa ahora, por tanto tiempo", "of what crosses now, for so long")),
        .speed, .despiteCallers,
      ],
      notes: [
        Words(
          "Cada línea tiene los segundos desde la primera, los que pasaron desde la anterior, quién la envió, el "
            + "mensaje con sus campos como los llama la especificación, líneas y filas desde 0, y del encabezado lo que no es 0. Con "
            + "--json es un objeto por línea, y los tiempos son microsegundos desde 1970.",
          "A line has the seconds since the first run, those since the line before it, who sent it, the message "
            + "with its fields as the specification names them, lines and rows from 0, and of the header what is not 0. With --json it is "
            + "an object a line, and times are microseconds since 1970."),
        Words(
          "Lo que pasa ahora se muestra hasta Ctrl-C, o hasta que la grabación tenga 1 GiB: la que queda está "
            + "entera. Si el servicio no alcanzó a guardar algo, se dice.",
          "What crosses now is shown until Ctrl-C, or until the recording has 1 GiB: what is left is whole. "
            + "Where the daemon could not keep all of it, that is said."),
        Words(
          "De un archivo que termina antes de tiempo se escribe lo que está entero, y el estado es 1.",
          "Of a file that ends before its time what is whole in it is printed all the same, and the status is 1."
        ),
        Words(
          "Directo en un puerto se ve el saludo, las señales de vida, cómo están las líneas y los primeros "
            + "ocho eventos que la placa tiene sin guardar: aquí ninguno se le da por guardado.",
          "Straight on a port one sees the greeting, the signs of life, how the lines are, and the first "
            + "eight events that the board has unstored: none is acknowledged to it here."),
      ] + .ofWays + .ofLongWays,
      json: Words(
        "por línea: time, port, direction y message con sus campos, o rejected con bytes",
        "a line each: time, port, direction, and message with its fields, or rejected with bytes"),
      examples: [
        "recordings/ttyUSB0.pcapng --only CONNECT,ANSWERED", "", "--port /dev/ttyUSB0 --absolute",
      ], statuses: [.lifted])
  ) { invocation, console throws(CommandError) in
    let only = try invocation["--only"].map(RecordingText.Selection.init)
    let times = try times(invocation)
    guard let path = invocation["FILE"] else {
      return try LiveDump(invocation, console, only: only, times: times).run()
    }
    for option in [
      "--port", "--pcapng", "--seconds", Option.speed.name, Option.despiteCallers.name,
    ]
    where invocation.has(option) {
      throw .usage(
        "\(option) es de lo que pasa ahora, sin ARCHIVO",
        "\(option) is for what crosses now, without FILE")
    }
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(path, limit: largestRecording)
    } catch { throw CommandError(error.words(of: path)) }
    let (recording, fault) = PcapngReader.read(bytes)
    let text = RecordingText(recording, only: only)
    let output = invocation.has("--json") ? text.json : text.lines(times, console.say)
    guard let fault else { return CommandOutcome(output: output) }
    var error = CommandError(fault.words).about(path)
    if !recording.lines.isEmpty { error.output = output }
    throw error
  }

  private static func times(_ invocation: Invocation) throws(CommandError) -> FrameText.Times {
    switch (invocation.has("--delta"), invocation.has("--absolute")) {
    case (true, true):
      throw .usage(
        "--delta y --absolute no van juntos", "--delta and --absolute do not go together")
    case (true, false): return .delta
    case (false, true): return .absolute
    case (false, false): return .both
    }
  }

  /// The daemon's files have 8 MiB; a simulated board's may be larger.
  private static let largestRecording = 256 << 20
}

extension RecordingText {
  /// What is to be shown.
  struct Selection: Hashable {
    var types: [MessageType] = []
    var hasRejected = false

    /// Names of messages separated by commas, in capitals or not.
    init(_ text: String) throws(CommandError) {
      for name in text.split(separator: ",", omittingEmptySubsequences: false) {
        let upper = name.uppercased()
        if upper == "REJECTED" {
          hasRejected = true
        } else if let type = MessageType.allCases.first(where: { $0.name == upper }) {
          types.append(type)
        } else {
          let names = MessageType.allCases.map(\.name).joined(separator: ", ")
          throw .usage(
            "--only «\(name)»: se espera rejected, \(names)",
            "--only «\(name)»: expected rejected, \(names)")
        }
      }
    }
  }
}
