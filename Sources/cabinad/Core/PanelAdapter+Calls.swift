import BoothControl
import Ledger
import OwnerPanel

/// Pages and tables of calls.
extension PanelAdapter {
  /// More calls of a filter are not counted.
  private static let countLimit = 10_000

  func calls(_ query: CallListQuery) throws -> CallListPage {
    let condition = condition(query)
    let page = try reader.calls(condition, from: start(query.position), limit: query.size)
    let isAll = page.older == nil && page.newer == nil
    let count =
      isAll
      ? CallCount(calls: page.rows.count) : try reader.count(condition, atMost: Self.countLimit)
    return CallListPage(
      rows: page.rows.map(CallListRow.init), total: count.calls, isTotalWhole: count.isWhole,
      older: cursor(page.older), newer: cursor(page.newer), searchedTo: page.searchedTo?.time)
  }

  func slice(_ query: CallListQuery) throws -> CallListSlice {
    let page = try reader.calls(
      condition(query), from: start(query.position), limit: query.size)
    return CallListSlice(rows: page.rows.map(CallListRow.init), older: cursor(page.older))
  }

  private func condition(_ query: CallListQuery) -> CallQuery {
    CallQuery(
      booth: query.booth, isCharged: query.isCharged, from: query.from, to: query.to,
      numberStart: query.numberStart, place: query.place,
      flag: query.mark.map { $0 == .toReview ? .toReview : .any })
  }

  private func start(_ position: CallListQuery.Position) throws -> PageStart {
    switch position {
    case .newest: .newest
    case .before(let cursor): .olderThan(try place(cursor))
    case .after(let cursor): .newerThan(try place(cursor))
    }
  }

  private func place(_ cursor: CallListCursor) throws -> CallPosition {
    if let position = CallPosition(cursor.text) { return position }
    // Also the number of a call, which is what people read.
    guard let key = Int64(cursor.text), let call = try reader.call(key: key) else {
      throw UnknownCursor()
    }
    return call.position
  }

  private func cursor(_ position: CallPosition?) -> CallListCursor? {
    position.flatMap { CallListCursor($0.description) }
  }
}
