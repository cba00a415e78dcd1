import Notation

extension RequestTarget {
  /// Encoded again, without the query.
  var path: String { "/" + segments.map(PercentEncoding.text).joined(separator: "/") }
}
