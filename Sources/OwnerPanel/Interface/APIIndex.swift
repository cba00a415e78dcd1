import Notation

/// What `GET /api/v1` answers: every path of the API, how it is asked and what it does. The shapes
/// are at `ShopJSON`.
///
///     {"language":"?lang=es|en","paths":[{"method":"GET","path":"/api/v1/shop","does":"…"}]}
struct APIIndex {
  struct Entry: Hashable, Sendable {
    var method: HTTPMethod
    /// Below `/api/v1`; `{number}` stands for a booth's.
    var path: String
    var words: Words
  }

  static let entries = shop + prices

  private static let shop = [
    Entry(
      method: .get, path: "",
      words: Words("Esta lista.", "This list.")),
    Entry(
      method: .get, path: "/shop",
      words: Words(
        "El locutorio ahora: saldo, cabinas, placas.", "The shop now: balance, booths, boards.")),
    Entry(
      method: .get, path: "/booths/{number}",
      words: Words("Una cabina ahora.", "A booth now.")),
    Entry(
      method: .post, path: "/booths/{number}/disable",
      words: Words(
        "Deshabilita la cabina; los números de emergencia siguen.",
        "Disables the booth, emergency numbers excepted.")),
    Entry(
      method: .post, path: "/booths/{number}/enable",
      words: Words("La vuelve a habilitar.", "Enables it again.")),
    Entry(
      method: .post, path: "/booths/{number}/cut",
      words: Words("Corta su llamada ya.", "Ends its call now.")),
    Entry(
      method: .post, path: "/booths/{number}/uncharged",
      words: Words("Su próxima llamada es sin cobrar.", "Its next call is uncharged.")),
    Entry(
      method: .post, path: "/booths/{number}/charged",
      words: Words("Su próxima llamada se cobra.", "Its next call is charged after all.")),
    Entry(
      method: .get, path: "/calls",
      words: Words(
        "Llamadas, de la más nueva: ?booth=4312&charged=true|false&size=10|26|50|100"
          + "&before=el id de una, o «next» de la página anterior.",
        "Calls, newest first: ?booth=4312&charged=true|false&size=10|26|50|100"
          + "&before=the id of one, or «next» of the page before.")),
    Entry(
      method: .get, path: "/calls/{id}",
      words: Words(
        "Una llamada, y por qué cuesta lo que cuesta, línea por línea.",
        "A call, and why it costs what it costs, line by line.")),
    Entry(
      method: .post, path: "/calls/{id}/review",
      words: Words(
        #"Resuelve una llamada marcada: {"verdict":"stands|waived","note":"…"}. "#
          + "waived: el cliente no la paga; también una sin marca, con su motivo en note.",
        #"Judges a flagged call: {"verdict":"stands|waived","note":"…"}. "#
          + "waived: the customer does not pay it; another call too, with the reason in note.")),
    Entry(
      method: .get, path: "/reviews",
      words: Words("Las llamadas marcadas, por revisar.", "Flagged calls, to be judged.")),
    Entry(
      method: .get, path: "/booths/{number}/account",
      words: Words(
        "Lo que la cabina debe y lo que tiene a favor, con sus llamadas.",
        "What the booth owes and what was paid in advance, with its calls.")),
    Entry(
      method: .post, path: "/booths/{number}/credit",
      words: Words(
        #"El cliente paga antes: {"amount":"1000","key":"…"}."#,
        #"The customer pays in advance: {"amount":"1000","key":"…"}."#)),
    Entry(
      method: .post, path: "/booths/{number}/collect",
      words: Words(
        #"Cobra: cierra la cuenta en un ticket. {"expected":"2500","received":"3000","key":"…"}; "#
          + "si no se debe «expected», nada cambia.",
        #"Collects: closes the account into a ticket. {"expected":"2500","received":"3000","#
          + #""key":"…"}; if «expected» is not due, nothing changes."#)),
    Entry(
      method: .get, path: "/tickets",
      words: Words(
        "Los últimos cien tickets, del más nuevo: ?booth=4312.",
        "The latest hundred tickets, newest first: ?booth=4312.")),
    Entry(
      method: .get, path: "/tickets/{id}",
      words: Words("Un ticket con sus llamadas.", "A ticket with its calls.")),
    Entry(
      method: .get, path: "/quote",
      words: Words(
        "Lo que costaría: ?number=1006&seconds=68, o cuánto dura una suma: &amount=500; "
          + "&at=2012-02-02T20:30:00Z.",
        "What it would cost: ?number=1006&seconds=68, or how long a sum lasts: &amount=500; "
          + "&at=2012-02-02T20:30:00Z.")),
    Entry(
      method: .get, path: "/dialling",
      words: Words(
        "Qué se puede marcar: mapa de dígitos, números de emergencia, bloqueados y permitidos, "
          + "códigos de portador.",
        "What can be dialled: the digit map, emergency numbers, blocked and allowed ones, "
          + "carriers' codes.")),
    Entry(
      method: .get, path: "/links",
      words: Words(
        "Cada línea serie: tramas, errores, repeticiones, deriva, tiempo de ida y vuelta.",
        "Each serial line: frames, errors, repetitions, drift, round trip.")),
    Entry(
      method: .get, path: "/payments",
      words: Words(
        "Los últimos cien pagos al proveedor, del más nuevo.",
        "The latest hundred payments to the provider, newest first.")),
    Entry(
      method: .post, path: "/payments",
      words: Words(
        #"Un pago, application/json: {"amount":"50000","reference":"…","key":"…"}. "#
          + "Negativo y con referencia corrige; con la misma clave se hace una sola vez; "
          + #""date":"2006-10-26" es el día en que se pagó, hoy si no se dice."#,
        #"A payment, application/json: {"amount":"50000","reference":"…","key":"…"}. "#
          + "Below zero, with a reference, it corrects; under one key it is made once; "
          + #""date":"2006-10-26" is the day it was paid, today where it is not said."#)),
  ]

  static func json(in say: Language) -> JSON {
    [
      "language": "?lang=es|en",
      "paths": .array(
        entries.map { entry in
          [
            "method": .text(entry.method.rawValue),
            "path": .text("/api/v1" + entry.path),
            "does": .text(say(entry.words)),
          ]
        }),
    ]
  }
}
