import Rating

/// Prices: the owner's and the provider's, as the tariff file writes them.
extension APISchema {
  static let prices = object(
    "A page of a price list, by prefix. Pages of one version belong together.",
    [
      "currency": APIComponent.currency("null: the daemon is just starting.").orNull,
      "list": priceList,
      "version": text("Another one for each change.", pattern: "^[0-9]+$", examples: "12"),
      "total": number("Prices on all pages.", from: 0, examples: 6),
      "next": APIComponent.prefix(
        "What to give as «after» for those that follow; null: there are none."
      ).orNull,
      "previous": APIComponent.prefix(
        "What to give as «before» for those that come before; null: there are none."
      ).orNull,
      "rows": list("Those of this page.", of: APIComponent.tariff.reference, most: 500),
    ])

  static let priceList = choice(
    "prefixes: the owner's own prices. deck: the provider's price list.",
    PriceRowsQuery.List.allCases.map(\.rawValue))

  private var asPlan: APISchema {
    without([["price", "steps"], ["unit", "per"]])
      .needing("price", for: ["per", "firstBlock", "increment"])
  }

  /// Either a price with its blocks or steps.
  private static let planFields: APIFields = [
    "unit": choice(
      "What the price is for, billed by the second. With «steps»: how it is shown.",
      ["minute", "second"]),
    "price": APIComponent.askedPrice.reference,
    "per": number(
      "In place of «unit»: seconds that the price is for.", from: 1, to: 86_400, examples: 60),
    "firstBlock": number(
      "Seconds that are billed at least; left out: as «increment».", from: 1, to: 86_400),
    "increment": number("Seconds of a block; left out: 1.", from: 1, to: 86_400),
    "connectionFee": APIComponent.askedPrice("For being connected; left out: none."),
    "steps": list(
      "In place of a price: rates that follow one another.",
      of: APIComponent.rateStep.reference, least: 1, most: 32),
  ]

  static let tariff = body(
    "A price, as the tariff file has it. It has «price», «steps», or «bands» for the whole week.",
    required: ["prefix": APIComponent.prefix.reference],
    optional: [
      "description": text("The place, at most 200 bytes.", length: 0...200, examples: "MEXICO")
    ] + planFields + [
      "maximumCharge": APIComponent.askedSum("No call costs more, without its fee."),
      "graceSeconds": number("So short a call is free.", from: 0, to: 86_400),
      "shown": APIComponent.shownPrice(
        "What the list shows, where that does not follow from the first step."),
      "bands": list(
        "Hours with a price of their own.", of: APIComponent.band.reference, most: 64),
    ]
  ).withOne(of: ["price", "steps", "bands"]).asPlan

  static let rateStep = body(
    "A rate that holds from some second of a call on.",
    required: [
      "price": APIComponent.askedPrice.reference,
      "per": number("Seconds that the price is for.", from: 1, to: 86_400, examples: 60),
    ],
    optional: [
      "after": number(
        "The second of the call at which it begins; only the first may leave it out, which is 0.",
        from: 0, to: 4_294_967),
      "increment": number("Seconds of a block; left out: 1.", from: 1, to: 86_400),
    ])

  static let band = body(
    "Hours of the week, on the shop's clock, with a price of their own.",
    optional: [
      "days": text("Left out: all.", examples: "mon-fri", "sat,sun"),
      "from": hour("From when on; left out: 00:00.", example: "08:00"),
      "to": hour(
        "Until when; left out: 24:00. An earlier hour than «from» is on the next day.",
        example: "20:00"),
    ] + planFields
  ).withOne(of: ["price", "steps"]).asPlan

  private static func hour(_ description: String, example: String) -> APISchema {
    text(description, pattern: "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", examples: example)
  }

  static let shownPrice = body(
    "A price as a list shows it.",
    required: [
      "price": APIComponent.askedPrice.reference,
      "unit": choice("What it is for.", ["minute", "second"]),
    ])

  static let prefixes = body(
    "Prefixes to be removed: all of them, or none if one is not there.",
    required: [
      "prefixes": list(
        "Each once.", of: APIComponent.prefix.reference, least: 1, isEachOnce: true)
    ])

  static let markup = body(
    "What is added to the provider's prices.",
    required: ["percent": APIComponent.percent.reference])

  static let roundingMode = choice(
    "How what a call costs is rounded, once, at the end.",
    Rounding.Mode.allCases.map(\.rawValue))

  static let rounding = object(
    "How what a call costs is rounded.",
    [
      "mode": APIComponent.roundingMode.reference,
      "decimals": number("Of the currency, to which it is.", from: 0, to: 6, examples: 0),
    ])

  static let newRounding = body(
    "How what a call costs is to be rounded.",
    required: ["mode": APIComponent.roundingMode.reference])

  // MARK: Imports

  static let newImport = body(
    "A whole list is to be replaced.", required: ["list": priceList])

  static let importBegun = object(
    "The import is under way.",
    ["id": text("Under which rows are sent; drawn by chance.", examples: "5f2c9a01")])

  static let importRows = list(
    "Part of the list.", of: APIComponent.tariff.reference, most: 500)

  static let importCount = object(
    "How far the import is.", ["rows": number("That have come so far.", from: 0, examples: 340)])

  static let importEnd = body(
    "The list is whole.",
    required: ["rows": number("That were sent; if others came, nothing is changed.", from: 1)],
    optional: [
      "markupPercent": APIComponent.percent(
        "The markup from now on, with the deck only; left out: it stays."
      ).orNull
    ])

  static let importFinished = object(
    "The list holds.",
    [
      "result": word("done", "It is on the disk."),
      "warnings": list(
        "What may be meant otherwise in it, for people, in the language of the request.",
        of: text("One of them.")),
    ])
}
