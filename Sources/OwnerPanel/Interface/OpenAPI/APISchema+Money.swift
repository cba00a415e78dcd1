/// Customers' money and payments to the provider.
extension APISchema {
  static let accountStatement = object(
    "What a booth owes and has since its last ticket, with its calls.",
    ["currency": APIComponent.currency.reference] + accountFields + [
      "due": APIComponent.amount("To be paid, in coins; below zero: to be paid back."),
      "list": list("Oldest first, at most a thousand.", of: APIComponent.call.reference),
    ])

  static let deposit = body(
    "A customer pays in advance.",
    required: ["amount": APIComponent.askedSum("Above zero, in coins that there are.")],
    optional: ["key": APIComponent.key.reference.orNull])

  static let collection = body(
    "The booth's account is closed into a ticket. Each of these may be left out.",
    optional: [
      "expected": APIComponent.askedAmount(
        "What you believe to be due, below zero: to be paid back. If it is not, nothing is done."
      ).orNull,
      "received": APIComponent.askedSum(
        "What the customer hands over, not below zero; left out: just what is due."
      ).orNull,
      "key": APIComponent.key.reference.orNull,
    ])

  static let collected = object(
    "What a collection came to.",
    [
      "result": word("done", "It is done."),
      "currency": APIComponent.currency("null: the daemon is just starting.").orNull,
      "ticket": APIComponent.ticket.reference,
      "toReview": list(
        "Flagged calls on it to review; null: they cannot be read now.",
        of: number("Of a call.", from: 1)
      ).orNull,
      "inCall": flag("The booth has a call that is not on the ticket."),
    ])

  private static let ticketFields: APIFields =
    [
      "number": number("From 1, without a gap.", from: 1, examples: 7),
      "booth": APIComponent.boothNumber.reference,
      "at": APIComponent.time.reference,
    ] + accountFields + [
      "payable": APIComponent.amount("The charges, in coins."),
      "due": APIComponent.amount("That less the credit; below zero: to be paid back."),
      "received": APIComponent.amount("What was handed over; null: just what was due.").orNull,
      "change": APIComponent.amount("What was handed back."),
    ]

  private static let closer: APIFields = [
    "by": text("Who closed it; not there in the answer to whoever does.", examples: "uid 1000")
  ]

  static let ticket = object("A ticket.", ticketFields + closer.optional)

  static let tickets = object(
    "Tickets, newest first.",
    [
      "currency": APIComponent.currency.reference,
      "next": number("Where older ones begin, for «before»; null: there are none.", from: 1).orNull,
      "tickets": list("As many as «size» says.", of: APIComponent.ticket.reference, most: 500),
    ])

  static let ticketStatement = object(
    "A ticket with its calls.",
    ["currency": APIComponent.currency.reference] + ticketFields + closer + [
      "list": list("Its calls.", of: APIComponent.call.reference)
    ])

  // MARK: Payments to the provider

  static let payments = object(
    "Payments, newest first.",
    [
      "currency": APIComponent.currency.reference,
      "next": number("Where older ones begin, for «before»; null: there are none.", from: 1).orNull,
      "payments": list("As many as «size» says.", of: APIComponent.payment.reference, most: 500),
    ])

  static let payment = object(
    "A payment to the provider.",
    [
      "number": number("From 1.", from: 1, examples: 3),
      "at": APIComponent.time("When it was written down."),
      "paidOn": APIComponent.day("When it was paid; null: nobody said.").orNull,
      "amount": APIComponent.amount("Below zero: the correction of another."),
      "reference": text("The owner's words.", examples: "transferencia 123"),
      "by": text("Who wrote it down; empty: not known.", examples: "uid 1000"),
    ])

  static let paid = object(
    "What a payment came to.",
    [
      "result": word("done", "It is done."),
      "currency": APIComponent.currency("null: the daemon is just starting.").orNull,
      "payment": APIComponent.payment("null: it is made, and cannot be read now.").orNull,
      "balance": APIComponent.amount("As it is now; null: none is kept.").orNull,
    ])

  static let newPayment = body(
    "A payment to the provider.",
    required: [
      "amount": APIComponent.askedAmount("Not zero; below zero it corrects an earlier one.")
    ],
    optional: [
      "reference": APIComponent.note("A correction needs one.").orNull,
      "date": APIComponent.day(
        "When it was paid, from 2000-01-01 to today; left out: not said."
      ).orNull,
      "key": APIComponent.key.reference.orNull,
    ])
}
