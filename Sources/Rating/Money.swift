/// An exact amount of money: whole millionths of the currency's unit in 64 bits. No floating point
/// comes near it.
package struct Money: Hashable, Comparable, Sendable {
  /// Millionths of the currency's unit (a Chilean peso, a dollar).
  package let micros: Int64

  package init(micros: Int64) { self.micros = micros }

  package static let zero = Money(micros: 0)

  /// 1,000,000 units. No price, connection fee or marked-up price is above it, so the dearest call
  /// of 2^32 ms, at one price a second, stays within 64 bits.
  package static let largestPrice = Money(micros: 1_000_000 * microsPerUnit)
  /// 1,000,000,000 units: no balance, credit, payment or maximum charge is above it.
  package static let largestAmount = Money(micros: 1_000_000_000 * microsPerUnit)

  static let microsPerUnit: Int64 = 1_000_000
  package static let decimals = 6

  package static func < (left: Money, right: Money) -> Bool { left.micros < right.micros }
  /// Stops the program rather than wrap; the limits on prices and talk time keep sums far below
  /// that.
  package static func + (left: Money, right: Money) -> Money {
    Money(micros: left.micros + right.micros)
  }
  package static func - (left: Money, right: Money) -> Money {
    Money(micros: left.micros - right.micros)
  }
}
