import BoothProtocol
import Ledger
import LineRecord

/// `cabinactl dump`: a recording of a line, a line a frame. It asks no daemon.
enum DumpCommand {
  static let help = """
    cabinactl dump: a recording of the line between board and daemon, a line a frame

    usage: cabinactl dump FILE [--json] [--only TYPE,…]

      FILE         a recording: of «record» in the daemon's configuration, or of cabina-sim --record
      --only TYPE  only messages of these types, such as SEIZED,RELEASED,CONNECT (with its
                   responses); rejected: runs of bytes that their receiver drops
      --json       an object a line, for programs; times are microseconds since 1970

    A line has the seconds since the first run, those since the line before it, who sent it, the
    message with its fields as the specification names them, and of the header what is not 0.

    exit status: 0 done, 1 the file cannot be read or ends before its time (what is whole in it is
                 printed all the same), 2 the command line is wrong

    """

  /// The daemon's files have 8 MiB; a simulated board's may be larger.
  private static let largestFile = 256 << 20

  static func run(_ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: help)
    }
    do throws(UsageError) {
      let options = try DumpArguments(arguments)
      return dump(options)
    } catch {
      return CommandOutcome(.usage, "dump: \(error.message); cabinactl dump --help says more")
    }
  }

  private static func dump(_ options: DumpArguments) -> CommandOutcome {
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(options.file, limit: largestFile)
    } catch {
      return CommandOutcome(.failed, "\(options.file): \(error.message)")
    }
    let (recording, fault) = PcapngReader.read(bytes)
    let text = RecordingText(recording, only: options.only)
    let output = options.isJSON ? text.json : text.lines
    guard let fault else { return CommandOutcome(output: output) }
    var outcome = CommandOutcome(.failed, "\(options.file): \(fault)")
    outcome.output = output
    return outcome
  }
}

/// The options of `cabinactl dump`.
struct DumpArguments: Hashable {
  var file: String
  var isJSON = false
  var only: RecordingText.Selection?

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    var files: [String] = []
    var given: Set<String> = []
    while let argument = rest.popFirst() {
      let name = String(argument.prefix { $0 != "=" })
      guard !name.hasPrefix("-") || given.insert(name).inserted else {
        throw UsageError(message: "\(name) is given twice")
      }
      switch argument {
      case "--json": isJSON = true
      case "--only":
        guard let value = rest.popFirst() else { throw UsageError(message: "--only has no value") }
        only = try RecordingText.Selection(value)
      case let option where option.hasPrefix("--only="):
        only = try RecordingText.Selection(String(option.dropFirst("--only=".count)))
      case let option where option.hasPrefix("-") && option.count > 1:
        throw UsageError(message: "no option «\(option)»")
      default: files.append(argument)
      }
    }
    guard let file = files.first else { throw UsageError(message: "a recording is missing") }
    guard files.count == 1 else { throw UsageError(message: "«\(files[1])» is one too many") }
    self.file = file
  }
}

extension RecordingText {
  /// What is to be shown.
  struct Selection: Hashable {
    var types: [MessageType] = []
    var hasRejected = false

    /// Names of messages separated by commas, in capitals or not.
    init(_ text: String) throws(UsageError) {
      for name in text.split(separator: ",", omittingEmptySubsequences: false) {
        let upper = name.uppercased()
        if upper == "REJECTED" {
          hasRejected = true
        } else if let type = MessageType.allCases.first(where: { $0.name == upper }) {
          types.append(type)
        } else {
          let names = MessageType.allCases.map(\.name).joined(separator: ", ")
          throw UsageError(message: "--only «\(name)»: expected rejected, \(names)")
        }
      }
    }
  }
}
