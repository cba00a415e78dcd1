internal import BoothControl

/// A query in SQL: fixed pieces, values bound, and the index that answers it. The index is named
/// because SQLite, without statistics, may choose to sort a million calls instead.
struct CallCondition {
  private(set) var values: [SQLValue] = []
  private var terms: [String] = []
  private let index: String

  /// The opposite of `CallReview.bearsCharge`, 0 or 1, in the very words of the index of such calls.
  static let isUncharged = "(is_charged = 0 OR review IS 'waived')"

  init(_ query: CallQuery) {
    index =
      if query.isCharged == false {
        "calls_uncharged"
      } else if query.booth != nil {
        "calls_of_booth"
      } else {
        "calls_in_time"
      }
    if let booth = query.booth {
      terms.append("booth = (SELECT id FROM booths WHERE number = \(bind(.text(booth.text))))")
    }
    // Not bound, so that SQLite sees that the index of uncharged calls will do.
    if let isCharged = query.isCharged {
      terms.append(isCharged ? "NOT \(Self.isUncharged)" : Self.isUncharged)
    }
    if let from = query.from {
      terms.append("authorised_at >= \(bind(.integer(from.milliseconds)))")
    }
    if let to = query.to { terms.append("authorised_at < \(bind(.integer(to.milliseconds)))") }
  }

  /// The calls of the query: `FROM calls … WHERE …`.
  var source: String {
    let conditions = terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ")
    return "FROM calls INDEXED BY \(index)\(conditions)"
  }

  /// Narrows the query to one side of a call.
  mutating func limit(to comparison: Comparison, than position: CallPosition) {
    let time = bind(.integer(position.time.milliseconds))
    let key = bind(.integer(position.key))
    terms.append("(authorised_at, key) \(comparison.rawValue) (\(time), \(key))")
  }

  enum Comparison: String {
    case older = "<"
    case newer = ">"
  }

  /// The parameter that stands for `value`.
  mutating func bind(_ value: SQLValue) -> String {
    values.append(value)
    return "?\(values.count)"
  }
}
