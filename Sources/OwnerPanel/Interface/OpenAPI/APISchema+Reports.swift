import BoothControl
import Notation

/// Balance, reports and settings.
extension APISchema {
  static let statement = object(
    "What moved in a month. A call counts on the day it began, a payment where it was written down.",
    [
      "currency": APIComponent.currency.reference,
      "month": text("Of the shop's calendar.", examples: "2006-10").orNull,
      "opening": APIComponent.amount("The balance before it."),
      "closing": APIComponent.amount("The balance after it."),
      "paid": APIComponent.amount("The sum of all payments, also of those that are not listed."),
      "cost": APIComponent.amount("What calls took."),
      "days": list(
        "Those on which something was called.",
        of: object(
          "A day.",
          ["day": APIComponent.day.reference, "cost": APIComponent.amount.reference])),
      "payments": list(
        "At most \(StatementFigures.paymentLimit).", of: APIComponent.payment.reference,
        most: Int64(StatementFigures.paymentLimit)),
    ])

  private static let sums: APIFields = [
    "calls": number("All of them.", from: 0),
    "answered": number("Of these.", from: 0),
    "uncharged": number(
      "Of all, those that nobody pays for: not to be charged, for help, waived.", from: 0),
    "emergencies": number("Of those that nobody pays for, calls for help.", from: 0),
    "seconds": number("Talked; a second begun counts.", from: 0),
    "charged": APIComponent.amount("To customers."),
    "collected": APIComponent.amount("Of that, by tickets."),
    "due": APIComponent.amount("Of that, not yet."),
    "waived": APIComponent.amount("What the owner let customers off, beside that."),
    "cost": APIComponent.amount("What the provider took."),
    "margin": APIComponent.amount("Charged less cost; may be below zero."),
  ]

  static let reportSums = object("What calls came to.", sums)

  static let reportRow = object(
    "The same, of a booth, a destination, a day or an hour.",
    names.optional + sums)

  private static let names: APIFields = [
    "booth": text("Its number."),
    "name": text("Of the booth."),
    "prefix": text("Of the price."),
    "destination": text("The place."),
    "day": APIComponent.day.reference,
    "hour": number("Of the day.", from: 0, to: 23),
  ]

  static let report = object(
    "What the calls of some days came to.",
    [
      "currency": APIComponent.currency.reference,
      "from": APIComponent.day("The first day."),
      "to": APIComponent.day("The last day."),
      "total": APIComponent.reportSums.reference,
      "before": APIComponent.reportSums(
        "Of as many days right before, or the month or year before; of a period that is not over, up "
          + "to the same day of that one and the same time. null: there is no such time."
      ).orNull,
      "beforeUntil": APIComponent.time("What began at this time or later is not in «before».")
        .orNull,
      "by": choice("What the rows are of.", ReportGrouping.allCases.map(\.rawValue)).orNull,
      "rows": list("As was asked for.", of: APIComponent.reportRow.reference),
    ])

  static let settings = object(
    "How the shop is made up.",
    [
      "file": text("Where that is written down; null: nowhere.").orNull,
      "restartNeeded": flag("The file was edited since the daemon read it."),
      "booths": list(
        "In the order of the file.",
        of: object(
          "A booth.",
          [
            "number": APIComponent.boothNumber.reference,
            "name": text("As people call it."),
            "line": number("Of the board.", from: 1),
            "board": text("Its number; null: there is one alone.").orNull,
            "paysBefore": flag("Nothing can be called without credit."),
          ])),
      "own": object(
        "What the owner has set in place of what the file says.",
        [
          "shopName": text("null: it is as in the file.").orNull,
          "language": choice(
            "Of the page; null: it is as in the file.", Language.allCases.map(\.rawValue)
          ).orNull,
          "boothNames": list(
            "Those that are not as in the file.",
            of: object(
              "A booth.",
              [
                "booth": APIComponent.boothNumber.reference,
                "name": text("As people call it."),
              ])),
        ]),
      "sections": list(
        "Of the file.",
        of: object(
          "A section.",
          [
            "section": text("Its name.", examples: "shop"),
            "items": list(
              "What it says, or what holds without it.",
              of: object(
                "A key.",
                [
                  "key": text("As in the file.", examples: "coin"),
                  "what": text("What it is, in the language of the request."),
                  "value": text("For people."),
                ])),
          ])),
    ])

  static let newSetting = body(
    "One of them: the shop's name, the page's language, or a booth and its name. An empty text: what "
      + "the file says.",
    optional: [
      "shopName": ownName,
      "language": choice("Of the page.", Language.allCases.map(\.rawValue) + [""]),
      "booth": APIComponent.boothNumber.reference, "boothName": ownName,
    ])

  private static let ownName = text(
    "No control characters, no blanks at its ends.", length: 0...Int64(OwnNames.longest),
    examples: "MESÓN", "")

  static let balanceWarning = object(
    "A warning of a low balance.",
    ["amount": APIComponent.amount("Below which every page warns; null: none does.").orNull])

  static let newBalanceWarning = body(
    "A warning of a low balance.",
    required: [
      "amount": text(
        "Above zero, or empty for no warning.", pattern: #"^([0-9]{1,9}(\.[0-9]{1,6})?)?$"#,
        examples: "5000", "")
    ])
}
