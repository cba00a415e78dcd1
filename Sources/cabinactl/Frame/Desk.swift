import Commands
import FoundationEssentials
import Notation

/// The daemon, as one verb asks it: in the words of its JSON API, and in the language of who asks.
struct Desk {
  let say: Language
  let isJSON: Bool
  private let client: ShopClient
  private let console: Console
  /// Nothing says that it is waited for.
  private let isSilent: Bool

  /// As long as the daemon may read a whole list for an answer.
  static let longSeconds = 130

  /// `isSilent`: where an answer is awaited for long as a rule, or where there is no line to say so.
  init(
    _ invocation: Invocation, _ console: Console, timeoutSeconds: Int = 15, isSilent: Bool = false
  ) {
    self.init(
      console, socketPath: invocation["--socket"], isJSON: invocation.has("--json"),
      timeoutSeconds: timeoutSeconds, isSilent: isSilent)
  }

  init(
    _ console: Console, socketPath: String? = nil, isJSON: Bool = false, timeoutSeconds: Int = 15,
    isSilent: Bool = false
  ) {
    say = console.say
    self.console = console
    self.isSilent = isSilent
    self.isJSON = isJSON
    client = ShopClient(
      socketPath: socketPath ?? console.socketPath, timeoutSeconds: timeoutSeconds)
  }

  /// What the daemon says to one question; `text`: of a good answer, for people. `folds`: its lines may
  /// be broken where a terminal is narrower.
  func read(
    _ path: String, _ query: [Parameter] = [], folds: Bool = true,
    text: ([UInt8]) throws -> String
  ) throws(CommandError) -> CommandOutcome {
    let answer = try ask("GET", path, query)
    if isJSON { return CommandOutcome(output: Self.line(answer)) }
    guard let text = try? text(answer) else { throw Self.senseless }
    return CommandOutcome(output: folds ? console.folded(text) : text)
  }

  /// Has something done. `done`: what it came to, in words for people, where `text` does not make more
  /// of the answer. `key`: of a movement of money.
  func change(
    _ path: String, _ body: JSON? = nil, method: String = "POST", key: String? = nil,
    done: String, text: (([UInt8]) throws -> String)? = nil
  ) throws(CommandError) -> CommandOutcome {
    let answer = try Interrupt.during(.atOnce) { interrupt throws(CommandError) in
      if key != nil {
        let words = Words(
          "interrumpida: no se sabe si se hizo", "interrupted: nobody knows whether it was done")
        interrupt.says("\ncabinactl: \(say(Self.unknown(words, key).words))\n")
      }
      return try ask(method, path, body: body, key: key)
    }
    var outcome = CommandOutcome(output: Self.line(answer), hasChanged: true)
    if isJSON { return outcome }
    outcome.output = console.folded(done + "\n")
    guard let text else { return outcome }
    do {
      outcome.output = console.folded(try text(answer))
    } catch {
      // What has been done must not look as though it had not.
      let doubt = say(
        "está hecho, pero la respuesta del servicio no se entiende, como de otra versión: aquí no se sabe qué "
          + "resultó",
        "it is done, but the daemon's answer makes no sense, as of one of another version: what came of it is "
          + "not known here")
      outcome.complaint = "cabinactl: \(doubt)\n"
    }
    return outcome
  }

  /// A table for a spreadsheet, of the page's own addresses, onto standard output while it comes.
  func table(_ path: String, _ query: [Parameter]) throws(CommandError) -> CommandOutcome {
    let target = "/\(path)?\(text(of: query))"
    let refused: ShopClient.Answer?
    let sign = WaitingSign(console, Self.waiting)
    defer { sign.end() }
    do {
      refused = try client.download(target) { bytes in
        // On a terminal what comes is the sign itself.
        if console.width != nil { sign.end() }
        return try LiveOutput.write(bytes)
      }
    } catch let error as CommandError {
      throw error
    } catch let error as ShopClient.Failure {
      throw CommandError(error.words)
    } catch { throw CommandError(asItIs: "\(error)") }
    guard let refused else { return CommandOutcome(output: "") }
    // A short one comes in one piece.
    guard refused.status == 200 else { throw refusal(refused, nil) }
    _ = try LiveOutput.write(refused.body)
    return CommandOutcome(output: "")
  }

  private func text(of query: [Parameter]) -> String {
    (query + [("lang", say.rawValue)])
      .map { "\($0.name)=\(PercentEncoding.text($0.value))" }.joined(separator: "&")
  }

  private static let waiting = Words("esperando al servicio", "waiting for the daemon")

  /// Of a query: a name, and what stands behind it, as it is.
  typealias Parameter = (name: String, value: String)

  /// The name of the error where nobody listens: nothing was asked.
  static let unreachable = "unreachable"

  /// The body of a good answer.
  func ask(
    _ method: String, _ path: String, _ query: [Parameter] = [], body: JSON? = nil,
    key: String? = nil
  ) throws(CommandError) -> [UInt8] {
    let target = "/api/v1/\(path)?\(text(of: query))"
    let answer: ShopClient.Answer
    do throws(ShopClient.Failure) {
      answer = try waiting { () throws(ShopClient.Failure) in
        try console.exchange(client, (method, target, body?.text ?? ""))
      }
    } catch {
      guard case .noAnswer = error else {
        var unreachable = CommandError(error.words)
        unreachable.name = Self.unreachable
        throw unreachable
      }
      throw Self.unknown(error.words, key)
    }
    if let zone = answer.timeZone { ShopClock.follow(zone) }
    guard (200..<300).contains(answer.status) else { throw refusal(answer, key) }
    return answer.body
  }

  /// To be asked before a time that somebody typed is read: it is one on the shop's clock, which any
  /// answer tells. This one is short, and for a cashier too.
  func learnClock() throws(CommandError) { _ = try ask("GET", "dialling") }

  func ask<Answer: Decodable>(
    _ method: String, _ path: String, _ query: [Parameter] = [], body: JSON? = nil,
    as type: Answer.Type
  ) throws(CommandError) -> Answer {
    let bytes = try ask(method, path, query, body: body)
    guard let answer = try? JSONDecoder().decode(type, from: Data(bytes)) else {
      throw Self.senseless
    }
    return answer
  }

  private func waiting(
    _ body: () throws(ShopClient.Failure) -> ShopClient.Answer
  ) throws(ShopClient.Failure) -> ShopClient.Answer {
    isSilent ? try body() : try console.waiting(Self.waiting, body)
  }

  private func refusal(_ answer: ShopClient.Answer, _ key: String?) -> CommandError {
    let refusal = try? JSONDecoder().decode(RefusalAnswer.self, from: Data(answer.body))
    let words =
      refusal.map { Words(Self.clause($0.message), Self.clause($0.message)) }
      ?? Words(
        "el servicio contestó \(answer.status)", "the daemon answered \(answer.status)")
    // What is no refusal of the daemon's says nothing of what was done.
    let isUnknown = refusal.map { $0.error == "no_answer" } ?? true
    var error = isUnknown ? Self.unknown(words, key) : CommandError(words)
    error.name = refusal?.error
    if isJSON { error.output = Self.line(answer.body) }
    return error
  }

  /// The daemon speaks in sentences, the command line in what follows a colon.
  private static func clause(_ sentence: String) -> String {
    var text = sentence
    if text.hasSuffix("."), !text.hasSuffix("..") { text.removeLast() }
    guard let first = text.first, first.isUppercase,
      text.dropFirst().first.map({ $0.isLowercase || $0 == " " }) ?? false
    else { return text }
    return first.lowercased() + text.dropFirst()
  }

  /// Nobody knows whether it was done.
  private static func unknown(_ words: Words, _ key: String?) -> CommandError {
    guard let key else { return CommandError(words) }
    return CommandError(
      words.spanish
        + "; pedido de nuevo con --key \(key) se hace una sola vez, haya pasado lo que haya pasado",
      words.english + "; asked for again with --key \(key) it is done once, whatever became of it")
  }

  /// Asked again it would be the same.
  static let senseless: CommandError = {
    var error = CommandError(
      "la respuesta del servicio no se entiende, como de otra versión; --json la muestra",
      "the daemon's answer makes no sense, as of one of another version; --json shows it")
    error.name = "senseless"
    return error
  }()

  private static func line(_ answer: [UInt8]) -> String {
    String(decoding: answer, as: UTF8.self) + "\n"
  }
}
