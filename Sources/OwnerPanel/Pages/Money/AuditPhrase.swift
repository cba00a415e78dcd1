import Notation

/// What the audit's pages say.
enum AuditPhrase: Worded, Hashable, CaseIterable {
  case lead, skips, number, at, who, what, about, change, before, after, nothing, same, field
  case since, until, anyone, anything, everything, filter, none, back, clear
  case record, hash, hashBefore, hashAfter, wholeHash
  case imported, added, removed, changed, prefix, notKept, firstOnes
  case verify, verifyLead, head, headHelp, fits, fitsNot, records, headNow, keepHead, verifyButton
  case notFound

  var words: Words {
    switch self {
    case .lead:
      Words(
        "Quién cambió un precio, el saldo, una cabina o un ajuste. Nada de esto se puede borrar sin que "
          + "se note.",
        "Who changed a price, the balance, a booth or a setting. Nothing of this can be removed "
          + "unnoticed.")
    case .skips:
      Words(
        "Los números que se saltan son de llamadas terminadas o de registros que la búsqueda no pide.",
        "Numbers that are skipped are of calls that ended, or of records that the search does not ask "
          + "for.")
    case .number: Words("N.º", "No.")
    case .at: Words("Cuándo", "When")
    case .who: Words("Quién", "Who")
    case .what: Words("Qué", "What")
    case .about: Words("De qué", "Of what")
    case .change: Words("Cambio", "Change")
    case .before: Words("Antes", "Before")
    case .after: Words("Después", "After")
    case .nothing: Words("nada", "nothing")
    case .same: Words("igual", "the same")
    case .field: Words("Dato", "Field")
    case .since: Words("Desde el día", "From the day")
    case .until: Words("Hasta el día", "Up to the day")
    case .anyone: Words("Quién (parte del nombre)", "Who (part of the name)")
    case .anything: Words("Todo", "Anything")
    case .everything: Words("De qué (una parte)", "Of what (a part)")
    case .filter: Words("Buscar", "Search")
    case .none: Words("No hay registros así.", "There are no such records.")
    case .back: Words("Volver a la auditoría", "Back to the audit")
    case .clear: Words("Ver todo", "Show all")
    case .record: Words("Registro", "Record")
    case .hash: Words("Sello de este registro", "Seal of this record")
    case .hashBefore: Words("Sello de lo de antes", "Seal of what was before")
    case .hashAfter: Words("Sello de lo de después", "Seal of what was after")
    case .wholeHash: Words("(entero)", "(the whole)")
    case .imported: Words("Lo que cambió la carga", "What the import changed")
    case .added: Words("nuevos", "added")
    case .removed: Words("quitados", "removed")
    case .changed: Words("cambiados", "changed")
    case .prefix: Words("Prefijo", "Prefix")
    case .notKept:
      Words(
        "Las listas de antes y después ya no se guardan las dos.",
        "The lists of before and after are not both kept any more.")
    case .firstOnes:
      Words("Los primeros, por prefijo:", "The first of them, by prefix:")
    case .verify: Words("Verificar", "Verify")
    case .verifyLead:
      Words(
        "Lee todos los registros y dice si alguno no es como se escribió. Puede tardar unos minutos.",
        "Reads every record and tells whether one is not as it was written. It may take minutes.")
    case .head: Words("El sello que anotó la última vez", "The seal that you noted last time")
    case .headHelp:
      Words(
        "Un número, dos puntos y el sello: 17:3f9a… Con él se nota también si faltan los últimos "
          + "registros. Puede quedar vacío.",
        "A number, a colon and the seal: 17:3f9a… With it one sees too whether the last records are "
          + "missing. May be left empty.")
    case .fits: Words("Todo está como se escribió.", "Everything is as it was written.")
    case .fitsNot: Words("La auditoría fue alterada.", "The audit was tampered with.")
    case .records: Words("Registros que calzan", "Records that fit")
    case .headNow: Words("Sello de hoy", "Seal of today")
    case .keepHead:
      Words(
        "Guárdelo fuera de esta central, en papel o en su teléfono, y delo en la próxima verificación: "
          + "quien se mete en la central podría escribir toda la auditoría de nuevo, y sin este sello no se "
          + "notaría.",
        "Keep it away from this box, on paper or in your telephone, and give it to the next check: who "
          + "gets into the box could write the whole audit anew, and without this seal nobody would see."
      )
    case .verifyButton: Words("Verificar ahora", "Verify now")
    case .notFound: Words("No hay un registro con ese número.", "There is no such record.")
    }
  }
}

/// What a record says was done.
struct AuditAction: Worded, Hashable {
  /// As it stands in the record.
  var name: String

  /// Those that a list can be held to, in the order of the choice.
  static let known: [(name: String, words: Words)] = [
    ("payment", Words("Pago al proveedor", "Payment to the provider")),
    ("warning", Words("Aviso de saldo", "Balance warning")),
    ("prefix set", Words("Prefijo: precio", "Prefix: price")),
    ("prefix delete", Words("Prefijo: borrado", "Prefix: removed")),
    ("prefixes import", Words("Prefijos: carga", "Prefixes: import")),
    ("deck set", Words("Proveedor: precio", "Provider: price")),
    ("deck delete", Words("Proveedor: borrado", "Provider: removed")),
    ("deck import", Words("Proveedor: carga", "Provider: import")),
    ("markup", Words("% ganancia", "Markup")),
    ("rounding", Words("Redondeo de cada llamada", "Rounding of each call")),
    ("currency", Words("Moneda", "Currency")),
    ("booth", Words("Cabina", "Booth")),
    ("credit", Words("Abono de un cliente", "Customer's deposit")),
    ("ticket", Words("Ticket", "Ticket")),
    ("review", Words("Revisión de llamada", "Review of a call")),
    ("user set", Words("Usuario", "User")),
    ("user remove", Words("Usuario: quitado", "User: removed")),
    ("configuration", Words("Configuración", "Configuration")),
    ("setting", Words("Ajuste", "Setting")),
    ("call", Words("Llamada", "Call")),
    ("version 6", Words("Comienzo de la auditoría", "Beginning of the audit")),
    ("version 7", Words("Llamadas de antes", "Calls of before")),
  ]

  static func isKnown(_ name: String) -> Bool { known.contains { $0.name == name } }

  /// What is not known is said as it is.
  var words: Words { Self.known.first { $0.name == name }?.words ?? Words(name, name) }
}
