import FoundationEssentials
import Glibc
import Rating

/// The verbs that ask the running daemon.
enum ShopCommand {
  static let help = """
    cabinactl: verbs that ask the running daemon

    usage: cabinactl status [--json]
           cabinactl calls [--booth N] [--size 10|26|50|100] [--before ID] [--json]
           cabinactl disable|enable|cut|uncharged|charged BOOTH
           cabinactl payment AMOUNT [REFERENCE]

      status      what each booth is doing, and the balance
      calls       the latest calls, newest first
      disable     a booth can place no call any more (emergency numbers excepted); enable undoes it
      cut         ends the booth's call now
      uncharged   the booth's next call is «sin cobrar»; charged undoes it
      payment     a payment to the provider, onto the balance

      --socket PATH  the daemon's socket (default /run/cabina/cabina.sock, or $CABINA_SOCKET)
      --json         the daemon's own answer, for programs

    exit status: 0 done, 1 the daemon refused or could not be asked, 2 the command line is wrong

    """

  static let verbs = [
    "status", "calls", "disable", "enable", "cut", "uncharged", "charged", "payment",
  ]

  static func run(_ verb: String, _ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: help)
    }
    do throws(UsageError) {
      var arguments = try ShopArguments(arguments)
      let request = try request(verb, &arguments)
      try arguments.finish()
      return ask(request, arguments)
    } catch {
      return CommandOutcome(.usage, "\(verb): \(error.message); cabinactl \(verb) --help says more")
    }
  }

  struct Request {
    var method = "POST"
    var path: String
    var body = ""
    /// What is printed of a good answer; nil: nothing but that it is done.
    var table: (([UInt8]) throws -> String)?
  }

  private static func request(
    _ verb: String, _ arguments: inout ShopArguments
  )
    throws(UsageError) -> Request
  {
    switch verb {
    case "status": return Request(method: "GET", path: "/api/v1/shop", table: StatusTable.text)
    case "calls":
      var query: [String] = []
      for (option, name) in [("--booth", "booth"), ("--size", "size"), ("--before", "before")] {
        guard let value = arguments.options[option] else { continue }
        guard value.utf8.allSatisfy({ isUnreserved($0) }) else {
          throw UsageError(message: "\(option) \(value): expected letters and digits")
        }
        query.append("\(name)=\(value)")
      }
      let suffix = query.isEmpty ? "" : "?" + query.joined(separator: "&")
      return Request(method: "GET", path: "/api/v1/calls" + suffix, table: CallsTable.text)
    case "payment":
      let amount = try arguments.operand("an amount")
      let reference = (try? arguments.operand("a reference")) ?? ""
      let body = ["amount": amount, "reference": reference]
      let json = (try? JSONEncoder().encode(body)).map { String(decoding: $0, as: UTF8.self) }
      return Request(path: "/api/v1/payments", body: json ?? "{}")
    default:
      let booth = try arguments.operand("the number of a booth")
      guard !booth.isEmpty, booth.utf8.allSatisfy({ isUnreserved($0) }) else {
        throw UsageError(message: "«\(booth)»: expected the number of a booth")
      }
      return Request(path: "/api/v1/booths/\(booth)/\(verb)")
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func ask(_ request: Request, _ arguments: ShopArguments) -> CommandOutcome {
    let path =
      arguments.options["--socket"] ?? getenv("CABINA_SOCKET").map { String(cString: $0) }
      ?? ShopClient.defaultPath
    do {
      let answer = try ShopClient(socketPath: path).send(
        request.method, request.path, body: request.body)
      let text = String(decoding: answer.body, as: UTF8.self)
      guard (200..<300).contains(answer.status) else {
        let refusal = try? JSONDecoder().decode(RefusalAnswer.self, from: Data(answer.body))
        var outcome = CommandOutcome(
          .failed, refusal?.message ?? "the daemon answered \(answer.status)")
        if arguments.isJSON { outcome.output = text + "\n" }
        return outcome
      }
      if arguments.isJSON { return CommandOutcome(output: text + "\n") }
      return CommandOutcome(output: try request.table?(answer.body) ?? "done\n")
    } catch { return CommandOutcome(.failed, "\(error)") }
  }
}

/// Operands and options of a verb; what is left over at the end is an error.
struct ShopArguments {
  private(set) var options: [String: String] = [:]
  private(set) var isJSON = false
  private var operands: [String] = []

  private static let valued = ["--socket", "--booth", "--size", "--before"]

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--json" {
        isJSON = true
      } else if Self.valued.contains(argument) {
        guard let value = rest.popFirst() else {
          throw UsageError(message: "\(argument) needs a value")
        }
        options[argument] = value
      } else if argument.hasPrefix("-"), argument.count > 1 {
        throw UsageError(message: "unknown option \(argument)")
      } else {
        operands.append(argument)
      }
    }
  }

  mutating func operand(_ expected: String) throws(UsageError) -> String {
    guard !operands.isEmpty else { throw UsageError(message: "expected \(expected)") }
    return operands.removeFirst()
  }

  func finish() throws(UsageError) {
    if let stray = operands.first { throw UsageError(message: "«\(stray)» is one too many") }
  }
}
