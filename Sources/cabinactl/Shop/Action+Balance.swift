import Commands
import FoundationEssentials
import Notation

/// The centre's money at its provider.
extension Action {
  static let balance = Action(
    Verb(
      "balance",
      Words(
        "el saldo, lo reservado, bajo cuánto avisa, y lo que movió un mes",
        "the balance, what is reserved of it, below what it warns, and what moved it in a month"),
      options: [
        Option(
          "--month", "MONTH",
          .checked(expected: Words("un mes, como 2006-10", "a month, such as 2006-10")) { text in
            text.wholeMatch(of: #/\d{4}-\d{2}/#) != nil
          },
          Words("de qué mes los movimientos (este)", "of which month the movements are (this one)"))
      ], examples: ["", "--month 2006-10"])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
    let shop = try desk.ask("GET", "shop", as: BalanceAnswer.self)
    let bytes = try desk.ask("GET", "statement", invocation.parameters("month"))
    if desk.isJSON {
      let statement = JSON.written(String(decoding: bytes, as: UTF8.self))
      return CommandOutcome(output: shop.json(with: statement).text + "\n")
    }
    guard let month = try? JSONDecoder().decode(MonthAnswer.self, from: Data(bytes)) else {
      throw Desk.senseless
    }
    return CommandOutcome(output: BalanceTable(console).text(shop, month))
  }
}

/// Of `/shop`.
struct BalanceAnswer: Decodable {
  /// nil: none is kept.
  let balance: String?
  let balanceReserved: String?
  /// nil: the owner wants no warning.
  let balanceWarning: String?
  let balanceLow: Bool

  func json(with statement: JSON) -> JSON {
    [
      "balance": .text(balance), "balanceReserved": .text(balanceReserved),
      "balanceWarning": .text(balanceWarning), "balanceLow": .bool(balanceLow),
      "statement": statement,
    ]
  }
}

struct MonthAnswer: Decodable {
  struct Day: Decodable {
    let day: String
    let cost: String
  }

  let currency: CurrencyAnswer
  let month: String
  let opening: String
  let closing: String
  let paid: String
  let cost: String
  let days: [Day]
  let payments: [PaymentsAnswer.Payment]
}

struct BalanceTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ shop: BalanceAnswer, _ month: MonthAnswer) -> String {
    now(shop, month.currency) + "\n" + say("mes", "month") + " \(month.month)\n" + sums(of: month)
      + "\n" + movements(of: month)
  }

  private func now(_ shop: BalanceAnswer, _ currency: CurrencyAnswer) -> String {
    guard let balance = shop.balance else {
      return say(
        "no se lleva saldo: la configuración dice que se paga después\n",
        "no balance is kept: the configuration says that the centre pays afterwards\n")
    }
    var rows = [[say("saldo", "balance"), currency.written(balance), ""]]
    rows.append([
      say("reservado", "reserved"), currency.written(shop.balanceReserved ?? "0"),
      say(
        "de él, lo que las llamadas en curso pueden gastar todavía",
        "of it, what calls in progress may still spend"),
    ])
    rows.append([
      say("aviso", "warning"),
      shop.balanceWarning.map { currency.written($0) } ?? say("ninguno", "none"),
      shop.balanceLow ? say("EL SALDO ESTÁ POR DEBAJO", "THE BALANCE IS BELOW IT") : "",
    ])
    return TextTable(
      rows: rows, right: [1], flexible: [2], folding: [2], width: console.width
    ).text
  }

  private func sums(of month: MonthAnswer) -> String {
    let written = month.currency.written
    return TextTable(
      rows: [
        [say("al comenzar", "at its beginning"), written(month.opening)],
        [say("pagado", "paid"), written(month.paid)],
        [say("costo de las llamadas", "cost of calls"), written(month.cost)],
        [say("al terminar, o ahora", "at its end, or now"), written(month.closing)],
      ], right: [1], flexible: [0], folding: [0], width: console.width
    ).text
  }

  /// Newest first; of a day the payments before the calls.
  private func movements(of month: MonthAnswer) -> String {
    let written = month.currency.written
    let payments = month.payments.map { payment in
      (
        at: localTime(payment.at),
        cells: [say("pago", "payment"), written(payment.amount), payment.reference, payment.by]
      )
    }
    let costs = month.days.map { day in
      (at: day.day, cells: [say("llamadas", "calls"), written("-" + day.cost), "", ""])
    }
    let rows = (payments + costs).sorted { $0.at > $1.at }.map { [$0.at] + $0.cells }
    guard !rows.isEmpty else { return say("sin movimientos\n", "no movements\n") }
    let head = [
      say("FECHA", "AT"), say("QUÉ", "WHAT"), say("MONTO", "AMOUNT"),
      say("REFERENCIA", "REFERENCE"), say("POR", "BY"),
    ]
    return TextTable(
      rows: [head] + rows, right: [2], brief: [(0, { briefTime($0, say) })], flexible: [3, 4],
      folding: [3], least: [3: 12], expendable: [4], width: console.width, say: console.say
    ).text
  }
}
