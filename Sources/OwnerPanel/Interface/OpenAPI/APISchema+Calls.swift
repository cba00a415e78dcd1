import BoothControl

/// Calls, and the owner's word on them.
extension APISchema {
  static let calls = object(
    "A page of calls, newest first.",
    [
      "currency": APIComponent.currency.reference,
      "total": number("Calls on all pages.", from: 0, examples: 26),
      "totalIsLeast": flag("There may be more than «total», which were not counted."),
      "searchedTo": APIComponent.time(
        "A search by number, place or flag looks at so many calls for a page, back to this instant: "
          + "the page may be short or empty then, and «next» goes on; null: it looked at all."
      ).orNull,
      "next": text(
        "What to give as «before» for the calls that follow; null: there are none.",
        pattern: "^[0-9A-Za-z-]{1,64}$", examples: "1161980294000-17"
      ).orNull,
      "calls": list("Those of this page.", of: APIComponent.call.reference, most: 500),
    ])

  static let call = object("A call.", callFields)

  private static let callFields: APIFields = [
    "id": number("Of this call alone, for ever.", from: 1, examples: 42),
    "booth": APIComponent.boothNumber.reference,
    "at": APIComponent.time("When it was authorised."),
    "number": APIComponent.digits("The number that was called; empty: it is not known any more."),
    "destination": text("Its place.", examples: "INTERNAS 02"),
    "seconds": number("Talked; a second begun counts.", from: 0, examples: 68),
    "price": APIComponent.price(
      "For one unit; null: an emergency call, or one whose price is not known any more."
    ).orNull,
    "unit": choice("What the price is for; null as the price is.", ["second", "minute"]).orNull,
    "charge": APIComponent.amount(
      "What it came to, which nobody pays where it was waived; 0 while it is open."),
    "charged": flag(
      "Whether a customer pays for it: an emergency call and one that was waived bear no charge."),
    "open": flag("It has not ended yet."),
    "end": choice(
      "Why it ended; null: it has not, or nobody knows.", EndCause.allCases.map(\.rawValue)
    ).orNull,
    "endText": text("The same in words.", examples: "Hung up").orNull,
    "suspicions": list(
      "Why the owner should look at it.",
      of: choice("A reason.", Suspicion.allCases.map(\.rawValue))),
    "review": text("The same in words, between commas; empty: nothing is odd about it."),
    "verdict": choice(
      "The owner's review; null: none yet.", CallReview.Verdict.allCases.map(\.rawValue)
    ).orNull,
    "ticket": number("The ticket that collected it; null: none yet.", from: 1).orNull,
  ]

  static let callStatement = object(
    "A call, and all that its charge was made of.",
    ["currency": APIComponent.currency.reference] + callFields + [
      "dialled": APIComponent.digits("As it was dialled, with the carrier's code."),
      "carrier": APIComponent.digits("The carrier's code.").orNull,
      "answered": APIComponent.time("When it was answered; null: it was not.").orNull,
      "explanation": APIComponent.explanation(
        "The charge, line by line; null: not answered, open, uncharged, or without a price."
      ).orNull,
      "worthExplanation": APIComponent.explanation(
        "What an uncharged call would have been charged; null: not answered, open, charged, or "
          + "without a price."
      ).orNull,
      "cost": APIComponent.amount(
        "What the provider took of the balance; null, as the next two, for a cashier."
      ).orNull,
      "costExplanation": APIComponent.explanation(
        "The cost, line by line; null: not answered, open, or without a price."
      ).orNull,
      "markupPercent": APIComponent.percent(
        "On the provider's price, of which the charge was made; null: the price is the owner's own."
      ).orNull,
      "isIncomplete": flag("Some of what the charge was made of was not kept."),
      "note": text("The owner's words with the review; empty: none."),
      "reviewer": text("Who reviewed it; empty: nobody."),
    ])

  static let reviews = object(
    "Flagged calls that nobody has reviewed, oldest first.",
    [
      "currency": APIComponent.currency.reference,
      "calls": list("At most a hundred.", of: APIComponent.call.reference, most: 100),
    ])

  static let review = body(
    "The owner's word on a call, once and for all.",
    required: [
      "verdict": choice(
        "stands: it is charged as it was computed. waived: the customer does not pay it, and "
          + "note says why.",
        CallReview.Verdict.allCases.map(\.rawValue))
    ],
    optional: [
      "note": APIComponent.note("Why. Needed for waived.").orNull
    ])
}
