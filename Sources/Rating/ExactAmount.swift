/// An amount of money as a fraction, in lowest terms: 68 s at 200 a minute are 680/3.
package struct ExactAmount: Hashable, Sendable {
  /// Units of the currency; the sign is here.
  package let numerator: Int128
  package let denominator: Int128

  /// `sum` in parts of a millionth, `parts` of them to one.
  init(_ sum: Int128, parts: Int128) {
    let whole = Int128(Money.microsPerUnit) * parts
    var (divisor, rest) = (sum.magnitude, whole.magnitude)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    numerator = sum / Int128(divisor)
    denominator = whole / Int128(divisor)
  }

  /// The fraction: `680/3`; a whole number stands alone.
  package var fractionText: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// To the nearest millionth, halves away from zero: for reading.
  package var nearest: Money {
    let (units, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    let doubled = 2 * rest * UInt128(Money.microsPerUnit) + denominator.magnitude
    let fraction = doubled / (2 * denominator.magnitude)
    let micros = Int128(units * UInt128(Money.microsPerUnit) + fraction)
    return Money(micros: Int64(clamping: numerator < 0 ? -micros : micros))
  }
}
