/// What amounts, times and names look like, and the answers that many paths give.
extension APISchema {
  static let amount = text(
    "An amount of money in units of the shop's currency, exact: a decimal number as a text, since a "
      + "floating-point number would not be. Below zero where it says so.",
    pattern: #"^-?(0|[1-9][0-9]*)(\.[0-9]{1,6})?$"#, examples: "227", "-130", "0.5")

  static let askedAmount = text(
    "An amount of money in units of the shop's currency, with no more decimals than the currency "
      + "has and no point for thousands.",
    pattern: #"^-?[0-9]{1,9}(\.[0-9]{1,6})?$"#, examples: "50000", "0.5", "-5000")

  static let askedSum = text(
    "The same, not below zero.", pattern: #"^[0-9]{1,9}(\.[0-9]{1,6})?$"#, examples: "50000")

  static let price = text(
    "A price or a fee in units of the shop's currency, exact, not below zero.",
    pattern: #"^(0|[1-9][0-9]*)(\.[0-9]{1,6})?$"#, examples: "200", "0.05")

  static let askedPrice = text(
    "A price or a fee in units of the shop's currency: 0 to 1000000, with at most six decimals.",
    pattern: #"^([0-9]{1,6}(\.[0-9]{1,6})?|1000000(\.0{1,6})?)$"#, examples: "200", "0.05")

  static let percent = text(
    "Per cent: 0 to 10000, with at most six decimals.",
    pattern: #"^([0-9]{1,4}(\.[0-9]{1,6})?|10000(\.0{1,6})?)$"#,
    examples: "10", "12.5")

  static let time = text(
    "A time by the box's clock: RFC 3339 in UTC, with milliseconds.",
    pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"#,
    format: "date-time", examples: "2006-10-27T19:18:14.000Z")

  static let askedTime = text(
    "A time: RFC 3339 in UTC, from 1970 on.",
    pattern: "^(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
      + #"(\.[0-9]{1,9})?Z$"#,
    format: "date-time", examples: "2012-02-02T20:30:00Z")

  static let day = text(
    "A day of the shop's calendar.", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format: "date",
    examples: "2006-10-26")

  static let boothNumber = text(
    "A booth's number, as it is configured.", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$",
    examples: "4312")

  static let digits = text(
    "What is dialled, or begins it.", pattern: "^[0-9A-D*#]*$", examples: "1006", "")

  static let prefix = text(
    "What the numbers begin with that a price is for; empty: all numbers.",
    pattern: "^[0-9]{0,16}$", examples: "1006", "")

  static let key = text(
    "A name for this movement of money: 1 to 64 printable ASCII characters. What is asked for again "
      + "under its key, after a time-out say, is done once. Without a key each request is another.",
    pattern: "^[ -~]{1,64}$", examples: "7f3a09c1")

  static let note = text(
    "The owner's words, at most 120 characters, none of them a control character.",
    pattern: #"^[^\u0000-\u001F\u007F]*$"#, length: 0...120, examples: "transferencia 123")

  static let currency = object(
    "The shop's currency.",
    [
      "code": text("ISO 4217.", pattern: "^[A-Z]{3}$", examples: "CLP"),
      "symbol": text("Written before an amount.", length: 1...8, examples: "$"),
      "decimals": number("Of an amount; CLP has none.", from: 0, to: 6, examples: 0),
    ])

  // MARK: Answers of many paths

  static let index = object(
    "Every path, in words.",
    [
      "language": text("How a language is asked for.", examples: "?lang=es|en"),
      "paths": list(
        "Every path with each of its methods.",
        of: object(
          "A path, asked in one way.",
          [
            "method": choice("Of HTTP.", ["GET", "POST", "PUT", "DELETE"]),
            "path": text("With names in braces for what changes.", pattern: "^/api/v1"),
            "does": text("What it does, in the language of the request."),
          ])),
    ])

  static let document = map("An OpenAPI 3.1 document: this one.")

  static let done = object(
    "It is done: it is on the disk, or, for a cut, ordered.",
    ["result": word("done", "It is done.")])

  static let refusal = object(
    "Why something was not done; nothing was changed.",
    [
      "error": text(
        "For programs. There may be others in a later version.", pattern: "^[a-z_]+$",
        examples: "no_such_booth"),
      "message": text(
        "For people, in the language of the request.", examples: "There is no booth «9»."),
    ])
}
