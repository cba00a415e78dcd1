/// An instant on the host's monotonic clock, in milliseconds since an origin that only differences
/// make sense of.
///
/// The wall clock never enters here: a step of it changes no timer and no duration.
package struct Moment: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The sooner of two that may never come; nil: neither does.
  package static func sooner(_ left: Moment?, _ right: Moment?) -> Moment? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }

  package func advanced(byMilliseconds interval: Int64) -> Moment {
    Moment(milliseconds: milliseconds + interval)
  }

  /// Milliseconds from `earlier` to here; negative when `earlier` is later.
  package func milliseconds(since earlier: Moment) -> Int64 {
    milliseconds - earlier.milliseconds
  }
}

/// An instant on a board's clock: its 32-bit millisecond tick, extended to 64 bits by the host, so
/// that it does not wrap (BLP/1: the wire's tick wraps after 49.7 days). Durations of calls are
/// differences of these, never of arrival times.
package struct BoardTick: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: BoardTick, right: BoardTick) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func advanced(byMilliseconds interval: Int64) -> BoardTick {
    BoardTick(milliseconds: milliseconds + interval)
  }

  package func milliseconds(since earlier: BoardTick) -> Int64 {
    milliseconds - earlier.milliseconds
  }
}
