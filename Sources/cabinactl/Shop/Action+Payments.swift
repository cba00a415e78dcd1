import Commands
import Notation

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
            "en la moneda de la tienda, sin punto de miles: 50000. Bajo cero corrige un pago anterior, y "
              + "REFERENCE tiene que decir por qué",
            "in the shop's currency, no point for thousands: 50000. Below zero it corrects an earlier "
              + "payment, and a REFERENCE must say why")),
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
      examples: ["50000 \"transferencia 123\"", "-5000 \"un cero de más en 122\""])
  ) { invocation, console throws(CommandError) in
    let amount = invocation.value("AMOUNT")
    let key = invocation["--key"] ?? drawnKey()
    var body = JSONObject()
    body.add("amount", amount)
    body.add("reference", invocation["REFERENCE"] ?? "")
    if let day = invocation["--date"] { body.add("date", day) }
    body.add("key", key)
    return try Desk(invocation, console).change(
      "payments", body.json, key: key,
      done: amount.hasPrefix("-")
        ? console.say("corregido en \(amount)", "corrected by \(amount)")
        : console.say("pagado: \(amount)", "paid: \(amount)"))
  }

  static let payments = Action(
    Verb(
      "payments",
      Words(
        "los últimos pagos al proveedor, el más nuevo primero",
        "the latest payments to the provider, newest first"))
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read("payments", text: PaymentsTable(console).text)
  }
}
