import BoothControl

@testable import OwnerPanel

extension FakeSource {
  func slice(_ query: CallListQuery) throws -> CallListSlice {
    let page = try calls(query)
    sliceRead?()
    return CallListSlice(rows: page.rows, older: page.older)
  }
}

extension CallListQuery {
  func matches(_ row: CallListRow) -> Bool {
    (booth ?? row.booth) == row.booth && (isCharged ?? row.bearsCharge) == row.bearsCharge
      && (from.map { row.at >= $0 } ?? true) && (to.map { row.at < $0 } ?? true)
      && row.number.hasPrefix(numberStart ?? "")
      && (place.map { row.destination.lowercased().contains($0.lowercased()) } ?? true)
      && (mark == nil || !row.suspicions.isEmpty && (mark == .any || row.verdict == nil))
  }
}
