/// Why a text is not an amount of money. Each carries the text as it was given.
package enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something other than digits and one decimal point; `offset` counts bytes from 0.
  case notADecimal(String, offset: Int)
  case tooManyDecimals(String)
  case outOfRange(String, least: Money, most: Money)

  /// What was expected in its place.
  package var expected: String {
    switch self {
    case .notADecimal(let text, let offset):
      "a decimal number such as 200 or 0.05"
        + (text.utf8.dropFirst(offset).first == UInt8(ascii: ",")
          ? ", with a point where the comma stands" : "")
    case .tooManyDecimals: "at most \(Money.decimals) decimals"
    case .outOfRange(_, let least, let most):
      "\(least.decimalText) to \(most.decimalText)"
    }
  }

  package var description: String {
    switch self {
    case .notADecimal(let text, let offset):
      "«\(text)», at byte \(offset): expected \(expected)"
    case .tooManyDecimals(let text), .outOfRange(let text, _, _):
      "«\(text)»: expected \(expected)"
    }
  }
}

extension Money {
  /// Reads a price or a fee: `200`, `0.05`; up to six decimals, 0 to `largestPrice`.
  package init(price text: String) throws(MoneyError) {
    try self.init(text, least: .zero, most: .largestPrice)
  }

  /// Reads an amount: `10`, `-3.5`; up to six decimals, at most `largestAmount` either way.
  package init(amount text: String) throws(MoneyError) {
    try self.init(text, least: .zero - .largestAmount, most: .largestAmount)
  }

  /// Reads a decimal within the limits: digits, and after a point one to six more,
  /// with any number of zeros behind them.
  package init(_ text: String, least: Money, most: Money) throws(MoneyError) {
    let bytes = Array(text.utf8)
    let isNegative = bytes.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count

    let units = try Money.digits(bytes, start..<point, of: text)
    var fraction: Int64 = 0
    if point < bytes.count {
      let end = min(bytes.count, point + 1 + Money.decimals)
      fraction = try Money.digits(bytes, (point + 1)..<end, of: text)
      // Providers write eight decimals: zeros make no other amount.
      if end < bytes.count {
        guard try Money.digits(bytes, end..<bytes.count, of: text) == 0 else {
          throw .tooManyDecimals(text)
        }
      }
      for _ in (end - point - 1)..<Money.decimals { fraction *= 10 }
    }
    // `digits` stops growing far below what would overflow here.
    let magnitude = units * Money.microsPerUnit + fraction
    self.init(micros: isNegative ? -magnitude : magnitude)
    guard self >= least, self <= most else {
      throw .outOfRange(text, least: least, most: most)
    }
  }

  /// The number the digits make, or 10^12 when it is that or more: beyond every limit.
  private static func digits(
    _ bytes: [UInt8], _ range: Range<Int>, of text: String
  ) throws(MoneyError) -> Int64 {
    guard !range.isEmpty else { throw .notADecimal(text, offset: range.lowerBound) }
    var number: Int64 = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { throw .notADecimal(text, offset: index) }
      number = min(number * 10 + Int64(digit), 1_000_000_000_000)
    }
    return number
  }

  /// The exact amount without superfluous zeros: `2701`, `0.17`, `-1.5334`. `Money(amount:)` reads
  /// it back.
  package var decimalText: String {
    let magnitude = micros.magnitude
    let units = magnitude / UInt64(Money.microsPerUnit)
    let fraction = magnitude % UInt64(Money.microsPerUnit)
    let sign = micros < 0 ? "-" : ""
    guard fraction > 0 else { return "\(sign)\(units)" }
    var digits = "\(UInt64(Money.microsPerUnit) + fraction)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(units).\(digits)"
  }
}
