import Notation
import Rating

/// Amounts, and what moves them.
extension AuditText {
  func amount(_ text: some StringProtocol) -> String? {
    // One word: a sign does not stand at a line's end without its figures.
    (try? Money(amount: String(text))).map(currency.amount)
  }

  func percent(_ text: String) -> String? {
    (try? Money(amount: text)).map { "\(TypedAmount.text($0)) %" }
  }

  func calls(_ count: some StringProtocol) -> String? {
    Int64(count).map { number in
      let words = number == 1 ? Words("llamada", "call") : Words("llamadas", "calls")
      return "\(say.count(number)) \(say(words))"
    }
  }

  func decimals(_ count: some StringProtocol) -> String? {
    switch count {
    case "0": say(Words("sin decimales", "no decimals"))
    case "1": say(Words("1 decimal", "1 decimal"))
    default: Int(count).map { "\($0) \(say(Words("decimales", "decimals")))" }
    }
  }

  /// `balance 0`, `balance 25: 25 paid on 2006-10-26 «words»`, `credit 9: 9 paid at booth 4312`.
  func moved(_ text: String, _ name: String, _ words: Words) -> String? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let sum = parts[0].hasPrefix("\(name) ") ? amount(parts[0].dropFirst(name.count + 1)) : nil
    guard sum != nil || parts[0].isEmpty else { return nil }
    let head = sum.map { "\(say(words)) \($0)" }
    guard parts.count == 2 else { return head }
    guard let paid = paid(parts[1].drop { $0 == " " }) else { return nil }
    return head.map { "\($0): \(paid)" } ?? paid
  }

  /// `25 paid on 2006-10-26 «words»`
  private func paid(_ text: Substring) -> String? {
    let own = text.firstIndex(of: "«").map { text[$0...] } ?? ""
    let parts = text.dropLast(own.count).split(separator: " ")
    guard parts.count >= 2, parts[1] == "paid", let sum = amount(parts[0]) else { return nil }
    var words = "\(say(Words("pagado", "paid"))) \(sum)"
    if parts.count == 4, parts[2] == "on", let day = CalendarDay(String(parts[3])) {
      words += " \(say(Words("el", "on"))) \(day.written)"
    } else if parts.count == 5, parts[2] == "at" {
      let booth = booth(numbered: parts[4], else: Words("la cabina", "booth"))
      words += " \(say(Words("en", "at"))) \(booth)"
    }
    return own.isEmpty ? words : "\(words) \(own)"
  }

  /// `booth 4312: 2 calls of 454, 0 in advance`; `450 payable, 500 received, 450 due`
  func ticket(_ text: String) -> String? {
    let parts = text.split { " :,".contains($0) }
    guard parts.first == "booth" else { return settled(parts) }
    guard parts.count == 9, let calls = calls(parts[2]), let charged = amount(parts[5]),
      let credit = amount(parts[6])
    else { return nil }
    let account =
      "\(booth(numbered: parts[1])): \(calls) \(say(Words("por", "of"))) \(charged)"
    return parts[6] == "0"
      ? account : "\(account), \(say(Words("pagado antes", "paid before"))) \(credit)"
  }

  /// What was due is told where it is not all that was to be paid.
  private func settled(_ parts: [Substring]) -> String? {
    var sums: [Substring: Substring] = [:]
    for place in stride(from: 0, to: parts.count - 1, by: 2) {
      sums[parts[place + 1]] = parts[place]
    }
    guard let payable = sums["payable"], let due = sums["due"], let total = amount(payable),
      parts.count == 2 * sums.count
    else { return nil }
    var words = ["\(say(Words("total", "total"))) \(total)"]
    if let received = sums["received"].flatMap(amount) {
      words.append("\(say(Words("recibido", "received"))) \(received)")
    }
    if due.hasPrefix("-"), let back = amount(due.dropFirst()) {
      words.append("\(say(Words("devuelto", "given back"))) \(back)")
    } else if due != payable, let rest = amount(due) {
      words.append("\(say(Words("faltaba", "still due"))) \(rest)")
    }
    return words.joined(separator: ", ")
  }

  /// `227`; `waived: the owner's words`, `stands`
  func review(_ text: String) -> String? {
    if let sum = amount(text) { return sum }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let verdict: Words
    switch parts[0] {
    case "waived": verdict = Words("anulada", "waived")
    case "stands": verdict = Words("se cobra", "charged")
    default: return nil
    }
    return parts.count == 2 ? "\(say(verdict)):\(parts[1])" : say(verdict)
  }
}
