import CBoardReference

/// What a simulated board is: the same choices a maker of boards has.
package struct BoardOptions: Hashable, Sendable {
  /// 12 bytes.
  package var uid: [UInt8] = Array("CABINA-SIM-1".utf8)
  /// 1…32.
  package var lines = 8
  /// 0…32.
  package var trunks = 8
  /// 0 rows: the booths have no display.
  package var displayRows = 2
  package var displayColumns = 16
  /// The number of its first boot; each reset takes the next one.
  package var firstBootID: UInt32 = 1
  /// What its millisecond counter shows when it starts: near `UInt32.max`, it soon wraps.
  package var firstTick: UInt32 = 0
  /// Events its ring holds, 512 or more in a board for service; less makes a full ring easy to see.
  package var ringCapacity = 512
  /// Bytes its transmit buffer holds: what does not fit waits, as on a real UART.
  package var outputCapacity = 1024

  package init() {}

  /// Where each field may be; the reference refuses the rest.
  package func validate() throws(BoardOptionsError) {
    try check("uid", uid.count, Int(BLP_UID_SIZE)...Int(BLP_UID_SIZE))
    try check("lines", lines, 1...Int(BLP_LINES_MAX))
    try check("trunks", trunks, 0...Int(BLP_TRUNKS_MAX))
    try check("display rows", displayRows, 0...8)
    let narrowest = displayRows > 0 ? 1 : 0
    try check("display columns", displayColumns, narrowest...Int(BLP_DISPLAY_TEXT_MAX))
    try check("ring capacity", ringCapacity, max(16, 4 * lines + 4)...Int(UInt16.max))
    try check("output capacity", outputCapacity, Int(BLP_WIRE_MAX)...(1 << 20))
  }

  private func check(
    _ field: String, _ value: Int, _ range: ClosedRange<Int>
  ) throws(BoardOptionsError) {
    guard range.contains(value) else {
      throw .outOfRange(field: field, value: value, expected: range)
    }
  }
}

package enum BoardOptionsError: Error, Hashable, CustomStringConvertible {
  case outOfRange(field: String, value: Int, expected: ClosedRange<Int>)

  package var description: String {
    switch self {
    case .outOfRange(let field, let value, let expected):
      "\(field): \(value) is not within \(expected.lowerBound)…\(expected.upperBound)"
    }
  }
}
