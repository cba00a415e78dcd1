internal import BoothControl
internal import BoothProtocol
internal import Rating

/// What stands in a file may have been put there by hand, or by a disk that fails. A value that no
/// shop comes near is damage, and is told of as such before anything is computed from it.
extension Row {
  /// 2^53 ms is 285,000 years, and what sums and other clocks' units still have room for.
  private static let milliseconds: ClosedRange<Int64> = 0...(1 << 53)
  /// Half of what 64 bits hold, so that two can be added: the largest balance, and more than the
  /// dearest call costs.
  private static let largestMicros = Int64.max / 2

  func tick(_ column: Int32, of table: StaticString) throws -> BoardTick {
    BoardTick(milliseconds: try integer(column, in: Self.milliseconds, of: table))
  }

  func optionalTick(_ column: Int32, of table: StaticString) throws -> BoardTick? {
    isNull(column) ? nil : try tick(column, of: table)
  }

  func time(_ column: Int32, of table: StaticString) throws -> WallTime {
    WallTime(milliseconds: try integer(column, in: Self.milliseconds, of: table))
  }

  func optionalTime(_ column: Int32, of table: StaticString) throws -> WallTime? {
    isNull(column) ? nil : try time(column, of: table)
  }

  func optionalTalkTime(_ column: Int32, of table: StaticString) throws -> TalkTime? {
    guard !isNull(column) else { return nil }
    return TalkTime(milliseconds: try integer(column, in: Self.milliseconds, of: table))
  }

  /// Zero where nothing stands.
  func amount(_ column: Int32, of table: StaticString) throws -> Money {
    guard !isNull(column) else { return .zero }
    return Money(micros: try integer(column, in: 0...Self.largestMicros, of: table))
  }

  /// Also below zero: a balance, a payment.
  func signedAmount(_ column: Int32, of table: StaticString) throws -> Money {
    let range = -Self.largestMicros...Self.largestMicros
    return Money(micros: try integer(column, in: range, of: table))
  }

  /// A call's number.
  func callID(_ column: Int32) throws -> CallID {
    let numbers = 1...Int64(CallID.last.rawValue)
    return CallID(rawValue: UInt32(try integer(column, in: numbers, of: "calls")))
  }

  /// What the board calls it: a number of its own, that of an emergency call with its mark, or that
  /// of a daemon that did not live to write it down.
  func boardCallID(_ column: Int32) throws -> CallID {
    CallID(rawValue: UInt32(try integer(column, in: 1...0xFFFF_FFFF, of: "calls")))
  }

  func word(_ column: Int32, of table: StaticString) throws -> UInt32 {
    UInt32(try integer(column, in: 0...0xFFFF_FFFF, of: table))
  }
}
