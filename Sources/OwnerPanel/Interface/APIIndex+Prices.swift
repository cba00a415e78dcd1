/// Prices, imports and audit.
extension APIIndex {
  static let prices = lists + imports + audit

  private static let lists = [
    Entry(
      method: .get, path: "/prefixes",
      words: Words(
        "Los precios del dueño, por prefijo: ?prefix=56 (los que empiezan así)&text=movil (en la "
          + "descripción)&size=1…500&after=un prefijo, o «next» de la página anterior; "
          + "&replacedBy=17: la lista que reemplazó la carga de ese registro.",
        "The owner's prices, by prefix: ?prefix=56 (those that begin so)&text=movil (in the "
          + "description)&size=1…500&after=a prefix, or «next» of the page before; "
          + "&replacedBy=17: the list that the import of that record replaced.")),
    Entry(
      method: .get, path: "/deck",
      words: Words(
        "Los precios del proveedor, con las mismas preguntas.",
        "The provider's prices, asked for in the same way.")),
    Entry(
      method: .post, path: "/prefixes",
      words: Words(
        #"Un prefijo nuevo, como en el archivo de precios: {"prefix":"1006","#
          + #""description":"INTERNAS 02","unit":"minute","price":"200"}."#,
        #"A new prefix, as in the tariff file: {"prefix":"1006","#
          + #""description":"INTERNAS 02","unit":"minute","price":"200"}."#)),
    Entry(
      method: .put, path: "/prefixes/{prefix}",
      words: Words(
        "El precio de ese prefijo, haya uno o no.",
        "The price of this prefix, whether or not there is one.")),
    Entry(
      method: .delete, path: "/prefixes/{prefix}",
      words: Words("Quita ese prefijo.", "Removes this prefix.")),
    Entry(
      method: .post, path: "/prefixes/delete",
      words: Words(
        #"Quita varios, todos o ninguno: {"prefixes":["100","1006"]}."#,
        #"Removes several, all or none: {"prefixes":["100","1006"]}."#)),
    Entry(
      method: .post, path: "/deck",
      words: Words(
        "Lo mismo en la lista del proveedor.", "The same in the provider's list.")),
    Entry(
      method: .put, path: "/deck/{prefix}",
      words: Words(
        "El precio del proveedor para ese prefijo.", "The provider's price of this prefix.")),
    Entry(
      method: .delete, path: "/deck/{prefix}",
      words: Words("Lo quita de su lista.", "Removes it from his list.")),
    Entry(
      method: .post, path: "/deck/delete",
      words: Words("Quita varios de su lista.", "Removes several from his list.")),
    Entry(
      method: .get, path: "/markup",
      words: Words(
        "El % de ganancia sobre los precios del proveedor.",
        "The markup on the provider's prices, per cent.")),
    Entry(
      method: .post, path: "/markup",
      words: Words(#"Lo cambia: {"percent":"12.5"}."#, #"Changes it: {"percent":"12.5"}."#)),
    Entry(
      method: .get, path: "/rounding",
      words: Words(
        "Cómo se redondea lo que cuesta una llamada: half-up (medio hacia arriba), up o down.",
        "How what a call costs is rounded: half-up, up or down.")),
    Entry(
      method: .post, path: "/rounding",
      words: Words(
        #"Lo cambia, desde la próxima llamada: {"mode":"up"}."#,
        #"Changes it, from the next call on: {"mode":"up"}."#)),
  ]

  private static let imports = [
    Entry(
      method: .post, path: "/imports",
      words: Words(
        #"Empieza la carga de una lista entera: {"list":"prefixes"} o {"list":"deck"}; da su «id». "#
          + "Una a la vez; un minuto sin filas la abandona, cinco segundos si otra espera.",
        #"Begins to import a whole list: {"list":"prefixes"} or {"list":"deck"}; gives its «id». "#
          + "One at a time; a minute without rows gives it up, five seconds if another waits.")),
    Entry(
      method: .post, path: "/imports/{id}/rows",
      words: Words(
        "Filas, como en el archivo de precios: [{…},{…}], hasta 500 y 16 KiB.",
        "Rows, as in the tariff file: [{…},{…}], up to 500 and 16 KiB.")),
    Entry(
      method: .post, path: "/imports/{id}/finish",
      words: Words(
        #"La lista reemplaza a la anterior, entera o nada: {"rows":100000,"markupPercent":"10"}; "#
          + "sin markupPercent la ganancia queda como está.",
        #"The list takes the place of the one before, whole or not: {"rows":100000,"#
          + #""markupPercent":"10"}; without markupPercent the markup stays."#)),
    Entry(
      method: .delete, path: "/imports/{id}",
      words: Words("Abandona la carga.", "Gives the import up.")),
  ]

  private static let audit = [
    Entry(
      method: .get, path: "/audit",
      words: Words(
        "Quién cambió qué, de lo más nuevo: ?since=2006-10-27T00:00:00Z&size=1…500&before=número.",
        "Who changed what, newest first: ?since=2006-10-27T00:00:00Z&size=1…500&before=number.")),
    Entry(
      method: .get, path: "/audit/{number}",
      words: Words(
        "Un registro; de la carga de una lista, también qué prefijos cambió: ?size=1…500.",
        "A record; of the import of a list also which prefixes it changed: ?size=1…500.")),
    Entry(
      method: .get, path: "/audit/verify",
      words: Words(
        "Si cada registro es como se escribió: ?head=17:3f9a… (del diario) ve también un final cortado.",
        "Whether every record is as it was written: ?head=17:3f9a… (from the journal) also sees an "
          + "end that was cut off.")),
  ]
}
