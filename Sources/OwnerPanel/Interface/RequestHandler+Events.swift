import Notation

/// What is asked with `GET /events`.
struct EventQuery: Hashable, Sendable {
  /// Those after this number; nil: none, but the number to go on from.
  var after: Int64?
  var size: Int
  /// For how many seconds the answer may be held until there is something to tell.
  var wait: Int

  static let longestWait = 25

  /// `?after=17&size=100&wait=25`
  init(_ parameters: Parameters) throws(Outcome) {
    after = try LedgerRequest.number("after", parameters, 0...Int.max).map(Int64.init)
    size = try LedgerRequest.number("size", parameters, 1...500) ?? 100
    wait = try LedgerRequest.number("wait", parameters, 0...Self.longestWait) ?? 0
  }
}

/// What was written down, for programs that follow it.
extension RequestHandler {
  func events(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let query = try EventQuery(request.target.query)
    let last = try reading { try source.lastEvent() }
    guard let after = query.after else { return .now(json(EventJSON.page([], next: last))) }
    guard after <= last else { throw .afterLastEvent(last) }
    if after == last, query.wait > 0 {
      return .held(
        HeldEvents(query: query, after: after, visitor: context.visitor, say: context.say))
    }
    return .now(try events(query, after: after, in: context.say))
  }

  /// What is told to who has waited, whether or not anything has come.
  func events(_ held: HeldEvents) -> HTTPResponse {
    do throws(Outcome) {
      return try events(held.query, after: held.after, in: held.say)
    } catch {
      return self.error(error, to: .api, shop: nil, in: held.say, for: held.visitor)
    }
  }

  private func events(
    _ query: EventQuery, after: Int64, in say: Language
  ) throws(Outcome) -> HTTPResponse {
    let rows = try reading { try source.events(after: after, limit: query.size) }
    return json(EventJSON.page(rows, next: rows.last?.record.number ?? after, in: say))
  }

  private func reading<Value>(_ read: () throws -> Value) throws(Outcome) -> Value {
    do { return try read() } catch { throw .listUnreadable(String(describing: error)) }
  }
}

/// A question that is answered when there is something to tell.
struct HeldEvents: Sendable {
  var query: EventQuery
  var after: Int64
  var visitor: Visitor
  var say: Language
}

enum EventJSON {
  /// `GET /events`, oldest first:
  ///
  ///     {"next":18,"events":[{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)",
  ///      "action":"prefix set","subject":"1006","before":null,"after":{"prefix":"1006",…},
  ///      "hash":"3f9a…","call":null}]}
  ///
  /// `next`: what to give as `after` the next time. `before` and `after` are an object where they are a
  /// price, else a text. `call`: of the end of a call, as `/calls` has it.
  static func page(_ rows: [LedgerEventRow], next: Int64, in say: Language = .english) -> JSON {
    ["next": .integer(next), "events": .array(rows.map { event($0, in: say) })]
  }

  private static func event(_ row: LedgerEventRow, in say: Language) -> JSON {
    let record = row.record
    return [
      "number": .integer(record.number),
      "at": .text(LocalTime.timestamp(record.at)),
      "actor": .text(record.actor),
      "action": .text(record.action),
      "subject": .text(record.subject),
      "before": value(record.before, of: record.action),
      "after": value(record.after, of: record.action),
      "hash": .text(record.hash),
      "call": row.call.map { ShopJSON.call($0, in: say) } ?? .null,
    ]
  }

  /// Records of these tell a price as the tariff file has it; what others tell is words, also where
  /// somebody chose words that look like JSON.
  private static let ofPrices: Set = ["prefix set", "prefix delete", "deck set", "deck delete"]

  private static func value(_ text: String?, of action: String) -> JSON {
    guard let text, ofPrices.contains(action), JSONMembers(text) != nil else { return .text(text) }
    return .written(text)
  }
}
