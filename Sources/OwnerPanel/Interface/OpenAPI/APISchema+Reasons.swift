import Rating

/// Why a call costs what it costs, and what one would cost.
extension APISchema {
  private static let explanationFields: APIFields = [
    "charge": APIComponent.amount("What the lines come to."),
    "billedSeconds": number("To the end of the last block that was begun.", from: 0, examples: 68),
    "prefix": APIComponent.prefix("Of the price that was applied."),
    "description": text("Of that price.", examples: "INTERNAS 02"),
    "lines": list("Their exact amounts add up.", of: APIComponent.explanationLine.reference),
  ]

  static let explanation = object("A charge, line by line.", explanationFields)

  static let explanationLine = oneOf(
    [.talkLine, .maximumChargeLine, .roundingLine, .connectionFeeLine, .graceLine], by: "kind")

  static let talkLine = line(
    "talk", "The seconds that were billed at one rate.",
    [
      "band": text(
        "The hours for which the rate holds; null: whenever no other does.",
        examples: "mon-fri 08:00-20:00"
      ).orNull,
      "step": number("Of the plan or the band, from 0.", from: 0),
      "firstSecond": number("Of the call, where this rate first held.", from: 0),
      "seconds": number("Billed at it.", from: 0),
      "blocks": number("How many increments that is.", from: 0),
      "increment": number("Seconds of one.", from: 1),
      "price": APIComponent.price.reference,
      "per": number("Seconds that the price is for.", from: 1, examples: 60),
    ])

  static let maximumChargeLine = line(
    "maximumCharge", "What the call would have cost above its maximum, taken off.",
    ["maximum": APIComponent.amount.reference])

  static let roundingLine = line(
    "rounding", "To what the currency has.",
    [
      "mode": APIComponent.roundingMode.reference,
      "decimals": number("Of the currency.", from: 0, to: 6),
    ])

  static let connectionFeeLine = line(
    "connectionFee", "For being connected.",
    [
      "band": text("The hours in which the call was answered; null: no such hours have a fee.")
        .orNull
    ])

  static let graceLine = line(
    "grace", "So short a call is free.", ["seconds": number("Up to how long.", from: 0)])

  private static func line(
    _ kind: String, _ description: String, _ fields: APIFields
  ) -> APISchema {
    object(
      description,
      ["kind": word(kind, "What the line is.")] + fields + [
        "amount": APIComponent.amount("To the nearest millionth, to read; may be below zero."),
        "exact": text(
          "The same as a fraction, to add up.", pattern: "^-?[0-9]+(/[0-9]+)?$",
          examples: "680/3"),
        "words": text(
          "What it is for, in the language that was asked in.",
          examples: "68 s at $ 200,00 per min"),
        "sum": text("The amount for people; ≈: rounded.", examples: "≈ $ 226,67"),
      ])
  }

  // MARK: Quotes

  static let quote = oneOf([.chargeQuote, .limitQuote])

  static let chargeQuote = object(
    "What a call of so many seconds would cost.", explanationFields + quoteFields)

  static let limitQuote = object(
    "How long a sum lasts.",
    [
      "maximumSeconds": text(
        "Whole seconds, or «unlimited».", pattern: "^([0-9]+|unlimited)$", examples: "49")
    ] + quoteFields)

  private static let quoteFields: APIFields = [
    "dialling": choice(
      "What the number plan makes of the number.",
      ["number", "emergency", "blocked", "notANumber"]),
    "rated": text("What a price was looked up for, without the carrier's code."),
    "blockedBy": APIComponent.digits(
      "What forbids the number: what it begins with, empty where all is; null: nothing."
    ).orNull,
    "markupPercent": APIComponent.percent(
      "On the provider's price; null: the price is the owner's own."
    ).orNull,
  ]
}
