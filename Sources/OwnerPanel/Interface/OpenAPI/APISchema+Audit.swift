/// Who changed what.
extension APISchema {
  static let auditPage = object(
    "A page of the audit, newest first.",
    [
      "next": number(
        "What to give as «before» for older ones; null: there are none.", from: 1
      ).orNull,
      "records": list("Those of this page.", of: APIComponent.auditRecord.reference, most: 500),
    ])

  static let auditRecord = object(
    "One change.",
    [
      "number": number("From 1, without a gap.", from: 1, examples: 17),
      "at": APIComponent.time.reference,
      "actor": text("Who.", examples: "uid 0 (root)"),
      "action": text("What was done.", examples: "prefix set"),
      "subject": text("To what.", examples: "1006"),
      "before": text("What there was; null: nothing.").orNull,
      "after": text("What there is; null: nothing any more.").orNull,
      "hash": text(
        "Of this record and all before it, in hexadecimal digits.", pattern: "^[0-9a-f]+$"),
      "words": object(
        "The same for people, as the page has it.",
        [
          "actor": text("Who."), "action": text("What was done."), "subject": text("To what."),
          "before": text("null: nothing.").orNull, "after": text("null: nothing any more.").orNull,
        ]),
    ])

  static let auditDetail = object(
    "One change, and of an import which prices it changed.",
    [
      "record": APIComponent.auditRecord.reference,
      "changes": APIComponent.listChanges(
        "null: it is no import, or its lists are not kept any more."
      ).orNull,
    ])

  static let listChanges = object(
    "What an import changed in its list.",
    [
      "list": priceList,
      "added": number("Prefixes.", from: 0),
      "removed": number("Prefixes.", from: 0),
      "changed": number("Prefixes with another price.", from: 0),
      "first": list(
        "The first of all these, by prefix.", of: APIComponent.priceChange.reference, most: 500),
    ])

  static let priceChange = object(
    "A prefix whose price is another.",
    [
      "prefix": APIComponent.prefix.reference,
      "before": APIComponent.tariff("null: there was none.").orNull,
      "after": APIComponent.tariff("null: there is none any more.").orNull,
    ])

  static let eventPage = object(
    "Records of the audit, oldest first.",
    [
      "next": number("What to give as «after» the next time.", from: 0, examples: 18),
      "events": list(
        "Those after the number that was given.", of: APIComponent.event.reference, most: 500),
    ])

  static let event = object(
    "One thing that was written down: a change, or the end of a call.",
    [
      "number": number("From 1, without a gap.", from: 1, examples: 17),
      "at": APIComponent.time.reference,
      "actor": text("Who; cabinad: the daemon by itself.", examples: "uid 0 (root)"),
      "action": text("What was done; call: one has ended.", examples: "payment"),
      "subject": text("To what.", examples: "payment 3"),
      "before": wordsOrPrice("What there was; null: nothing."),
      "after": wordsOrPrice("What there is; null: nothing any more."),
      "hash": text(
        "Of this record and all before it, in hexadecimal digits.", pattern: "^[0-9a-f]+$"),
      "call": APIComponent.call(
        "The call that ended, with what is known of it now; null: it is another record."
      ).orNull,
    ])

  private static func wordsOrPrice(_ description: String) -> APISchema {
    text("In words, or a price.").or(APIComponent.tariff.reference, description).orNull
  }

  static let auditVerdict = object(
    "Whether every record is as it was written.",
    [
      "fits": flag("It is."),
      "records": number("That fit, from the first on.", from: 0, examples: 17),
      "head": text(
        "Number and hash of the last of them; null: there is none.",
        pattern: "^[0-9]+:[0-9a-f]+$", examples: "17:3f9a"
      ).orNull,
      "fault": text("What does not fit first; null: all does.").orNull,
    ])
}
