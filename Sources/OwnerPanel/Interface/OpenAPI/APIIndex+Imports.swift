import Notation

/// Imports of whole price lists, and the audit.
extension APIIndex {
  static let imports: [Entry] = [
    Entry(
      .post, "/imports", named: "beginImport", of: .imports,
      Words(
        "Empieza la carga de una lista entera; da su «id». Una a la vez; un minuto sin filas la "
          + "abandona, cinco segundos si otra espera.",
        "Begins to import a whole list; gives its «id». One at a time; a minute without rows gives "
          + "it up, five seconds if another waits."),
      usage: Words(
        #"{"list":"prefixes"} o {"list":"deck"}"#, #"{"list":"prefixes"} or {"list":"deck"}"#),
      body: APIContent(
        .newImport,
        ["the owner's": #"{"list":"prefixes"}"#, "the provider's": #"{"list":"deck"}"#]),
      answer: APIContent(.importBegun, ["begun": #"{"id":"5f2c9a01"}"#]),
      refusals: [running] + .ofPriceChange),
    Entry(
      .post, "/imports/{id}/rows", named: "addImportRows", of: .imports,
      Words(
        "Filas, como en el archivo de precios: hasta 500 y 16 KiB.",
        "Rows, as in the tariff file: up to 500 and 16 KiB."),
      usage: Words("[{…},{…}]", "[{…},{…}]"),
      detail:
        "If one of them is wrong none is taken, and the import goes on: they can be sent again.",
      parameters: [.importID],
      body: APIContent(.importRows, ["one": "[\(tariffExample)]"]),
      answer: APIContent(.importCount, ["so far": #"{"rows":340}"#]),
      refusals: [.badBody("row 171: price: «x»: expected a decimal number"), .noSuchImport]
        + .ofPriceChange),
    Entry(
      .post, "/imports/{id}/finish", named: "finishImport", of: .imports,
      Words(
        "La lista reemplaza a la anterior, entera o nada; sin markupPercent la ganancia queda como "
          + "está.",
        "The list takes the place of the one before, whole or not; without markupPercent the markup "
          + "stays."),
      usage: Words(
        #"{"rows":100000,"markupPercent":"10"}"#, #"{"rows":100000,"markupPercent":"10"}"#),
      detail: "This may take a minute with a long list.", parameters: [.importID],
      body: APIContent(
        .importEnd,
        [
          "a list": #"{"rows":100000}"#,
          "the deck, and the markup on it": #"{"rows":100000,"markupPercent":"10"}"#,
        ]),
      answer: APIContent(.importFinished, ["done": #"{"result":"done","warnings":[]}"#]),
      refusals: [
        .badBody("markupPercent: it belongs to the deck's import"), .noSuchImport,
        .wrongRowCount("340 ≠ 100000"),
      ] + .ofPriceChange),
    Entry(
      .delete, "/imports/{id}", named: "abandonImport", of: .imports,
      Words("Abandona la carga.", "Gives the import up."), parameters: [.importID],
      answer: .done, refusals: [.noSuchImport] + .ofPriceChange),
  ]

  private static let running = Outcome.anotherImport

  // MARK: The audit

  static let audit: [Entry] = [
    Entry(
      .get, "/audit", named: "listAudit", of: .audit,
      Words("Quién cambió qué, de lo más nuevo.", "Who changed what, newest first."),
      usage: Words(
        "?since=2006-10-27T00:00:00Z&until=…&actor=ana&action=payment&subject=4312"
          + "&size=1…500&before=número.",
        "?since=2006-10-27T00:00:00Z&until=…&actor=ana&action=payment&subject=4312"
          + "&size=1…500&before=number."),
      detail: "Pages are turned with «before» and the «next» of the answer until that is null.",
      parameters: [
        .query(
          "since", "Nothing older.", APIComponent.askedTime.reference),
        .query("until", "Nothing from then on.", APIComponent.askedTime.reference),
        .query(
          "actor", "By those whose name has this in it.", .text("0 to 200 bytes.", length: 0...200)),
        .query("action", "Of this kind only.", .text("As records have it.", examples: "payment")),
        .query(
          "subject", "About what has this in its name.", .text("0 to 200 bytes.", length: 0...200)),
        .size(usual: 50),
        .query(
          "before", "Those that are older than this record.",
          .number("Its number.", from: 1, examples: 17)),
      ],
      answer: APIContent(
        .auditPage, ["a new price": #"{"next":null,"records":[\#(recordExample)]}"#]),
      refusals: [.badQuery("size: 1…500"), .starting] + .ofPriceReading),
    Entry(
      .get, "/audit/{number}", named: "readAuditRecord", of: .audit,
      Words(
        "Un registro; de la carga de una lista, también qué prefijos cambió.",
        "A record; of the import of a list also which prefixes it changed."),
      usage: Words("?size=1…500.", "?size=1…500."),
      detail: "This may take a minute with long lists.",
      parameters: [
        .path("number", "Of a record.", .number("From 1.", from: 1, examples: 17)),
        .size(usual: 50),
      ],
      answer: APIContent(
        .auditDetail,
        [
          "a new price": #"{"record":\#(recordExample),"changes":null}"#,
          "an import":
            #"{"record":{"number":18,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)","#
            + #""action":"prefixes import","subject":"prefixes","before":"5 rows","#
            + #""after":"6 rows","hash":"9a3f","words":{"actor":"uid 0 (root)","#
            + #""action":"Prefijos: carga","subject":"precios propios","#
            + #""before":"5 prefijos","after":"6 prefijos"}},"changes":{"list":"prefixes","added":1,"#
            + #""removed":0,"changed":0,"first":[{"prefix":"1006","before":null,"#
            + #""after":\#(tariffExample)}]}}"#,
        ]),
      refusals: [.badQuery("size: 1…500"), .noSuchRecord, .notFound, .starting] + .ofPriceReading),
    Entry(
      .get, "/audit/verify", named: "verifyAudit", of: .audit,
      Words("Si cada registro es como se escribió.", "Whether every record is as it was written."),
      usage: Words(
        "?head=17:3f9a… (del diario) ve también un final cortado.",
        "?head=17:3f9a… (from the journal) also sees an end that was cut off."),
      detail: "This reads the whole audit, which may take a minute.",
      parameters: [
        .query(
          "head", "The latest record that is known of, as the journal has it.",
          .text(
            "Its number and its hash.", pattern: "^[1-9][0-9]*:[0-9a-f]{64}$"))
      ],
      answer: APIContent(
        .auditVerdict,
        [
          "untouched": #"{"fits":true,"records":17,"head":"17:3f9a","fault":null}"#,
          "tampered with":
            #"{"fits":false,"records":11,"head":"11:0c77","fault":"record 12 has another hash"}"#,
        ]),
      refusals: [.badBody("head: «x»: expected NUMBER:HASH, as in the journal")] + .ofPriceReading),
  ]

  private static let recordExample =
    #"{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)","#
    + #""action":"prefix set","subject":"1006","before":null,"#
    + #""after":"{\"prefix\":\"1006\",\"unit\":\"minute\",\"price\":\"200\"}","hash":"3f9a","#
    + #""words":{"actor":"uid 0 (root)","action":"Prefijo: precio","subject":"1006","#
    + #""before":null,"after":"$ 200,00 x min"}}"#
}

extension Outcome {
  static let anotherImport = Outcome.importRunning(
    Words(
      "la lista del proveedor, por uid 0 (root), 340 filas hasta ahora",
      "deck, uid 0 (root), 340 rows"))
}
