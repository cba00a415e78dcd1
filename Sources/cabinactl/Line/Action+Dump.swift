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
        "una grabación de la línea entre placa y servicio, una línea por trama",
        "a recording of the line between board and daemon, a line a frame"),
      operands: [
        Operand(
          "FILE", .file,
          Words(
            "una grabación: de «record» en la configuración del servicio, o de cabina-sim --record",
            "a recording: of «record» in the daemon's configuration, or of cabina-sim --record"))
      ],
      options: [
        Option(
          "--only", "TYPE,…", .text,
          Words(
            "solo mensajes de estos tipos, como SEIZED,RELEASED,CONNECT (con sus respuestas); rejected: "
              + "bytes que quien los recibe descarta",
            "only messages of these types, such as SEIZED,RELEASED,CONNECT (with its responses); rejected: "
              + "runs of bytes that their receiver drops"))
      ],
      notes: [
        Words(
          "Cada línea tiene los segundos desde la primera, los que pasaron desde la anterior, quién la envió, el "
            + "mensaje con sus campos como los llama la especificación, y del encabezado lo que no es 0. Con "
            + "--json es un objeto por línea, y los tiempos son microsegundos desde 1970.",
          "A line has the seconds since the first run, those since the line before it, who sent it, the message "
            + "with its fields as the specification names them, and of the header what is not 0. With --json it is "
            + "an object a line, and times are microseconds since 1970."),
        Words(
          "De un archivo que termina antes de tiempo se escribe lo que está entero, y el estado es 1.",
          "Of a file that ends before its time what is whole in it is printed all the same, and the status is 1."
        ),
      ],
      json: Words(
        "por línea: time, port, direction y message con sus campos, o rejected con bytes",
        "a line each: time, port, direction, and message with its fields, or rejected with bytes"),
      examples: ["recordings/ttyUSB0.pcapng --only CONNECT,ANSWERED"], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let path = invocation.value("FILE")
    let only = try invocation["--only"].map(RecordingText.Selection.init)
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(path, limit: largestRecording)
    } catch { throw CommandError(error.words(of: path)) }
    let (recording, fault) = PcapngReader.read(bytes)
    let text = RecordingText(recording, only: only)
    let output = invocation.has("--json") ? text.json : text.lines
    guard let fault else { return CommandOutcome(output: output) }
    var error = CommandError(asItIs: "\(path): \(fault)")
    error.output = output
    throw error
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
