import Ledger
import Notation
import Rating

/// What is wrong with a command line.
package struct UsageError: Error, Hashable {
  var message: String
}

/// The options of `cabinactl quote`.
struct QuoteArguments: Hashable {
  enum Prices: Hashable {
    /// Path of a tariff file.
    case file(String)
    /// Those that are in force; nil: the daemon's usual socket.
    case daemon(socket: String?)
  }

  var prices: Prices
  var number: String
  /// nil: now.
  var answered: LocalTime?
  var question: QuoteQuestion
  var isJSON: Bool
  /// `--amount` as it was typed, if its point may stand between thousands.
  var doubtfulAmount: String?

  init(_ arguments: [String]) throws(UsageError) {
    var options = try OptionValues(
      arguments, taking: ["--tariffs", "--socket", "--number", "--at", "--seconds", "--amount"],
      flags: ["--json"])
    switch (options.take("--tariffs"), options.take("--socket")) {
    case (let file?, nil): prices = .file(file)
    case (nil, let socket): prices = .daemon(socket: socket)
    case (_?, _?): throw UsageError(message: "--tariffs and --socket exclude each other")
    }
    number = try options.require("--number", "the number that is called")
    // Any other number would have no price, as if nobody had set one.
    guard number.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || $0 == 0x2A || $0 == 0x23 })
    else {
      throw UsageError(message: "--number «\(number)»: expected digits, * and # only")
    }
    answered = try options.take("--at").map(LocalTime.init(argument:))
    isJSON = options.has("--json")

    let seconds = options.take("--seconds")
    let amount = options.take("--amount")
    doubtfulAmount = amount.flatMap { DoubtfulAmount.isLikeThousands($0) ? $0 : nil }
    switch (seconds, amount) {
    case (let seconds?, nil):
      do throws(MoneyError) {
        question = .charge(try TalkTime(decimalSeconds: seconds))
      } catch { throw UsageError(message: "--seconds \(error)") }
    case (nil, let amount?):
      do throws(MoneyError) {
        question = .longestTalk(try Money(amount: amount))
      } catch { throw UsageError(message: "--amount \(error)") }
    case (nil, nil): throw UsageError(message: "--seconds or --amount is missing")
    case (_?, _?): throw UsageError(message: "--seconds and --amount exclude each other")
    }
  }
}

/// Options and their values as they stand on a command line: `--name value` or `--name=value`.
struct OptionValues {
  private var values: [String: String] = [:]

  init(
    _ arguments: [String], taking names: [String], flags: [String]
  ) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts.first ?? "")
      let value: String
      if flags.contains(argument) {
        value = ""
      } else if names.contains(name) {
        guard let given = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
          throw UsageError(message: "\(name) has no value")
        }
        value = given
      } else {
        throw UsageError(message: "no option «\(argument)»")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw UsageError(message: "\(name) is given twice")
      }
    }
  }

  func has(_ flag: String) -> Bool { values[flag] != nil }

  mutating func take(_ name: String) -> String? { values.removeValue(forKey: name) }

  mutating func require(_ name: String, _ what: String) throws(UsageError) -> String {
    guard let value = take(name), !value.isEmpty else {
      throw UsageError(message: "\(name) is missing: \(what)")
    }
    return value
  }
}
