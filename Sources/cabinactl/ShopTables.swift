import FoundationEssentials
import Rating

/// Booths as a table.
enum StatusTable {
  static func text(_ body: [UInt8]) throws -> String {
    let shop = try JSONDecoder().decode(ShopAnswer.self, from: Data(body))
    let format = AmountFormat(
      code: shop.currency.code, symbol: shop.currency.symbol, decimals: shop.currency.decimals)
    var text = shop.name
    if let balance = shop.balance { text += "   balance \(format.written(balance))" }
    if shop.stale { text += "   (the core is silent: this may be old)" }
    text += "\n"
    for board in shop.boards {
      text +=
        "board \(board.uid) \(board.connected ? "connected" : "gone"), firmware \(board.firmware)\n"
    }
    let rows = shop.booths.map { booth in
      var state = booth.state
      if let refusal = booth.refusal { state += ": \(refusal)" }
      if booth.disabled { state += ", disabled" }
      if booth.nextCallUncharged { state += ", next call uncharged" }
      guard let call = booth.call else { return [booth.number, booth.name, state, "", "", "", ""] }
      return [
        booth.number, booth.name, state, call.number, call.destination, "\(call.seconds) s",
        call.charged ? format.written(call.total) : "uncharged",
      ]
    }
    let head = ["BOOTH", "NAME", "STATE", "NUMBER", "DESTINATION", "TIME", "TOTAL"]
    return text + TextTable(rows: [head] + rows, right: [5, 6]).text
  }
}

/// Calls as a table.
enum CallsTable {
  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(CallsAnswer.self, from: Data(body))
    let rows = list.calls.map { call in
      [
        String(call.id), call.at, call.booth, call.number, call.destination, "\(call.seconds) s",
        call.open ? "open" : call.charged ? call.charge : "uncharged",
        call.suspicions.joined(separator: " "),
      ]
    }
    let head = ["CALL", "AT", "BOOTH", "NUMBER", "DESTINATION", "TIME", "CHARGE", "REVIEW"]
    var text = TextTable(rows: [head] + rows, right: [0, 5, 6]).text + "\(list.total) calls"
    if let next = list.next { text += "; older ones: --before \(next)" }
    return text + "\n"
  }
}

extension AmountFormat {
  /// An amount as the daemon gives it, a decimal text, the way people read it.
  func written(_ text: String) -> String {
    (try? Money(amount: text)).map { amount($0) } ?? text
  }
}
