import Notation

extension RequestTarget {
  /// Encoded again, without the query.
  var path: String { "/" + segments.map(PercentEncoding.text).joined(separator: "/") }

  /// With the query, so that one comes back to the same list after a log-in; without what was said
  /// to be done by the page before.
  var pathAndQuery: String {
    let parts = query.names.sorted().filter { $0 != "done" }.map {
      "\(PercentEncoding.text($0))=\(PercentEncoding.text(query[$0] ?? ""))"
    }
    let whole = parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    return whole.utf8.count <= LoginPage.longestNext ? whole : path
  }
}
