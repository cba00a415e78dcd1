import BoothControl
import Notation
import Rating

/// What is typed into «¿Cuánto cuesta llamar a…?»: `?number=1006&minutes=3&seconds=20` or
/// `&amount=500`, and `&day=2006-10-27&time=16:18`.
struct QuotePageRequest: Hashable, Sendable {
  var number = ""
  var minutes = ""
  var seconds = ""
  var amount = ""
  var day = ""
  var time = ""
  /// By the names of the fields.
  var faults: [String: Words] = [:]

  init(_ parameters: Parameters) {
    func text(_ name: String) -> String { String((parameters[name] ?? "").trimmingBlanks()) }
    // As people write a number.
    number = text("number").filter { !" -()./".contains($0) }
    minutes = text("minutes")
    seconds = text("seconds")
    amount = text("amount")
    day = text("day")
    time = text("time")
  }

  /// Nothing was asked yet.
  var isEmpty: Bool { number.isEmpty }

  static let longestNumber = 64

  /// What is asked; nil: something is wrong, and `faults` says what.
  mutating func question(_ currency: AmountFormat) -> QuoteQuestion? {
    if number.utf8.count > Self.longestNumber {
      faults["number"] = Words(
        "Hasta \(Self.longestNumber) cifras.", "At most \(Self.longestNumber) digits.")
      return nil
    }
    guard number.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
      faults["number"] = Words(
        "Un número se escribe con cifras, como se marca: 0051 1 234 5678.",
        "A number is written in digits, as it is dialled: 0051 1 234 5678.")
      return nil
    }
    guard amount.isEmpty else {
      guard minutes.isEmpty, seconds.isEmpty else {
        faults["amount"] = Words(
          "Un tiempo o un monto, no los dos.", "A time or an amount, not both.")
        return nil
      }
      guard let money = TypedAmount.read(amount, decimals: 6, symbol: currency.symbol),
        money >= .zero
      else {
        faults["amount"] = Words(
          "Un monto, con coma para los decimales: 500 o 0,5.",
          "An amount, with a comma before decimals: 500 or 0,5.")
        return nil
      }
      return .longestTalk(money)
    }
    let talked = (count(minutes, "minutes") ?? 0) * 60 + (count(seconds, "seconds") ?? 0)
    guard faults.isEmpty else { return nil }
    return .charge(.seconds(minutes.isEmpty && seconds.isEmpty ? 60 : talked))
  }

  /// When the call is answered; nil: now, or something is wrong.
  mutating func answered(in context: PageContext) -> WallTime? {
    guard !day.isEmpty || !time.isEmpty else { return nil }
    var date = context.today
    if !day.isEmpty {
      guard let read = CalendarDay(day) else {
        faults["day"] = Words("Un día: 2006-10-27.", "A day: 2006-10-27.")
        return nil
      }
      date = read
    }
    let start = context.startOfDay(date)
    guard !time.isEmpty else { return start }
    guard let seconds = ClockTime.read(time), seconds < 86_400 else {
      faults["time"] = Words("Una hora de 00:00 a 23:59.", "A time from 00:00 to 23:59.")
      return nil
    }
    let wanted = WallTime(milliseconds: start.milliseconds + seconds * 1000)
    // On a day on which the clocks change it may be an hour off.
    let shown = context.localTime(wanted)
    var off = Int64(shown.hour * 3600 + shown.minute * 60 + shown.second) - seconds
    // Across midnight it is a little, too.
    if off < -43_200 { off += 86_400 } else if off > 43_200 { off -= 86_400 }
    guard off != 0, abs(off) <= 7200 else { return wanted }
    return WallTime(milliseconds: wanted.milliseconds - off * 1000)
  }

  /// Minutes or seconds of a call: up to a day.
  private mutating func count(_ text: String, _ name: String) -> Int64? {
    guard !text.isEmpty else { return nil }
    if text.utf8.count <= 5, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
      let number = Int64(text), number <= (name == "minutes" ? 1440 : 86_400)
    {
      return number
    }
    faults[name] = Words("Un número entero, hasta un día.", "A whole number, up to a day.")
    return nil
  }

  /// Path and query of this question, ending in `?` or `&`.
  var address: String {
    let fields = [
      ("number", number), ("minutes", minutes), ("seconds", seconds), ("amount", amount),
      ("day", day), ("time", time),
    ]
    return "/quote?"
      + fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(PercentEncoding.text($0.1))&" }.joined()
  }
}
