import FoundationEssentials
import Rating

/// Asks the running daemon, in the words of its JSON API, what a verb asks for.
enum ShopCommand {
  static func run(_ verb: ShopVerb, _ arguments: [String]) -> CommandOutcome {
    if arguments.contains("--help") || arguments.contains("-h") {
      return CommandOutcome(output: verb.help)
    }
    do throws(UsageError) {
      var arguments = try ShopArguments(arguments, of: verb)
      let request = try ShopRequest(verb, &arguments)
      try arguments.finish()
      return ask(request, arguments)
    } catch {
      return CommandOutcome(
        .usage,
        "\(verb.rawValue): \(error.message); cabinactl \(verb.rawValue) --help says more")
    }
  }

  private static func ask(_ request: ShopRequest, _ arguments: ShopArguments) -> CommandOutcome {
    do throws(ShopClient.Failure) {
      let answer = try ShopClient(arguments).send(
        request.method, request.path, body: request.body)
      return outcome(of: answer, to: request, isJSON: arguments.isJSON)
    } catch {
      guard case .noAnswer = error else { return CommandOutcome(.failed, "\(error)") }
      return CommandOutcome(.failed, "\(error)\(request.adviceWithoutAnswer)")
    }
  }

  static func outcome(
    of answer: ShopClient.Answer, to request: ShopRequest, isJSON: Bool
  ) -> CommandOutcome {
    let text = String(decoding: answer.body, as: UTF8.self) + "\n"
    guard (200..<300).contains(answer.status) else {
      let refusal = try? JSONDecoder().decode(RefusalAnswer.self, from: Data(answer.body))
      let advice = refusal?.error == "no_answer" ? request.adviceWithoutAnswer : ""
      var outcome = CommandOutcome(
        .failed, (refusal?.message ?? "the daemon answered \(answer.status)") + advice)
      if isJSON { outcome.output = text }
      return outcome
    }
    var outcome = CommandOutcome(output: text, hasChanged: request.method == "POST")
    if isJSON { return outcome }
    do {
      outcome.output = try request.table?(answer.body) ?? request.words
      return outcome
    } catch {
      let reason = "the daemon's answer makes no sense, as of one of another version"
      // What has been done must not look as though it had not.
      guard outcome.hasChanged else {
        return CommandOutcome(.failed, reason + "; --json shows it")
      }
      outcome.output = request.words
      outcome.complaint =
        "cabinactl: it is done, but \(reason): what came of it is not known here\n"
      return outcome
    }
  }
}

/// What is asked of the daemon.
struct ShopRequest {
  let method: String
  /// With the query; answers are asked for in English, the language of this program.
  let path: String
  let body: String
  /// What is printed of a good answer; nil: nothing but what was done.
  let table: (([UInt8]) throws -> String)?
  /// What was done, as a line.
  var words = "done\n"
  /// The key of a movement of money.
  var key: String?

  /// What to do when nobody knows whether it was done.
  var adviceWithoutAnswer: String {
    guard let key else { return "" }
    return "; asked for again with --key \(key) it is done once, whatever became of it"
  }

  init(_ verb: ShopVerb, _ arguments: inout ShopArguments) throws(UsageError) {
    switch verb {
    case .status: self.init(reading: "shop", table: StatusTable.text)
    case .payments: self.init(reading: "payments", table: PaymentsTable.text)
    case .links: self.init(reading: "links", table: LinksTable.text)
    case .calls:
      var query: [String] = []
      for name in ["booth", "size", "before"] {
        guard let value = arguments.options["--\(name)"] else { continue }
        try Self.check(value, "--\(name) «\(value)»: expected letters and digits")
        query.append("\(name)=\(value)")
      }
      self.init(reading: "calls", query, table: CallsTable.text)
    case .payment:
      let amount = try Self.amount(try arguments.operand("an amount"))
      var fields = ["amount": amount, "reference": arguments.optionalOperand() ?? ""]
      fields["date"] = try arguments.options["--date"].map(Self.day)
      try self.init(moving: "payments", fields, arguments)
      words = amount.hasPrefix("-") ? "corrected by \(amount)\n" : "paid: \(amount)\n"
    case .account:
      self.init(reading: "booths/\(try Self.booth(&arguments))/account", table: AccountTable.text)
    case .credit:
      let booth = try Self.booth(&arguments)
      let amount = try Self.amount(try arguments.operand("an amount"))
      try self.init(moving: "booths/\(booth)/credit", ["amount": amount], arguments)
      words = "booth \(booth): \(amount) paid in advance\n"
    case .collect:
      let booth = try Self.booth(&arguments)
      var fields: [String: String] = [:]
      for name in ["received", "expected"] {
        fields[name] = try arguments.options["--\(name)"].map(Self.amount)
      }
      try self.init(
        moving: "booths/\(booth)/collect", fields, arguments, table: TicketTable.collected)
      words = "booth \(booth): collected\n"
    case .tickets:
      let booth = arguments.options["--booth"]
      if let booth { try Self.check(booth, "--booth «\(booth)»: expected the number of a booth") }
      self.init(reading: "tickets", booth.map { ["booth=\($0)"] } ?? [], table: TicketTable.list)
    case .ticket:
      self.init(
        reading: "tickets/\(try Self.number(&arguments, "a ticket"))", table: TicketTable.text)
    case .explain:
      self.init(
        reading: "calls/\(try Self.number(&arguments, "a call"))", table: ExplanationTable.text)
    case .suspects: self.init(reading: "reviews", table: ReviewsTable.text)
    case .review:
      let call = try Self.number(&arguments, "a call")
      let verdict = try arguments.operand("stands or waived")
      guard ["stands", "waived"].contains(verdict) else {
        throw UsageError(message: "«\(verdict)»: expected stands or waived")
      }
      let note = arguments.optionalOperand() ?? ""
      self.init(
        doing: "calls/\(call)/review", body: try Self.json(["verdict": verdict, "note": note]))
      words = "call \(call): \(verdict)\n"
    case .disable, .enable, .cut, .uncharged, .charged:
      let booth = try Self.booth(&arguments)
      self.init(doing: "booths/\(booth)/\(verb.rawValue)")
      words = "booth \(booth): \(verb.done)\n"
    }
  }

  /// Money moves, once under its key.
  private init(
    moving path: String, _ fields: [String: String], _ arguments: ShopArguments,
    table: (([UInt8]) throws -> String)? = nil
  ) throws(UsageError) {
    let key = arguments.options["--key"] ?? Self.drawnKey
    let body = try Self.json(fields.merging(["key": key]) { _, new in new })
    self.init(doing: path, body: body, table: table)
    self.key = key
  }

  private static func json(_ fields: [String: String]) throws(UsageError) -> String {
    guard let json = try? JSONEncoder().encode(fields) else {
      throw UsageError(message: "some of it cannot be sent as it is")
    }
    return String(decoding: json, as: UTF8.self)
  }

  private static func amount(_ text: String) throws(UsageError) -> String {
    do throws(MoneyError) {
      _ = try Money(amount: text)
    } catch { throw UsageError(message: "\(error)") }
    return text
  }

  /// Whether it is in the future the daemon knows, by the shop's clock.
  private static func day(_ text: String) throws(UsageError) -> String {
    guard let day = CalendarDay(text), day.year >= 2000 else {
      throw UsageError(message: "--date «\(text)»: expected a day from 2000 on, such as 2006-10-26")
    }
    return day.description
  }

  private static func booth(_ arguments: inout ShopArguments) throws(UsageError) -> String {
    let booth = try arguments.operand("the number of a booth")
    try check(booth, "«\(booth)»: expected the number of a booth")
    return booth
  }

  /// Of a call or a ticket, from 1.
  private static func number(
    _ arguments: inout ShopArguments, _ what: String
  ) throws(UsageError) -> Int64 {
    let text = try arguments.operand("the number of \(what)")
    guard let number = Int64(text), number > 0 else {
      throw UsageError(message: "«\(text)»: expected the number of \(what)")
    }
    return number
  }

  private init(
    reading path: String, _ query: [String] = [], table: @escaping ([UInt8]) throws -> String
  ) {
    method = "GET"
    self.path = "/api/v1/\(path)?" + (query + ["lang=en"]).joined(separator: "&")
    body = ""
    self.table = table
  }

  private init(
    doing path: String, body: String = "", table: (([UInt8]) throws -> String)? = nil
  ) {
    method = "POST"
    self.path = "/api/v1/\(path)?lang=en"
    self.body = body
    self.table = table
  }

  /// 64 bits of chance: no two runs draw the same.
  private static var drawnKey: String { String(UInt64.random(in: .min ... .max), radix: 16) }

  /// Letters, digits, `-` and `_` stand in an address as they are.
  private static func check(_ value: String, _ complaint: String) throws(UsageError) {
    let isFit = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isFit, !value.isEmpty else { throw UsageError(message: complaint) }
  }
}
