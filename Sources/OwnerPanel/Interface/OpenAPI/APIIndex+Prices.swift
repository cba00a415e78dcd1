import Notation

/// Prices, the markup, the rounding, and imports.
extension APIIndex {
  static let prices: [Entry] = lists + settings

  private static let lists: [Entry] = [
    Entry(
      .get, "/prefixes", named: "listPrefixes", of: .prices,
      Words("Los precios del dueño, por prefijo.", "The owner's prices, by prefix."),
      usage: Words(
        "?prefix=56 (los que empiezan así)&text=movil (en la descripción)&size=1…500&after=un "
          + "prefijo, o «next» de la página anterior; &replacedBy=17: la lista que reemplazó la "
          + "carga de ese registro.",
        "?prefix=56 (those that begin so)&text=movil (in the description)&size=1…500&after=a "
          + "prefix, or «next» of the page before; &replacedBy=17: the list that the import of that "
          + "record replaced."),
      detail: listDetail, parameters: listParameters,
      answer: APIContent(.prices, ["the manual's prefix": page("prefixes")]),
      refusals: listRefusals),
    Entry(
      .get, "/deck", named: "listDeck", of: .prices,
      Words("Los precios del proveedor, por prefijo.", "The provider's prices, by prefix."),
      usage: Words("Con las mismas preguntas.", "Asked for in the same way."),
      detail: listDetail, parameters: listParameters,
      answer: APIContent(.prices, ["one": page("deck")]), refusals: listRefusals),
    Entry(
      .post, "/prefixes", named: "addPrefix", of: .prices,
      Words(
        "Un prefijo nuevo, como en el archivo de precios.", "A new prefix, as in the tariff file."),
      usage: Words(tariffExample, tariffExample), body: tariff, answer: .done,
      refusals: [.prefixTaken("«1006»")] + changeRefusals),
    Entry(
      .put, "/prefixes/{prefix}", named: "setPrefix", of: .prices,
      Words(
        "El precio de ese prefijo, haya uno o no.",
        "The price of this prefix, whether or not there is one."),
      detail: samePrefix, parameters: [.prefix], body: tariff, answer: .done,
      refusals: changeRefusals),
    Entry(
      .delete, "/prefixes/{prefix}", named: "removePrefix", of: .prices,
      Words("Quita ese prefijo.", "Removes this prefix."), parameters: [.prefix], answer: .done,
      refusals: [.noSuchPrefix("«1006»")] + changeRefusals),
    Entry(
      .post, "/prefixes/delete", named: "removePrefixes", of: .prices,
      Words("Quita varios, todos o ninguno.", "Removes several, all or none."),
      usage: Words(prefixesExample, prefixesExample), body: prefixes, answer: .done,
      refusals: [.noSuchPrefix("«1006»")] + changeRefusals),
    Entry(
      .post, "/deck", named: "addDeckPrefix", of: .prices,
      Words(
        "Un prefijo nuevo en la lista del proveedor.", "A new prefix in the provider's list."),
      body: tariff, answer: .done, refusals: [.prefixTaken("«1006»")] + changeRefusals),
    Entry(
      .put, "/deck/{prefix}", named: "setDeckPrefix", of: .prices,
      Words("El precio del proveedor para ese prefijo.", "The provider's price of this prefix."),
      detail: samePrefix, parameters: [.prefix], body: tariff, answer: .done,
      refusals: changeRefusals),
    Entry(
      .delete, "/deck/{prefix}", named: "removeDeckPrefix", of: .prices,
      Words("Lo quita de su lista.", "Removes it from his list."), parameters: [.prefix],
      answer: .done, refusals: [.noSuchPrefix("«1006»")] + changeRefusals),
    Entry(
      .post, "/deck/delete", named: "removeDeckPrefixes", of: .prices,
      Words("Quita varios de su lista.", "Removes several from his list."), body: prefixes,
      answer: .done, refusals: [.noSuchPrefix("«1006»")] + changeRefusals),
  ]

  private static let settings: [Entry] = [
    Entry(
      .get, "/markup", named: "readMarkup", of: .prices,
      Words(
        "El % de ganancia sobre los precios del proveedor.",
        "The markup on the provider's prices, per cent."),
      answer: APIContent(.markup, ["ten per cent": #"{"percent":"10"}"#]),
      refusals: .ofPriceReading),
    Entry(
      .post, "/markup", named: "setMarkup", of: .prices,
      Words("Cambia el % de ganancia.", "Changes the markup."),
      usage: Words(#"{"percent":"12.5"}"#, #"{"percent":"12.5"}"#),
      body: APIContent(.markup, ["twelve and a half per cent": #"{"percent":"12.5"}"#]),
      answer: .done, refusals: changeRefusals),
    Entry(
      .get, "/rounding", named: "readRounding", of: .prices,
      Words(
        "Cómo se redondea lo que cuesta una llamada: half-up (medio hacia arriba), up o down.",
        "How what a call costs is rounded: half-up, up or down."),
      answer: APIContent(.rounding, ["of pesos": #"{"mode":"half-up","decimals":0}"#]),
      refusals: .ofPriceReading),
    Entry(
      .post, "/rounding", named: "setRounding", of: .prices,
      Words(
        "Lo cambia, desde la próxima llamada.", "Changes it, from the next call on."),
      usage: Words(#"{"mode":"up"}"#, #"{"mode":"up"}"#),
      body: APIContent(.newRounding, ["up": #"{"mode":"up"}"#]), answer: .done,
      refusals: .ofPriceChange),
  ]

  private static let listDetail =
    "Pages are turned with «after» and the «next» of the answer until that is null."

  private static let samePrefix = "The prefix in the body is that of the path."

  private static let listParameters: [APIParameter] = [
    .query("prefix", "Those that begin so.", APIComponent.prefix.reference),
    .query(
      "text", "Those whose description has this in it.",
      .text("At most 200 bytes.", length: 0...200)
    ),
    .query("after", "Those that follow this prefix.", APIComponent.prefix.reference),
    .query(
      "before", "Those right before this prefix, in place of «after».",
      APIComponent.prefix.reference),
    .size(usual: 26),
    .query(
      "replacedBy", "The list that an import replaced, as it was.",
      .number("The import's record in the audit.", from: 1, examples: 17)),
  ]

  private static let listRefusals: [Outcome] =
    [.badQuery("size: 1…500"), .noSuchList("17")] + .ofPriceReading

  private static let changeRefusals: [Outcome] =
    [
      .badBody("price: «12,5»: expected a decimal number in quotes such as \"0.05\""),
      .anotherImport,
    ] + .ofPriceChange

  static let tariffExample =
    #"{"prefix":"1006","description":"INTERNAS 02","unit":"minute","price":"200"}"#

  private static let tariff = APIContent(
    .tariff,
    [
      "the manual's prefix": tariffExample,
      "by the minute":
        #"{"prefix":"1006","description":"MEXICO","unit":"minute","price":"120","#
        + #""firstBlock":60,"increment":60,"connectionFee":"10","maximumCharge":"5000","#
        + #""graceSeconds":3}"#,
      "with steps and cheaper hours":
        #"{"prefix":"1006","steps":[{"after":0,"price":"0.4","per":60,"increment":30},"#
        + #"{"after":60,"price":"0.2","per":60,"increment":10}],"shown":{"price":"0.4","#
        + #""unit":"minute"},"bands":[{"days":"sat-sun","from":"00:00","to":"24:00","#
        + #""per":30,"price":"0.1"}]}"#,
    ])

  private static let prefixesExample = #"{"prefixes":["100","1006"]}"#

  private static let prefixes = APIContent(.prefixes, ["two": prefixesExample])

  private static func page(_ list: String) -> String {
    #"{"currency":{"code":"CLP","symbol":"$","decimals":0},"list":"\#(list)","version":"12","#
      + #""total":6,"next":"1006","previous":null,"rows":[\#(tariffExample)]}"#
  }
}
