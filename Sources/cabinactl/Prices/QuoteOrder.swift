import Commands
import Ledger
import Notation
import Rating

/// What `cabinactl quote` is asked.
struct QuoteOrder {
  let number: String
  /// nil: now.
  let answered: LocalTime?
  let question: QuoteQuestion
  /// `--amount` as it was typed, if its point may stand between thousands.
  let doubtfulAmount: String?

  init(_ invocation: Invocation) throws(CommandError) {
    guard let number = invocation["--number"] else {
      throw .usage(
        "falta --number: el número al que se llama",
        "--number is missing: the number that is called")
    }
    self.number = number
    answered = try Self.time(invocation["--at"])
    let amount = invocation["--amount"]
    doubtfulAmount = amount.flatMap { DoubtfulAmount.isLikeThousands($0) ? $0 : nil }
    switch (invocation["--seconds"], amount) {
    case (let seconds?, nil): question = .charge(try Self.read("--seconds", seconds, TalkTime.init))
    case (nil, let amount?):
      question = .longestTalk(try Self.read("--amount", amount, Money.init(amount:)))
    case (nil, nil): throw .usage("falta --seconds o --amount", "--seconds or --amount is missing")
    case (_?, _?):
      throw .usage(
        "--seconds y --amount se excluyen", "--seconds and --amount exclude each other")
    }
  }

  private static func time(_ text: String?) throws(CommandError) -> LocalTime? {
    guard let text else { return nil }
    return try LocalTime(argument: text, of: "--at")
  }

  private static func read<Value>(
    _ option: String, _ text: String, _ make: (String) throws(MoneyError) -> Value
  ) throws(CommandError) -> Value {
    do throws(MoneyError) {
      return try make(text)
    } catch {
      throw .usage(
        "\(option) «\(text)»: se espera un número decimal como 68 o 0.35, dentro de lo posible",
        "\(option) \(error)")
    }
  }

  /// What a number without a price is answered.
  static func unpriced(_ words: Words) -> CommandError {
    var error = CommandError(words, status: .unpriced)
    error.name = "no_rate"
    return error
  }
}
