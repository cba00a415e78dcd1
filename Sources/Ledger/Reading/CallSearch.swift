internal import BoothControl

/// Calls that no index finds: those of the query's time, booth or kind are looked at one after the
/// other, at most `limit` at a time, so that each page takes a few milliseconds however many calls
/// there are.
///
/// Its texts are few and fixed, for a statement is kept once it is prepared: what does not matter is
/// bound as NULL.
struct CallSearch {
  /// Calls; with twice as many a page took longer than the 5 ms that it may.
  static let limit = 1_500

  let query: CallQuery

  private enum Parameter: Int, CaseIterable {
    case from = 1
    case to, time, key, booth, isCharged, number, place, flag, limit

    var text: String { "?\(rawValue)" }
  }

  /// Which calls are looked at, and by which index; of those, which are meant is `isMeant`.
  private var index: (name: String, condition: String) {
    if query.flag == .toReview {
      return ("calls_to_review", " AND suspicions IS NOT NULL AND review IS NULL")
    }
    if query.isCharged == false {
      return ("calls_uncharged", " AND \(CallCondition.isUncharged)")
    }
    guard query.booth != nil else { return ("calls_in_time", "") }
    return ("calls_of_booth", " AND booth = \(Self.boothID)")
  }

  private static let boothID =
    "(SELECT id FROM booths WHERE number = \(Parameter.booth.text))"

  private static let isMeant = """
    (\(Parameter.booth.text) IS NULL OR booth = \(boothID))
      AND (\(Parameter.isCharged.text) IS NULL
        OR \(CallCondition.isUncharged) <> \(Parameter.isCharged.text))
      AND (\(Parameter.number.text) IS NULL
        OR substr(number, 1, length(\(Parameter.number.text))) = \(Parameter.number.text))
      AND (\(Parameter.flag.text) IS NULL OR suspicions IS NOT NULL
        AND (\(Parameter.flag.text) = 0 OR review IS NULL AND ticket IS NOT 0))
      AND (\(Parameter.place.text) IS NULL OR quote IN (
        SELECT id FROM quotes WHERE destination GLOB \(Parameter.place.text)))
    """

  /// Yields key, time, and whether the call is meant, in the order in which pages are turned.
  func sql(_ direction: CallCondition.Comparison) -> String {
    let order = direction == .older ? "DESC" : "ASC"
    return """
      SELECT key, authorised_at, ifnull(\(Self.isMeant), 0)
      FROM calls INDEXED BY \(index.name)
      WHERE authorised_at >= \(Parameter.from.text) AND authorised_at < \(Parameter.to.text)
        AND (authorised_at, key) \(direction.rawValue) (\(Parameter.time.text), \(Parameter.key.text))
        \(index.condition)
      ORDER BY authorised_at \(order), key \(order) LIMIT \(Parameter.limit.text)
      """
  }

  /// The place where it begins bounds the time as well, for the index is entered there by the time
  /// alone.
  func values(
    from position: CallPosition, _ direction: CallCondition.Comparison
  ) -> [SQLValue] {
    let place = position.time.milliseconds
    var from = query.from?.milliseconds ?? .min
    var to = query.to?.milliseconds ?? .max
    switch direction {
    case .older: to = place == .max ? to : min(to, place + 1)
    case .newer: from = max(from, place)
    }
    return Parameter.allCases.map { parameter in
      switch parameter {
      case .from: .integer(from)
      case .to: .integer(to)
      case .time: .integer(position.time.milliseconds)
      case .key: .integer(position.key)
      case .booth: .optional(query.booth?.text)
      case .isCharged: .optional(query.isCharged.map { $0 ? Int64(1) : 0 })
      case .number: .optional(query.numberStart)
      case .place: .optional(query.place.map(TextPattern.containing))
      case .flag: .optional(query.flag.map { $0 == .toReview ? Int64(1) : 0 })
      case .limit: .integer(Int64(Self.limit))
      }
    }
  }
}

extension Database {
  /// A page of a search: fewer calls than asked for, if it has looked at as many as it may.
  func foundPage(_ query: CallQuery, from start: PageStart, limit: Int) throws -> CallPage {
    let isBack: Bool
    if case .newerThan = start { isBack = true } else { isBack = false }
    let found = try find(query, from: start, isBack ? .newer : .older, enough: limit + 1)
    let isMore = found.positions.count > limit
    let shown = found.positions.prefix(limit).sorted(by: >)
    let rows = try callRows(at: shown)
    // Behind this page, in the direction of the search.
    let edge = isMore ? (isBack ? shown.first : shown.last) : found.searchedTo
    let searchedTo = isMore ? nil : found.searchedTo
    switch start {
    case .newest:
      return CallPage(rows: rows, older: edge, newer: nil, searchedTo: searchedTo)
    case .olderThan(let position):
      return CallPage(
        rows: rows, older: edge, newer: shown.first ?? position.before, searchedTo: searchedTo)
    case .newerThan(let position):
      return CallPage(
        rows: rows, older: shown.last ?? position.after, newer: edge, searchedTo: searchedTo)
    }
  }

  /// At most `enough` calls; `searchedTo` nil: there are no others in that direction.
  private func find(
    _ query: CallQuery, from start: PageStart, _ direction: CallCondition.Comparison, enough: Int
  ) throws -> (positions: [CallPosition], searchedTo: CallPosition?) {
    struct Enough: Error {}
    let position: CallPosition =
      switch start {
      case .newest: .last
      case .olderThan(let position), .newerThan(let position): position
      }
    let search = CallSearch(query: query)
    var positions: [CallPosition] = []
    var last: CallPosition?
    var count = 0
    do {
      try forEachRow(search.sql(direction), search.values(from: position, direction)) { row in
        let place = CallPosition(time: try row.time(1, of: "calls"), key: try row.integer(0))
        (last, count) = (place, count + 1)
        guard try row.flag(2) else { return }
        positions.append(place)
        if positions.count == enough { throw Enough() }
      }
    } catch is Enough {}
    return (positions, count == CallSearch.limit ? last : nil)
  }

  private func callRows(at positions: [CallPosition]) throws -> [CallRow] {
    guard !positions.isEmpty else { return [] }
    let keys = "[" + positions.map { String($0.key) }.joined(separator: ",") + "]"
    let rows = try callRows(
      "WHERE calls.key IN (SELECT value FROM json_each(?1))", [.text(keys)])
    return rows.sorted { $0.position > $1.position }
  }
}

extension CallPosition {
  /// After every call there can be.
  static let last = CallPosition(time: WallTime(milliseconds: .max), key: .max)

  /// The places right beside this one: a page that begins there has this call itself.
  fileprivate var before: CallPosition { CallPosition(time: time, key: key - 1) }
  fileprivate var after: CallPosition {
    self == .last ? self : CallPosition(time: time, key: key + 1)
  }
}
