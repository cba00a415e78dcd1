import Commands
import Notation
import Rating

/// What `cabinactl quote` is asked.
struct QuoteOrder {
  let number: String
  /// nil: now.
  let answered: LocalTime?
  private let asked: Asked

  private enum Asked {
    case charge(TalkTime)
    case amount(String)
  }

  /// `learnClock`: done before a time that was typed is read, and after all else is well.
  init(
    _ invocation: Invocation, learnClock: () throws(CommandError) -> Void
  ) throws(CommandError) {
    guard let number = invocation["--number"] else {
      throw .usage(
        "falta --number: el número al que se llama",
        "--number is missing: the number that is called")
    }
    self.number = number.withoutPunctuation
    switch (invocation["--seconds"], invocation["--amount"]) {
    case (let seconds?, nil): asked = .charge(try Self.seconds(seconds))
    case (nil, let amount?): asked = .amount(amount)
    case (nil, nil): throw .usage("falta --seconds o --amount", "--seconds or --amount is missing")
    case (_?, _?):
      throw .usage(
        "--seconds y --amount se excluyen", "--seconds and --amount exclude each other")
    }
    if let text = invocation["--at"] {
      try learnClock()
      answered = try LocalTime(argument: text, of: "--at")
    } else {
      answered = nil
    }
  }

  /// `currency`: of the tariff file, or the shop's.
  func question(in currency: AmountFormat) throws(CommandError) -> QuoteQuestion {
    switch asked {
    case .charge(let talked): .charge(talked)
    case .amount(let text):
      .longestTalk(try Desk.amount(text, of: Words("--amount", "--amount"), in: currency))
    }
  }

  private static func seconds(_ text: String) throws(CommandError) -> TalkTime {
    do throws(MoneyError) {
      return try TalkTime(decimalSeconds: text.replacing(",", with: "."))
    } catch {
      throw .usage(
        "--seconds «\(text)»: se esperan segundos de 0 a 4294967,295, como 68 o 150,05",
        "--seconds \(error)")
    }
  }

  /// What a number without a price is answered.
  static func unpriced(_ words: Words) -> CommandError {
    var error = CommandError(words, status: .unpriced)
    error.name = "no_rate"
    return error
  }
}
