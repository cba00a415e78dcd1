/// What the panel reads of calls beyond a page of them. Called and answered as `PanelSource.calls`
/// is.
package protocol CallSource: Sendable {
  /// The calls of a query from its position on, towards older ones, without counting how many there
  /// are: for tables of all of them, which are read slice by slice.
  func slice(_ query: CallListQuery) throws -> CallListSlice
}

package struct CallListSlice: Hashable, Sendable {
  /// Newest first, at most as many as were asked for; perhaps none, though there are others behind.
  package var rows: [CallListRow]
  /// `before` this is the next slice; nil: this was the last.
  package var older: CallListCursor?

  package init(rows: [CallListRow], older: CallListCursor?) {
    self.rows = rows
    self.older = older
  }
}
