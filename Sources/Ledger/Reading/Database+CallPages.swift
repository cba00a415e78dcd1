internal import BoothControl

extension Database {
  func callPage(_ query: CallQuery, from start: PageStart, limit: Int) throws -> CallPage {
    if query.isSearch { return try foundPage(query, from: start, limit: limit) }
    let (query, start) = Self.narrowed(query, start)
    var condition = CallCondition(query)
    var order = "DESC"
    switch start {
    case .newest: break
    case .olderThan(let position):
      condition.limit(to: .older, than: position)
    case .newerThan(let position):
      condition.limit(to: .newer, than: position)
      order = "ASC"
    }
    // One more than asked for tells whether there is another page.
    let count = condition.bind(.integer(Int64(limit + 1)))
    // Which calls is answered by the index alone; only those of the page are then read whole.
    var rows = try callRows(
      """
      WHERE calls.key IN (
        SELECT key \(condition.source)
        ORDER BY authorised_at \(order), key \(order) LIMIT \(count))
      """, condition.values)
    rows.sort { $0.position > $1.position }
    let isMore = rows.count > limit
    if case .newerThan = start {
      if isMore { rows.removeFirst() }
      return CallPage(
        rows: rows, older: rows.last?.position, newer: isMore ? rows.first?.position : nil)
    }
    if isMore { rows.removeLast() }
    return CallPage(
      rows: rows, older: isMore ? rows.last?.position : nil,
      newer: start == .newest ? nil : rows.first?.position)
  }

  func callCount(_ query: CallQuery) throws -> Int {
    guard query.from == nil, query.to == nil else {
      let condition = CallCondition(query)
      return Int(try integer("SELECT count(*) \(condition.source)", condition.values))
    }
    let (calls, uncharged) =
      try row(
        """
        SELECT ifnull(sum(calls), 0), ifnull(sum(uncharged_calls), 0) FROM booths
        WHERE number = ?1 OR ?1 IS NULL
        """, [.optional(query.booth?.text)], { (try $0.integer(0), try $0.integer(1)) }) ?? (0, 0)
    let count =
      switch query.isCharged {
      case nil: calls
      case false?: uncharged
      case true?: calls - uncharged
      }
    return Int(count)
  }

  /// Of two bounds of one side SQLite may enter the index by the wrong one and read all that lies
  /// between them: so there is one.
  private static func narrowed(
    _ query: CallQuery, _ start: PageStart
  ) -> (CallQuery, PageStart) {
    var query = query
    switch start {
    case .newest: break
    case .olderThan(let position):
      guard let to = query.to else { break }
      guard position.time < to else { return (query, .newest) }
      query.to = nil
    case .newerThan(let position):
      if let from = query.from, position.time >= from { query.from = nil }
    }
    return (query, start)
  }

  /// Quick, whatever is asked for: at most `limit` calls are counted, and none of a search.
  func callCount(_ query: CallQuery, atMost limit: Int) throws -> CallCount {
    guard !query.isSearch else { return CallCount(calls: 0, isWhole: false) }
    guard query.from != nil || query.to != nil else {
      return CallCount(calls: try callCount(query))
    }
    var condition = CallCondition(query)
    let bound = condition.bind(.integer(Int64(limit + 1)))
    let count = Int(
      try integer(
        "SELECT count(*) FROM (SELECT 1 \(condition.source) LIMIT \(bound))", condition.values))
    return CallCount(calls: min(count, limit), isWhole: count <= limit)
  }
}
