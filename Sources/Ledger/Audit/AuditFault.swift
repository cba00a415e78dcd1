/// What is wrong with an audit: the first record that does not fit, or what there should be records
/// of.
package enum AuditFault: Hashable, Sendable, CustomStringConvertible {
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

  package var description: String {
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
