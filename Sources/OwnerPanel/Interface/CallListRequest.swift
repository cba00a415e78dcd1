import BoothControl
import Notation

/// The address of a page of calls, read and written:
/// `?booth=4312&charged=true&size=26&before=1234`.
///
/// `before` and `after` are cursors that a page gave. `page` only counts the way for «Página 2 de
/// 4»; where the page is the first or the last one, the list itself knows better.
struct CallListRequest: Hashable, Sendable {
  var query: CallListQuery
  var page: Int

  init(query: CallListQuery, page: Int = 1) {
    self.query = query
    self.page = page
  }

  /// `path` is the booth of the address; with it one in the query counts nothing.
  init(parameters: Parameters, booth path: BoothNumber?) throws(Outcome) {
    query = CallListQuery(booth: path)
    page = 1
    if path == nil, let booth = parameters["booth"], !booth.isEmpty {
      query.booth = BoothNumber(booth)
    }
    switch parameters["charged"] {
    case nil, "": query.isCharged = nil
    case "true": query.isCharged = true
    case "false": query.isCharged = false
    default: throw .badQuery("charged: true, false")
    }
    if let text = parameters["size"] {
      guard let size = Int(text), CallListQuery.sizes.contains(size) else {
        throw .badQuery("size: " + CallListQuery.sizes.map(String.init).joined(separator: ", "))
      }
      query.size = size
    }
    switch (parameters["before"], parameters["after"]) {
    case (nil, nil): query.position = .newest
    case (let before?, nil): query.position = .before(try Self.cursor(before, of: "before"))
    case (nil, let after?): query.position = .after(try Self.cursor(after, of: "after"))
    case (_?, _?): throw .badQuery("before, after: only one of them")
    }
    if let text = parameters["page"] {
      guard let page = Int(text), (1...1_000_000_000).contains(page) else {
        throw .badQuery("page: 1, 2, 3…")
      }
      self.page = page
    }
  }

  private static func cursor(
    _ text: String, of name: String
  ) throws(Outcome) -> CallListCursor {
    guard let cursor = CallListCursor(text) else {
      throw .badQuery("\(name): a call's id, or a page's «next»")
    }
    return cursor
  }

  /// Path and query of this page, ending in `?` or `&`.
  var address: String {
    var parameters: [String] = []
    if let isCharged = query.isCharged { parameters.append("charged=\(isCharged)") }
    parameters.append("size=\(query.size)")
    switch query.position {
    case .newest: break
    case .before(let cursor): parameters.append("before=\(cursor)")
    case .after(let cursor): parameters.append("after=\(cursor)")
    }
    if page > 1 { parameters.append("page=\(page)") }
    return "\(path)?" + parameters.map { "\($0)&" }.joined()
  }

  /// `/booths/4312/calls`, or `/calls`.
  var path: String {
    query.booth.map { "/booths/\(PercentEncoding.text($0.text))/calls" } ?? "/calls"
  }

  /// The number of this page and how many there are.
  func place(of list: CallListPage) -> (page: Int, pages: Int) {
    let pages = max(1, (list.total + query.size - 1) / query.size)
    if list.newer == nil { return (1, pages) }
    if list.older == nil { return (pages, pages) }
    return (min(max(page, 2), max(2, pages - 1)), pages)
  }

  func older(than list: CallListPage) -> CallListRequest? {
    list.older.map { moved(to: .before($0), page: place(of: list).page + 1) }
  }

  func newer(than list: CallListPage) -> CallListRequest? {
    list.newer.map { moved(to: .after($0), page: max(1, place(of: list).page - 1)) }
  }

  private func moved(to position: CallListQuery.Position, page: Int) -> CallListRequest {
    var request = self
    request.query.position = position
    request.page = page
    return request
  }
}
