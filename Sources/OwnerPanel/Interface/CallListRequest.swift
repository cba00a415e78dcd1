import BoothControl
import Notation
import Rating

/// The address of a page of calls, read and written:
/// `?booth=4312&charged=true&from=2006-10-01&to=2006-10-31&number=56&place=valpa&suspect=open
/// &size=26&before=1234`.
///
/// `from` and `to` are days of the shop's calendar, both with all of their hours.
///
/// `before` and `after` are cursors that a page gave. `page` only counts the way for «Página 2 de
/// 4»; where the page is the first or the last one, the list itself knows better.
struct CallListRequest: Hashable, Sendable {
  var query: CallListQuery
  var page: Int
  /// What `query.from` and `query.to` come from.
  var firstDay: CalendarDay?
  var lastDay: CalendarDay?
  /// What a person typed and makes no sense; `query` has nothing of it.
  var faults = FieldFaults()

  /// Of what is looked for, in characters.
  static let longestText = 40

  init(query: CallListQuery, page: Int = 1) {
    self.query = query
    self.page = page
  }

  /// `path` is the booth of the address; with it one in the query counts nothing.
  init(
    parameters: Parameters, booth path: BoothNumber?, startOfDay: (CalendarDay) -> WallTime
  ) throws(Outcome) {
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
    try readFilter(parameters, startOfDay)
    query.size = try PageSize.read(parameters, usual: query.size)
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

  private mutating func readFilter(
    _ parameters: Parameters, _ startOfDay: (CalendarDay) -> WallTime
  ) throws(Outcome) {
    (firstDay, lastDay) = faults.days("from", "to", in: parameters)
    query.from = firstDay.map(startOfDay)
    query.to = lastDay?.advanced(byDays: 1).map(startOfDay)
    query.place = faults.text("place", longest: Self.longestText, in: parameters)
    if let number = faults.text("number", longest: Self.longestText, in: parameters) {
      // As people write it down.
      let digits = number.filter { !" -./()".contains($0) }
      if !digits.isEmpty, digits.utf8.allSatisfy({ "0123456789*#".utf8.contains($0) }) {
        query.numberStart = digits
      } else {
        faults.add(
          "number", number,
          Words("Número «\(number)»: se esperan cifras.", "Number «\(number)»: expected digits."))
      }
    }
    switch parameters["suspect"] {
    case nil, "": query.mark = nil
    case let text?:
      guard let mark = CallListQuery.Mark(rawValue: text) else {
        throw .badQuery("suspect: true, open")
      }
      query.mark = mark
    }
  }

  private static func cursor(
    _ text: String, of name: String
  ) throws(Outcome) -> CallListCursor {
    guard let cursor = CallListCursor(text) else {
      throw .mistyped(
        Words(
          "\(name): el número de una llamada de la lista, o el «next» de una página",
          "\(name): a call's id, or a page's «next»"))
    }
    return cursor
  }

  /// Path and query of this page, ending in `?` or `&`.
  var address: String {
    var parameters = filter
    parameters.append("size=\(query.size)")
    switch query.position {
    case .newest: break
    case .before(let cursor): parameters.append("before=\(cursor)")
    case .after(let cursor): parameters.append("after=\(cursor)")
    }
    if page > 1 { parameters.append("page=\(page)") }
    return "\(path)?" + parameters.map { "\($0)&" }.joined()
  }

  private var filter: [String] {
    var parameters: [String] = []
    if let isCharged = query.isCharged { parameters.append("charged=\(isCharged)") }
    if let firstDay { parameters.append("from=\(firstDay)") }
    if let lastDay { parameters.append("to=\(lastDay)") }
    if let number = query.numberStart {
      parameters.append("number=\(PercentEncoding.text(number))")
    }
    if let place = query.place { parameters.append("place=\(PercentEncoding.text(place))") }
    if let mark = query.mark { parameters.append("suspect=\(mark.rawValue)") }
    return parameters
  }

  /// Whether anything but the booth narrows it.
  var isFiltered: Bool { !filter.isEmpty || !faults.isEmpty }

  /// The same calls in pages of another size, from the newest on.
  func sized(_ size: Int) -> CallListRequest {
    var request = moved(to: .newest, page: 1)
    request.query.size = size
    return request
  }

  /// The same of one day.
  func of(_ day: CalendarDay, startOfDay: (CalendarDay) -> WallTime) -> CallListRequest {
    var request = moved(to: .newest, page: 1)
    (request.firstDay, request.lastDay) = (day, day)
    request.query.from = startOfDay(day)
    request.query.to = day.advanced(byDays: 1).map(startOfDay)
    return request
  }

  /// Where all of these calls are for a spreadsheet.
  var tableAddress: String {
    let booth = query.booth.map { ["booth=\(PercentEncoding.text($0.text))"] } ?? []
    let parameters = booth + filter
    return "/calls.csv" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// `/booths/4312/calls`, or `/calls`.
  var path: String {
    query.booth.map { "/booths/\(PercentEncoding.text($0.text))/calls" } ?? "/calls"
  }

  /// The number of this page and how many there are; nil: nobody has counted them.
  func place(of list: CallListPage) -> (page: Int, pages: Int?) {
    guard list.isTotalWhole, query.numberStart == nil, query.place == nil, query.mark == nil else {
      // Pages of a search may be short.
      return (list.newer == nil ? 1 : max(page, 2), nil)
    }
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
