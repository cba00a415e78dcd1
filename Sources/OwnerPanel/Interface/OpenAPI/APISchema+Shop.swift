import BoothControl
import BoothProtocol

/// The shop as it is now: booths, boards, lines, and what may be dialled.
extension APISchema {
  static let shop = object(
    "The shop at one instant.",
    [
      "name": text("Of the shop."),
      "version": text(
        "Another one for each change: a number of 64 bits, as a text since JavaScript's numbers do "
          + "not hold it.", pattern: "^[0-9]+$", examples: "7"),
      "stale": flag("The core has been silent for too long: all of this may be old."),
      "currency": APIComponent.currency.reference,
      "balance": APIComponent.amount(
        "What the centre has at its provider; null: no balance is kept."
      ).orNull,
      "balanceReserved": APIComponent.amount(
        "What calls in progress may still spend of it; null as the balance is."
      ).orNull,
      "balanceWarning": APIComponent.amount(
        "Below which every page warns; null: none does."
      ).orNull,
      "balanceLow": flag("It is below that."),
      "restartNeeded": flag("The configuration was edited since the daemon read it."),
      "booths": list("In the order of the panel.", of: APIComponent.booth.reference),
      "boards": list("Every board that serves booths.", of: APIComponent.board.reference),
    ])

  static let booth = object(
    "A booth at one instant.",
    [
      "number": APIComponent.boothNumber.reference,
      "name": text("As people call it.", examples: "CABINA 01"),
      "state": choice(
        "What the booth is doing. gone: no board serves it, and what is shown may be old. removed: "
          + "the configuration has it no more, and its account is still open.",
        CardState.allCases.filter { $0 != .disabled }.map(\.rawValue)),
      "dialled": APIComponent.digits(
        "While dialling, the digits so far; after a refusal, the number."
      ).orNull,
      "refusal": choice("Why the number was refused.", Refusal.allCases.map(\.rawValue)).orNull,
      "refusalText": text("The same in words.").orNull,
      "disabled": flag("It places no calls but emergency ones."),
      "nextCallUncharged": flag("Its next call is recorded and not charged."),
      "call": APIComponent.boothCall(
        "The call in progress, else the last one that is not collected yet; null: none."
      ).orNull,
      "account": APIComponent.boothAccount.reference,
    ])

  static let boothCall = object(
    "A booth's call at one instant.",
    [
      "number": APIComponent.digits("The number that is called."),
      "destination": text("Its place.", examples: "INTERNAS 02"),
      "seconds": number("Talked; a second begun counts.", from: 0, examples: 68),
      "price": APIComponent.price(
        "For one unit; null: an emergency call, or one whose price is not known any more."
      ).orNull,
      "unit": choice("What the price is for; null as the price is.", ["second", "minute"]).orNull,
      "total": APIComponent.amount("What it costs so far."),
      "charged": flag("Whether it is charged; an emergency call is not."),
      "live": flag("It is in progress."),
    ])

  /// Since the booth's last ticket.
  static let accountFields: APIFields = [
    "credit": APIComponent.amount("Paid in advance."),
    "charged": APIComponent.amount("The exact sum of its ended calls."),
    "calls": number("How many calls that is; those that cost nothing do not count.", from: 0),
  ]

  static let boothAccount = object(
    "What a booth owes and has since its last ticket, without the call in progress.",
    accountFields + [
      "due": APIComponent.amount("To be paid, in coins; below zero: to be paid back.")
    ])

  static let board = object(
    "A board.",
    [
      "uid": text("24 hexadecimal digits.", pattern: "^[0-9A-Fa-f]{24}$"),
      "connected": flag("It answers."),
      "firmware": text("Its version.", examples: "1.0.0"),
    ])

  static let dialling = object(
    "What the shop lets its customers dial.",
    [
      "digitMap": text("When a number is complete: a digit map of RFC 3435."),
      "emergency": numbers("Numbers that always connect, free of charge."),
      "blocked": numbers("Numbers that begin so are refused."),
      "blocksAll": flag("What is not in «allowed» is refused."),
      "allowed": numbers("Numbers that begin so are not refused."),
      "carriers": numbers("Carriers' codes, taken off before a price is looked up."),
      "carriersReplace": APIComponent.digits("What a carrier's code stands in place of."),
      "refusedCarriers": numbers("Codes that the map lets through and the shop does not have."),
    ])

  private static func numbers(_ description: String) -> APISchema {
    list(description, of: APIComponent.digits.reference)
  }

  static let links = object(
    "Every serial line on which a board is, or may be.",
    ["links": list("In no order.", of: APIComponent.link.reference)])

  static let link: APISchema = {
    let link = LinkReport(port: "", board: nil, statistics: LinkStatistics())
    let gauges = link.gauges.map { ($0.name, number($0.help)) }
    let counts = link.counts.map { ($0.name, number($0.help + " Since the start.", from: 0)) }
    return object(
      "A serial line; the same numbers are in /metrics.",
      [
        "port": text("The device's path.", examples: "/dev/ttyUSB0"),
        "board": text(
          "24 hexadecimal digits; null: nobody there has introduced itself.",
          pattern: "^[0-9A-Fa-f]{24}$"
        ).orNull,
        "driftAlarm": flag("The board's clock is not fit to bill by."),
      ] + APIFields(gauges + counts))
  }()
}
