package import Notation

/// What is wrong with an audit: the first record that does not fit, or what there should be records
/// of.
package enum AuditFault: Hashable, Sendable, CustomStringConvertible, Worded {
  /// After record `after` comes record `found`.
  case missing(after: Int64, found: Int64)
  /// It is not as it was written.
  case altered(Int64)
  /// Another than the head that is known.
  case rewritten(Int64)
  /// After record `last` nothing comes, and the head that is known is of record `known`.
  case cutOff(last: Int64, known: Int64)
  /// There is no record at all, and there is what is never there without one.
  case empty(Trace)

  /// The raw value is what it is in words.
  package enum Trace: String, Hashable, Sendable, CaseIterable {
    case payments
    case deposits
    case tickets
    case replacedLists = "replaced lists"
    case users
    case prices
    case settings
  }

  package var description: String { words.english }

  package var words: Words { Words(spanish, english) }

  private var spanish: String {
    switch self {
    case .missing(let after, let found):
      "falta el registro \(after + 1): después del \(after) viene el \(found)"
    case .altered(let number): "el registro \(number) no es como se escribió"
    case .rewritten(let number):
      "el registro \(number) no es el del sello que anotó: la auditoría se escribió de nuevo"
    case .cutOff(let last, let known):
      "falta el registro \(last + 1): la auditoría termina antes del \(known), el del sello que anotó"
    case .empty(let trace): "no hay ningún registro, y hay \(trace.spanish)"
    }
  }

  private var english: String {
    switch self {
    case .missing(let after, let found):
      "record \(after + 1) is not there: after record \(after) comes record \(found)"
    case .altered(let number): "record \(number) does not fit: it is not as it was written"
    case .rewritten(let number):
      "record \(number) is another than the head that is known: the audit was written anew"
    case .cutOff(let last, let known):
      "record \(last + 1) is not there: the audit ends before record \(known), the head that is known"
    case .empty(let trace): "there is no record, and there are \(trace.rawValue)"
    }
  }
}

extension AuditFault.Trace {
  fileprivate var spanish: String {
    switch self {
    case .payments: "pagos"
    case .deposits: "abonos"
    case .tickets: "tickets"
    case .replacedLists: "listas reemplazadas"
    case .users: "usuarios"
    case .prices: "precios"
    case .settings: "ajustes"
    }
  }
}
