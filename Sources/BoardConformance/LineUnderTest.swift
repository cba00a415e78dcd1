/// Where the checks that need a booth are done, and what is dialled there.
package struct LineUnderTest: Hashable, Sendable {
  /// From 0.
  package var line: UInt8 = 0
  /// 1…6 digits. While the checks run it is also the only emergency number of the board.
  package var number = "424242"

  package init() {}
}
