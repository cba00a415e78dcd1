import FoundationEssentials
import Glibc
import Ledger
import Rating

/// Prices and audit: what is asked of the daemon for them.
enum LedgerCommand {
  static func run(_ verb: LedgerVerb, _ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: verb.help)
    }
    do throws(UsageError) {
      switch verb {
      case .prefixes: return try PriceListCommand(.prefixes).run(arguments)
      case .deck: return try PriceListCommand(.deck).run(arguments)
      case .markup: return try markup(arguments)
      case .rounding: return try rounding(arguments)
      case .settings: return try SettingsCommand.run(arguments)
      case .audit: return try AuditCommand.run(arguments)
      }
    } catch {
      return CommandOutcome(
        .usage,
        "\(verb.rawValue): \(error.message); cabinactl \(verb.rawValue) --help says more")
    }
  }

  private static func markup(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(words, taking: ["--socket"])
    let percent = arguments.optionalOperand()
    try arguments.finish()
    let desk = LedgerDesk(arguments)
    guard let percent else {
      return desk.outcome("GET", "markup") { body in
        try JSONDecoder().decode(MarkupAnswer.self, from: Data(body)).percent + " %\n"
      }
    }
    do throws(MoneyError) {
      _ = try Money(percent, least: .zero, most: Markup.largestPercent)
    } catch { throw UsageError(message: "markup \(error)") }
    let before = try? desk.ask("GET", "markup", as: MarkupAnswer.self).percent
    return desk.outcome("POST", "markup", body: "{\"percent\":\"\(percent)\"}") { _ in
      "markup \(percent) %" + (before.map { ", was \($0) %" } ?? "") + "\n"
    }
  }

  private static func rounding(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(words, taking: ["--socket"])
    let word = arguments.optionalOperand()
    try arguments.finish()
    let desk = LedgerDesk(arguments)
    guard let word else {
      return desk.outcome("GET", "rounding") { body in
        let answer = try JSONDecoder().decode(RoundingAnswer.self, from: Data(body))
        return "\(answer.mode) to \(answer.decimals) decimals\n"
      }
    }
    guard let mode = Rounding.Mode(rawValue: word) else {
      throw UsageError(message: "«\(word)»: expected half-up, up or down")
    }
    let before = try? desk.ask("GET", "rounding", as: RoundingAnswer.self).mode
    return desk.outcome("POST", "rounding", body: "{\"mode\":\"\(mode.rawValue)\"}") { _ in
      "rounding \(mode.rawValue)" + (before.map { ", was \($0)" } ?? "") + "\n"
    }
  }
}

/// What the owner adds to the provider's prices.
struct MarkupAnswer: Decodable { let percent: String }

/// How the daemon rounds.
struct RoundingAnswer: Decodable {
  let mode: String
  let decimals: Int
}

/// Asks the daemon about prices and audit. Everything goes through `send`, so that a test can be the
/// daemon.
struct LedgerDesk {
  typealias Send =
    (_ method: String, _ path: String, _ body: String) throws(ShopClient.Failure) ->
    ShopClient.Answer

  let send: Send
  var isJSON = false

  init(send: @escaping Send) { self.send = send }

  /// As long as the daemon may read a whole list for an answer.
  private static let timeoutSeconds = 130

  init(_ arguments: ShopArguments) {
    var client = ShopClient(arguments)
    client.timeoutSeconds = Self.timeoutSeconds
    send = { (method, path, body) throws(ShopClient.Failure) in
      try client.send(method, path, body: body)
    }
    isJSON = arguments.isJSON
  }

  /// What the daemon says to one question, with `text` of a good answer for people.
  func outcome(
    _ method: String, _ path: String, body: String = "", text: ([UInt8]) throws -> String
  ) -> CommandOutcome {
    do throws(PriceCommandError) {
      let answer = try ask(method, path, body: body)
      var outcome = CommandOutcome(
        output: String(decoding: answer, as: UTF8.self) + "\n", hasChanged: method != "GET")
      if isJSON { return outcome }
      guard let text = try? text(answer) else {
        throw PriceCommandError(
          message:
            "the daemon's answer makes no sense, as of one of another version; --json shows it")
      }
      outcome.output = text
      return outcome
    } catch { return CommandOutcome(.failed, error.message) }
  }

  /// The body of a good answer; what the daemon has against it is thrown.
  func ask(
    _ method: String, _ path: String, body: String = ""
  ) throws(PriceCommandError) -> [UInt8] {
    let answer: ShopClient.Answer
    do throws(ShopClient.Failure) {
      let query = path.contains("?") ? "&lang=en" : "?lang=en"
      answer = try send(method, "/api/v1/\(path)\(query)", body)
    } catch { throw PriceCommandError(message: "\(error)") }
    guard (200..<300).contains(answer.status) else {
      let refusal = try? JSONDecoder().decode(RefusalAnswer.self, from: Data(answer.body))
      throw PriceCommandError(
        message: refusal?.message ?? "the daemon answered \(answer.status)")
    }
    return answer.body
  }

  func ask<Answer: Decodable>(
    _ method: String, _ path: String, body: String = "", as type: Answer.Type
  ) throws(PriceCommandError) -> Answer {
    let bytes = try ask(method, path, body: body)
    guard let answer = try? JSONDecoder().decode(type, from: Data(bytes)) else {
      throw PriceCommandError(
        message: "the daemon's answer makes no sense, as of one of another version; --json shows it"
      )
    }
    return answer
  }
}

/// Why nothing came of it.
struct PriceCommandError: Error, Equatable {
  let message: String
}
