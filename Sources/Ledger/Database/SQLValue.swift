/// What a column holds. There are no floating-point numbers in the ledger, so there is no case for
/// one.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  /// nil becomes NULL.
  package static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.integer) ?? .null }
  package static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
  package static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
}
