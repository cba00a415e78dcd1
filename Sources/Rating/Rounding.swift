/// How a charge becomes an amount of the currency: once, at the end.
package struct Rounding: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case halfUp = "half-up"
    case up
    case down
  }

  package var mode: Mode
  /// 0…6; CLP has none.
  package var decimals: Int

  package init(mode: Mode, decimals: Int) {
    self.mode = mode
    self.decimals = decimals
  }
}

extension Rounding {
  /// Millionths in the smallest amount that can be charged: a peso is 1,000,000.
  private var smallest: Int128 {
    var micros: Int128 = 1
    for _ in min(max(decimals, 0), Money.decimals)..<Money.decimals { micros *= 10 }
    return micros
  }

  /// A sum that is not negative, rounded; in millionths. The sum is in parts of a millionth,
  /// `parts` of them to one.
  func rounded(_ sum: Int128, parts: Int128) -> Int128 {
    let step = smallest * parts
    let whole =
      switch mode {
      case .down: sum / step
      case .up: (sum + step - 1) / step
      case .halfUp: (2 * sum + step) / (2 * step)
      }
    return whole * smallest
  }

  /// The least sum that `rounded` takes above an amount that is not negative: its inverse.
  func leastSum(above amount: Money, parts: Int128) -> Int128 {
    let step = smallest * parts
    let whole = Int128(amount.micros) / smallest
    return switch mode {
    case .down: (whole + 1) * step
    case .up: whole * step + 1
    case .halfUp: whole * step + (step + 1) / 2
    }
  }
}
