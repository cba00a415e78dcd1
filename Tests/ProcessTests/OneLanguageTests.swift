import Foundation
import Testing

/// What the owner's verbs print of a shop with something in it, in either language.
@Suite(.waiting) struct `One language at a time` {
  private let shop: RunningShop

  init() throws { shop = try RunningShop(balancePesos: 50_000) }

  private func said(_ words: [String], _ locale: String) throws -> String {
    let program = try Program(
      "cabinactl", ["--socket", shop.folder.path + "/cabina.sock"] + words,
      environment: ["LC_ALL": locale])
    _ = try program.status()
    return (program.restOfOutput() + program.restOfErrors()).joined(separator: "\n")
  }

  private static let english: Set<Substring> = [
    "the", "of", "and", "is", "was", "are", "with", "from", "by", "not", "this", "its", "it",
    "for", "to", "in", "or", "paid", "nothing", "expected", "booth", "calls", "call", "rows",
    "balance", "owner", "charged", "payable", "per",
  ]
  private static let spanish: Set<Substring> = [
    "de", "la", "el", "los", "las", "una", "por", "del", "que", "con", "está", "su", "al", "y",
    "sin", "para", "hay", "nada", "pagado", "llamada", "cabina", "saldo", "se", "espera",
  ]

  private func strays(in text: String, of others: Set<Substring>) -> [Substring] {
    // What stands in quotes, and `[--option VALUE]`, is typed.
    let typed = text.replacing(#/«[^»]*»|cabinactl [a-z ]+--help/#, with: "")
    // So are the keys of the configuration.
    let plain = typed.replacing(#/\[[^\]\n]*\] \S+/#, with: "")
    return plain.split { !$0.isLetter && !$0.isNumber && !"-_/.=".contains($0) }
      .filter { others.contains($0) }
  }

  @Test func `what verbs print is all of one language`() throws {
    try shop.talk(1, to: "1006")
    usleep(1_200_000)
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    let lines: [[String]] = [
      ["status"], ["booths"], ["account", "4312"], ["credit", "4312", "1.000"],
      ["collect", "4312", "--received", "1"], ["collect", "4312"], ["credit", "4313", "1.000"],
      ["credit", "4313", "1,5"], ["collect", "4313"], ["cut", "4312"], ["tickets"],
      ["tickets", "--booth", "9999"], ["ticket", "1"], ["ticket", "999"], ["calls"],
      ["calls", "--before", "99999"], ["explain", "1"], ["suspects"], ["review", "1", "stands"],
      ["quote", "--number", "1006", "--seconds", "68"],
      ["quote", "--number", "1006", "--amount", "1.000"], ["prefixes"], ["deck"],
      ["prefixes", "set", "1006", "--price", "210,5"], ["markup", "12,5"], ["markup"],
      ["rounding", "up"], ["rounding"], ["balance"], ["payment", "50.000", "x"],
      ["payment", "-1.000"], ["payment", "0"], ["payment", "50.00"],
      ["payment", "5", "--date", "2999-01-01"], ["payments"], ["report"],
      ["report", "--by", "booth"], ["report", "--by", "destination"], ["settings"],
      ["settings", "name", String(repeating: "x", count: 60)], ["settings", "booth", "4313", "M"],
      ["audit"], ["audit", "show", "1"], ["audit", "verify"], ["links"], ["user"],
      ["disable", "4312"], ["enable", "4312"], ["uncharged", "4312"], ["charged", "4312"],
    ]
    for words in lines {
      let spanish = try said(words, "es_CL.UTF-8")
      #expect(strays(in: spanish, of: Self.english).isEmpty, "\(words): \(spanish)")
      let english = try said(words, "en_US.UTF-8")
      #expect(strays(in: english, of: Self.spanish).isEmpty, "\(words): \(english)")
      #expect(!spanish.isEmpty && !english.isEmpty, "\(words)")
    }
  }

  @Test func `why a port is not open is told in the language of who asks`() throws {
    shop.board.signal(SIGTERM)
    let nowhere = TemporaryFolder()
    func doctor(_ locale: String) throws -> String {
      // Its lines are wrapped.
      try said(["doctor", "--root", nowhere.path], locale).split { $0.isWhitespace }
        .joined(separator: " ")
    }
    let spanish = "\(shop.link): no hay ningún dispositivo; ¿está enchufada la placa?"
    #expect(
      try shop.wait {
        try doctor("es_CL.UTF-8").contains("el servicio no puede abrir este puerto: \(spanish)")
      })
    let english = "\(shop.link): no device there; is the board plugged in?"
    #expect(
      try doctor("en_US.UTF-8").contains("the daemon cannot open this port: \(english)"))
  }

  @Test func `an amount is taken as it is typed in Chile, and told with what came of it`() throws {
    #expect(
      try said(["payment", "50.000", "x"], "es_CL.UTF-8")
        == "pago 2: $ 50.000; el saldo es ahora $ 100.000")
    #expect(
      try said(["credit", "4312", "$1.000"], "es_CL.UTF-8")
        == "cabina 4312: $ 1.000 pagados antes; en total son $ 1.000")
    #expect(
      try said(["credit", "4312", "500"], "es_CL.UTF-8")
        == "cabina 4312: $ 500 pagados antes; en total son $ 1.500")
    #expect(
      try said(["payment", "50.00"], "es_CL.UTF-8").contains(
        "MONTO «50.00»: se espera un monto sin decimales, como 50.000 o 50000"))
    let refused = try said(["payment", "5", "--date", "2999-01-01"], "es_CL.UTF-8")
    #expect(refused.contains("fecha «2999-01-01»: se espera un día del 2000-01-01 al"))
    #expect(
      try said(["cut", "4312"], "es_CL.UTF-8")
        == "cabinactl: cabina 4312: la cabina no tiene una llamada")
    #expect(
      try said(["tickets", "--booth", "9999"], "es_CL.UTF-8").contains("no hay una cabina «9999»"))
  }
}
