import Commands
import FoundationEssentials
import Notation
import Rating

/// What the provider was paid.
extension Action {
  static let payment = Action(
    Verb(
      "payment",
      Words(
        "un pago al proveedor, al saldo; o la corrección de uno",
        "a payment to the provider, onto the balance; or the correction of one"),
      operands: [
        Operand(
          "AMOUNT", .amount,
          Words(
            "en la moneda de la tienda: 50.000 o 50000. Bajo cero corrige un pago anterior, y REFERENCIA tiene que "
              + "decir por qué",
            "in the shop's currency: 50.000 or 50000. Below zero it corrects an earlier payment, and a REFERENCE "
              + "must say why")),
        Operand(
          "REFERENCE", .text,
          Words("en sus palabras, hasta 120 caracteres", "your own words, at most 120 characters"),
          isOptional: true),
      ],
      options: [
        Option(
          "--date", "DAY", .day,
          Words(
            "el día en que se pagó: 2006-10-26; no en el futuro. Sin ella: hoy, en el reloj de la tienda",
            "on which it was paid: 2006-10-26; not in the future. Without it: today, on the shop's clock"
          )),
        .key,
      ],
      examples: ["50.000 \"transferencia 123\"", "-5.000 \"un cero de más en 122\""])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console)
    let amount = try desk.amount(invocation.value("AMOUNT"), of: invocation.name("AMOUNT"))
    let reference = invocation["REFERENCE"] ?? ""
    try expectNoPart(of: invocation.value("AMOUNT"), in: reference)
    let key = invocation["--key"] ?? drawnKey()
    var body = JSONObject()
    body.add("amount", amount)
    body.add("reference", reference)
    if let day = invocation["--date"] { body.add("date", day) }
    body.add("key", key)
    let done =
      amount.hasPrefix("-")
      ? console.say("corregido en \(amount)", "corrected by \(amount)")
      : console.say("pagado: \(amount)", "paid: \(amount)")
    return try desk.change("payments", body.json, key: key, done: done) { body in
      try JSONDecoder().decode(PaidAnswer.self, from: Data(body)).text(console.say, done: done)
    }
  }

  /// `payment 50 mil` is not 50 for «mil».
  private static func expectNoPart(
    of amount: String, in reference: String
  ) throws(CommandError) {
    guard
      reference.wholeMatch(of: #/(?i)(mil|millón|millon|millones|lucas?|palos?|\d{3}( \d{3})*)/#)
        != nil
    else { return }
    throw .usage(
      "¿es «\(amount) \(reference)» el monto? escríbalo con todas sus cifras, como 50.000; una REFERENCIA así "
        + "lleva otra palabra, como «transferencia \(reference)»",
      "is «\(amount) \(reference)» the amount? write all of its figures, such as 50.000; such a REFERENCE "
        + "takes another word, as «transfer \(reference)»")
  }

  static let payments = Action(
    Verb(
      "payments",
      Words(
        "los últimos pagos al proveedor, el más nuevo primero",
        "the latest payments to the provider, newest first"),
      options: [
        .size(usual: 26),
        Option(
          "--before", "NUMBER", .record,
          Words(
            "los anteriores a este: un número de la columna PAGO",
            "those older than this one: a number of the column PAYMENT")),
      ], examples: ["", "--size 10 --before 40"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "payments", invocation.parameters("before") + invocation.size(usual: 26)
    ) {
      try PaymentsTable(console).text($0, isFirstPage: !invocation.has("--before"))
    }
  }
}

/// What a payment that was just made is called, and what came of it.
private struct PaidAnswer: Decodable {
  let result: String
  let currency: CurrencyAnswer?
  /// nil: it is made, and cannot be read now.
  let payment: PaymentsAnswer.Payment?
  /// nil: none is kept.
  let balance: String?

  /// `done`: for what nothing is said of.
  func text(_ say: Language, done: String) -> String {
    guard let currency, let payment else { return done + "\n" }
    let start = say("pago", "payment") + " \(payment.number): \(currency.written(payment.amount))"
    guard let balance else { return start + "\n" }
    let now = currency.written(balance)
    let text = start + say("; el saldo es ahora \(now)\n", "; the balance is now \(now)\n")
    guard let left = try? Money(amount: balance), left <= .zero else { return text }
    return text
      + say(
        "NO QUEDA SALDO: desde ahora solo salen llamadas de emergencia\n",
        "NO BALANCE IS LEFT: from now on only emergency calls go out\n")
  }
}
